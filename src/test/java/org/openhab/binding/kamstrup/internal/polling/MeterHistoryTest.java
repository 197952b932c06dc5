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
package org.openhab.binding.kamstrup.internal.polling;

import static org.junit.jupiter.api.Assertions.*;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.LoggerInfo;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.LoggerRow;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterLoggers;
import org.openhab.binding.kamstrup.internal.simulator.Fault;
import org.openhab.binding.kamstrup.internal.simulator.Faults;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * The reading of loggers of a simulated meter at 1200 baud, between the readings of a meter on battery.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterHistoryTest {

    private static final int ANSWER_BYTES = 512;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WAKE_UP = Duration.ofMinutes(15);
    private static final List<Integer> COLUMNS = Stream.concat(Stream.of(348), HistoryImport.COUNTERS.stream())
            .toList();

    private static HistoryImport started(String image, HistoryDemand demand) {
        HistoryImport run = new HistoryImport(image, ANSWER_BYTES, WireSettings.DEFAULT).want(demand);
        run.start();
        return run;
    }

    private static HistoryDemand demand(MeterLogger logger, int rows, Integer... registers) {
        return new HistoryDemand(Map.of(logger, new HistoryDemand.Rows(rows, List.of(registers))));
    }

    private static List<Map<Integer, RegisterValue>> values(HistoryImport run, MeterLogger logger) {
        return run.rows(logger).stream().map(LoggerRow::values).toList();
    }

    private static LoggerHistory history(HistoryImport run, MeterLogger logger) {
        return run.stored.orElseThrow().of(logger);
    }

    /** Every row that the meter has, each once, with the time and the counters that it tells. */
    private static void assertComplete(HistoryImport run, MeterLogger logger, List<Integer> columns) {
        List<Long> ids = run.rows(logger).stream().map(LoggerRow::logId).toList();
        assertEquals(Set.copyOf(ids).size(), ids.size());
        assertEquals(run.expected(logger, columns), values(run, logger));
        assertEquals(0, history(run, logger).leftOut());
    }

    @Test
    void readsAllDaysWithLittleMoreThanTheTimeOfTheirBytes() {
        HistoryImport run = HistoryImport.days(ANSWER_BYTES, WireSettings.DEFAULT, Duration.ofHours(2));
        assertComplete(run, MeterLogger.DAY, COLUMNS);
        assertEquals(460, run.rows(MeterLogger.DAY).size());
        assertTrue(run.ratio() <= 1.10, run::toString);
        assertTrue(run.requests <= 40, run::toString);
        assertTrue(run.longestGo <= MeterHistory.LINE_TIME.toNanos(), run::toString);
        assertTrue(run.longestDelay <= Duration.ofSeconds(5).toNanos(), run::toString);
    }

    @Test
    void readsEveryRowOverALineThatDamagesOneBitInTenThousand() {
        HistoryImport run = HistoryImport.days(ANSWER_BYTES,
                WireSettings.DEFAULT.with(Faults.bitErrors(1e-4, new Random(603))), Duration.ofHours(3));
        assertComplete(run, MeterLogger.DAY, COLUMNS);
        assertTrue(run.longestGo <= MeterHistory.LINE_TIME.toNanos(), run::toString);
        // something was damaged, or this has shown nothing
        assertTrue(run.requests > 50, run::toString);
    }

    @Test
    void losesNoRowInTwentyInterruptions() {
        assertNoRowLost(1);
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(ints = { 2, 3, 4, 5, 6, 7, 8, 9 })
    void losesNoRowInTwentyOtherInterruptions(int seed) {
        assertNoRowLost(seed);
    }

    private static void assertNoRowLost(int seed) {
        HistoryImport run = HistoryImport.interrupted(20, new Random(seed));
        assertTrue(run.answers > 5 && !run.isComplete(), run::toString);
        run.start();
        run.pass(Duration.ofHours(2));
        assertComplete(run, MeterLogger.DAY, COLUMNS);
        List<MeterLoggers.Checkpoint> checkpoints = run.stored.orElseThrow().checkpoints();
        long newest = history(run, MeterLogger.DAY).newestId();
        assertEquals(COLUMNS.stream().sorted()
                .map(register -> new MeterLoggers.Checkpoint(84001122, MeterLogger.DAY, register, newest - 459, newest))
                .toList(), checkpoints);
    }

    @Test
    void goesOnWhenTheHeadIsBack() {
        HistoryImport run = new HistoryImport("multical-603", ANSWER_BYTES, WireSettings.DEFAULT);
        run.start();
        run.pullAfter(Duration.ofSeconds(20));
        run.pass(Duration.ofHours(2));
        assertComplete(run, MeterLogger.DAY, COLUMNS);
    }

    @ParameterizedTest
    @CsvSource({ "multical-603, YEAR, 348, 68, 5", "multical-303, DAY, 348, 60, 255" })
    void readsAllRowsOfALogger(String image, MeterLogger logger, int time, int register, int rows) {
        assertAllRows(image, logger, time, register, rows);
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({ "multical-603, HOUR, 348, 60, 1400", "multical-603, MONTH, 348, 97, 36",
            "multical-303, YEAR, 348, 110, 1" })
    void readsAllRowsOfAnotherLogger(String image, MeterLogger logger, int time, int register, int rows) {
        assertAllRows(image, logger, time, register, rows);
    }

    private static void assertAllRows(String image, MeterLogger logger, int time, int register, int rows) {
        HistoryImport run = started(image, demand(logger, HistoryDemand.ALL, register));
        run.pass(Duration.ofMinutes(55));
        assertComplete(run, logger, List.of(time, register));
        assertEquals(rows, run.rows(logger).size());
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({ "multical-403, DAY, 460", "multical-21, MONTH, 36", "multical-21, DAY, 460" })
    void readsDateAndClockOfAnotherLoggerWithoutATimeStamp(String image, MeterLogger logger, int rows) {
        assertDateAndClock(image, logger, rows);
    }

    @Test
    void readsDateAndClockOfALoggerWithoutATimeStamp() {
        assertDateAndClock("multical-403", MeterLogger.MONTH, 36);
    }

    private static void assertDateAndClock(String image, MeterLogger logger, int rows) {
        HistoryImport run = started(image, demand(logger, HistoryDemand.ALL, 68));
        run.pass(Duration.ofHours(3));
        assertComplete(run, logger, List.of(1003, 1002, 68));
        assertEquals(rows, run.rows(logger).size());
        assertEquals(4, run.rows(logger).get(0).at().getSecond());
    }

    @Test
    void readsOneRowADayWithOneRequest() {
        HistoryImport run = started("multical-603", demand(MeterLogger.DAY, 1, 60, 68, 97, 110));
        run.pass(Duration.ofHours(1));
        assertEquals(1, run.rows(MeterLogger.DAY).size());
        // who are you, what do you have, the newest row
        assertEquals(3, run.requests);
        run.pass(DAY.multipliedBy(3));
        assertEquals(4, run.rows(MeterLogger.DAY).size());
        assertEquals(3 + 3 * 2, run.requests);
        assertEquals(run.expected(MeterLogger.DAY, COLUMNS).subList(456, 460), values(run, MeterLogger.DAY));
    }

    @Test
    void readsTheNewestRowTenMinutesAfterMidnight() {
        HistoryImport run = started("multical-603", demand(MeterLogger.DAY, 1, 60));
        run.pass(Duration.ofHours(12).plusMinutes(9));
        assertEquals(1, run.rows(MeterLogger.DAY).size());
        run.pass(Duration.ofMinutes(2));
        assertEquals(2, run.rows(MeterLogger.DAY).size());
    }

    @Test
    void readsTheRowsOfAnOutage() {
        assertRowsOfOutage(HistoryDemand.ALL);
    }

    @Test
    @Tag("slow")
    void readsTheRowsOfAnOutageIfOneRowADayIsWanted() {
        assertRowsOfOutage(1);
    }

    private static void assertRowsOfOutage(int wanted) {
        HistoryImport run = started("multical-603", demand(MeterLogger.DAY, wanted, 60, 68, 97, 110));
        run.pass(DAY);
        int before = run.rows(MeterLogger.DAY).size();
        run.unplugAfter(WAKE_UP);
        run.pass(DAY.multipliedBy(30));
        run.start();
        run.pass(Duration.ofHours(1));
        int rows = Math.min(460, before + 30);
        assertEquals(run.expected(MeterLogger.DAY, COLUMNS).subList(460 - rows, 460), values(run, MeterLogger.DAY));
    }

    @Test
    void keepsTheUnitsOfRowsBeforeAFormatChange() {
        HistoryImport run = started("multical-603", demand(MeterLogger.DAY, 0, 60));
        run.changeFormat(MeterLogger.DAY, 100, RegisterValue.of(60, Unit.GJ, new BigDecimal("0.00"), 4));
        run.want(demand(MeterLogger.DAY, HistoryDemand.ALL, 60));
        run.pass(Duration.ofHours(1));
        assertComplete(run, MeterLogger.DAY, List.of(348, 60));
        List<Unit> units = run.rows(MeterLogger.DAY).stream()
                .map(row -> row.find(60).orElseThrow().unit().orElseThrow()).toList();
        assertEquals(Set.of(Unit.GJ), Set.copyOf(units.subList(0, 360)));
        assertEquals(Set.of(Unit.GCAL), Set.copyOf(units.subList(360, 460)));
        assertTrue(history(run, MeterLogger.DAY).info().contains(LoggerInfo.FORMAT_CHANGED));
    }

    @Test
    void asksAMeterWithoutLoggersOnce() {
        HistoryImport run = started("multical-601", HistoryImport.DAYS);
        run.pass(Duration.ofHours(1));
        // the serial number, three attempts, and the serial number again
        assertEquals(5, run.requests);
        Stream.of(MeterLogger.values())
                .forEach(logger -> assertEquals(LoggerHistory.Status.ABSENT, history(run, logger).status()));
        run.unplugAfter(WAKE_UP);
        run.start();
        run.pass(DAY);
        assertEquals(5, run.requests);
    }

    @Test
    void asksAMeterWithoutLoggersAgainOnDemand() {
        HistoryImport run = started("multical-601", HistoryImport.DAYS);
        run.pass(Duration.ofHours(1));
        run.readAgain();
        run.pass(WAKE_UP);
        assertEquals(2 * 5, run.requests);
    }

    @Test
    void tellsHowMuchIsRead() {
        HistoryImport run = started("multical-603", HistoryImport.DAYS);
        assertEquals(new MeterHistory.Progress(0, 0), run.history().progress(MeterLogger.DAY));
        run.pass(Duration.ofSeconds(30));
        MeterHistory.Progress half = run.history().progress(MeterLogger.DAY);
        assertTrue(half.read() > 100 && half.read() < 1000, half::toString);
        assertEquals(5 * 460, half.wanted());
        run.pass(Duration.ofHours(1));
        assertEquals(new MeterHistory.Progress(5 * 460, 5 * 460), run.history().progress(MeterLogger.DAY));
        assertEquals(new MeterHistory.Progress(0, 0), run.history().progress(MeterLogger.HOUR));
    }

    /** Each attempt takes as long as a page, so that the failures are counted over several wake-ups. */
    @Test
    void givesUpALoggerWhosePagesEndInsideAValueForADay() {
        HistoryImport run = new HistoryImport("multical-603", ANSWER_BYTES, WireSettings.DEFAULT.with(new Fault() {
            @Override
            public Optional<Frame> answer(long at, Frame request, Optional<Frame> answer) {
                return answer.map(frame -> Message.of(frame) instanceof LoggerRows ? new Frame(frame.direction(),
                        frame.address(), frame.command(), frame.data().slice(0, frame.data().size() - 1)) : frame);
            }
        }));
        run.start();
        run.pass(Duration.ofHours(3));
        int requests = run.requests;
        assertTrue(requests < 50 && run.lineNanos < Duration.ofMinutes(4).toNanos(), run::toString);
        run.pass(Duration.ofHours(20));
        assertEquals(requests, run.requests);
        assertEquals(List.of(), run.rows(MeterLogger.DAY));
    }

    @Test
    void asksAMeterWithEmptyLoggersOnceADay() {
        HistoryImport run = new HistoryImport("multical-603", ANSWER_BYTES,
                WireSettings.DEFAULT.with(Faults.emptyLoggers()));
        run.start();
        run.pass(Duration.ofHours(1));
        assertEquals(3, run.requests);
        run.pass(DAY.multipliedBy(3));
        assertEquals(3 + 3 * 2, run.requests);
        assertEquals(List.of(), run.rows(MeterLogger.DAY));
    }

    @Test
    void readsTheLoggersOfAnotherMeterAnew() {
        HistoryImport run = started("multical-603", demand(MeterLogger.DAY, 3, 60));
        run.pass(Duration.ofHours(1));
        run.meter.become(run.meter.image().withSerialNumber(1));
        run.unplugAfter(WAKE_UP);
        run.start();
        run.pass(WAKE_UP);
        assertEquals(1, run.stored.orElseThrow().serialNumber());
        assertEquals(3, run.rows(MeterLogger.DAY).size());
    }

    @Test
    @Tag("slow")
    void keepsAFewBytesForEachValue() {
        HistoryImport run = HistoryImport.days(ANSWER_BYTES, WireSettings.DEFAULT, Duration.ofHours(1));
        Map<Integer, Integer> bytes = new HashMap<>();
        history(run, MeterLogger.DAY).values().forEach((register, values) -> values.segments()
                .forEach(segment -> bytes.merge(register, segment.mantissas().size(), Integer::sum)));
        assertEquals(Map.of(348, 460 * 7, 60, 460 * 4, 68, 460 * 4, 97, 460 * 4, 110, 460 * 4), bytes);
        assertEquals(5, history(run, MeterLogger.DAY).values().values().stream()
                .mapToInt(values -> new ArrayList<>(values.segments()).size()).sum());
    }

    @Test
    void sendsNoRequestInTheTwoMinutesBeforeTheReadingsAtMidnight() {
        HistoryImport run = new HistoryImport("multical-603", ANSWER_BYTES, WireSettings.DEFAULT).aroundMidnight();
        run.pass(Duration.ofHours(11).plusMinutes(56).plusSeconds(30));
        run.start();
        run.pass(Duration.ofSeconds(31));
        int before = run.requests;
        assertTrue(before > 3 && !run.isComplete(), run::toString);
        run.pass(Duration.ofMinutes(3));
        assertEquals(before, run.requests);
        run.pass(Duration.ofHours(1));
        assertComplete(run, MeterLogger.DAY, COLUMNS);
    }
}
