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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.emptyValue;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.reading;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FlowMinimumTest {

    private FlowMinimum minimum = FlowMinimum.none();
    private Instant now = Instant.parse("2026-11-28T10:20:00Z");

    private void read(String flow) {
        minimum = minimum.with(reading(value(74, Unit.L_PER_H, flow)), now);
    }

    private void readFor(Duration length, Duration interval, String flow) {
        for (Duration passed = Duration.ZERO; passed.compareTo(length) < 0; passed = passed.plus(interval)) {
            now = now.plus(interval);
            read(flow);
        }
    }

    private void assertSmallest(String flow) {
        assertEquals(Optional.of(new BigDecimal(flow)), minimum.smallest().map(PhysicalQuantity::number));
    }

    @ParameterizedTest
    @CsvSource({ "PT10S", "PT15M", "PT1H", "PT2H" })
    void hasNoValueBeforeItWasReadForADay(Duration interval) {
        read("12");
        readFor(Duration.ofDays(1).minus(interval), interval, "20");
        assertEquals(Optional.empty(), minimum.smallest());
        readFor(interval, interval, "20");
        assertSmallest("12");
    }

    @Test
    void forgetsWhatIsOlderThanADay() {
        read("0");
        readFor(Duration.ofHours(24), Duration.ofMinutes(15), "20");
        assertSmallest("0");
        readFor(Duration.ofHours(1), Duration.ofMinutes(15), "30");
        assertSmallest("20");
        readFor(Duration.ofHours(25), Duration.ofMinutes(15), "30");
        assertSmallest("30");
    }

    @Test
    void isTheSmallestOfAllReadings() {
        read("50");
        readFor(Duration.ofHours(12), Duration.ofMinutes(15), "50");
        read("7");
        readFor(Duration.ofHours(12), Duration.ofMinutes(15), "50");
        assertSmallest("7");
    }

    @ParameterizedTest
    @CsvSource({ "PT2H, true", "PT2H1S, false", "PT-1S, true", "PT-3H, false" })
    void gapBeginsADayAnew(Duration gap, boolean isKnown) {
        read("5");
        readFor(Duration.ofHours(30), Duration.ofMinutes(15), "5");
        now = now.plus(gap);
        read("5");
        assertEquals(isKnown, minimum.smallest().isPresent());
    }

    @Test
    void readingWithoutFlowChangesNothing() {
        read("5");
        FlowMinimum before = minimum;
        now = now.plusSeconds(60);
        minimum = minimum.with(reading(value(60, Unit.GJ, "1")), now);
        minimum = minimum.with(reading(emptyValue(74, Unit.L_PER_H)), now);
        assertEquals(before, minimum);
    }

    @Test
    void convertsToLitresPerHour() {
        minimum = minimum.with(reading(value(74, Unit.M3_PER_H, "0.25")), now);
        readFor(Duration.ofDays(1), Duration.ofHours(1), "300");
        assertEquals(0, new BigDecimal("250").compareTo(minimum.smallest().orElseThrow().number()));
        assertEquals(Unit.L_PER_H, minimum.smallest().orElseThrow().unit());
    }

    @Test
    void needsConstantMemory() {
        for (int i = 0; i < 100; i++) {
            readFor(Duration.ofHours(3), Duration.ofMinutes(7), "9");
            assertTrue(minimum.hours().size() <= 25);
        }
        assertEquals(25, minimum.hours().size());
    }
}
