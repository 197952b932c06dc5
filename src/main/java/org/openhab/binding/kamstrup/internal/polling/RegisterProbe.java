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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;

/**
 * Requests every register of the catalogue, to find out which a meter has. It can be interrupted and continued.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RegisterProbe {

    private final MeterType type;
    private final SerialNumber serialNumber;
    private final Deque<GetRegisters> left;
    private final Set<GetRegisters> putOff = new HashSet<>();
    private Reading heard = Reading.none();

    /**
     * Begins with the first request.
     *
     * @param type the type that the meter sent
     * @param serialNumber the serial number that it sent
     */
    RegisterProbe(MeterType type, SerialNumber serialNumber) {
        this.type = type;
        this.serialNumber = serialNumber;
        left = new ArrayDeque<>(GetRegisters.batches(type.address(),
                RegisterCatalogue.registers().stream().map(Register::id).toList()));
    }

    /** @return whether this is the probe of a meter */
    boolean isOf(MeterType otherType, SerialNumber otherNumber) {
        return type.equals(otherType) && serialNumber.equals(otherNumber);
    }

    /** @return the next request; empty at the end */
    Optional<GetRegisters> next() {
        return Optional.ofNullable(left.peek());
    }

    /** Takes the answer to {@link #next}. */
    void heard(RegisterValues values) {
        next().ifPresent(request -> heard = heard.and(request.ids(), values.values()));
        left.poll();
    }

    /**
     * The meter answers other requests, but not {@link #next}. It is repeated at the end, and dropped if there is no
     * answer then.
     */
    void unanswered() {
        next().ifPresent(request -> {
            left.poll();
            if (putOff.add(request)) {
                left.add(request);
            }
        });
    }

    /** @return the profile of the meter after the last request */
    MeterProfile profile() {
        return new MeterProfile(type.type(), type.software(), serialNumber.number(), heard.values());
    }
}
