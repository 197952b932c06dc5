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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;

/**
 * Identifies the meter on a line by three requests.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeterIdentification {

    /** The registers with the name of newer meters. */
    private static final List<Integer> NAMES = List.of(RegisterIds.TYPE_NUMBER, RegisterIds.TYPE_TEXT,
            RegisterIds.SOFTWARE_EDITION);

    private MeterIdentification() {
    }

    /**
     * Identifies the meter. To be called in work of {@link Line#schedule} only.
     *
     * @param line the line
     * @param address of the meter
     * @return the meter with the registers of its name only; empty without an answer
     */
    public static Optional<MeterProfile> of(Line line, int address) {
        if (line.ask(new GetType(address))instanceof RequestResult.Answered first
                && first.response()instanceof MeterType type
                && line.ask(new GetSerialNumber(address))instanceof RequestResult.Answered second
                && second.response()instanceof SerialNumber serialNumber) {
            return Optional
                    .of(new MeterProfile(type.type(), type.software(), serialNumber.number(), names(line, address)));
        }
        return Optional.empty();
    }

    private static Map<Integer, RegisterValue> names(Line line, int address) {
        Map<Integer, RegisterValue> names = new HashMap<>();
        if (line.ask(new GetRegisters(address, NAMES))instanceof RequestResult.Answered answered
                && answered.response()instanceof RegisterValues values) {
            values.values().forEach(value -> names.put(value.id(), value));
        }
        return names;
    }
}
