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

import java.time.Duration;
import java.time.ZonedDateTime;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests when the readings around midnight are due.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DayBoundaryTest {

    @ParameterizedTest
    @CsvSource({ "2026-11-23T23:00:00+01:00[Europe/Copenhagen], PT59M",
            "2026-11-23T23:58:59+01:00[Europe/Copenhagen], PT1S",
            "2026-11-23T23:59:00+01:00[Europe/Copenhagen], PT1M1S",
            "2026-11-23T23:59:59.5+01:00[Europe/Copenhagen], PT1.5S",
            "2026-11-24T00:00+01:00[Europe/Copenhagen], PT23H59M",
            // a day without an hour, and a day on which an hour comes twice
            "2026-03-29T00:00+01:00[Europe/Copenhagen], PT22H59M",
            "2026-10-25T00:00+02:00[Europe/Copenhagen], PT24H59M",
            // a day that begins at one o'clock
            "2026-09-05T23:00-04:00[America/Santiago], PT59M" })
    void nextReadingIsAMinuteBeforeOrASecondAfterMidnight(ZonedDateTime now, Duration left) {
        assertEquals(left, DayBoundary.untilReading(now));
    }
}
