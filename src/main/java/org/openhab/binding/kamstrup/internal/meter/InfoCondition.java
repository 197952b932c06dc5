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
package org.openhab.binding.kamstrup.internal.meter;

import java.util.Locale;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A condition that a meter reports in its info code.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum InfoCondition {
    SUPPLY_INTERRUPTED,
    SUPPLY_VOLTAGE_LOW,
    BATTERY_LOW,
    EXTERNAL_ALARM,
    T1_OUT_OF_RANGE(RegisterIds.FLOW_TEMPERATURE),
    T1_ABOVE_RANGE(RegisterIds.FLOW_TEMPERATURE),
    T1_BELOW_RANGE(RegisterIds.FLOW_TEMPERATURE),
    T2_OUT_OF_RANGE(RegisterIds.RETURN_TEMPERATURE),
    T2_ABOVE_RANGE(RegisterIds.RETURN_TEMPERATURE),
    T2_BELOW_RANGE(RegisterIds.RETURN_TEMPERATURE),
    T3_OUT_OF_RANGE(RegisterIds.TEMPERATURE_3),
    T3_ABOVE_RANGE(RegisterIds.TEMPERATURE_3),
    T3_BELOW_RANGE(RegisterIds.TEMPERATURE_3),
    DIFFERENCE_INVALID,
    DIFFERENCE_REVERSED,
    /** A fault of the flow sensor; it is not certain which one. */
    V1_FAULT,
    V1_COMMUNICATION,
    V1_PULSE_FIGURE,
    V1_AIR,
    V1_DIRECTION,
    V1_HIGH_FLOW,
    V2_FAULT,
    V2_COMMUNICATION,
    V2_PULSE_FIGURE,
    V2_AIR,
    V2_DIRECTION,
    V2_HIGH_FLOW,
    HEATING_LEAK,
    HEATING_BURST,
    COLD_WATER_LEAK,
    INPUT_A_LEAK,
    INPUT_A_ALARM,
    INPUT_A2_LEAK,
    INPUT_B_LEAK,
    INPUT_B_ALARM,
    INPUT_B2_LEAK,
    BURST_LOSS,
    BURST_PENETRATION,
    LEAK_LOSS,
    LEAK_PENETRATION,
    DRY,
    REVERSE_FLOW,
    LEAK,
    BURST,
    TAMPER,
    AMBIENT_TEMPERATURE_LOW,
    NO_CONSUMPTION;

    private final @Nullable Integer temperature;

    InfoCondition() {
        temperature = null;
    }

    InfoCondition(int temperature) {
        this.temperature = temperature;
    }

    /** @return the name in texts, rules and translations, lower-case-hyphen */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return the register of the temperature that is not valid under this condition */
    public Optional<Integer> temperature() {
        return Optional.ofNullable(temperature);
    }
}
