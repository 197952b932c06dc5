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

import static org.junit.jupiter.api.Assertions.*;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.LoggerInfo;
import org.openhab.binding.kamstrup.internal.kmp.LoggerResult;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRefusal;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The loggers of the simulated meter: their rows agree with its counters, and their answers have the limits of a meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LoggersTest {

    private static final int DAY = 4;
    private static final int HOUR = 5;
    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    private Instant now = instant("2026-01-20T10:00:00");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    };
    private AgeingMeter meter = meter("multical-603");

    private static Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    private AgeingMeter meter(String name) {
        return new AgeingMeter(RegisterImage.named(name), clock);
    }

    private Message ask(Request request) {
        return Message.of(meter.answer(request.toFrame()).orElseThrow());
    }

    private LoggerRows rows(int logger, LoggerStart start, long from, int count, Integer... registers) {
        return assertInstanceOf(LoggerRows.class,
                ask(new GetLoggerRows(0x3F, logger, start, from, count, List.of(registers))));
    }

    private static Set<LoggerInfo> info(LoggerRows rows) {
        return LoggerInfo.of(rows.info());
    }

    private RegisterValue counter(int id) {
        return meter.image().value(id, clock).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({ "multical-603, 60", "multical-603, 97", "multical-303, 68", "multical-403, 110", "multical-21, 68" })
    void rowsAreTheCountersAtTheEndsOfDays(String name, int register) {
        meter = meter(name);
        List<RegisterValue> counted = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2026, 1, 21); day
                .isBefore(LocalDate.of(2026, 2, 20)); day = day.plusDays(1)) {
            now = day.atTime(0, 0, 4).atZone(ZONE).toInstant();
            counted.add(counter(register));
        }
        Collections.reverse(counted);
        assertEquals(counted,
                rows(DAY, LoggerStart.OFFSET, 0, 30, register).rows().stream().map(row -> row.get(0)).toList());
    }

    @Test
    void rowsGoOnBeforeTheBirthOfTheMeter() {
        List<RegisterValue> days = rows(DAY, LoggerStart.OFFSET, 0, 100, 68).rows().stream().map(row -> row.get(0))
                .toList();
        assertEquals(100, days.size());
        RegisterValue above = counter(68);
        for (RegisterValue day : days) {
            int used = above.number().subtract(day.number()).intValue();
            assertTrue(used >= 0 && used < 6, () -> used + " m³ in a day");
            above = day;
        }
    }

    @Test
    void rowsAreStampedWithDaylightSavingTime() {
        now = instant("2026-10-25T12:00:00");
        List<String> stamps = rows(HOUR, LoggerStart.OFFSET, 8, 3, 348).rows().stream()
                .map(row -> assertInstanceOf(Content.DateTime.class, row.get(0).content()))
                .map(stamp -> stamp.text() + " " + stamp.dstMinutes()).toList();
        assertEquals(List.of("2026-10-25 03:00:04 0", "2026-10-25 02:00:04 0", "2026-10-25 02:00:04 60"), stamps);
    }

    private long count(int logger) {
        LoggerRows oldest = rows(logger, LoggerStart.OFFSET, LoggerStart.OLDEST, 1, 348);
        assertTrue(info(oldest).contains(LoggerInfo.OLDEST));
        return oldest.lastLogId() - oldest.firstLogId() + 1;
    }

    @Test
    void hasRowsSinceTheMeterWasPutUp() {
        // 40115 hours, from June 2021 on
        assertEquals(List.of(5L, 36L, 460L, 1400L), List.of(count(2), count(3), count(4), count(5)));
        meter = new AgeingMeter(meter.image().with(1004, "200000"), clock);
        assertEquals(20, count(2));
        // 6120 hours, from May 2025 on
        meter = meter("multical-303");
        assertEquals(List.of(1L, 8L, 255L, 1400L), List.of(count(2), count(3), count(4), count(5)));
    }

    @ParameterizedTest
    @CsvSource({ "128, 27", "512, 123" })
    void truncatesRowsThatDoNotFit(int bytes, int fitting) {
        meter = new AgeingMeter(RegisterImage.named("multical-603"), clock, bytes);
        LoggerRows page = rows(DAY, LoggerStart.OFFSET, 0, 460, 60);
        assertEquals(fitting, page.rows().size());
        assertEquals(Set.of(LoggerInfo.ROWS_TRUNCATED, LoggerInfo.NEWEST), info(page));
        LoggerRows rest = rows(DAY, LoggerStart.LOG_ID, page.firstLogId() - 460 + 3, 460, 60);
        assertEquals(3, rest.rows().size());
        assertEquals(Set.of(LoggerInfo.OLDEST), info(rest));
    }

    @Test
    void tellsOutOfRange() {
        LoggerRows gone = rows(DAY, LoggerStart.LOG_ID, 1, 1, 60);
        assertEquals(Set.of(LoggerInfo.OUT_OF_RANGE), info(gone));
        assertEquals(List.of(), gone.rows());
        assertTrue(gone.lastLogId() > 1600);
        assertEquals(Set.of(LoggerInfo.OUT_OF_RANGE), info(rows(DAY, LoggerStart.LOG_ID, gone.lastLogId() + 1, 1, 60)));
    }

    @Test
    void leavesOutUnsupportedRegister() {
        LoggerRows page = rows(DAY, LoggerStart.OFFSET, 0, 1, 60, 4711);
        assertEquals(Set.of(LoggerInfo.UNSUPPORTED_REGISTER, LoggerInfo.NEWEST), info(page));
        assertEquals(1, page.rows().get(0).size());
        GetLoggerRows nothing = new GetLoggerRows(0x3F, DAY, LoggerStart.OFFSET, 0, 1, List.of(4711));
        assertEquals(new LoggerResult.Unsupported(), ((LoggerRows) ask(nothing)).result(nothing));
    }

    @Test
    void anEmptyLoggerAnswersOneRowOfZeros() {
        meter = new AgeingMeter(meter.image().with(1004, "0"), clock);
        LoggerRows empty = rows(DAY, LoggerStart.OFFSET, LoggerStart.OLDEST, 1, 60);
        assertEquals(Set.of(LoggerInfo.EMPTY), info(empty));
        assertEquals(0, empty.lastLogId());
        assertEquals(0, empty.rows().get(0).get(0).number().signum());
    }

    @Test
    void stopsAtAFormatChange() {
        long newest = rows(DAY, LoggerStart.OFFSET, 0, 1, 60).lastLogId();
        meter.changeFormat(DAY, newest - 3, RegisterValue.of(60, Unit.GJ, BigDecimal.ZERO.setScale(2), 4));
        LoggerRows page = rows(DAY, LoggerStart.OFFSET, 0, 10, 60);
        assertEquals(Set.of(LoggerInfo.FORMAT_CHANGED, LoggerInfo.NEWEST), info(page));
        assertEquals(3, page.rows().size());
        RegisterValue before = rows(DAY, LoggerStart.LOG_ID, newest - 3, 10, 60).rows().get(0).get(0);
        assertEquals(Unit.GJ, before.unit().orElseThrow());
        // 100 Gcal are 419 GJ
        assertTrue(before.number().intValue() > 400 && before.number().intValue() < 419, before.number()::toString);
    }

    @Test
    void tellsItsConfiguration() {
        LoggerConfiguration days = assertInstanceOf(LoggerConfiguration.class,
                ask(new GetLoggerConfiguration(0x3F, DAY)));
        assertEquals(460, days.depth());
        assertTrue(days.registers().containsAll(List.of(60, 68, 97, 110, 348)));
        assertInstanceOf(LoggerRefusal.class, ask(new GetLoggerConfiguration(0x3F, 9)));
    }

    @Test
    void aMeterWithoutLoggersStaysSilent() {
        meter = meter("multical-601");
        assertTrue(meter.answer(new GetLoggerConfiguration(0x3F, DAY).toFrame()).isEmpty());
        assertTrue(
                meter.answer(new GetLoggerRows(0x3F, DAY, LoggerStart.OFFSET, 0, 1, List.of(60)).toFrame()).isEmpty());
    }
}
