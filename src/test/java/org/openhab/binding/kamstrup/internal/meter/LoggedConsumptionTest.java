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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.reading;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LoggedConsumptionTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    /** A time such as 2026-03-29T00:00:04; an S at its end is daylight saving time. */
    private static LoggerRow row(String time, RegisterValue... values) {
        boolean isSummer = time.endsWith("S");
        return new LoggerRow(1, LocalDateTime.parse(isSummer ? time.substring(0, time.length() - 1) : time),
                isSummer ? 60 : 0, reading(values).values());
    }

    private static List<String> begins(MeterLogger logger, String... times) {
        return LoggedConsumption.of(logger, Stream.of(times).map(LoggedConsumptionTest::row).toList(), ZONE).stream()
                .map(period -> period.begin().toOffsetDateTime().toString()).toList();
    }

    private static LoggedConsumption day(RegisterValue[] first, RegisterValue... last) {
        return LoggedConsumption
                .of(MeterLogger.DAY, List.of(row("2026-03-01T00:00:04", first), row("2026-03-02T00:00:04", last)), ZONE)
                .get(0);
    }

    private static RegisterValue[] counters(String energy, String volume, String flow, String back) {
        return new RegisterValue[] { value(60, Unit.GJ, energy), value(68, Unit.M3, volume),
                value(97, Unit.M3_CELSIUS, flow), value(110, Unit.M3_CELSIUS, back) };
    }

    private static PhysicalQuantity quantity(String number, Unit unit) {
        return new PhysicalQuantity(new BigDecimal(number), unit);
    }

    @Test
    void consumptionIsExactDifferenceInUnitOfMeter() {
        LoggedConsumption day = day(counters("216.34", "1208.96", "85000", "42000"),
                counters("217.01", "1213.16", "85300", "42130"));
        assertEquals(Optional.of(quantity("0.67", Unit.GJ)), day.used(60));
        assertEquals(Optional.of(quantity("4.20", Unit.M3)), day.used(68));
        assertEquals(Optional.of(quantity("71.43", Unit.CELSIUS)), day.meanTemperature(97));
        assertEquals(Optional.of(quantity("30.95", Unit.CELSIUS)), day.meanTemperature(110));
        assertEquals(Optional.of(quantity("40.48", Unit.KELVIN)), day.meanCooling());
        assertEquals("2026-03-01T00:00+01:00[Europe/Copenhagen]", day.begin().toString());
    }

    /** 0.5 m³ and sums in whole m³×°C: the mean would be wrong by up to 2 °C, the cooling by 4. */
    @Test
    void smallVolumeHasNoMean() {
        LoggedConsumption day = day(counters("216.34", "1208.96", "85000", "42000"),
                counters("216.40", "1209.46", "85035", "42015"));
        assertEquals(Optional.empty(), day.meanTemperature(97));
        assertEquals(Optional.empty(), day.meanCooling());
        assertEquals(Optional.of(quantity("0.50", Unit.M3)), day.used(68));
    }

    @Test
    void counterThatHasFallenHasNoConsumption() {
        LoggedConsumption day = day(counters("216.34", "1208.96", "85000", "42000"),
                counters("1.20", "1213.16", "3", "42130"));
        assertEquals(Optional.empty(), day.used(60));
        assertEquals(Optional.empty(), day.meanTemperature(97));
        assertEquals(Optional.empty(), day.meanCooling());
        assertEquals(Optional.of(quantity("4.20", Unit.M3)), day.used(68));
        assertEquals(Optional.of(quantity("30.95", Unit.CELSIUS)), day.meanTemperature(110));
    }

    @Test
    void unitOfLastRowIsThatOfConsumptionAfterFormatChange() {
        RegisterValue[] before = { value(60, Unit.GJ, "36.00") };
        assertEquals(Optional.of(quantity("5.00", Unit.MWH)), day(before, value(60, Unit.MWH, "15.00")).used(60));
    }

    @Test
    void registerThatIsMissingInOneRowHasNoConsumption() {
        RegisterValue[] before = { value(60, Unit.GJ, "36.00") };
        LoggedConsumption day = day(before, value(60, Unit.GJ, "36.10"), value(68, Unit.M3, "4.20"));
        assertTrue(day.has(List.of(60)));
        assertFalse(day.has(List.of(60, 68)));
        assertEquals(Optional.empty(), day.used(68));
    }

    @ParameterizedTest
    @CsvSource({
            // a missing day, a row of a power failure, rows of another day of the month
            "DAY, 2026-03-01T00:00:04 2026-03-02T00:00:04 2026-03-04T00:00:04, [2026-03-01T00:00+01:00]",
            "DAY, 2026-03-01T00:00:04 2026-03-01T14:21:09 2026-03-02T00:00:04, [2026-03-01T00:00+01:00]",
            "DAY, 2026-02-28T23:59:58 2026-03-02T00:01:30, [2026-03-01T00:00+01:00]",
            "MONTH, 2026-01-16T00:00:04 2026-02-16T00:00:04 2026-03-01T00:00:04, [2026-01-16T00:00+01:00]",
            "YEAR, 2024-06-01T00:00:04S 2025-06-01T00:00:04S 2025-12-01T00:00:04, [2024-06-01T00:00+02:00]",
            // the day of 23 hours, the hour that is left out, the hour that comes twice
            "DAY, 2026-03-29T00:00:04 2026-03-30T00:00:04S, [2026-03-29T00:00+01:00]",
            "HOUR, 2026-03-29T01:00:04 2026-03-29T03:00:04S 2026-03-29T04:00:04S, '[2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00]'",
            "HOUR, 2026-10-25T02:00:04S 2026-10-25T02:00:04 2026-10-25T03:00:04, '[2026-10-25T02:00+02:00, 2026-10-25T02:00+01:00]'",
            "HOUR, 2026-03-01T01:00:04 2026-03-01T03:00:04, []" })
    void periodIsBetweenRowsOneHourDayMonthOrYearApart(MeterLogger logger, String times, String begins) {
        assertEquals(begins, begins(logger, times.split(" ")).toString());
    }
}
