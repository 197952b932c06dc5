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

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * A line of an answer. It has no check sum: {@link #isConsistent} finds values that cannot be.
 *
 * @param request that it answers
 * @param fields the digits of the fields as a number
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record TextAnswer(TextRequest request, Map<TextField, Long> fields) {

    /** Four bytes hold any of the numbers of up to nine digits, as in KMP. */
    private static final int MANTISSA_BYTES = 4;
    private static final Set<TextField> CODES = EnumSet.of(TextField.CODE, TextField.LONG_CODE);
    private static final int CCC = 1000;
    private static final int MONTH = 100;
    private static final int YEAR = 10000;
    private static final int CENTURY = 2000;
    /** The bits of the info code for temperature sensors that are out of order: their difference means nothing. */
    private static final long SENSOR_FAULTS = 4 | 8;
    /**
     * Power = flow × difference × 1.16 kWh per m³ and K. With all CCC codes a digit of power is 100 W where a digit of
     * flow is 1 l/h, so the digits agree without scales; the difference has two decimals.
     */
    private static final long POWER_NUMERATOR = 116;
    private static final long POWER_DENOMINATOR = 1_000_000;
    /** The part by which power may be off. */
    private static final long TOLERANCE_DIVISOR = 4;
    /** The digits by which flow and power may be off besides. */
    private static final long TOLERANCE_DIGITS = 2;

    /** Makes an answer. */
    public TextAnswer {
        fields = Map.copyOf(fields);
    }

    /**
     * Reads a line of an answer.
     *
     * @param request that was sent
     * @param index of the line in the answer, from 0 to less than {@link TextRequest#lines()}
     * @param line what was received
     * @return empty if the fields are not exactly those of the answer: it is a part of a line, or the answer to
     *         something else
     */
    public static Optional<TextAnswer> read(TextRequest request, int index, TextItem.Line line) {
        List<TextField> expected = request.fields(index);
        Pattern pattern = Pattern.compile(expected.stream().map(field -> "(\\d{" + field.digits() + "}) ")
                .collect(Collectors.joining("", "", " *")));
        Matcher digits = pattern.matcher(line.text());
        if (expected.isEmpty() || !digits.matches()) {
            return Optional.empty();
        }
        Map<TextField, Long> fields = new EnumMap<>(TextField.class);
        for (int i = 0; i < expected.size(); i++) {
            fields.put(expected.get(i), Long.valueOf(digits.group(i + 1)));
        }
        return Optional.of(new TextAnswer(request, fields));
    }

    /** @return the digits of a field as a number, empty if the answer has no such field */
    public OptionalLong digits(TextField field) {
        Long digits = fields.get(field);
        return digits == null ? OptionalLong.empty() : OptionalLong.of(digits);
    }

    /** @return the customer number with all its digits, empty if the answer has none */
    public Optional<String> customerNumber() {
        return Optional.ofNullable(fields.get(TextField.CUSTOMER_NUMBER))
                .map(number -> String.format(Locale.ROOT, "%0" + TextField.CUSTOMER_NUMBER.digits() + "d", number));
    }

    /** @return the digits ABCCC of the configuration, see {@link Scales#ofCode}; empty if the answer has none */
    public OptionalInt code() {
        // a second CCC code follows that of the first flow sensor
        return fields.entrySet().stream().filter(field -> CODES.contains(field.getKey()))
                .mapToInt(field -> (int) (field.getValue() / (field.getKey() == TextField.CODE ? 1 : CCC))).findFirst();
    }

    /** @return the date of a reading in the memory of the meter; empty if the answer has none */
    public Optional<LocalDate> readingDate() {
        long date = digits(TextField.READING_DATE).orElse(0);
        try {
            return Optional.of(
                    LocalDate.of((int) (CENTURY + date / YEAR), (int) (date / MONTH % MONTH), (int) (date % MONTH)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the values contradict each other. A line has a parity bit per character and no check sum, so a line whose
     * form is right may have wrong digits. Two values are calculated from others: the temperature difference, exactly,
     * and power.
     *
     * @return true for an answer without these values
     */
    public boolean isConsistent() {
        long faults = digits(TextField.INFO_CODE).orElse(0) & SENSOR_FAULTS;
        return faults != 0 || isDifferenceRight() && isPowerRight();
    }

    private boolean isDifferenceRight() {
        long rise = digits(TextField.FLOW_TEMPERATURE).orElse(0) - digits(TextField.RETURN_TEMPERATURE).orElse(0);
        long difference = digits(TextField.TEMPERATURE_DIFFERENCE).orElse(Math.abs(rise));
        // digits have no sign; no source tells what a meter sends while the return is warmer
        return difference == Math.abs(rise) || rise < 0 && difference == 0;
    }

    /** Flow and power are measured over different times, and water carries 1.11 to 1.17 kWh per m³ and K. */
    private boolean isPowerRight() {
        long flow = digits(TextField.FLOW).orElse(0);
        long difference = digits(TextField.TEMPERATURE_DIFFERENCE).orElseGet(() -> Math.max(0,
                digits(TextField.FLOW_TEMPERATURE).orElse(0) - digits(TextField.RETURN_TEMPERATURE).orElse(0)));
        long expected = power(flow, difference);
        long power = digits(TextField.POWER).orElse(expected);
        long tolerance = Math.max(power, expected) / TOLERANCE_DIVISOR + TOLERANCE_DIGITS
                + power(TOLERANCE_DIGITS, difference);
        return Math.abs(power - expected) <= tolerance;
    }

    private static long power(long flow, long difference) {
        return flow * difference * POWER_NUMERATOR / POWER_DENOMINATOR;
    }

    /**
     * The values in the form of KMP, by the ids of the registers with the same meaning.
     *
     * @param scales of the meter
     * @return exact; without the fields that have no register in KMP or no known scale
     */
    public List<RegisterValue> values(Scales scales) {
        return request.fields(0).stream().filter(field -> field.register() != TextField.NO_REGISTER)
                .flatMap(field -> value(field, field.register(), scales).stream()).toList();
    }

    /** @return the exact value of a field in a register of KMP; empty if the field or its scale is missing */
    private Optional<RegisterValue> value(TextField field, int register, Scales scales) {
        Long digits = fields.get(field);
        return digits == null ? Optional.empty()
                : scales.find(field.quantity())
                        .map(scale -> RegisterValue.of(register, scale.unit(), scale.value(digits), MANTISSA_BYTES));
    }
}
