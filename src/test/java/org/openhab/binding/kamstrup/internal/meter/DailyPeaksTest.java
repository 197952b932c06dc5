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

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DailyPeaksTest {

    private static final HeatingSeason SEASON = HeatingSeason.OCTOBER_TO_APRIL;
    private static final BigDecimal KWH = new BigDecimal("3600000");

    private DailyPeaks peaks = DailyPeaks.none();

    private static DailyPower day(String day, String kilowattHours, long hours) {
        return new DailyPower(LocalDate.parse(day), new BigDecimal(kilowattHours).multiply(KWH), hours * 3600);
    }

    private static DailyPower day(String day, String kilowattHours) {
        return day(day, kilowattHours, 24);
    }

    private void add(String today, DailyPower... days) {
        peaks = peaks.with(List.of(days), SEASON, LocalDate.parse(today));
    }

    private static Optional<PhysicalQuantity> watts(String number) {
        return Optional.of(new PhysicalQuantity(new BigDecimal(number), Unit.W));
    }

    @Test
    void hasNoPowerBeforeTheFirstCompleteDay() {
        add("2026-11-29");
        assertEquals(Optional.empty(), DailyPeaks.highest(peaks.season()));
        assertEquals(Optional.empty(), DailyPeaks.meanOfTwoHighest(peaks.season()));
    }

    @Test
    void hasNoMeanOfTwoBeforeTheSecondDay() {
        add("2026-11-29", day("2026-11-28", "120"));
        assertEquals(watts("5000"), DailyPeaks.highest(peaks.season()));
        assertEquals(Optional.empty(), DailyPeaks.meanOfTwoHighest(peaks.season()));
    }

    @Test
    void keepsTheTwoHighestDays() {
        LongStream.range(0, 150).forEach(i -> {
            LocalDate day = LocalDate.of(2025, 10, 1).plusDays(i);
            // every number of kWh from 0 to 149 once, out of order
            add(day.plusDays(1).toString(), day(day.toString(), Long.toString(i * 71 % 150)));
        });
        assertEquals(List.of(new BigDecimal("149"), new BigDecimal("148")),
                peaks.season().stream().map(day -> day.energy().divide(KWH)).toList());
        // (149 + 148) / 48 h
        assertEquals(watts("6188"), DailyPeaks.meanOfTwoHighest(peaks.season()));
        assertEquals(watts("6208"), DailyPeaks.highest(peaks.season()));
    }

    @Test
    void dividesByTheLengthOfTheDay() {
        // 5.0000 kW in 24 h, 5.0435 kW in 23 h, 4.88 kW in 25 h
        add("2026-10-26", day("2025-10-26", "122", 25), day("2026-03-29", "116", 23), day("2026-03-28", "120", 24));
        assertEquals(List.of(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 3, 28)),
                peaks.lastSeason().stream().map(DailyPower::day).toList());
        assertEquals(watts("5043"), DailyPeaks.highest(peaks.lastSeason()));
        // (5000 + 5043.478) / 2 is rounded once
        assertEquals(watts("5022"), DailyPeaks.meanOfTwoHighest(peaks.lastSeason()));
    }

    @Test
    void theFirstOfTwoEqualDaysIsTheHighest() {
        add("2026-11-29", day("2026-11-28", "120"), day("2026-11-27", "120"));
        assertEquals(LocalDate.of(2026, 11, 27), peaks.season().get(0).day());
    }

    @Test
    void daysOutsideTheSeasonDoNotCount() {
        add("2026-05-02", day("2026-05-01", "200"), day("2026-04-30", "100"));
        assertEquals(List.of(day("2026-04-30", "100")), peaks.season());
    }

    @Test
    void seasonStaysUntilTheNextOneBegins() {
        add("2026-01-13", day("2026-01-12", "150"));
        add("2026-09-30");
        assertEquals(List.of(day("2026-01-12", "150")), peaks.season());
        add("2026-10-01");
        assertEquals(List.of(), peaks.season());
        assertEquals(List.of(day("2026-01-12", "150")), peaks.lastSeason());
        add("2027-10-01");
        assertEquals(List.of(), peaks.lastSeason());
    }

    @Test
    void loggedDayReplacesTheSameDay() {
        add("2026-11-29", day("2026-11-28", "120.5"), day("2026-11-27", "120.2"));
        add("2026-11-29", day("2026-11-28", "120.1"));
        assertEquals(List.of(day("2026-11-27", "120.2"), day("2026-11-28", "120.1")), peaks.season());
    }

    @Test
    void wrongClockLosesNoDay() {
        add("2025-12-02", day("2025-12-01", "140"), day("2025-11-30", "141"));
        add("2026-11-29", day("2026-11-28", "120"), day("2026-11-27", "121"));
        DailyPeaks before = peaks;
        add("2062-05-05", day("2062-04-04", "1"));
        assertEquals(1, peaks.season().size());
        add("1970-01-01");
        add("2026-11-29");
        assertEquals(before.season(), peaks.season());
        assertEquals(before.lastSeason(), peaks.lastSeason());
    }

    @Test
    void needsConstantMemory() {
        for (int year = 2000; year < 2100; year++) {
            String next = (year + 1) + "-01-0";
            add(next + "4", day(next + "1", "1"), day(next + "2", "2"), day(next + "3", "3"));
            assertEquals(2, peaks.season().size());
            assertEquals(year == 2000 ? 0 : 2, peaks.lastSeason().size());
            assertEquals(Math.min(6, Math.max(0, 2 * (year - 2001))), peaks.others().size());
        }
    }
}
