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

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The content of any bytes in every unit. No bytes give an exception.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Timeout(30)
class AnyValueTest {

    private static final long SEED = 20260901L;
    /** The longest mantissa in hexadecimal digits is about as long, and so is the longest number. */
    private static final int LONGEST_TEXT = 800;

    /** Units that are no plain numbers. */
    private static final Map<Unit, Kind> KINDS = Map.ofEntries(entry(Unit.TIME, Kind.TIME), entry(Unit.DATE, Kind.DATE),
            entry(Unit.LONG_DATE, Kind.DATE), entry(Unit.YEARLESS_DATE, Kind.YEARLESS_DATE), entry(Unit.RTC, Kind.RTC),
            entry(Unit.DST_DATE_TIME, Kind.DATE_TIME), entry(Unit.ASCII, Kind.TEXT), entry(Unit.RTC_Q, Kind.OPAQUE),
            entry(Unit.DATETIME, Kind.OPAQUE), entry(Unit.KAM_DATE_TIME, Kind.OPAQUE), entry(Unit.IPV4, Kind.OPAQUE),
            entry(Unit.IPV6, Kind.OPAQUE));

    /** The contents of a unit for a valid value, for a value that only a number can have, and for four zero bytes. */
    private enum Kind {
        NUMBER(Content.Decimal.class, Content.Decimal.class, Content.Decimal.class),
        TIME(Content.TimeOfDay.class, Content.Impossible.class, Content.TimeOfDay.class),
        DATE(Content.Date.class, Content.Impossible.class, Content.None.class),
        YEARLESS_DATE(Content.YearlessDate.class, Content.Impossible.class, Content.None.class),
        RTC(Content.RtcStamp.class, Content.Impossible.class, Content.Impossible.class),
        DATE_TIME(Content.DateTime.class, Content.Impossible.class, Content.Impossible.class),
        TEXT(Content.Text.class, Content.Impossible.class, Content.None.class),
        OPAQUE(Content.Opaque.class, Content.Opaque.class, Content.Opaque.class);

        final Class<? extends Content> right;
        final Class<? extends Content> numberOnly;
        final Class<? extends Content> zero;

        Kind(Class<? extends Content> right, Class<? extends Content> numberOnly, Class<? extends Content> zero) {
            this.right = right;
            this.numberOnly = numberOnly;
            this.zero = zero;
        }

        static Kind of(Unit unit) {
            return KINDS.getOrDefault(unit, NUMBER);
        }
    }

    /** Reads the content, and checks the length of every other form of the value. */
    private static Content read(int unitCode, int signExponent, ByteString mantissa) {
        RegisterValue value = new RegisterValue(1, unitCode, signExponent, mantissa);
        Content content = value.content();
        String what = "unit " + unitCode + ", " + DecodedFields.hex(signExponent) + ", " + mantissa;
        assertTrue(value.number().toPlainString().length() <= LONGEST_TEXT, what);
        assertTrue(content.text().length() <= LONGEST_TEXT, what);
        assertTrue(value.fields().toJson().length() <= 2 * LONGEST_TEXT, what);
        if (content instanceof Content.Impossible impossible) {
            assertTrue(!impossible.why().isBlank() && impossible.why().length() <= LONGEST_TEXT, what);
        }
        return content;
    }

    private static Content read(Unit unit, int signExponent, String mantissa) {
        return read(unit.code(), signExponent, ByteString.fromHex(mantissa));
    }

    private static ByteString filled(int size, int byteValue) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) byteValue);
        return ByteString.copyOf(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void decodesEmptyMantissaAsNone(Unit unit) {
        for (int signExponent = 0; signExponent <= 0xFF; signExponent++) {
            assertEquals(new Content.None(), read(unit.code(), signExponent, ByteString.EMPTY));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsLongestMantissa(Unit unit) {
        for (int signExponent : new int[] { 0x00, 0x3F, 0x7F, 0x80, 0xBF, 0xFF }) {
            assertInstanceOf(Kind.of(unit).numberOnly, read(unit.code(), signExponent, filled(255, 0xFF)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsLargestAndSmallestExponent(Unit unit) {
        assertInstanceOf(Kind.of(unit).numberOnly, read(unit, 0x3F, "00 00 00 01"));
        assertInstanceOf(Kind.of(unit).numberOnly, read(unit, 0x7F, "00 00 00 01"));
    }

    @ParameterizedTest
    @EnumSource
    void rejectsNegativeNumberWhereUnitIsNoNumber(Unit unit) {
        assertInstanceOf(Kind.of(unit).numberOnly, read(unit, 0x80, "00 00 00 01"));
    }

    @ParameterizedTest
    @EnumSource
    void rejectsDigitsThatAreNoDateOrTime(Unit unit) {
        // 99999999, and 1399 with a month 13 and a minute 99
        assertInstanceOf(Kind.of(unit).numberOnly, read(unit, 0x00, "05 F5 E0 FF"));
        assertInstanceOf(Kind.of(unit).numberOnly, read(unit, 0x00, "00 00 05 77"));
    }

    @ParameterizedTest
    @EnumSource
    void decodesZeroWithAnySignAndExponent(Unit unit) {
        for (int signExponent = 0; signExponent <= 0xFF; signExponent++) {
            assertInstanceOf(Kind.of(unit).zero, read(unit, signExponent, "00 00 00 00"));
        }
    }

    @Test
    void decodesUnknownUnitAsNumber() {
        List<Integer> unknown = IntStream.rangeClosed(0, 0xFF).filter(code -> Unit.ofCode(code).isEmpty()).boxed()
                .toList();
        assertEquals(256 - Unit.values().length, unknown.size());
        for (int code : unknown) {
            assertEquals(new Content.None(), read(code, 0x42, ByteString.EMPTY));
            assertInstanceOf(Content.Decimal.class, read(code, 0xBF, filled(255, 0xFF)));
            assertEquals(new Content.Decimal(new BigDecimal("-1e63")), read(code, 0xBF, ByteString.of(1)));
            assertEquals(new Content.Decimal(new BigDecimal("1e-63")), read(code, 0x7F, ByteString.of(1)));
        }
    }

    /** A Kamstrup meter has no negative zero. */
    @Test
    void ignoresSignOfZero() {
        assertEquals("0.00", new RegisterValue(1, Unit.KW.code(), 0xC2, ByteString.of(0, 0)).number().toPlainString());
    }

    @Test
    void printsLongestNumberInFull() {
        String digits = new RegisterValue(1, Unit.KWH.code(), 0xBF, filled(255, 0xFF)).number().toPlainString();
        assertEquals(1 + 615 + 63, digits.length());
        assertTrue(digits.startsWith("-") && digits.endsWith("5" + "0".repeat(63)), digits);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 5, 7, 8, 9, 254, 255 })
    void readsMantissaOfAnyLengthAsUnsigned(int size) {
        assertEquals(new Content.Decimal(new BigDecimal("256").pow(size).subtract(BigDecimal.ONE)),
                read(Unit.NUMBER.code(), 0, filled(size, 0xFF)));
    }

    /** Bytes in their order: info, weekday, second, minute, hour, day, month, year. */
    @ParameterizedTest
    @CsvSource({ "82 00 21 02 10 0A 09 0C, 2012-09-10 16:02:33", "82 01 21 02 10 0A 09 0C, 2012-09-10 16:02:33",
            "FF 07 3B 3B 17 1F 0C 63, 2099-12-31 23:59:59", "82 08 21 02 10 0A 09 0C, weekday 8",
            "82 09 21 02 10 0A 09 0C, weekday 9", "82 FF 21 02 10 0A 09 0C, weekday 255",
            "82 01 21 02 10 0A 09 64, year 100", "82 01 21 02 10 0A 00 0C,", "82 01 21 02 10 0A 0D 0C,",
            "82 01 21 02 10 1E 02 0C,", "82 01 21 02 10 00 09 0C,", "82 01 21 02 19 0A 09 0C,",
            "82 01 21 3C 10 0A 09 0C,", "82 01 3C 02 10 0A 09 0C,", "82 01 21 02 10 0A 09, 7 bytes instead of 8",
            "82 01 21 02 10 0A 09 0C 00, 9 bytes instead of 8" })
    void decodesRealTimeClock(String bytes, @Nullable String text) {
        assertSays(text, read(Unit.RTC, 0, bytes));
    }

    /** Bytes in their order: daylight saving time, year, month, day, hour, minute, second. */
    @ParameterizedTest
    @CsvSource({ "3C 10 06 1E 0E 30 37, 2016-06-30 14:48:55", "00 63 0C 1F 17 3B 3B, 2099-12-31 23:59:59",
            "3C 64 06 1E 0E 30 37, year 100", "3C 10 00 1E 0E 30 37,", "3C 10 0D 1E 0E 30 37,", "3C 10 06 1F 0E 30 37,",
            "3C 10 06 00 0E 30 37,", "3C 10 06 1E 19 30 37,", "3C 10 06 1E 0E 3C 37,", "3C 10 06 1E 0E 30 3C,",
            "3C 10 06 1E 0E 30, 6 bytes instead of 7", "3C 10 06 1E 0E 30 37 00, 8 bytes instead of 7" })
    void decodesDateTimeWithDaylightSavingTime(String bytes, @Nullable String text) {
        assertSays(text, read(Unit.DST_DATE_TIME, 0, bytes));
    }

    /** The content says a text, or why it cannot; without a text it only has to be impossible. */
    private static void assertSays(@Nullable String text, Content content) {
        if (text == null) {
            assertInstanceOf(Content.Impossible.class, content);
        } else {
            assertEquals(text, content instanceof Content.Impossible impossible ? impossible.why() : content.text());
        }
    }

    @ParameterizedTest
    @CsvSource({ "TIME, 235959", "TIME, 0", "DATE, 991231", "DATE, 101", "LONG_DATE, 20991231", "YEARLESS_DATE, 229",
            "YEARLESS_DATE, 1231" })
    void decodesDatesAndTimesAtTheirLimits(Unit unit, BigDecimal digits) {
        assertTrue(!RegisterValue.of(1, unit, digits, 4).content().text().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({ "TIME, 250000", "TIME, 240000", "TIME, 6000", "TIME, 60", "TIME, 1000000", "TIME, 0.5", "DATE, 261301",
            "DATE, 260001", "DATE, 260100", "DATE, 260132", "DATE, 260229", "DATE, 1000101", "LONG_DATE, 20261301",
            "LONG_DATE, 20260229", "LONG_DATE, 100000101", "YEARLESS_DATE, 1301", "YEARLESS_DATE, 1",
            "YEARLESS_DATE, 100", "YEARLESS_DATE, 230", "YEARLESS_DATE, 10101" })
    void decodesInvalidDateOrTimeAsImpossible(Unit unit, BigDecimal digits) {
        assertInstanceOf(Content.Impossible.class, RegisterValue.of(1, unit, digits, 4).content());
        assertInstanceOf(Content.Impossible.class, RegisterValue.of(1, unit, digits.negate(), 4).content());
    }

    @ParameterizedTest
    @CsvSource({ "30 32 4B 35, 02K5", "30 32 4B 35 20 20, 02K5", "30 32 4B 35 00 00, 02K5", "30 00 20 00, 0",
            "20 30 20 32 20, ' 0 2'", "7E, ~" })
    void stripsFillingOfText(String bytes, String text) {
        assertEquals(new Content.Text(text), read(Unit.ASCII, 0, bytes));
        assertEquals(text, new RegisterValue(254, Unit.ASCII.code(), 0xFF, ByteString.fromHex(bytes)).fields().entries()
                .get("value"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "00", "20", "00 00 00 00", "20 20 20 20", "20 00 20" })
    void decodesFillingAsNone(String bytes) {
        assertEquals(new Content.None(), read(Unit.ASCII, 0, bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = { "30 00 32", "00 30", "30 7F", "30 80", "E6 F8 E5", "30 0A", "1F", "FF FF" })
    void decodesUnprintableTextAsImpossible(String bytes) {
        assertEquals(new Content.Impossible("not printable: " + bytes), read(Unit.ASCII, 0, bytes));
    }

    @Test
    void readsLongestText() {
        assertEquals(new Content.Text("K".repeat(255)), read(Unit.ASCII.code(), 0, filled(255, 'K')));
    }

    @Test
    void decodesRandomBytesByUnit() {
        Random random = new Random(SEED);
        int[] sizes = { 0, 1, 2, 4, 4, 7, 7, 8, 8, 12, 255 };
        Map<Kind, Integer> right = new EnumMap<>(Kind.class);
        for (int i = 0; i < 50_000; i++) {
            byte[] mantissa = new byte[sizes[random.nextInt(sizes.length)]];
            int limit = random.nextBoolean() ? 8 : 256;
            for (int j = 0; j < mantissa.length; j++) {
                mantissa[j] = (byte) random.nextInt(limit);
            }
            int unitCode = random.nextInt(256);
            Kind kind = Unit.ofCode(unitCode).map(Kind::of).orElse(Kind.NUMBER);
            Content content = read(unitCode, random.nextInt(256), ByteString.copyOf(mantissa));
            if (kind.right.isInstance(content)) {
                right.merge(kind, 1, Integer::sum);
            } else {
                boolean excused = mantissa.length == 0 ? content instanceof Content.None
                        : content.getClass() == kind.numberOnly || content instanceof Content.None;
                assertTrue(excused, () -> "unit " + unitCode + " says " + content);
            }
        }
        assertTrue(right.getOrDefault(Kind.RTC, 0) > 0 && right.getOrDefault(Kind.DATE_TIME, 0) > 0,
                "came up " + right);
    }
}
