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
import static org.openhab.binding.kamstrup.internal.meter.TestValues.reading;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The meter counts 0.01 GJ and 0.02 m³ an hour, unless a test says otherwise.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsumptionCurveTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BUILT = Instant.parse("2018-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST = 802;

    private Consumption consumption = Consumption.none();
    private PeriodCalendar calendar = new PeriodCalendar(ZONE);
    /** Hundredths of GJ. */
    private long counter = 10_000;
    private Instant now = at("2026-01-01T00:00");

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    private static RegisterValue heat(long hundredths) {
        return value(60, Unit.GJ, BigDecimal.valueOf(hundredths, 2).toPlainString());
    }

    private static RegisterValue volume(long hundredths) {
        return value(68, Unit.M3, BigDecimal.valueOf(2 * hundredths, 2).toPlainString());
    }

    private void read(RegisterValue... values) {
        consumption = consumption.with(reading(values), now, calendar, BUILT);
    }

    private void read() {
        read(heat(counter), volume(counter));
    }

    private void startAt(String local) {
        now = at(local);
        read();
    }

    /** Goes on for hours without a reading. */
    private void pass(long hours) {
        now = now.plus(HOUR.multipliedBy(hours));
        counter += hours;
    }

    /** Reads until a moment, that included. */
    private void readUntil(String local, Duration every) {
        while (now.isBefore(at(local))) {
            pass(Math.min(every.toHours(), Duration.between(now, at(local)).toHours()));
            read();
        }
    }

    private String before(Period period) {
        return consumption.usedBefore(period, heat(counter), calendar).map(used -> used.number().toPlainString())
                .orElse("UNDEF");
    }

    private void assertBefore(Period period, String gigajoules) {
        assertEquals(gigajoules, before(period), () -> consumption.curve().toString());
    }

    @Test
    void isNotKnownBeforeTheFirstReadingAndOnTheFirstDay() {
        assertBefore(Period.DAY, "UNDEF");
        startAt("2026-02-10T08:00");
        readUntil("2026-02-10T20:00", HOUR);
        for (Period period : Period.values()) {
            assertBefore(period, "UNDEF");
        }
    }

    @Test
    void hasYesterdayUntilTheSameTime() {
        startAt("2026-02-08T21:00");
        readUntil("2026-02-10T00:00", HOUR);
        assertBefore(Period.DAY, "0.00");
        readUntil("2026-02-10T08:00", HOUR);
        assertBefore(Period.DAY, "0.08");
        assertEquals(Optional.of(new PhysicalQuantity(new BigDecimal("0.16"), Unit.M3)),
                consumption.usedBefore(Period.DAY, volume(counter), calendar));
        // in the unit and with the decimals that the meter sends now: 0.08 GJ are 22.2 kWh
        assertEquals(Optional.of(new PhysicalQuantity(new BigDecimal("22.2"), Unit.KWH)),
                consumption.usedBefore(Period.DAY, value(60, Unit.KWH, "28000.0"), calendar));
        assertEquals(Optional.empty(),
                consumption.usedBefore(Period.DAY, value(60, Unit.CELSIUS, "28000.0"), calendar));
        readUntil("2026-02-10T23:00", HOUR);
        assertBefore(Period.DAY, "0.23");
    }

    @Test
    void hoursOfYesterdayAreKnownApart() {
        startAt("2026-02-08T21:00");
        readUntil("2026-02-09T06:00", HOUR);
        counter += 50;
        readUntil("2026-02-10T05:00", HOUR);
        assertBefore(Period.DAY, "0.05");
        readUntil("2026-02-10T07:00", HOUR);
        assertBefore(Period.DAY, "0.57");
        now = now.plus(Duration.ofMinutes(30));
        read();
        // half of the hour from 7 to 8 is half of 0.01
        assertBefore(Period.DAY, "0.58");
    }

    /** 23 hours on 29 March, 25 on 25 October. */
    @ParameterizedTest
    @CsvSource({ "2026-03-29T12:00, 0.12", "2026-03-30T12:00, 0.11", "2026-03-31T12:00, 0.12", "2026-10-25T12:00, 0.12",
            "2026-10-26T12:00, 0.13", "2026-10-26T23:00, 0.24", "2026-10-27T12:00, 0.12" })
    void daysOfOtherLengthAreRight(String until, String gigajoules) {
        startAt(LocalDate.parse(until.substring(0, 10)).minusDays(3) + "T00:00");
        readUntil(until, HOUR);
        assertBefore(Period.DAY, gigajoules);
    }

    @Test
    void monthYearAndBillingPeriodAreKnownFromDays() {
        startAt("2024-12-31T00:00");
        readUntil("2026-03-29T00:00", DAY);
        readUntil("2026-03-31T12:00", HOUR);
        // 27 days and a half from 1 to 28 February
        assertBefore(Period.MONTH, "6.60");
        // 89 days and a half, less an hour as the clock was put forward
        assertBefore(Period.YEAR, "21.47");
        assertBefore(Period.BILLING, "21.47");
        calendar = new PeriodCalendar(ZONE, BillingPeriod.parse("quarter").orElseThrow(), calendar.season());
        // from 1 October to 31 December, with an hour more as the clock was put back
        assertBefore(Period.BILLING, "21.97");
        // changed in the middle of the period
        calendar = new PeriodCalendar(ZONE, BillingPeriod.parse("03-20").orElseThrow(), calendar.season());
        readUntil("2026-03-31T13:00", HOUR);
        assertBefore(Period.BILLING, "2.76");
        calendar = new PeriodCalendar(ZONE, BillingPeriod.parse("11-01").orElseThrow(), calendar.season());
        assertBefore(Period.BILLING, "UNDEF");
    }

    @Test
    void lastDayIsAShareOfAWholeDay() {
        startAt("2026-01-31T23:00");
        readUntil("2026-02-10T00:00", HOUR);
        // all of 10 February is used before six o'clock
        counter += 96;
        readUntil("2026-03-10T06:00", HOUR);
        // 9 days of 0.24, and a quarter of 1.20
        assertBefore(Period.MONTH, "2.46");
    }

    @Test
    void readingsAreTakenAtOtherTimesThanFullHours() {
        now = at("2026-02-08T23:59");
        for (int minutes = 0; minutes < 3 * 24 * 60; minutes += 7) {
            read(value(60, Unit.GJ, BigDecimal.valueOf(10_000_000 + minutes, 5).toPlainString()));
            now = now.plus(Duration.ofMinutes(7));
        }
        RegisterValue last = value(60, Unit.GJ, "100.00000");
        Instant latest = consumption.latest().orElseThrow().at();
        long minutes = Duration.between(at("2026-02-11T00:00"), latest).toMinutes();
        assertEquals(BigDecimal.valueOf(minutes, 5),
                consumption.usedBefore(Period.DAY, last, calendar).orElseThrow().number());
    }

    @Test
    void missingReadingAtTheBeginningOfThePeriodIsNoValue() {
        startAt("2026-02-08T21:00");
        readUntil("2026-02-09T22:00", HOUR);
        pass(5);
        readUntil("2026-02-10T12:00", HOUR);
        assertBefore(Period.DAY, "0.12");
        readUntil("2026-02-11T12:00", HOUR);
        assertBefore(Period.DAY, "UNDEF");
        readUntil("2026-02-12T12:00", HOUR);
        assertBefore(Period.DAY, "0.12");
    }

    @Test
    void missingReadingAtTheSameTimeIsNoValue() {
        startAt("2026-02-08T21:00");
        readUntil("2026-02-09T09:00", HOUR);
        pass(5);
        readUntil("2026-02-10T09:00", HOUR);
        assertBefore(Period.DAY, "0.09");
        readUntil("2026-02-10T11:00", HOUR);
        assertBefore(Period.DAY, "UNDEF");
        readUntil("2026-02-10T15:00", HOUR);
        assertBefore(Period.DAY, "0.15");
    }

    @Test
    void oneMissingReadingOnBatteryIsNoGap() {
        now = at("2026-02-08T21:59:58");
        for (int hour = 0; hour < 40; hour++) {
            if (hour != 15) {
                read();
            }
            pass(1);
            now = now.plusSeconds(hour % 2);
        }
        // between the readings before and after one o'clock of 9 February
        assertBefore(Period.DAY, "0.13");
    }

    @Test
    void missingReadingWithoutConsumptionIsNoGap() {
        startAt("2026-02-08T21:00");
        readUntil("2026-02-09T09:00", HOUR);
        now = now.plus(Duration.ofHours(5));
        read();
        readUntil("2026-02-10T11:00", HOUR);
        assertBefore(Period.DAY, "0.09");
    }

    @Test
    void weekWithoutReadingsIsNoValueUntilItIsShortAgainstThePeriod() {
        startAt("2024-12-31T00:00");
        readUntil("2025-02-05T00:00", DAY);
        pass(7 * 24);
        readUntil("2025-03-08T12:00", DAY);
        assertBefore(Period.MONTH, "UNDEF");
        readUntil("2025-03-20T12:00", DAY);
        assertBefore(Period.MONTH, "4.68");
        readUntil("2025-05-01T00:00", DAY);
        pass(7 * 24);
        readUntil("2026-02-08T12:00", DAY);
        assertBefore(Period.YEAR, "UNDEF");
        readUntil("2026-05-03T12:00", DAY);
        // a week is less than a tenth of 122 days
        assertBefore(Period.YEAR, "29.39");
    }

    @Test
    void bothMetersCountAfterExchange() {
        startAt("2026-01-31T23:00");
        readUntil("2026-02-10T10:00", HOUR);
        consumption = consumption.ofNextMeter();
        counter = 3;
        pass(1);
        read();
        readUntil("2026-02-11T14:00", HOUR);
        // the hour from the last reading of the old meter to the first of the new one is not counted
        assertBefore(Period.DAY, "0.13");
        readUntil("2026-03-20T00:00", HOUR);
        assertBefore(Period.MONTH, "4.55");
    }

    @Test
    void resetCounterCountsOn() {
        startAt("2026-01-31T23:00");
        readUntil("2026-02-10T10:00", HOUR);
        counter = -1;
        pass(1);
        read();
        readUntil("2026-02-11T14:00", HOUR);
        // an hour less: how far the counter was before the reset is not known
        assertEquals(Optional.of(new PhysicalQuantity(new BigDecimal("0.26"), Unit.M3)),
                consumption.usedBefore(Period.DAY, volume(counter), calendar));
        assertBefore(Period.DAY, "0.13");
        readUntil("2026-03-20T00:00", HOUR);
        assertBefore(Period.MONTH, "4.55");
    }

    /** Too high, to 0, and to a value above that of the first reading. */
    @ParameterizedTest
    @ValueSource(longs = { 500_000, 0, 10_010 })
    void wrongCounterIsNoValueUntilItIsSureAgain(long wrong) {
        startAt("2026-01-31T23:00");
        readUntil("2026-02-11T10:00", HOUR);
        long right = counter;
        counter = wrong;
        pass(1);
        read();
        pass(1);
        read();
        String meanwhile = before(Period.DAY);
        assertTrue(List.of("UNDEF", "0.12").contains(meanwhile), meanwhile);
        counter = right + 2;
        for (int day = 12; day < 28; day++) {
            readUntil("2026-02-" + day + "T12:00", HOUR);
            String known = before(Period.DAY);
            // the hour in which the counter fell is counted once it is right again
            assertTrue(List.of("UNDEF", "0.11", "0.12").contains(known), "on " + day + ": " + known);
        }
        assertBefore(Period.DAY, "0.12");
        readUntil("2026-03-20T12:00", HOUR);
        assertTrue(List.of("UNDEF", "4.68").contains(before(Period.MONTH)), before(Period.MONTH));
    }

    /** All later totals are below those of before, and nobody can say which are right. */
    @Test
    void lowerTotalIsTakenAfterAWeek() {
        startAt("2026-01-31T23:00");
        readUntil("2026-02-10T10:00", HOUR);
        counter = 10_010;
        readUntil("2026-02-16T12:00", HOUR);
        assertBefore(Period.DAY, "UNDEF");
        readUntil("2026-02-18T12:00", HOUR);
        assertBefore(Period.DAY, "0.12");
        readUntil("2026-03-10T12:00", HOUR);
        assertBefore(Period.MONTH, "UNDEF");
        List<BigDecimal> rising = consumption.curve().totals().values().stream()
                .map(total -> total.get(RegisterIds.HEAT_ENERGY)).toList();
        assertEquals(rising.stream().sorted().toList(), rising);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1970-01-01T00:20", "2026-02-09T03:00", "2026-02-24T12:00", "2062-05-05T05:05" })
    void wrongClockLeavesTheCurve(String wrong) {
        startAt("2026-01-31T23:00");
        readUntil("2026-02-10T10:00", HOUR);
        Instant right = now;
        now = at(wrong);
        read();
        now = now.plus(Duration.ofMinutes(5));
        read();
        now = right;
        readUntil("2026-02-11T12:00", HOUR);
        assertBefore(Period.DAY, "0.12");
        readUntil("2026-03-11T12:00", HOUR);
        assertBefore(Period.MONTH, "2.52");
        assertTrue(consumption.curve().totals().keySet().stream().noneMatch(at -> at.isAfter(now)));
    }

    @Test
    void clockInDoubtAddsNothing() {
        RegisterValue date = value(1003, Unit.DATE, "260210");
        now = at("2026-02-10T10:00");
        read(heat(counter), volume(counter), date);
        ConsumptionCurve known = consumption.curve();
        now = at("2026-03-24T12:00");
        counter++;
        read(heat(counter), volume(counter), date);
        assertEquals(known, consumption.curve());
        assertTrue(consumption.doubtedSince().isPresent());
    }

    /** The host starts two hours ahead, such as with a clock in local time, and begins the day with that. */
    @Test
    void dayThatBeginsLaterThanNowLeavesTheCurve() {
        startAt("2026-02-08T21:00");
        readUntil("2026-02-09T22:00", HOUR);
        pass(10);
        now = at("2026-02-10T10:00");
        read();
        startAt("2026-02-10T08:01");
        readUntil("2026-02-10T20:01", HOUR);
        assertEquals(0, consumption.curve().used(RegisterIds.HEAT_ENERGY, at("2026-02-10T11:30"),
                at("2026-02-10T13:30"), HOUR, new BigDecimal("1E+12")).orElseThrow().compareTo(new BigDecimal("2E+7")));
        readUntil("2026-02-11T21:01", HOUR);
        // the hours around midnight are missing
        assertBefore(Period.DAY, "UNDEF");
        readUntil("2026-02-12T21:01", HOUR);
        assertBefore(Period.DAY, "0.21");
    }

    /** The host has lost its power, and its clock goes on where it was stored. */
    @Test
    void totalAtATimeThatHasPassedIsNoValue() {
        startAt("2026-02-08T21:00");
        readUntil("2026-02-10T16:00", HOUR);
        pass(5);
        for (String behind : List.of("2026-02-10T15:10", "2026-02-10T16:10")) {
            now = at(behind);
            read();
        }
        now = at("2026-02-10T21:01");
        read();
        readUntil("2026-02-11T14:01", HOUR);
        assertBefore(Period.DAY, "0.14");
        for (int hour = 15; hour < 21; hour++) {
            readUntil("2026-02-11T" + hour + ":01", HOUR);
            assertBefore(Period.DAY, "UNDEF");
        }
        readUntil("2026-02-11T22:01", HOUR);
        assertBefore(Period.DAY, "0.22");
    }

    @Test
    void sizeIsLimitedInTenYears() {
        startAt("2020-01-01T00:00");
        readUntil("2030-01-01T00:00", DAY);
        readUntil("2030-01-04T00:00", HOUR);
        assertEquals(MOST, consumption.curve().totals().size());
        assertEquals(LocalDate.of(2027, 12, 14),
                LocalDate.ofInstant(consumption.curve().totals().keySet().iterator().next(), ZONE));
        assertBefore(Period.YEAR, "0.72");
        assertBefore(Period.DAY, "0.00");
    }

    private LoggerRow row(String day, long hundredths) {
        return new LoggerRow(1 + hundredths, LocalDateTime.parse(day + "T00:00:04"), 0,
                reading(heat(hundredths), volume(hundredths)).values());
    }

    private void fill(LoggerRow... rows) {
        consumption = consumption.corrected(List.of(rows), List.of(), calendar);
    }

    @Test
    void rowsFillDaysBeforeTheInstallation() {
        startAt("2026-11-10T08:00");
        readUntil("2026-11-10T12:00", HOUR);
        List<LoggerRow> days = Stream.iterate(LocalDate.of(2025, 11, 1), day -> day.plusDays(1)).limit(375)
                .map(day -> row(day.toString(),
                        counter - Duration.between(day.atStartOfDay(ZONE).toInstant(), now).toHours()))
                .toList();
        List<LoggerRow> months = List
                .of(row("2025-01-01", counter - Duration.between(at("2025-01-01T00:00"), now).toHours()));
        consumption = consumption.corrected(days, months, calendar);
        assertBefore(Period.MONTH, "2.28");
        // from 1 January to 10 November
        assertBefore(Period.YEAR, "75.24");
        // hours of the day before are not in the rows
        assertBefore(Period.DAY, "UNDEF");
        Consumption filled = consumption;
        consumption = consumption.corrected(days, months, calendar);
        assertEquals(filled, consumption);
    }

    @Test
    void rowFillsMidnightWithoutReading() {
        startAt("2026-02-08T21:00");
        readUntil("2026-02-09T22:00", HOUR);
        pass(5);
        readUntil("2026-02-11T12:00", HOUR);
        assertBefore(Period.DAY, "UNDEF");
        fill(row("2026-02-10", counter - 36));
        assertBefore(Period.DAY, "0.12");
    }

    private boolean has(String day) {
        return consumption.curve().totals().containsKey(at(day + "T00:00"));
    }

    @Test
    void rowsFromBeforeAFallAreNotUsed() {
        startAt("2026-11-10T08:00");
        readUntil("2026-11-10T12:00", HOUR);
        fill(row("2026-10-01", 50), row("2026-10-10", 9_999), row("2026-10-20", 100), row("2026-11-01", 300));
        assertTrue(has("2026-11-01") && has("2026-10-20") && !has("2026-10-10") && !has("2026-10-01"),
                () -> consumption.curve().toString());
    }

    @Test
    void rowsThatDoNotFitOrAreIncompleteAreNotUsed() {
        startAt("2026-10-30T08:00");
        readUntil("2026-10-30T09:00", HOUR);
        pass(240);
        read();
        pass(4);
        read();
        // more than at the reading after it, and less than at the one before
        fill(row("2026-11-08", 10_243), row("2026-11-02", 10_000), row("2026-11-04", 10_200),
                new LoggerRow(1, LocalDateTime.parse("2026-11-05T00:00:04"), 0, reading(heat(10_210)).values()),
                new LoggerRow(1, LocalDateTime.parse("2026-11-06T12:00:04"), 0,
                        reading(heat(10_220), volume(10_220)).values()));
        assertTrue(has("2026-11-04") && !has("2026-11-02") && !has("2026-11-05") && !has("2026-11-08"),
                () -> consumption.curve().toString());
        assertEquals(5, consumption.curve().totals().size());
    }

    /** The row corrects the beginning of the year, but not that of the total. */
    @Test
    void correctedYearLeavesTheTotal() {
        startAt("2026-11-10T08:00");
        readUntil("2026-11-10T09:00", HOUR);
        fill(row("2026-01-01", 2_000));
        assertEquals(Optional.of(at("2026-01-01T00:00")), consumption.since(Period.YEAR));
        readUntil("2026-11-11T12:00", HOUR);
        assertEquals(Optional.of(at("2026-11-10T08:00")), consumption.since(Period.RECORDED));
        assertEquals(new BigDecimal("2.8E+8"),
                consumption.curve().totals().get(at("2026-11-11T12:00")).get(RegisterIds.HEAT_ENERGY));
    }

    @Test
    void rowsOfTheNewMeterFromBeforeTheExchangeAreNotUsed() {
        startAt("2026-11-01T00:00");
        readUntil("2026-11-03T00:00", HOUR);
        consumption = consumption.ofNextMeter();
        now = at("2026-11-06T12:00");
        counter = 50_000;
        read();
        fill(row("2026-10-01", 49_000), row("2026-11-02", 49_998), row("2026-11-06", 50_000));
        assertTrue(has("2026-11-06") && !has("2026-10-01"), () -> consumption.curve().toString());
        assertEquals(Map.of(60, new BigDecimal("2.4E+8"), 68, new BigDecimal("4.8E+2")),
                consumption.curve().totals().get(at("2026-11-02T00:00")));
    }

    @Test
    void rowsAreNotUsedWhileACounterIsBelowItsBeginning() {
        startAt("2026-11-10T08:00");
        counter = 100;
        pass(1);
        read();
        fill(row("2026-11-01", 90));
        assertTrue(!has("2026-11-01"), () -> consumption.curve().toString());
    }
}
