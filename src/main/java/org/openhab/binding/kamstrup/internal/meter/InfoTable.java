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

import static org.openhab.binding.kamstrup.internal.meter.InfoCondition.*;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * The meanings of the info codes of a family of meters. The same number has different meanings on different meters.
 * <p>
 * A table has only the meanings that a source states. Bits are unsigned, up to 32 of them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class InfoTable {

    static final InfoTable NONE = ofBits();

    /** Technical description of the MULTICAL 602, 5512-931. */
    static final InfoTable MULTICAL_601 = ofBits(SUPPLY_INTERRUPTED, null, T2_OUT_OF_RANGE, T1_OUT_OF_RANGE,
            V1_COMMUNICATION, T3_OUT_OF_RANGE, COLD_WATER_LEAK, V2_PULSE_FIGURE, HEATING_LEAK, HEATING_BURST,
            V2_COMMUNICATION, V1_PULSE_FIGURE, V1_AIR, V2_AIR, V1_DIRECTION, V2_DIRECTION);

    /** Technical description of the MULTICAL 66-C/D/E, 5511-634 §1.8. */
    static final InfoTable MULTICAL_66 = ofBits(SUPPLY_INTERRUPTED, null, T2_OUT_OF_RANGE, T1_OUT_OF_RANGE, null,
            T3_OUT_OF_RANGE, COLD_WATER_LEAK, null, HEATING_LEAK, HEATING_BURST);

    /** No public table; these three are the same in the families before and after it. */
    static final InfoTable MULTICAL_402 = ofBits(SUPPLY_INTERRUPTED, null, T2_OUT_OF_RANGE, T1_OUT_OF_RANGE);

    /** From decoders of its wireless telegrams; no table of Kamstrup was found. */
    static final InfoTable MULTICAL_302 = ofBits(SUPPLY_INTERRUPTED, V1_DIRECTION, T2_OUT_OF_RANGE, T1_OUT_OF_RANGE,
            V1_AIR, DIFFERENCE_REVERSED, null, SUPPLY_VOLTAGE_LOW);

    /**
     * Bits 0 to 15 from the technical description of the MULTICAL 403, 5512-1689, those above from decoders of wireless
     * telegrams of the 603 and 803; digits from the descriptions of the 403 and the 803, 5512-2360. Which of the digits
     * 1 and 2 of a flow sensor is which fault is not certain.
     */
    static final InfoTable X03 = ofBits(SUPPLY_INTERRUPTED, BATTERY_LOW, EXTERNAL_ALARM, T1_ABOVE_RANGE, T2_ABOVE_RANGE,
            T1_BELOW_RANGE, T2_BELOW_RANGE, DIFFERENCE_INVALID, V1_AIR, V1_DIRECTION, null, V1_HIGH_FLOW, INPUT_A_LEAK,
            INPUT_B_LEAK, INPUT_A_ALARM, INPUT_B_ALARM, V1_COMMUNICATION, V1_PULSE_FIGURE, INPUT_A2_LEAK, INPUT_B2_LEAK,
            T3_ABOVE_RANGE, T3_BELOW_RANGE, V2_COMMUNICATION, V2_PULSE_FIGURE, V2_AIR, V2_DIRECTION, null, V2_HIGH_FLOW,
            BURST_LOSS, BURST_PENETRATION, LEAK_LOSS, LEAK_PENETRATION)
                    .withDigits(Map.ofEntries(digit(1, 1, SUPPLY_INTERRUPTED), digit(1, 2, BATTERY_LOW),
                            digit(1, 9, EXTERNAL_ALARM), digit(2, 1, T1_ABOVE_RANGE), digit(2, 2, T1_BELOW_RANGE),
                            digit(2, 9, DIFFERENCE_INVALID), digit(3, 1, T2_ABOVE_RANGE), digit(3, 2, T2_BELOW_RANGE),
                            digit(3, 9, DIFFERENCE_INVALID), digit(4, 1, T3_ABOVE_RANGE), digit(4, 2, T3_BELOW_RANGE),
                            digit(5, 1, V1_FAULT), digit(5, 2, V1_FAULT), digit(5, 3, V1_AIR),
                            digit(5, 4, V1_DIRECTION), digit(5, 6, V1_HIGH_FLOW), digit(6, 1, V2_FAULT),
                            digit(6, 2, V2_FAULT), digit(6, 3, V2_AIR), digit(6, 4, V2_DIRECTION),
                            digit(6, 6, V2_HIGH_FLOW), digit(7, 8, INPUT_A_LEAK), digit(7, 9, INPUT_A_ALARM),
                            digit(8, 8, INPUT_B_LEAK), digit(8, 9, INPUT_B_ALARM)));

    /** The higher bits give the duration. */
    static final InfoTable MULTICAL_21 = ofBits(DRY, REVERSE_FLOW, LEAK, BURST).endingAt(4);

    /** From decoders of wireless telegrams; sources disagree about bit 7. */
    static final InfoTable FLOW_IQ = ofBits(DRY, REVERSE_FLOW, LEAK, BURST, TAMPER, BATTERY_LOW,
            AMBIENT_TEMPERATURE_LOW, null, null, NO_CONSUMPTION);

    private static final int DIGITS = 8;
    /** The digits of t1 and t2 while their difference is invalid; one of them alone has no meaning. */
    private static final String BOTH_OF_DIFFERENCE = "99";
    private static final int MAX_BITS = 32;
    private static final BigDecimal DIGITS_END = BigDecimal.TEN.pow(DIGITS);
    private static final BigDecimal BITS_END = BigDecimal.valueOf(1L << MAX_BITS);

    private final Map<Integer, InfoCondition> bits;
    /** By place, 1 to 8 from the left, and digit. Empty if register 99 is a sum of bits. */
    private final Map<Integer, InfoCondition> digits;
    /** Bits from this one on are no conditions. */
    private final int end;

    private InfoTable(Map<Integer, InfoCondition> bits, Map<Integer, InfoCondition> digits, int end) {
        this.bits = bits;
        this.digits = digits;
        this.end = end;
    }

    private static InfoTable ofBits(@Nullable InfoCondition... conditions) {
        Map<Integer, InfoCondition> bits = new HashMap<>();
        for (int bit = 0; bit < conditions.length; bit++) {
            InfoCondition condition = conditions[bit];
            if (condition != null) {
                bits.put(bit, condition);
            }
        }
        return new InfoTable(bits, Map.of(), MAX_BITS);
    }

    private InfoTable withDigits(Map<Integer, InfoCondition> newDigits) {
        return new InfoTable(bits, newDigits, end);
    }

    private InfoTable endingAt(int bit) {
        return new InfoTable(bits, digits, bit);
    }

    private static Map.Entry<Integer, InfoCondition> digit(int place, int digit, InfoCondition condition) {
        return Map.entry(key(place, digit), condition);
    }

    private static int key(int place, int digit) {
        return 10 * place + digit;
    }

    /**
     * Reads an info code.
     *
     * @param reading has register 99, or register 369 where a meter has that, or both
     * @return no condition if it has neither
     */
    public InfoState read(Reading reading) {
        Optional<BigDecimal> sum = number(reading, RegisterIds.INFO_BITS);
        if (sum.isPresent()) {
            return ofBits(sum.get());
        }
        BigDecimal code = number(reading, RegisterIds.INFO_CODE).orElseGet(() -> BigDecimal.ZERO);
        return digits.isEmpty() ? ofBits(code) : ofDigits(code);
    }

    private static Optional<BigDecimal> number(Reading reading, int id) {
        return reading.find(id).filter(value -> !value.mantissa().isEmpty()).map(RegisterValue::number);
    }

    private InfoState ofBits(BigDecimal sum) {
        if (!isWhole(sum, BITS_END)) {
            return new InfoState(Set.of(), sum.toPlainString());
        }
        Set<InfoCondition> conditions = EnumSet.noneOf(InfoCondition.class);
        long unexplained = 0;
        for (int bit = 0; bit < end; bit++) {
            if (sum.toBigInteger().testBit(bit)) {
                InfoCondition condition = bits.get(bit);
                if (condition == null) {
                    unexplained |= 1L << bit;
                } else {
                    conditions.add(condition);
                }
            }
        }
        return new InfoState(conditions, unexplained == 0 ? "" : Long.toString(unexplained));
    }

    private InfoState ofDigits(BigDecimal code) {
        if (!isWhole(code, DIGITS_END)) {
            return new InfoState(Set.of(), code.toPlainString());
        }
        // leading zeros are lost in a number
        String text = String.format(Locale.ROOT, "%08d", code.toBigInteger());
        Set<InfoCondition> conditions = EnumSet.noneOf(InfoCondition.class);
        boolean unexplained = false;
        for (int place = 1; place <= DIGITS; place++) {
            int digit = text.charAt(place - 1) - '0';
            InfoCondition condition = digits.get(key(place, digit));
            if (condition == DIFFERENCE_INVALID && !text.startsWith(BOTH_OF_DIFFERENCE, 1)) {
                condition = null;
            }
            if (condition != null) {
                conditions.add(condition);
            }
            unexplained |= digit != 0 && condition == null;
        }
        return new InfoState(conditions, unexplained ? text : "");
    }

    private static boolean isWhole(BigDecimal number, BigDecimal end) {
        return number.signum() >= 0 && number.compareTo(end) < 0 && number.stripTrailingZeros().scale() <= 0;
    }
}
