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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RegisterValueTest {

    private static RegisterValue number(Unit unit, String value) {
        return RegisterValue.of(1, unit, new BigDecimal(value), 4);
    }

    @ParameterizedTest
    @CsvSource({ "102.47, 42 00 00 28 07", "0.00, 42 00 00 00 00", "-123.45, C2 00 00 30 39", "255000, 00 00 03 E4 18",
            "2.55E+5, 03 00 00 00 FF" })
    void encodesDecimals(String value, String bytes) {
        RegisterValue written = number(Unit.GJ, value);
        ByteString expected = ByteString.fromHex(bytes);
        assertEquals(expected.at(0), written.signExponent());
        assertEquals(expected.slice(1, 5), written.mantissa());
        assertEquals(new BigDecimal(value), written.number());
    }

    @Test
    void refusesNumberThatExceedsMantissa() {
        assertThrows(IllegalArgumentException.class, () -> number(Unit.GJ, "42949672.96"));
        assertEquals(new BigDecimal("42949672.95"), number(Unit.GJ, "42949672.95").number());
    }

    @Test
    void keepsMantissaOfAnyLengthExact() {
        int[] ones = IntStream.range(0, 255).map(i -> 0xFF).toArray();
        RegisterValue longest = new RegisterValue(1, 2, 0x7F, ByteString.of(ones));
        assertEquals(new BigDecimal(BigInteger.TWO.pow(8 * 255).subtract(BigInteger.ONE), 63), longest.number());
        assertEquals(new BigDecimal("255e63"), new RegisterValue(1, 2, 0x3F, ByteString.of(0xFF)).number());
    }

    @Test
    void decodesValueWithoutBytesAsNone() {
        for (Unit unit : Unit.values()) {
            assertEquals(new Content.None(), new RegisterValue(1, unit.code(), 0, ByteString.EMPTY).content());
        }
    }

    @ParameterizedTest
    @CsvSource({ "DATE, 61301", "DATE, 60832", "DATE, 60229", "DATE, 1000101", "DATE, 608.24", "DATE, -60824",
            "TIME, 240000", "TIME, 106000", "TIME, 100060", "TIME, 1000000", "YEARLESS_DATE, 1301",
            "YEARLESS_DATE, 231", "LONG_DATE, 20061301" })
    void givesReasonForInvalidDateOrTime(Unit unit, String value) {
        assertTrue(!assertInstanceOf(Content.Impossible.class, number(unit, value).content()).why().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "82 01 3C 02 10 0A 09 0C", "82 01 21 3C 10 0A 09 0C", "82 01 21 02 18 0A 09 0C",
            "82 01 21 02 10 00 09 0C", "82 01 21 02 10 0A 0D 0C", "82 01 21" })
    void decodesInvalidRealTimeClockAsImpossible(String bytes) {
        assertInstanceOf(Content.Impossible.class,
                new RegisterValue(1, Unit.RTC.code(), 0, ByteString.fromHex(bytes)).content());
    }

    @Test
    void decodesZeroDateAsNone() {
        for (Unit unit : List.of(Unit.DATE, Unit.LONG_DATE, Unit.YEARLESS_DATE)) {
            assertEquals(new Content.None(), number(unit, "0").content());
        }
        assertEquals(new Content.None(),
                new RegisterValue(1, Unit.RTC.code(), 0, ByteString.of(0, 0, 0, 0, 0, 0, 0, 0)).content());
    }

    @Test
    void decodesYearWithLeadingZero() {
        assertEquals(new Content.Date(LocalDate.of(2000, 1, 1)), number(Unit.DATE, "101").content());
    }

    @Test
    void decodesPrintableTextOnly() {
        assertEquals(new Content.Text("02K5"),
                new RegisterValue(254, Unit.ASCII.code(), 0, ByteString.of('0', '2', 'K', '5')).content());
        assertInstanceOf(Content.Impossible.class,
                new RegisterValue(254, Unit.ASCII.code(), 0, ByteString.of('0', 0x80)).content());
    }

    @Test
    void formatsUnknownUnitAsNumber() {
        RegisterValue value = new RegisterValue(1, 93, 0x41, ByteString.of(0x0F));
        assertTrue(value.unit().isEmpty());
        assertEquals(new Content.Decimal(new BigDecimal("1.5")), value.content());
        assertEquals("{\"id\":1,\"unit\":\"unit 93\",\"value\":\"1.5\"}", value.fields().toJson());
    }

    @Test
    void hasUniqueUnitCodes() {
        assertEquals(List.of("W", "kW", "var", "kvar", "K", "Gcal"), List.of(21, 22, 25, 26, 38, 12).stream()
                .map(code -> Unit.ofCode(code).orElseThrow().symbol()).toList());
        assertEquals(Unit.values().length, List.of(Unit.values()).stream().map(Unit::code).distinct().count());
    }
}
