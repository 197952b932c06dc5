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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsumptionTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final int FLOW_SUM = RegisterIds.VOLUME_FLOW_TEMPERATURE;
    private static final int RETURN_SUM = RegisterIds.VOLUME_RETURN_TEMPERATURE;

    private static final Instant BUILT = Instant.parse("2018-01-01T00:00:00Z");

    private Consumption consumption = fresh();

    private PeriodCalendar calendar = new PeriodCalendar(ZONE);

    private static Consumption fresh() {
        return Consumption.none();
    }

    private void add(Reading reading, Instant at) {
        consumption = consumption.with(reading, at, calendar, BUILT);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    private static RegisterValue heat(String gigajoules) {
        return value(60, Unit.GJ, gigajoules);
    }

    private void add(String local, RegisterValue... values) {
        add(reading(values), at(local));
    }

    /** Heat, cooling, volume and the sums of volume times temperature. */
    private void addAll(String local, String heat, String cooling, String volume, String flow, String back) {
        add(local, heat(heat), value(63, Unit.GJ, cooling), value(68, Unit.M3, volume),
                value(FLOW_SUM, Unit.M3_CELSIUS, flow), value(RETURN_SUM, Unit.M3_CELSIUS, back));
    }

    private void assertUsed(Period period, String amount, RegisterValue now) {
        assertEquals(Optional.of(new PhysicalQuantity(new BigDecimal(amount), now.unit().orElseThrow())),
                consumption.used(period, now));
    }

    private void assertSince(String day, String month, String year) {
        assertEquals(Optional.of(at(day)), consumption.since(Period.DAY), "day");
        assertEquals(Optional.of(at(month)), consumption.since(Period.MONTH), "month");
        assertEquals(Optional.of(at(year)), consumption.since(Period.YEAR), "year");
    }

    @ParameterizedTest
    @EnumSource
    void hasNoConsumptionBeforeFirstReading(Period period) {
        assertEquals(Optional.empty(), consumption.since(period));
        assertEquals(Optional.empty(), consumption.used(period, heat("100.00")));
        assertEquals(Optional.empty(), consumption.meanTemperature(period, FLOW_SUM));
        assertEquals(Optional.empty(), consumption.meanCooling(period));
    }

    @Test
    void firstReadingBeginsEachPeriod() {
        add("2026-02-10T08:30", heat("100.00"));
        assertSince("2026-02-10T08:30", "2026-02-10T08:30", "2026-02-10T08:30");
        assertUsed(Period.YEAR, "0.00", heat("100.00"));
        add("2026-02-10T12:00", heat("100.15"));
        assertUsed(Period.DAY, "0.15", heat("100.15"));
    }

    @Test
    void periodBeginsWithItsFirstReading() {
        add("2026-02-10T08:30", heat("100.00"));
        add("2026-02-11T00:00:10", heat("100.50"));
        add("2026-02-11T13:00", heat("100.75"));
        assertSince("2026-02-11T00:00:10", "2026-02-10T08:30", "2026-02-10T08:30");
        assertUsed(Period.DAY, "0.25", heat("100.75"));
        assertUsed(Period.MONTH, "0.75", heat("100.75"));
        add("2026-03-01T00:00:10", heat("120.00"));
        assertSince("2026-03-01T00:00:10", "2026-03-01T00:00:10", "2026-02-10T08:30");
        assertUsed(Period.YEAR, "20.00", heat("120.00"));
        add("2027-01-01T00:00:10", heat("200.00"));
        assertSince("2027-01-01T00:00:10", "2027-01-01T00:00:10", "2027-01-01T00:00:10");
        assertUsed(Period.YEAR, "0.00", heat("200.00"));
    }

    @Test
    void consumptionDuringGapAroundMidnightCountsForNeitherDay() {
        add("2026-01-31T20:00", heat("100.00"));
        add("2026-02-01T06:00", heat("101.00"));
        assertSince("2026-02-01T06:00", "2026-02-01T06:00", "2026-01-31T20:00");
        add("2026-02-01T07:00", heat("101.20"));
        assertUsed(Period.DAY, "0.20", heat("101.20"));
        assertUsed(Period.YEAR, "1.20", heat("101.20"));
    }

    private void correct(String stamp, RegisterValue... values) {
        consumption = consumption.corrected(
                List.of(new LoggerRow(1, LocalDateTime.parse(stamp), 0, reading(values).values())), List.of(),
                calendar);
    }

    @Test
    void loggedRowCorrectsPeriodsThatBeganInGap() {
        add("2026-01-31T20:00", heat("100.00"));
        add("2026-02-01T06:00", heat("101.00"));
        correct("2026-02-01T00:00:04", heat("100.40"));
        assertSince("2026-02-01T00:00", "2026-02-01T00:00", "2026-01-31T20:00");
        assertUsed(Period.DAY, "0.60", heat("101.00"));
        assertUsed(Period.MONTH, "0.60", heat("101.00"));
        assertUsed(Period.YEAR, "1.00", heat("101.00"));
        add("2026-02-01T07:00", heat("101.20"));
        assertUsed(Period.DAY, "0.80", heat("101.20"));
        add("2026-02-02T00:00:10", heat("101.30"));
        assertSince("2026-02-02T00:00:10", "2026-02-01T00:00", "2026-01-31T20:00");
    }

    @Test
    void loggedRowIsNotUsedIfItIsOfAnotherTimeOrDoubtful() {
        add("2026-01-31T20:00", heat("100.00"));
        add("2026-02-01T06:00", heat("101.00"));
        Map<Period, List<CounterSnapshot>> before = consumption.beginnings();
        correct("2026-01-30T00:00:04", heat("99.00"));
        correct("2026-02-01T05:00:04", heat("100.90"));
        correct("2026-02-01T00:00:04", value(68, Unit.M3, "12.00"));
        // a counter that was reset since
        correct("2026-02-01T00:00:04", heat("300.00"));
        assertEquals(before, consumption.beginnings());
    }

    @Test
    void loggedRowIsNotUsedIfMeterHasAnotherDate() {
        add("2026-01-31T20:00", heat("100.00"), value(1003, Unit.DATE, "260130"));
        add("2026-02-01T06:00", heat("101.00"), value(1003, Unit.DATE, "260131"));
        Consumption before = consumption;
        correct("2026-02-01T00:00:04", heat("100.40"));
        assertEquals(before, consumption);
    }

    @Test
    void gapWithoutConsumptionBeginsPeriodAtMidnight() {
        add("2026-12-31T20:00", heat("100.00"));
        add("2027-01-01T06:00", heat("100.00"));
        assertSince("2027-01-01T00:00", "2027-01-01T00:00", "2027-01-01T00:00");
    }

    @Test
    void readingRightBeforeMidnightBeginsNextDay() {
        add("2026-12-31T00:00", heat("100.00"));
        add("2026-12-31T23:59:50", heat("100.40"));
        assertUsed(Period.DAY, "0.40", heat("100.40"));
        add("2027-01-01T06:00", heat("100.60"));
        assertSince("2027-01-01T00:00", "2027-01-01T00:00", "2027-01-01T00:00");
        assertUsed(Period.DAY, "0.20", heat("100.60"));
    }

    @Test
    void gapOfWeeksWithoutConsumptionBeginsTodayOnly() {
        add("2026-06-10T20:00", heat("100.00"));
        add("2026-08-05T06:00", heat("100.00"));
        assertSince("2026-08-05T00:00", "2026-08-01T00:00", "2026-06-10T20:00");
    }

    /** Days of 23 and 25 hours, and the ones after them. */
    @ParameterizedTest
    @CsvSource({ "2026-03-28, 2026-03-29, 2026-03-28T23:00:00Z", "2026-03-29, 2026-03-30, 2026-03-29T22:00:00Z",
            "2026-10-24, 2026-10-25, 2026-10-24T22:00:00Z", "2026-10-25, 2026-10-26, 2026-10-25T23:00:00Z" })
    void dayBeginsAtMidnightOnClockChange(String before, String day, Instant midnight) {
        add(before + "T23:45", heat("100.00"));
        add(day + "T00:15", heat("100.00"));
        assertEquals(Optional.of(midnight), consumption.since(Period.DAY));
        add(day + "T23:45", heat("100.50"));
        assertEquals(Optional.of(midnight), consumption.since(Period.DAY));
        assertUsed(Period.DAY, "0.50", heat("100.50"));
    }

    @Test
    void dayWithoutMidnightBeginsWithItsFirstHour() {
        calendar = new PeriodCalendar(ZoneId.of("America/Sao_Paulo"));
        add(reading(heat("100.00")), Instant.parse("2018-11-04T02:30:00Z"));
        add(reading(heat("100.00")), Instant.parse("2018-11-04T09:00:00Z"));
        assertEquals(Optional.of(Instant.parse("2018-11-04T03:00:00Z")), consumption.since(Period.DAY));
    }

    @Test
    void continuesFromStoredStateAfterRestart() {
        add("2026-02-10T08:30", heat("100.00"));
        add("2026-02-11T00:00:10", heat("100.50"));
        assertUsed(Period.MONTH, "0.50", heat("100.50"));
        add("2026-02-11T13:00", heat("100.75"));
        assertSince("2026-02-11T00:00:10", "2026-02-10T08:30", "2026-02-10T08:30");
        add("2026-02-12T09:00", heat("100.75"));
        assertSince("2026-02-12T00:00", "2026-02-10T08:30", "2026-02-10T08:30");
    }

    /** A reset to zero, to a lower value, and to a value that is not below that at the beginning. */
    @ParameterizedTest
    @CsvSource({ "0.00, 0.10, 6.60", "50.00, 50.10, 6.60", "210.00, 210.10, 0.10" })
    void countsOnFromValueOfResetCounter(String reset, String later, String used) {
        add("2026-02-01T08:30", heat("210.00"));
        add("2026-02-10T08:30", heat("216.50"));
        add("2026-02-10T09:30", heat(reset));
        add("2026-02-10T10:30", heat(later));
        assertSince("2026-02-10T08:30", "2026-02-01T08:30", "2026-02-01T08:30");
        assertUsed(Period.YEAR, used, heat(later));
    }

    /** Long after the reset, the counter reaches its value before the reset, and is then misread. */
    @Test
    void countsResetCounterForRestOfYear() {
        add("2026-02-01T08:30", heat("5.00"));
        add("2026-02-10T08:30", heat("6.50"));
        add("2026-02-10T09:30", heat("0.00"));
        add("2026-03-10T09:30", heat("2.00"));
        add("2026-04-10T09:30", heat("6.40"));
        assertUsed(Period.YEAR, "7.90", heat("6.40"));
        add("2026-04-10T10:30", heat("0.00"));
        add("2026-04-10T11:30", heat("6.50"));
        assertUsed(Period.YEAR, "8.00", heat("6.50"));
    }

    /** The readings while a counter is wrong, from an hour before the first midnight on. It is 216.34 afterwards. */
    @ParameterizedTest
    @ValueSource(strings = { "0.00", "0.00 0.00", "0.00 0.00 0.00 0.00", "200.00", "200.00 200.10 0.00", "0.00 150.00",
            "0.00 216.29", "216.29", "216.31 216.28", "5000.00", "5000.00 5000.00 5000.00", "5000.00 0.00",
            "0.00 5000.00" })
    void fallThatEndsIsNoConsumption(String readings) {
        consumption = fresh();
        add("2025-12-31T23:45", heat("150.00"));
        add("2026-01-01T00:00", heat("150.00"));
        add("2026-01-31T23:59:50", heat("210.00"));
        add("2026-02-01T00:00", heat("210.00"));
        add("2026-02-09T23:59:50", heat("216.00"));
        add("2026-02-10T00:00", heat("216.00"));
        add("2026-02-10T22:30", heat("216.30"));
        LocalDateTime time = LocalDateTime.parse("2026-02-10T23:00");
        for (String reading : readings.split(" ")) {
            add(time.toString(), heat(reading));
            time = time.plusMinutes(30);
        }
        RegisterValue now = heat("216.34");
        add(time.toString(), now);
        assertUsed(Period.MONTH, "6.34", now);
        assertUsed(Period.YEAR, "66.34", now);
        BigDecimal today = consumption.used(Period.DAY, now).orElseThrow().number();
        assertTrue(today.signum() >= 0 && today.compareTo(new BigDecimal("0.34")) <= 0, today::toString);
    }

    @Test
    void singleZeroIsNoConsumption() {
        add("2026-02-10T08:30", heat("216.20"));
        add("2026-02-10T09:30", heat("216.30"));
        add("2026-02-10T09:31", heat("0.00"));
        for (Period period : Period.values()) {
            assertUsed(period, "0.10", heat("0.00"));
        }
        add("2026-02-10T10:31", heat("216.34"));
        for (Period period : Period.values()) {
            assertUsed(period, "0.14", heat("216.34"));
        }
        assertSince("2026-02-10T08:30", "2026-02-10T08:30", "2026-02-10T08:30");
    }

    /** In the first year of a meter, whose year began with 0. */
    @Test
    void zeroAtNewYearIsNoConsumption() {
        add("2025-03-01T00:00", heat("0.00"));
        add("2025-12-31T00:00", heat("50.00"));
        add("2025-12-31T22:00", heat("50.30"));
        add("2025-12-31T23:00", heat("0.00"));
        add("2026-01-01T00:30", heat("0.00"));
        add("2026-01-01T01:30", heat("50.40"));
        for (Period period : List.of(Period.DAY, Period.MONTH, Period.YEAR, Period.BILLING)) {
            assertUsed(period, "0.10", heat("50.40"));
        }
        assertUsed(Period.RECORDED, "50.40", heat("50.40"));
    }

    @Test
    void consumptionHasPresentUnitOfMeter() {
        add("2026-02-10T08:30", heat("100.00"));
        // 27800 kWh are 100.08 GJ
        RegisterValue now = value(60, Unit.KWH, "27800");
        add("2026-02-10T09:30", now);
        assertSince("2026-02-10T08:30", "2026-02-10T08:30", "2026-02-10T08:30");
        assertUsed(Period.DAY, "22", now);
        assertUsed(Period.DAY, "0.02", value(60, Unit.MWH, "27.80"));
        assertUsed(Period.DAY, "0.1", value(60, Unit.GJ, "100.1"));
    }

    @ParameterizedTest
    @CsvSource({ "100.47, GJ, 100, 0", "100.97, GJ, 100, 0", "100.47, KWH, 27908, 0", "100.97, GJ_TIMES_10, 10, 0" })
    void fewerDecimalsAreNoFall(String before, Unit unit, String number, String used) {
        add("2026-02-10T08:30", heat(before));
        RegisterValue now = value(60, unit, number);
        add("2026-02-10T09:30", now);
        assertSince("2026-02-10T08:30", "2026-02-10T08:30", "2026-02-10T08:30");
        assertUsed(Period.DAY, used, now);
    }

    /** 300 and 160 m³×°C by 4.00 m³. */
    @Test
    void weightsMeansByVolume() {
        addAll("2026-02-10T08:30", "100.00", "0.00", "100.00", "1000", "500");
        addAll("2026-02-10T12:30", "100.30", "0.00", "101.00", "1090", "545");
        addAll("2026-02-10T20:30", "100.60", "0.00", "104.00", "1300", "660");
        assertMeans("75.00", "40.00", "35.00");
        assertUsed(Period.DAY, "4.00", value(68, Unit.M3, "104.00"));
        assertUsed(Period.DAY, "4000", value(68, Unit.L, "104000"));
    }

    /** 7 m³: 431 / 7 and 222 / 7 and 209 / 7. */
    @Test
    void roundsMeansOnceAtTheEnd() {
        addAll("2026-02-10T08:30", "100.00", "0.00", "100.00", "1000", "500");
        addAll("2026-02-10T20:30", "100.60", "0.00", "107.00", "1431", "722");
        assertMeans("61.57", "31.71", "29.86");
    }

    private void assertMeans(@Nullable String flow, @Nullable String back, @Nullable String cooling) {
        for (Period period : Period.values()) {
            assertEquals(amount(flow, Unit.CELSIUS), consumption.meanTemperature(period, FLOW_SUM));
            assertEquals(amount(back, Unit.CELSIUS), consumption.meanTemperature(period, RETURN_SUM));
            assertEquals(amount(cooling, Unit.KELVIN), consumption.meanCooling(period));
        }
    }

    private static Optional<PhysicalQuantity> amount(@Nullable String number, Unit unit) {
        return Optional.ofNullable(number).map(BigDecimal::new).map(decimal -> new PhysicalQuantity(decimal, unit));
    }

    /** A sum is known to 1 m³×°C and the volume to 10 l, so a mean of 75 °C is known to 1 °C after 1.75 m³. */
    @ParameterizedTest
    @CsvSource({ "100.00, 1000, 500,,,", "100.01, 1001, 501,,,", "101.20, 1090, 548,,,", "101.72, 1129, 569, , 40.12,",
            "101.80, 1135, 572, 75.00, 40.00,", "102.40, 1180, 596, 75.00, 40.00, 35.00",
            "103.00, 1000, 500, 0.00, 0.00, 0.00" })
    void hasNoMeanOfSmallVolume(String volume, String flow, String back, @Nullable String meanFlow,
            @Nullable String meanReturn, @Nullable String meanCooling) {
        addAll("2026-02-10T08:30", "100.00", "0.00", "100.00", "1000", "500");
        addAll("2026-02-10T09:30", "100.00", "0.00", volume, flow, back);
        assertMeans(meanFlow, meanReturn, meanCooling);
    }

    @Test
    void coolingMeterHasNegativeMeanDifference() {
        addAll("2026-07-10T08:30", "100.00", "20.00", "100.00", "1000", "500");
        addAll("2026-07-10T20:30", "100.00", "20.25", "110.00", "1070", "630");
        assertMeans("7.00", "13.00", "-6.00");
        assertUsed(Period.DAY, "0.25", value(63, Unit.GJ, "20.25"));
        assertUsed(Period.DAY, "0.00", heat("100.00"));
    }

    @Test
    void waterMeterHasVolumeAndNoMeans() {
        add("2026-02-10T08:30", value(68, Unit.M3, "314.131"));
        add("2026-02-10T09:30", value(68, Unit.M3, "314.250"));
        assertUsed(Period.DAY, "0.119", value(68, Unit.M3, "314.250"));
        assertEquals(Optional.empty(), consumption.used(Period.DAY, heat("1")));
        assertMeans(null, null, null);
    }

    /** A frame whose CRC is right by chance. */
    @Test
    void skipsCounterWithImpossibleUnit() {
        add("2026-02-10T08:30", heat("100.00"));
        for (RegisterValue wrong : new RegisterValue[] { value(60, Unit.NUMBER, "5"), emptyValue(60, Unit.GJ),
                value(60, Unit.ASCII, "5") }) {
            add("2026-02-10T09:00", wrong);
            assertEquals(Optional.empty(), consumption.used(Period.DAY, wrong));
        }
        add("2026-02-10T09:30", heat("100.20"));
        assertSince("2026-02-10T08:30", "2026-02-10T08:30", "2026-02-10T08:30");
        assertUsed(Period.DAY, "0.20", heat("100.20"));
    }

    /** After a probe or with new software. */
    @Test
    void additionalCounterBeginsWithItsFirstReading() {
        add("2026-01-01T00:00", heat("100.00"), value(68, Unit.M3, "1000.00"));
        add("2026-06-01T00:00", heat("140.00"), value(68, Unit.M3, "1400.00"));
        add("2026-06-10T09:30", heat("150.00"), value(68, Unit.M3, "1500.00"));
        add("2026-06-10T10:30", heat("150.00"), value(68, Unit.M3, "1500.00"),
                value(FLOW_SUM, Unit.M3_CELSIUS, "90000"));
        assertSince("2026-06-10T09:30", "2026-06-01T00:00", "2026-01-01T00:00");
        assertUsed(Period.YEAR, "50.00", heat("150.00"));
        assertUsed(Period.YEAR, "0", value(FLOW_SUM, Unit.M3_CELSIUS, "90000"));
        assertEquals(Optional.empty(), consumption.meanTemperature(Period.YEAR, FLOW_SUM));
        add("2026-06-10T23:30", heat("151.00"), value(68, Unit.M3, "1510.00"),
                value(FLOW_SUM, Unit.M3_CELSIUS, "90700"));
        assertUsed(Period.YEAR, "51.00", heat("151.00"));
        assertUsed(Period.YEAR, "700", value(FLOW_SUM, Unit.M3_CELSIUS, "90700"));
        // by the volume since then, which is not that of the year
        assertEquals(amount("70.00", Unit.CELSIUS), consumption.meanTemperature(Period.YEAR, FLOW_SUM));
        assertEquals(Optional.empty(), consumption.meanCooling(Period.YEAR));
    }

    @Test
    void counterThatIsMissingForATimeIsCountedOn() {
        add("2026-01-01T00:00", heat("100.00"), value(68, Unit.M3, "1000.00"));
        add("2026-02-10T00:00", heat("110.00"), value(68, Unit.M3, "1100.00"));
        add("2026-02-10T10:00", heat("111.00"));
        assertUsed(Period.YEAR, "11.00", heat("111.00"));
        assertEquals(Optional.empty(), consumption.used(Period.YEAR, value(68, Unit.M3, "1100.00")));
        add("2026-02-10T11:00", heat("111.10"), value(68, Unit.M3, "1105.00"));
        assertUsed(Period.DAY, "5.00", value(68, Unit.M3, "1105.00"));
        assertUsed(Period.YEAR, "105.00", value(68, Unit.M3, "1105.00"));
        add("2026-02-10T12:00", heat("111.20"));
        add("2026-02-11T12:00", heat("112.00"));
        add("2026-02-11T13:00", heat("112.00"), value(68, Unit.M3, "1110.00"));
        // its value at midnight is not known
        assertUsed(Period.DAY, "0.00", value(68, Unit.M3, "1110.00"));
        assertUsed(Period.YEAR, "110.00", value(68, Unit.M3, "1110.00"));
    }

    @Test
    void missingCounterThatReturnsLowerBeginsAgain() {
        add("2026-02-10T00:00", heat("110.00"), value(68, Unit.M3, "1100.00"));
        add("2026-02-10T10:00", heat("111.00"));
        add("2026-02-10T11:00", heat("111.10"), value(68, Unit.M3, "3.00"));
        add("2026-02-10T12:00", heat("111.20"), value(68, Unit.M3, "4.00"));
        assertUsed(Period.DAY, "1.20", heat("111.20"));
        assertUsed(Period.DAY, "1.00", value(68, Unit.M3, "4.00"));
    }

    @Test
    void sameReadingTwiceChangesNothing() {
        add("2026-02-10T08:30", heat("100.00"));
        add("2026-02-11T08:30", heat("100.50"));
        Consumption before = consumption;
        add("2026-02-11T08:30", heat("100.50"));
        assertEquals(before, consumption);
    }

    /** A host without a clock of its own starts with the time at which it stopped. */
    @Test
    void hostClockBehindKeepsPeriods() {
        add("2026-12-01T12:00", heat("100.00"));
        add("2027-01-01T00:00:05", heat("150.00"));
        add("2027-01-01T00:20", heat("150.10"));
        add("2026-12-31T23:50", heat("150.20"));
        add("2027-01-01T01:20", heat("150.30"));
        assertSince("2027-01-01T00:00:05", "2027-01-01T00:00:05", "2027-01-01T00:00:05");
        assertUsed(Period.DAY, "0.30", heat("150.30"));
    }

    @Test
    void dropsBeginningInTheFuture() {
        add("2026-12-01T12:00", heat("100.00"));
        add("2062-01-01T00:00:05", heat("150.00"));
        assertUsed(Period.DAY, "0.00", heat("150.00"));
        add("2026-12-01T13:00", heat("150.20"));
        assertSince("2026-12-01T12:00", "2026-12-01T12:00", "2026-12-01T12:00");
        assertUsed(Period.DAY, "50.20", heat("150.20"));
    }

    private static RegisterValue date(LocalDate date) {
        return value(RegisterIds.DATE, Unit.DATE, date.format(DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT)));
    }

    /** The clock of the host for one reading, in the middle of a day and of its first hour; then it is right again. */
    @ParameterizedTest
    @CsvSource({ "1970-01-01T00:00:20", "2000-01-01T00:00", "2017-12-31T23:00", "2025-12-31T12:00", "2026-02-08T12:00",
            "2026-01-27T12:00", "2026-02-09T23:00", "2026-02-10T06:00", "2026-02-10T23:30", "2026-02-11T00:00:01",
            "2026-02-24T12:00", "2026-03-10T12:00", "2027-01-01T12:00", "2062-05-05T05:05", "2106-02-07T06:28:16" })
    void oneReadingWithWrongClockKeepsConsumption(String wrong) {
        for (boolean dated : new boolean[] { false, true }) {
            consumption = fresh();
            LocalDate day = LocalDate.of(2026, 2, 10);
            RegisterValue[] date = dated ? new RegisterValue[] { date(day) } : new RegisterValue[0];
            add("2026-01-01T00:00", heat("200.00"));
            add("2026-02-01T00:00", heat("210.00"));
            add("2026-02-09T23:59:59", heat("216.20"));
            add("2026-02-10T00:00", heat("216.20"));
            add("2026-02-10T10:00", with(heat("216.25"), date));
            add(wrong, with(heat("216.26"), date));
            for (String time : new String[] { "2026-02-10T11:00", "2026-02-10T12:00" }) {
                add(time, with(heat("216.30"), date));
                assertSince("2026-02-10T00:00", "2026-02-01T00:00", "2026-01-01T00:00");
                assertUsed(Period.DAY, "0.10", heat("216.30"));
                assertUsed(Period.MONTH, "6.30", heat("216.30"));
                assertUsed(Period.YEAR, "16.30", heat("216.30"));
            }
            add("2026-02-10T23:59:30", heat("216.40"));
            add("2026-02-11T00:00:01", heat("216.40"));
            add("2026-02-11T08:00", heat("216.45"));
            assertSince("2026-02-11T00:00", "2026-02-01T00:00", "2026-01-01T00:00");
            assertUsed(Period.DAY, "0.05", heat("216.45"));
        }
    }

    private static RegisterValue[] with(RegisterValue value, RegisterValue... more) {
        return Stream.concat(Stream.of(value), Stream.of(more)).toArray(RegisterValue[]::new);
    }

    /**
     * Clocks of the host: before the build of the add-on, before the latest reading, and at another distance from the
     * date of the meter.
     */
    @ParameterizedTest
    @CsvSource({ "1970-01-01T00:00:20, false", "2026-01-27T12:00, false", "2026-02-24T12:00, true",
            "2062-05-05T05:05, true", "2026-01-31T23:00, false" })
    void impossibleClockKeepsConsumption(String wrong, boolean dated) {
        RegisterValue[] date = dated ? new RegisterValue[] { date(LocalDate.of(2025, 3, 1)) } : new RegisterValue[0];
        add("2026-01-01T00:00", heat("200.00"));
        add("2026-02-01T00:00", heat("210.00"));
        add("2026-02-10T00:00", with(heat("216.20"), date));
        add("2026-02-10T10:00", with(heat("216.25"), date));
        add(wrong, with(heat("216.30"), date));
        assertSince("2026-02-10T00:00", "2026-02-01T00:00", "2026-01-01T00:00");
        assertUsed(Period.DAY, "0.10", heat("216.30"));
        assertUsed(Period.MONTH, "6.30", heat("216.30"));
        assertUsed(Period.YEAR, "16.30", heat("216.30"));
    }

    /** A wrong clock does not make a fall final either. */
    @ParameterizedTest
    @CsvSource({ "1970-01-01T00:00:20", "2026-01-27T12:00", "2026-02-24T12:00", "2062-05-05T05:05" })
    void wrongClockDuringFallKeepsConsumption(String wrong) {
        add("2026-01-01T00:00", heat("200.00"));
        add("2026-02-10T00:00", heat("216.20"));
        add("2026-02-10T10:00", heat("216.25"));
        add(wrong, heat("0.00"));
        add("2026-02-10T11:00", heat("0.00"));
        add(wrong, heat("0.00"));
        add("2026-02-10T12:00", heat("216.30"));
        assertUsed(Period.DAY, "0.10", heat("216.30"));
        assertUsed(Period.YEAR, "16.30", heat("216.30"));
    }

    /** The clock at the first reading is far ahead. */
    @Test
    void acceptsClockAfterADayInDoubt() {
        add("2062-05-05T05:05", heat("100.00"));
        for (int hour = 0; hour <= 24; hour++) {
            add(LocalDateTime.parse("2026-02-10T08:00").plusHours(hour).toString(), heat("100.0" + hour / 8));
        }
        assertSince("2026-02-11T08:00", "2026-02-11T08:00", "2026-02-11T08:00");
        add("2026-02-11T09:00", heat("100.10"));
        assertUsed(Period.DAY, "0.07", heat("100.10"));
    }

    @Test
    void acceptsCorrectedMeterDateAfterADay() {
        add("2026-02-10T12:00", heat("100.00"), date(LocalDate.of(2026, 2, 10)));
        add("2026-02-11T00:00", heat("100.00"), date(LocalDate.of(2000, 1, 1)));
        assertSince("2026-02-10T12:00", "2026-02-10T12:00", "2026-02-10T12:00");
        add("2026-02-12T00:00", heat("100.00"), date(LocalDate.of(2000, 1, 2)));
        assertSince("2026-02-12T00:00", "2026-02-10T12:00", "2026-02-10T12:00");
        add("2026-02-13T00:00", heat("100.00"), date(LocalDate.of(2000, 1, 3)));
        assertSince("2026-02-13T00:00", "2026-02-10T12:00", "2026-02-10T12:00");
    }

    @Test
    void clockBeforeBuildBeginsNoPeriod() {
        add("1970-01-01T12:00", heat("100.00"));
        assertEquals(Optional.empty(), consumption.since(Period.DAY));
        add("2026-02-10T12:00", heat("100.00"));
        assertSince("2026-02-10T12:00", "2026-02-10T12:00", "2026-02-10T12:00");
    }

    @Test
    void consumptionIsNotNegativeAfterClockGoesBackADay() {
        add("2026-02-10T08:30", heat("100.00"));
        add("2026-02-11T00:00:05", heat("100.50"));
        add("2026-02-10T23:59:58", heat("100.50"));
        add("2026-02-11T00:00:05", heat("100.51"));
        for (Period period : Period.values()) {
            assertTrue(consumption.used(period, heat("100.51")).orElseThrow().number().signum() >= 0);
        }
        assertEquals(Optional.of(at("2026-02-10T08:30")), consumption.since(Period.YEAR));
    }

    private void billing(String start) {
        calendar = new PeriodCalendar(ZONE, BillingPeriod.parse(start).orElseThrow(), calendar.season());
    }

    private void assertBilling(String since, String amount, RegisterValue now) {
        assertEquals(Optional.of(at(since)), consumption.since(Period.BILLING));
        assertUsed(Period.BILLING, amount, now);
    }

    @ParameterizedTest
    @CsvSource({ "07-01, 2026-07-01", "quarter, 2026-07-01", "2026-07-15, 2026-07-15", "2024-08-15, 2026-08-15" })
    void billingPeriodBeginsOnItsDay(String start, LocalDate day) {
        billing(start);
        add("2026-06-20T08:00", heat("90.00"));
        add(day.minusDays(1) + "T23:59:00", heat("100.00"));
        add(day + "T00:00:01", heat("100.00"));
        add(day.plusDays(40) + "T08:00", heat("107.50"));
        assertBilling(day + "T00:00", "7.50", heat("107.50"));
        assertEquals(Optional.of(at("2026-06-20T08:00")), consumption.since(Period.YEAR));
    }

    @Test
    void billingPeriodOfTheCalendarYearIsTheYear() {
        addAll("2025-12-31T23:59:30", "100.00", "5.00", "1000.00", "70000", "40000");
        addAll("2026-01-01T00:00:01", "100.00", "5.00", "1000.00", "70000", "40000");
        addAll("2026-05-05T12:00", "120.00", "6.00", "1100.00", "77000", "44000");
        assertBilling("2026-01-01T00:00", "20.00", heat("120.00"));
        assertUsed(Period.BILLING, "1.00", value(63, Unit.GJ, "6.00"));
        assertUsed(Period.BILLING, "100.00", value(68, Unit.M3, "1100.00"));
        assertEquals(amount("70.00", Unit.CELSIUS), consumption.meanTemperature(Period.BILLING, FLOW_SUM));
        assertEquals(amount("40.00", Unit.CELSIUS), consumption.meanTemperature(Period.BILLING, RETURN_SUM));
        assertEquals(amount("30.00", Unit.KELVIN), consumption.meanCooling(Period.BILLING));
    }

    @Test
    void missingReadingAtBoundaryBeginsBillingPeriodLater() {
        billing("07-01");
        add("2026-06-30T20:00", heat("100.00"));
        add("2026-07-01T06:00", heat("100.50"));
        add("2026-07-02T00:00", heat("101.00"));
        assertBilling("2026-07-01T06:00", "0.50", heat("101.00"));
    }

    @ParameterizedTest
    @CsvSource({ "day, 2026-07-01T00:00:04", "month, 2026-07-01T00:00:07" })
    void loggerRowReplacesMissingReadingAtBoundary(String logger, String stamp) {
        billing("07-01");
        add("2026-06-30T20:00", heat("100.00"));
        add("2026-07-01T06:00", heat("100.50"));
        List<LoggerRow> rows = List
                .of(new LoggerRow(1, LocalDateTime.parse(stamp), 0, reading(heat("100.30")).values()));
        consumption = consumption.corrected("day".equals(logger) ? rows : List.of(),
                "day".equals(logger) ? List.of() : rows, calendar);
        assertBilling("2026-07-01T00:00", "0.20", heat("100.50"));
    }

    /** The state of a version without billing periods. */
    @Test
    void firstBillingPeriodBeginsWithTheEarliestKnownBeginning() {
        add("2026-01-01T00:00", heat("100.00"));
        add("2026-06-01T00:00", heat("110.00"));
        add("2026-06-20T00:00", heat("111.00"));
        Map<Period, List<CounterSnapshot>> before = new EnumMap<>(consumption.beginnings());
        before.remove(Period.BILLING);
        consumption = new Consumption(before, consumption.latest(), consumption.alternative(),
                consumption.doubtedSince(), consumption.daysAhead(), consumption.peaks(), consumption.curve());
        add("2026-06-20T08:00", heat("111.50"));
        assertBilling("2026-01-01T00:00", "11.50", heat("111.50"));
    }

    @ParameterizedTest
    @CsvSource({ "2026-02-15, 2026-06-01T00:00, 1.50", "06-01, 2026-06-01T00:00, 1.50", "06-20, 2026-06-20T00:00, 0.50",
            "quarter, 2026-06-01T00:00, 1.50", "06-21, 2026-01-01T00:00, 11.50", "2030-06-20, 2026-06-20T00:00, 0.50",
            "01-01, 2026-01-01T00:00, 11.50" })
    void changedBillingPeriodBeginsWithTheEarliestKnownBeginningInIt(String start, String since, String used) {
        billing("03-01");
        add("2026-01-01T00:00", heat("100.00"));
        add("2026-06-01T00:00", heat("110.00"));
        add("2026-06-20T00:00", heat("111.00"));
        billing(start);
        add("2026-06-20T08:00", heat("111.50"));
        assertBilling(since, used, heat("111.50"));
        // and is not begun anew by the next reading
        add("2026-06-20T09:00", heat("111.60"));
        assertEquals(Optional.of(at(since)), consumption.since(Period.BILLING));
    }

    @Test
    void changedBillingPeriodBeginsNowIfNothingElseIsKnown() {
        add("2026-06-20T08:00", heat("100.00"));
        billing("06-25");
        add("2026-06-24T00:00", heat("101.00"));
        add("2026-06-26T08:00", heat("111.50"));
        assertBilling("2026-06-26T08:00", "0.00", heat("111.50"));
    }

    @Test
    void changedBillingPeriodIsCorrectedFromTheDayLogger() {
        add("2026-01-01T00:00", heat("100.00"));
        add("2026-06-20T08:00", heat("111.00"));
        billing("05-10");
        add("2026-06-20T09:00", heat("111.10"));
        correct("2026-05-10T00:00:03", heat("109.00"));
        assertBilling("2026-05-10T00:00", "2.10", heat("111.10"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "1970-01-01T00:00:20", "2026-06-27T12:00", "2026-08-24T12:00", "2062-05-05T05:05" })
    void wrongClockBeginsNoBillingPeriod(String wrong) {
        billing("quarter");
        RegisterValue date = date(LocalDate.of(2026, 7, 10));
        add("2026-06-30T23:59:59", heat("100.00"));
        add("2026-07-01T00:00", heat("100.00"));
        add("2026-07-10T10:00", heat("101.00"), date);
        add(wrong, heat("101.10"), date);
        add("2026-07-10T11:00", heat("101.20"), date);
        assertBilling("2026-07-01T00:00", "1.20", heat("101.20"));
    }

    @Test
    void bothMetersCountAfterExchange() {
        billing("07-01");
        addAll("2026-07-01T00:00", "100.00", "5.00", "1000.00", "70000", "40000");
        addAll("2026-10-10T00:00", "110.00", "6.00", "1100.00", "77000", "44000");
        addAll("2026-10-10T10:00", "110.50", "6.00", "1102.00", "77140", "44080");
        consumption = consumption.ofNextMeter();
        // the new one counts in other units and was in use elsewhere
        RegisterValue used = value(60, Unit.KWH, "5000");
        RegisterValue volume = value(68, Unit.L, "12000");
        RegisterValue flow = value(FLOW_SUM, Unit.M3_CELSIUS, "600");
        RegisterValue back = value(RETURN_SUM, Unit.M3_CELSIUS, "300");
        add("2026-10-10T12:00", used, volume, flow, back);
        assertBilling("2026-07-01T00:00", "2917", used);
        assertUsed(Period.DAY, "139", used);
        RegisterValue later = value(60, Unit.KWH, "5500");
        add("2026-10-10T20:00", later, value(68, Unit.L, "20000"), value(FLOW_SUM, Unit.M3_CELSIUS, "1160"),
                value(RETURN_SUM, Unit.M3_CELSIUS, "620"));
        // 10.5 GJ are 2916.67 kWh
        assertBilling("2026-07-01T00:00", "3417", later);
        assertUsed(Period.BILLING, "110000", value(68, Unit.L, "20000"));
        assertEquals(amount("70.00", Unit.CELSIUS), consumption.meanTemperature(Period.BILLING, FLOW_SUM));
        assertEquals(amount("40.00", Unit.CELSIUS), consumption.meanTemperature(Period.BILLING, RETURN_SUM));
        // a counter that the new meter does not have
        assertEquals(Optional.empty(), consumption.used(Period.BILLING, value(63, Unit.GJ, "6.00")));
    }

    @Test
    void exchangeAfterMidnightBeginsTheDayWithTheNewMeter() {
        add("2026-10-09T00:00", heat("100.00"));
        add("2026-10-09T20:00", heat("101.00"));
        consumption = consumption.ofNextMeter();
        add("2026-10-10T12:00", heat("0.00"));
        add("2026-10-10T13:00", heat("0.10"));
        assertEquals(Optional.of(at("2026-10-10T12:00")), consumption.since(Period.DAY));
        assertUsed(Period.DAY, "0.10", heat("0.10"));
        assertBilling("2026-10-09T00:00", "1.10", heat("0.10"));
    }

    @Test
    void twoExchangesAddUpThreeMeters() {
        add("2026-10-09T00:00", heat("100.00"));
        add("2026-10-09T20:00", heat("101.00"));
        consumption = consumption.ofNextMeter();
        add("2026-10-09T21:00", heat("7.00"));
        add("2026-10-09T22:00", heat("7.20"));
        consumption = consumption.ofNextMeter().ofNextMeter();
        add("2026-10-09T22:30", heat("0.00"));
        add("2026-10-09T23:00", heat("0.03"));
        assertUsed(Period.DAY, "1.23", heat("0.03"));
        assertBilling("2026-10-09T00:00", "1.23", heat("0.03"));
    }

    @Test
    void completeDaysAreAmongTheHighest() {
        add("2026-10-23T08:00", heat("100.00"));
        add("2026-10-24T00:00", heat("100.50"));
        add("2026-10-24T23:59", heat("100.932"));
        add("2026-10-25T00:00:01", heat("100.932"));
        // the clock is put back: 25 hours
        add("2026-10-26T00:00", heat("101.382"));
        assertEquals(List.of(LocalDate.of(2026, 10, 24), LocalDate.of(2026, 10, 25)),
                consumption.peaks().season().stream().map(DailyPower::day).toList());
        assertEquals(amount("5000", Unit.W), DailyPeaks.highest(consumption.peaks().season()));
        assertEquals(amount("5000", Unit.W), DailyPeaks.meanOfTwoHighest(consumption.peaks().season()));
        assertEquals(List.of(86_400L, 90_000L),
                consumption.peaks().season().stream().map(DailyPower::seconds).toList());
    }

    @Test
    void dayWithoutReadingAroundMidnightCountsOnceItsRowIsRead() {
        add("2026-10-23T00:00", heat("100.00"));
        add("2026-10-23T22:00", heat("100.40"));
        add("2026-10-24T01:00", heat("100.50"));
        assertEquals(List.of(), consumption.peaks().season());
        List<LoggerRow> rows = Stream.of("2026-10-23T00:00:05 100.00", "2026-10-24T00:00:05 100.432")
                .map(row -> row.split(" ")).map(row -> new LoggerRow(row[1].length(), LocalDateTime.parse(row[0]), 60,
                        reading(heat(row[1])).values()))
                .toList();
        consumption = consumption.corrected(rows, List.of(), calendar);
        assertEquals(amount("5000", Unit.W), DailyPeaks.highest(consumption.peaks().season()));
        assertEquals(LocalDate.of(2026, 10, 23), consumption.peaks().season().get(0).day());
    }

    @Test
    void outageOverSeveralDaysIsNoDay() {
        add("2026-10-23T00:00", heat("100.00"));
        add("2026-10-23T23:59:30", heat("100.10"));
        add("2026-10-26T00:00", heat("100.10"));
        assertEquals(List.of(), consumption.peaks().season());
    }

    @Test
    void fallAtMidnightIsNoPower() {
        add("2026-10-23T00:00", heat("100.00"));
        add("2026-10-23T23:59:30", heat("100.10"));
        add("2026-10-24T00:00:01", heat("0.00"));
        assertEquals(List.of(), consumption.peaks().season());
        add("2026-10-24T12:00", heat("0.20"));
        add("2026-10-25T00:00", heat("0.432"));
        assertEquals(List.of(LocalDate.of(2026, 10, 24)),
                consumption.peaks().season().stream().map(DailyPower::day).toList());
        assertEquals(amount("5000", Unit.W), DailyPeaks.highest(consumption.peaks().season()));
    }

    @Test
    void highestDaysOfBothMetersCount() {
        add("2026-10-23T00:00", heat("100.00"));
        add("2026-10-24T00:00", heat("100.432"));
        add("2026-10-24T12:00", heat("100.532"));
        consumption = consumption.ofNextMeter();
        add("2026-10-24T13:00", heat("0.00"));
        add("2026-10-25T00:00", heat("0.10"));
        assertEquals(List.of(new BigDecimal("432"), new BigDecimal("200")), consumption.peaks().season().stream()
                .map(day -> day.energy().movePointLeft(6).stripTrailingZeros().setScale(0)).toList());
    }
}
