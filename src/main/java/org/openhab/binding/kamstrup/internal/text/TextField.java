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
package org.openhab.binding.kamstrup.internal.text;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The fields of answers (Kamstrup 5511-634 §4). Where KMP has a register for the same value, its id is the field's
 * register. The scales of pulse inputs, tariff registers, pressures, sums and pre-counters depend on settings that are
 * not decoded, so these fields are digits.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum TextField {
    /** E1-E2: heat energy, or energy of two flow sensors where the meter is configured so. */
    ENERGY(7, TextQuantity.ENERGY, 60),
    COOLING_ENERGY(7, TextQuantity.ENERGY, 63),
    VOLUME(7, TextQuantity.VOLUME, 68),
    VOLUME_2(7, TextQuantity.VOLUME, 69),
    MASS(7, TextQuantity.MASS, 72),
    MASS_2(7, TextQuantity.MASS, 73),
    OPERATING_HOURS(7, TextQuantity.HOURS, 1004),
    ERROR_HOURS(7, TextQuantity.HOURS, 175),
    FLOW_TEMPERATURE(7, TextQuantity.TEMPERATURE, 86),
    RETURN_TEMPERATURE(7, TextQuantity.TEMPERATURE, 87),
    /** About 219 °C if the sensor is not connected. */
    TEMPERATURE_3(7, TextQuantity.TEMPERATURE, 88),
    TEMPERATURE_DIFFERENCE(7, TextQuantity.TEMPERATURE_DIFFERENCE, 89),
    POWER(7, TextQuantity.POWER, 80),
    FLOW(7, TextQuantity.FLOW, 74),
    FLOW_2(7, TextQuantity.FLOW, 75),
    /** The highest power of the year. */
    PEAK_POWER(7, TextQuantity.POWER, 128),
    /** The highest power of the month or year that a reading of the meter's memory ends. */
    PEAK_POWER_OF_PERIOD(7, TextQuantity.POWER),
    INFO_CODE(7, TextQuantity.NUMBER, 99),
    VOLUME_FLOW_TEMPERATURE(7, TextQuantity.VOLUME_TEMPERATURE, 97),
    VOLUME_RETURN_TEMPERATURE(7, TextQuantity.VOLUME_TEMPERATURE, 110),
    /** The meter's own date, of the digits yymmdd. */
    DATE(7, TextQuantity.DATE, 1003),
    /** The meter's own time of day, of the digits hhmmss. */
    TIME(7, TextQuantity.TIME, 1002),
    /** The day of the yearly reading, of the digits mmdd. */
    TARGET_DATE(7, TextQuantity.YEARLESS_DATE, 98),
    /** The date of a reading in the meter's memory, of the digits yymmdd; 0 if the memory has none. */
    READING_DATE(7, TextQuantity.DATE),
    CUSTOMER_NUMBER(11, TextQuantity.DIGITS),
    /** ABCCC, see {@link Scales#ofCode}. */
    CODE(7, TextQuantity.DIGITS),
    /** ABCCC and the CCC code of the second flow sensor. */
    LONG_CODE(8, TextQuantity.DIGITS),
    /** DDEFFGG: display, tariff, pulse inputs A and B. */
    SETUP(7, TextQuantity.DIGITS),
    /** DDEFFGG and MN: leak limits. */
    LONG_SETUP(9, TextQuantity.DIGITS),
    TARIFF_2(7, TextQuantity.DIGITS),
    TARIFF_3(7, TextQuantity.DIGITS),
    TARIFF_LIMIT_2(7, TextQuantity.DIGITS),
    TARIFF_LIMIT_3(7, TextQuantity.DIGITS),
    INPUT_A(7, TextQuantity.DIGITS),
    INPUT_B(7, TextQuantity.DIGITS),
    PRESSURE_1(7, TextQuantity.DIGITS),
    PRESSURE_2(7, TextQuantity.DIGITS),
    FLOW_SUM_1(7, TextQuantity.DIGITS),
    FLOW_SUM_2(7, TextQuantity.DIGITS),
    PRE_COUNTER_1(7, TextQuantity.DIGITS),
    PRE_COUNTER_2(7, TextQuantity.DIGITS);

    /** No register of KMP has the same value. */
    static final int NO_REGISTER = -1;

    private final int digits;
    private final TextQuantity quantity;
    private final int register;

    TextField(int digits, TextQuantity quantity) {
        this(digits, quantity, NO_REGISTER);
    }

    TextField(int digits, TextQuantity quantity, int register) {
        this.digits = digits;
        this.quantity = quantity;
        this.register = register;
    }

    /** @return how many digits the field has, leading zeros included */
    public int digits() {
        return digits;
    }

    /** @return what its digits measure */
    public TextQuantity quantity() {
        return quantity;
    }

    /** @return the id of the KMP register with the same value, {@link #NO_REGISTER} if there is none */
    int register() {
        return register;
    }
}
