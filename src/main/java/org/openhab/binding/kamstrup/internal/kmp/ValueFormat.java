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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.EnumSet;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The ways in which a value is to be understood. Kamstrup 5512-447 rev. M1 §4 and §5.1 has numbers, dates and times;
 * the other ones are known from recorded answers of newer meters.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum ValueFormat {
    DECIMAL((number, octets) -> new Content.Decimal(number)),
    /** A number of the digits hhmmss; midnight is 0. */
    TIME_OF_DAY((number, octets) -> {
        int[] parts = digitPairs(number, 3);
        return new Content.TimeOfDay(LocalTime.of(parts[0], parts[1], parts[2]));
    }),
    /** A number of the digits yymmdd. All KMP meters were made after 2000. */
    DATE(unlessZero((number, octets) -> {
        int[] parts = digitPairs(number, 3);
        return new Content.Date(LocalDate.of(ValueFormat.CENTURY + parts[0], parts[1], parts[2]));
    })),
    /** A number of the digits yyyymmdd. */
    LONG_DATE(unlessZero((number, octets) -> {
        int[] parts = digitPairs(number, 4);
        return new Content.Date(LocalDate.of(100 * parts[0] + parts[1], parts[2], parts[3]));
    })),
    /** A number of the digits mmdd. */
    YEARLESS_DATE(unlessZero((number, octets) -> {
        int[] parts = digitPairs(number, 2);
        return new Content.YearlessDate(MonthDay.of(parts[0], parts[1]));
    })),
    /** Info, weekday, second, minute, hour, day, month, year: the least significant first. */
    RTC(unlessBlank(8,
            (number, octets) -> new Content.RtcStamp(LocalDateTime.of(ValueFormat.CENTURY + octets.at(7), octets.at(6),
                    octets.at(5), octets.at(4), octets.at(3), octets.at(2)), octets.at(1), octets.at(0)))),
    /** Minutes of daylight saving time, then year, month, day, hour, minute, second. */
    DST_DATE_TIME(unlessBlank(7,
            (number, octets) -> new Content.DateTime(LocalDateTime.of(ValueFormat.CENTURY + octets.at(1), octets.at(2),
                    octets.at(3), octets.at(4), octets.at(5), octets.at(6)), octets.at(0)))),
    TEXT((number, octets) -> {
        for (int i = 0; i < octets.size(); i++) {
            if (octets.at(i) < ' ' || octets.at(i) > '~') {
                return new Content.Impossible("not printable: " + octets);
            }
        }
        return new Content.Text(new String(octets.toByteArray(), StandardCharsets.US_ASCII));
    }),
    OPAQUE((number, octets) -> new Content.Opaque(octets));

    /** Finds the meaning of a value, which is a number or the octets of its mantissa. */
    private interface Reader {
        Content read(BigDecimal number, Octets octets);
    }

    /** Those that are no numbers. */
    private static final Set<ValueFormat> OF_OCTETS = EnumSet.of(RTC, DST_DATE_TIME, TEXT, OPAQUE);
    private static final int CENTURY = 2000;
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private final Reader reader;

    ValueFormat(Reader reader) {
        this.reader = reader;
    }

    /** @return a value without its meaning: digits, a text, or octets if it is made of octets */
    String plain(BigDecimal number, Octets octets) {
        if (!OF_OCTETS.contains(this)) {
            return number.toPlainString();
        }
        return read(number, octets)instanceof Content.Text text ? text.value() : octets.toString();
    }

    /** @return what a value says, or why it cannot say that */
    Content read(BigDecimal number, Octets octets) {
        try {
            return reader.read(number, octets);
        } catch (DateTimeException e) {
            return new Content.Impossible(String.valueOf(e.getMessage()));
        }
    }

    private static Reader unlessZero(Reader reader) {
        return (number, octets) -> number.signum() == 0 ? new Content.None() : reader.read(number, octets);
    }

    private static Reader unlessBlank(int length, Reader reader) {
        return (number, octets) -> {
            if (octets.size() != length) {
                return new Content.Impossible(octets.size() + " octets instead of " + length);
            }
            return octets.equals(Octets.copyOf(new byte[length])) ? new Content.None() : reader.read(number, octets);
        };
    }

    /** Takes a number apart into pairs of decimal digits, the most significant first; leading zeros are lost in it. */
    private static int[] digitPairs(BigDecimal number, int count) {
        if (number.signum() < 0 || number.precision() - number.scale() > 2 * count
                || number.stripTrailingZeros().scale() > 0) {
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
