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

import java.time.LocalDateTime;
import java.time.ZoneId;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PeriodCalendarTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    @ParameterizedTest
    @CsvSource({ //
            "DAY, 01-01, 2026-03-10T12:34:56, 2026-03-09T00:00, 2026-03-09T12:34:56",
            "DAY, 01-01, 2026-03-01T00:00, 2026-02-28T00:00, 2026-02-28T00:00",
            // the clock is put forward on 29 March, and back on 25 October
            "DAY, 01-01, 2026-03-30T02:30, 2026-03-29T00:00, 2026-03-29T03:30",
            "DAY, 01-01, 2026-03-29T12:00, 2026-03-28T00:00, 2026-03-28T12:00",
            "DAY, 01-01, 2026-10-26T12:00, 2026-10-25T00:00, 2026-10-25T12:00",
            "MONTH, 01-01, 2026-03-28T08:00, 2026-02-01T00:00, 2026-02-28T08:00",
            "MONTH, 01-01, 2026-03-31T08:00, 2026-02-01T00:00, 2026-02-28T08:00",
            "MONTH, 01-01, 2028-03-29T08:00, 2028-02-01T00:00, 2028-02-29T08:00",
            "MONTH, 01-01, 2026-01-31T23:59, 2025-12-01T00:00, 2025-12-31T23:59",
            "YEAR, 01-01, 2028-02-29T08:00, 2027-01-01T00:00, 2027-02-28T08:00",
            "YEAR, 01-01, 2029-02-28T08:00, 2028-01-01T00:00, 2028-02-28T08:00",
            "YEAR, 01-01, 2026-12-31T08:00, 2025-01-01T00:00, 2025-12-31T08:00",
            "BILLING, 07-01, 2026-06-30T08:00, 2024-07-01T00:00, 2025-06-30T08:00",
            "BILLING, 07-01, 2026-07-01T08:00, 2025-07-01T00:00, 2025-07-01T08:00",
            "BILLING, quarter, 2026-05-31T08:00, 2026-01-01T00:00, 2026-02-28T08:00",
            "BILLING, quarter, 2026-01-01T08:00, 2025-10-01T00:00, 2025-10-01T08:00",
            // a period that begins on 29 February, and on 28 February in other years
            "BILLING, 02-29, 2028-02-28T08:00, 2026-02-28T00:00, 2027-02-28T00:00",
            "BILLING, 02-29, 2029-02-28T08:00, 2028-02-29T00:00, 2028-02-29T00:00" })
    void sameTimeIsWithinThePeriodBefore(Period period, String billing, LocalDateTime now, LocalDateTime begin,
            LocalDateTime same) {
        PeriodCalendar calendar = new PeriodCalendar(ZONE, BillingPeriod.parse(billing).orElseThrow(),
                HeatingSeason.OCTOBER_TO_APRIL);
        assertEquals(begin.atZone(ZONE).toInstant(), calendar.beginningBefore(period, now.atZone(ZONE).toInstant()));
        assertEquals(same.atZone(ZONE).toInstant(), calendar.sameTimeBefore(period, now.atZone(ZONE).toInstant()));
    }
}
