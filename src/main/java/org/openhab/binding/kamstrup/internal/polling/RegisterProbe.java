/*
 * Copyright (c) 2026 Contributors to the openHAB Kamstrup binding
 *
 * See the NOTICE file(s) distributed with this work for additional
 * information.
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * http://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.binding.kamstrup.internal.polling;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.Protocol;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;

/**
 * Requests every register of the catalogue, to find out which a meter has: the everyday ones first, then those
 * that more is calculated from. It can be interrupted and continued. A register that a reading has requested meanwhile
 * is not requested again.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RegisterProbe {

    /** The registers after the everyday ones: with them the meter has all channels that are shown at first. */
    private static final List<Integer> SECOND = List.of(
            // readings tell by it whether it is the same meter
            RegisterIds.SERIAL_NUMBER, RegisterIds.VOLUME_FLOW_TEMPERATURE, RegisterIds.VOLUME_RETURN_TEMPERATURE,
            RegisterIds.INFO_BITS, RegisterIds.DATE);

    private final MeterType type;
    private final SerialNumber serialNumber;
    /** The registers that are to be asked for, in this order. */
    private final Set<Integer> left = new LinkedHashSet<>();
    private final Set<Integer> putOff = new HashSet<>();
    private Reading heard;

    /**
     * Begins with the first request.
     *
     * @param type the type that the meter sent
     * @param serialNumber the serial number that it sent
     */
    RegisterProbe(MeterType type, SerialNumber serialNumber) {
        this.type = type;
        this.serialNumber = serialNumber;
        heard = Reading.of(RegisterCatalogue.of(Protocol.KMP, type.type()));
        heard.catalogue().registers().stream().filter(Register::everyday).map(Register::id).forEach(left::add);
        SECOND.stream().filter(id -> heard.catalogue().find(id).isPresent()).forEach(left::add);
        heard.catalogue().registers().stream().map(Register::id).forEach(left::add);
    }

    /** @return whether this is the probe of a meter */
    boolean isOf(MeterType otherType, SerialNumber otherNumber) {
        return type.equals(otherType) && serialNumber.equals(otherNumber);
    }

    /** @return the next request; empty at the end */
    Optional<GetRegisters> next() {
        List<Integer> fresh = left.stream().filter(id -> !putOff.contains(id)).toList();
        return GetRegisters.batches(type.address(), fresh.isEmpty() ? left : fresh).stream().findFirst();
    }

    /**
     * Registers that fill up the requests of a reading, so that the probe needs fewer requests of its own.
     *
     * @param wanted the registers of the reading
     * @return further registers, none that the meter has left unanswered
     */
    List<Integer> filling(Set<Integer> wanted) {
        int room = wanted.isEmpty() ? GetRegisters.MAX_IDS : Math.floorMod(-wanted.size(), GetRegisters.MAX_IDS);
        return left.stream().filter(id -> !putOff.contains(id) && !wanted.contains(id)).limit(room).toList();
    }

    /**
     * Takes an answer of the meter, be it to {@link #next} or to a reading.
     *
     * @param asked the registers of the request
     * @param values what the meter answered
     */
    void heard(Collection<Integer> asked, Collection<RegisterValue> values) {
        left.removeAll(asked);
        heard = heard.and(asked.stream()
                .filter(id -> heard.catalogue().find(id).isPresent() && !heard.asked().contains(id)).toList(), values);
    }

    /**
     * The meter says who it is, but nothing to a request: its registers are asked for again at the end, and given up if
     * there is no answer then either.
     */
    void unanswered(GetRegisters request) {
        request.ids().stream().filter(left::remove).filter(putOff::add).forEach(left::add);
    }

    /** @return how many registers of the catalogue need not be asked for any more */
    int asked() {
        return heard.catalogue().registers().size() - left.size();
    }

    /**
     * @param isComplete whether the meter is the same as at the beginning, after everything was asked
     * @return what is known of the meter
     */
    MeterProfile profile(boolean isComplete) {
        return new MeterProfile(type.type(), type.software(), serialNumber.number(), heard.values(), isComplete);
    }
}
