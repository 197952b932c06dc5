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

import static org.openhab.binding.kamstrup.internal.text.TextField.*;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * The requests that can be sent to a meter from before KMP: MULTICAL 66-B, 66-C/D/E, III, 401 and 41 (Kamstrup 5511-634
 * §4, 5512-091, 5512-313). There are no others, and none changes anything in the meter. A request has 300 baud, seven
 * data bits, even parity and two stop bits. A meter answers 0.3 to 2 seconds later; the next request may follow
 * {@value #MIN_SECONDS_BETWEEN} seconds after it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum TextRequest {
    /** The present values. Known to all meters except the MULTICAL 41. */
    READING("/#1",
            List.of(ENERGY, VOLUME, OPERATING_HOURS, FLOW_TEMPERATURE, RETURN_TEMPERATURE, TEMPERATURE_DIFFERENCE,
                    POWER, FLOW, PEAK_POWER, INFO_CODE)),
    /** The configuration. Known to all meters except the MULTICAL 41; one MULTICAL 401 is said to ignore it. */
    CONFIGURATION("/#2",
            List.of(CUSTOMER_NUMBER, TARIFF_2, TARIFF_LIMIT_2, TARIFF_3, TARIFF_LIMIT_3, INPUT_A, INPUT_B, CODE, SETUP,
                    DATE)),
    /** The reading at the last target date. */
    TARGET_DATE_READING("/#3",
            List.of(CUSTOMER_NUMBER, READING_DATE, ENERGY, VOLUME, TARIFF_2, TARIFF_3, INPUT_A, INPUT_B,
                    PEAK_POWER_OF_PERIOD)),
    /** Sums and pre-counters; the answer has one more blank at its end. */
    SUMS("/#4",
            List.of(ENERGY, FLOW_SUM_1, FLOW_SUM_2, VOLUME, VOLUME_2, PRE_COUNTER_1, INPUT_A, INPUT_B, PRE_COUNTER_2)),
    /** The readings at the ends of months, the newest first; only the first line has the customer number. */
    MONTHS("/#5", 31,
            List.of(CUSTOMER_NUMBER, READING_DATE, ENERGY, VOLUME, TARIFF_2, TARIFF_3, INPUT_A, INPUT_B,
                    PEAK_POWER_OF_PERIOD)),
    /** All counters. Known to the MULTICAL 66-C/D/E. */
    COUNTERS("/#B",
            List.of(ENERGY, COOLING_ENERGY, VOLUME, VOLUME_2, MASS, MASS_2, INPUT_A, INPUT_B, TARIFF_2, TARIFF_3,
                    VOLUME_FLOW_TEMPERATURE, VOLUME_RETURN_TEMPERATURE)),
    /** What the sensors measure. Known to the MULTICAL 66-C/D/E. */
    SENSORS("/#C",
            List.of(FLOW_TEMPERATURE, TEMPERATURE_3, RETURN_TEMPERATURE, PRESSURE_1, PRESSURE_2, FLOW, FLOW_2, POWER)),
    /** The configuration and the clock. Known to the MULTICAL 66-C/D/E. */
    CLOCK("/#D",
            List.of(CUSTOMER_NUMBER, LONG_CODE, LONG_SETUP, DATE, TIME, OPERATING_HOURS, TARGET_DATE, ERROR_HOURS)),
    /**
     * Energy and volume with their units, as a data block (IEC 1107). A MULTICAL 66 sends its identification and the
     * block at once; a MULTICAL 401 or 41 sends the identification and waits for {@link #DATA}.
     */
    IDENTIFICATION("/?!\r\n", 86),
    /** Acknowledges an identification and requests the data block; the digits choose 300 baud and reading. */
    DATA("\u0006000\r\n", 77);

    /** The speed of every request, and of answers with a data block. */
    public static final int REQUEST_BAUD_RATE = 300;
    /** The speed of answers with lines. */
    public static final int LINE_BAUD_RATE = 1200;
    /** Of requests; a meter may answer with one. */
    public static final int STOP_BITS = 2;
    public static final int MIN_SECONDS_BETWEEN = 5;

    private final String text;
    private final int lines;
    private final List<TextField> firstLine;
    private final int answerBytes;

    TextRequest(String text, List<TextField> fields) {
        this(text, 1, fields);
    }

    TextRequest(String text, int lines, List<TextField> firstLine) {
        this.text = text;
        this.lines = lines;
        this.firstLine = firstLine;
        // a blank follows each field, and a carriage return ends the line
        answerBytes = Stream.iterate(0, i -> i < lines, i -> i + 1)
                .mapToInt(i -> fields(i).stream().mapToInt(field -> field.digits() + 1).sum() + 1).sum();
    }

    TextRequest(String text, int answerBytes) {
        this.text = text;
        this.lines = 0;
        this.firstLine = List.of();
        this.answerBytes = answerBytes;
    }

    /**
     * Encodes the request.
     *
     * @param withParity whether the port has eight data bits, so that bit 7 of each byte has to be its parity bit
     */
    public ByteString toWire(boolean withParity) {
        return SevenBit.encode(text, withParity);
    }

    /** @return the request without parity bits */
    public String text() {
        return text;
    }

    /** @return the speed of the answer in baud, to which the receiver changes when the request is on the wire */
    public int answerBaudRate() {
        return lines == 0 ? REQUEST_BAUD_RATE : LINE_BAUD_RATE;
    }

    /**
     * @return how many lines the answer has, 0 if it is a data block; bytes after the last line are none of it: a meter
     *         may go on with its memory
     */
    public int lines() {
        return lines;
    }

    /** @return the bytes of a whole answer; for a data block those of a MULTICAL 66, other meters differ by a few */
    public int answerBytes() {
        return this == SUMS ? answerBytes + 1 : answerBytes;
    }

    /** @return the ids of the KMP registers that have the same meaning as the values of the answer */
    public Set<Integer> registers() {
        return lines == 0 ? DataBlock.REGISTERS
                : Set.copyOf(
                        firstLine.stream().map(TextField::register).filter(id -> id != TextField.NO_REGISTER).toList());
    }

    /**
     * @param line of the answer, from 0
     * @return the fields of the line, in their order
     */
    List<TextField> fields(int line) {
        return line == 0 ? firstLine : firstLine.subList(1, firstLine.size());
    }
}
