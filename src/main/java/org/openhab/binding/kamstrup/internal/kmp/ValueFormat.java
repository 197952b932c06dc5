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
package org.openhab.binding.kamstrup.internal.kmp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.EnumSet;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The formats of values. Kamstrup 5512-447 rev. M1 §4 and §5.1 defines numbers, dates and times; the others are known
 * from recorded answers of newer meters. Every value gives a {@link Content}: invalid ones are
 * {@link Content.Impossible}, and formats of bytes ignore sign and exponent.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum ValueFormat {
    DECIMAL((number, bytes) -> new Content.Decimal(number)),
    /** A number of the digits hhmmss; midnight is 0. */
    TIME_OF_DAY((number, bytes) -> {
        int[] parts = digitPairs(number, 3);
        return new Content.TimeOfDay(LocalTime.of(parts[0], parts[1], parts[2]));
    }),
    /** A number of the digits yymmdd. */
    DATE(unlessZero((number, bytes) -> {
        int[] parts = digitPairs(number, 3);
        return new Content.Date(LocalDate.of(yearOf(parts[0]), parts[1], parts[2]));
    })),
    /** A number of the digits yyyymmdd. */
    LONG_DATE(unlessZero((number, bytes) -> {
        int[] parts = digitPairs(number, 4);
        return new Content.Date(LocalDate.of(100 * parts[0] + parts[1], parts[2], parts[3]));
    })),
    /** A number of the digits mmdd. */
    YEARLESS_DATE(unlessZero((number, bytes) -> {
        int[] parts = digitPairs(number, 2);
        return new Content.YearlessDate(MonthDay.of(parts[0], parts[1]));
    })),
    /**
     * Info, weekday, second, minute, hour, day, month, year. The weekday can be 0, as in the example of Kamstrup
     * 5512-447 rev. M1 §6.3.1. A weekday above 7 makes the value invalid: it shows the other order of the bytes, about
     * which that document contradicts itself (§4.3).
     */
    RTC(unlessBlank(8, (number, bytes) -> {
        if (bytes.at(1) > DayOfWeek.SUNDAY.getValue()) {
            return new Content.Impossible("weekday " + bytes.at(1));
        }
        return new Content.RtcStamp(
                LocalDateTime.of(yearOf(bytes.at(7)), bytes.at(6), bytes.at(5), bytes.at(4), bytes.at(3), bytes.at(2)),
                bytes.at(1), bytes.at(0));
    })),
    /** Minutes of daylight saving time, then year, month, day, hour, minute, second. */
    DST_DATE_TIME(unlessBlank(7,
            (number, bytes) -> new Content.DateTime(LocalDateTime.of(yearOf(bytes.at(1)), bytes.at(2), bytes.at(3),
                    bytes.at(4), bytes.at(5), bytes.at(6)), bytes.at(0)))),
    /** Printable ASCII, filled with blanks or zeros at its end; filling alone is no content. */
    TEXT((number, bytes) -> {
        int size = bytes.size();
        while (size > 0 && (bytes.at(size - 1) == 0 || bytes.at(size - 1) == ' ')) {
            size--;
        }
        for (int i = 0; i < size; i++) {
            if (bytes.at(i) < ' ' || bytes.at(i) > '~') {
                return new Content.Impossible("not printable: " + bytes);
            }
        }
        return size == 0 ? new Content.None()
                : new Content.Text(new String(bytes.toByteArray(), 0, size, StandardCharsets.US_ASCII));
    }),
    OPAQUE((number, bytes) -> new Content.Opaque(bytes));

    /** Reads a value as a number or as the bytes of its mantissa. */
    private interface Reader {
        Content read(BigDecimal number, ByteString bytes);
    }

    /** Formats that are no numbers. */
    private static final Set<ValueFormat> OF_BYTES = EnumSet.of(RTC, DST_DATE_TIME, TEXT, OPAQUE);
    private static final int CENTURY = 2000;
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private final Reader reader;

    ValueFormat(Reader reader) {
        this.reader = reader;
    }

    /** @return the plain value: digits, a text, or bytes */
    String plain(BigDecimal number, ByteString bytes) {
        if (!OF_BYTES.contains(this)) {
            return number.toPlainString();
        }
        return read(number, bytes)instanceof Content.Text text ? text.value() : bytes.toString();
    }

    /** @return the content of a value, or why it is invalid */
    Content read(BigDecimal number, ByteString bytes) {
        try {
            return reader.read(number, bytes);
        } catch (DateTimeException e) {
            return new Content.Impossible(String.valueOf(e.getMessage()));
        }
    }

    private static Reader unlessZero(Reader reader) {
        return (number, bytes) -> number.signum() == 0 ? new Content.None() : reader.read(number, bytes);
    }

    private static Reader unlessBlank(int length, Reader reader) {
        return (number, bytes) -> {
            if (bytes.size() != length) {
                return new Content.Impossible(bytes.size() + " bytes instead of " + length);
            }
            return bytes.equals(ByteString.copyOf(new byte[length])) ? new Content.None() : reader.read(number, bytes);
        };
    }

    /** The full year of two digits. All KMP meters were made after 2000. */
    private static int yearOf(int twoDigits) {
        if (twoDigits > 99) {
            throw new DateTimeException("year " + twoDigits);
        }
        return CENTURY + twoDigits;
    }

    /** Splits a number into pairs of decimal digits, the most significant first; it has no leading zeros. */
    private static int[] digitPairs(BigDecimal number, int count) {
        // the exponent of a zero adds no digits
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.signum() < 0 || stripped.precision() - stripped.scale() > 2 * count || stripped.scale() > 0) {
            throw new DateTimeException("not " + 2 * count + " digits: " + number.toPlainString());
        }
        int[] pairs = new int[count];
        BigInteger rest = number.toBigInteger();
        for (int i = count - 1; i >= 0; i--) {
            BigInteger[] division = rest.divideAndRemainder(HUNDRED);
            pairs[i] = division[1].intValue();
            rest = division[0];
        }
        return pairs;
    }
}
