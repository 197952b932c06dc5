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
package org.openhab.binding.kamstrup.internal.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RegisterImageTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2009-02-03T04:05:06Z"), ZoneOffset.UTC);

    @Test
    void theDefaultIsTheReadingThatStartedItAll() {
        RegisterImage image = RegisterImage.named(RegisterImage.DEFAULT);
        assertEquals(0x3F, image.address());
        assertEquals(4, image.type());
        assertEquals("F1", image.software().toString());
        assertEquals(6543210, image.serialNumber());
        RegisterValue energy = image.value(60, CLOCK).orElseThrow();
        assertEquals(new BigDecimal("102.47"), energy.number());
        assertEquals(Unit.GJ.code(), energy.unitCode());
        assertEquals(new BigDecimal("0.00"), image.value(69, CLOCK).orElseThrow().number());
        assertTrue(image.value(266, CLOCK).isEmpty());
    }

    @Test
    void theClockRuns() {
        RegisterImage image = RegisterImage.named(RegisterImage.DEFAULT);
        assertEquals(new BigDecimal("90203"), image.value(1003, CLOCK).orElseThrow().number());
        assertEquals(new BigDecimal("40506"), image.value(1002, CLOCK).orElseThrow().number());
    }

    @Test
    void aValueCanBeChanged() {
        RegisterImage image = RegisterImage.named(RegisterImage.DEFAULT).with(87, "45.00");
        assertEquals(new BigDecimal("45.00"), image.value(87, CLOCK).orElseThrow().number());
    }

    @ParameterizedTest
    @CsvSource({ "60 4 102.47 furlong, unknown unit", "60 1 102.47 GJ, does not fit", "60 4, there are 2 words",
            "sixty 4 1 GJ, a number is none", "60 4 now GJ, a number is none", "type 0004, there are 2 words",
            "type 0004 f1, a revision", "type 12345 F1, type 74565 is not one of 0 to 65535",
            "address 1FF, address 511 is not one of 0 to 255", "serial 6543210 1, there are 3 words",
            "serial 5000000000, serial number 5000000000 is not", "70000 4 1 GJ, register 70000 is not",
            "60 300 1 GJ, number of bytes 300 is not", "254 12 \"open ASCII, a quote is missing",
            "254 2 \"long\" ASCII, does not fit", "254 4 \"größe\" ASCII, is not ASCII",
            "515 8 0x01 RTC-Q, does not fit", "515 1 0x0 RTC-Q, not even",
            "348 7 2026-02-30T00:00:00 DST date-time, is no moment",
            "348 8 2026-02-03T00:00:00 DST date-time, does not fit", "60 4 2026-02-03T00:00:00 GJ, has no unit GJ" })
    void aWrongLineIsNamed(String line, String complaint) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> RegisterImage.parse(List.of("# comment", line)))
                        .getMessage());
        assertTrue(message.contains("Line 2") && message.contains(complaint), message);
    }

    @ParameterizedTest
    @CsvSource({ "75 1 255 l/h, 29 01 00 FF", "86 2 70.42 °C, 25 02 42 1B 82", "89 4 -4.61 K, 26 04 C2 00 00 01 CD",
            "1010 10 70214365 number, 33 0A 00 00 00 00 00 00 00 04 2F 62 DD",
            "1003 4 this-month yy:mm:dd, 30 04 00 00 01 60 59", "1003 4 this-year yy:mm:dd, 30 04 00 00 01 5F F5",
            "1002 4 this-month hh:mm:ss, 2F 04 00 00 00 00 00", "98 2 now mm:dd, 32 02 00 00 CB",
            "348 7 2016-06-30T14:48:55+60 DST date-time, 4F 07 00 3C 10 06 1E 0E 30 37",
            "348 7 2024-12-31T00:00:04 DST date-time, 4F 07 00 00 18 0C 1F 00 00 04",
            "348 7 now DST date-time, 4F 07 00 00 09 02 03 04 05 06",
            "348 7 0 DST date-time, 4F 07 00 00 00 00 00 00 00 00",
            "1047 8 2012-09-10T16:02:33 RTC, 35 08 00 00 01 21 02 10 0A 09 0C",
            "1047 8 0x82012102100A090C RTC, 35 08 00 82 01 21 02 10 0A 09 0C",
            "1047 8 now RTC, 35 08 00 00 02 06 05 04 03 02 09",
            "254 12 \"02K52AC1A7CZ\" ASCII # a comment, 36 0C 00 30 32 4B 35 32 41 43 31 41 37 43 5A",
            "254 7 \"a \"\"#\"\" \" ASCII, 36 07 00 61 20 22 23 22 20 20" })
    void aValueIsSentAsItsUnitDemands(String line, String sent) {
        int id = Integer.parseInt(line.split(" ")[0]);
        RegisterValue value = RegisterImage.parse(List.of(line)).value(id, CLOCK).orElseThrow();
        assertEquals(sent, ByteString.of(value.unitCode(), value.mantissa().size(), value.signExponent()) + " "
                + value.mantissa());
    }

    @Test
    void daylightSavingTimeIsThatOfTheClock() {
        Clock summer = Clock.fixed(Instant.parse("2026-07-01T10:00:00Z"), ZoneId.of("Europe/Copenhagen"));
        RegisterImage image = RegisterImage.parse(List.of("348 7 now DST date-time"));
        assertEquals("3C 1A 07 01 0C 00 00", image.value(348, summer).orElseThrow().mantissa().toString());
    }

    @Test
    void aWrongNameIsToldTheRightOnes() {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> RegisterImage.named("multical-66")).getMessage());
        assertTrue(message.contains("multical-601") && message.contains("multical-21"), message);
    }

    @Test
    void aRegisterIsThereOnce() {
        assertThrows(IllegalArgumentException.class, () -> RegisterImage.parse(List.of("60 4 1 GJ", "60 4 2 GJ")));
    }
}
