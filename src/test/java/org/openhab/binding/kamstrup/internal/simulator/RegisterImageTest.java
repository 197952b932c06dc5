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
import java.time.ZoneOffset;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertTrue(image.value(155, CLOCK).isEmpty());
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
            "60 300 1 GJ, number of octets 300 is not" })
    void aWrongLineIsNamed(String line, String complaint) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> RegisterImage.parse(List.of("# comment", line)))
                        .getMessage());
        assertTrue(message.contains("Line 2") && message.contains(complaint), message);
    }

    @Test
    void aRegisterIsThereOnce() {
        assertThrows(IllegalArgumentException.class, () -> RegisterImage.parse(List.of("60 4 1 GJ", "60 4 2 GJ")));
    }
}
