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
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.LoggerInfo;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRefusal;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory.Status;
import org.openhab.binding.kamstrup.internal.meter.LoggerRow;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;

/**
 * What becomes of the answers of a logger that no meter should give: each has an end, and none makes a row.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterHistoryInputTest {

    private static final int ADDRESS = 0x3F;
    private static final long SERIAL_NUMBER = 12345678;
    private static final MeterProfile PROFILE = new MeterProfile(0xF063, new SoftwareRevision(1, 1), SERIAL_NUMBER,
            Map.of());
    private static final RequestResult SILENT = new RequestResult.Failed(Finding.SILENT, "");
    private static final RequestResult DAMAGED = new RequestResult.Failed(Finding.DAMAGED, "40 3F");
    private static final int OFFSET_TO_NEWEST = 645;
    private static final int DEPTH = 460;
    /** No go of the tests needs more requests; a logger that has no end does. */
    private static final int MANY = 2000;

    private Instant now = Instant.parse("2026-03-04T12:00:00Z");
    private MeterHistory history = reader();
    private int requests;

    private MeterHistory reader() {
        MeterHistory reader = new MeterHistory(ADDRESS, ZoneOffset.UTC, Optional.empty(), known -> {
            // nothing is stored
        });
        reader.want(HistoryImport.DAYS);
        return reader;
    }

    /** What a logger answers to a request for rows. */
    private interface Logger {
        RequestResult answer(GetLoggerRows asked);
    }

    private RequestResult answer(Request asked, Logger logger) {
        if (asked instanceof GetSerialNumber) {
            return answered(new SerialNumber(ADDRESS, SERIAL_NUMBER));
        } else if (asked instanceof GetLoggerConfiguration) {
            return answered(
                    new LoggerConfiguration(ADDRESS, 4, ByteString.copyOf(new byte[10]), DEPTH, List.of(348, 60, 68)));
        }
        return logger.answer((GetLoggerRows) asked);
    }

    private static RequestResult answered(Response response) {
        return new RequestResult.Answered(response);
    }

    /** All requests of a wake-up. */
    private void wakeUp(Logger logger) {
        history.begin(PROFILE);
        int before = requests;
        for (Optional<Request> next = history.next(now); next.isPresent(); next = history.next(now)) {
            requests++;
            assertTrue(requests < before + MANY, "no end");
            history.accept(next.get(), answer(next.get(), logger), now);
        }
    }

    private LoggerHistory days() {
        return history.loggers().orElseThrow().of(MeterLogger.DAY);
    }

    private List<LoggerRow> rows() {
        return history.rows(MeterLogger.DAY, now);
    }

    /** The stamp of a row, of which the newest one was written today. */
    private static RegisterValue stamp(LocalDateTime at) {
        return new RegisterValue(348, Unit.DST_DATE_TIME.code(), 0, ByteString.of(0, at.getYear() - 2000,
                at.getMonthValue(), at.getDayOfMonth(), at.getHour(), at.getMinute(), at.getSecond()));
    }

    private static LocalDateTime dayOf(long id) {
        return LocalDateTime.parse("2026-03-04T00:00:04").minusDays(OFFSET_TO_NEWEST - id);
    }

    private static RegisterValue value(int register, long id) {
        return register == 348 ? stamp(dayOf(id)) : RegisterValue.of(register, Unit.KWH, BigDecimal.valueOf(id), 4);
    }

    private static LoggerRows page(GetLoggerRows asked, long from, long newest, Set<LoggerInfo> info, int count) {
        List<List<RegisterValue>> rows = LongStream.range(0, count)
                .mapToObj(i -> asked.registers().stream().map(id -> value(id, from - i)).toList()).toList();
        return new LoggerRows(ADDRESS, asked.start(), asked.logger(), from, newest, LoggerInfo.word(info),
                asked.registers().size(), rows);
    }

    private static LoggerRows good(GetLoggerRows asked) {
        long from = asked.start() == LoggerStart.LOG_ID ? asked.from() : OFFSET_TO_NEWEST - asked.from();
        return page(asked, from, OFFSET_TO_NEWEST, Set.of(), (int) Math.min(asked.rows(), from - 185));
    }

    private static LoggerRows with(LoggerRows answer, List<List<RegisterValue>> rows) {
        return new LoggerRows(ADDRESS, answer.start(), answer.logger(), answer.firstLogId(), answer.lastLogId(),
                answer.info(), rows.isEmpty() ? 0 : rows.get(0).size(), rows);
    }

    private static LoggerRows without(LoggerRows answer, int register) {
        return with(answer, answer.rows().stream()
                .map(row -> row.stream().filter(value -> value.id() != register).toList()).toList());
    }

    /** An answer that no meter should give, and what it may cost and leave. */
    private record Case(String name, Logger logger, int mostRequestsInADay, int rows, Status status) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of( //
                new Case("right answers", asked -> answered(good(asked)), 40, DEPTH, Status.READABLE),
                new Case("nothing", asked -> SILENT, 22, 0, Status.READABLE),
                new Case("garbage, or a page that ends inside a value", asked -> DAMAGED, 37, 0, Status.READABLE),
                new Case("a refusal", asked -> answered(new LoggerRefusal(ADDRESS, ByteString.of(7, 255))), 7, 0,
                        Status.READABLE),
                new Case("one row of zeros with its bit",
                        asked -> answered(page(asked, 0, 0, Set.of(LoggerInfo.EMPTY), 1)), 3, 0, Status.READABLE),
                new Case("one row of zeros without a bit", asked -> answered(page(asked, 0, 0, Set.of(), 1)), 7, 0,
                        Status.READABLE),
                new Case("more rows than asked",
                        asked -> answered(page(asked, OFFSET_TO_NEWEST, OFFSET_TO_NEWEST, Set.of(), asked.rows() + 1)),
                        7, 0, Status.READABLE),
                new Case("no rows", asked -> answered(with(good(asked), List.of())), 3, 0, Status.READABLE),
                new Case("all out of range",
                        asked -> answered(page(asked, 1, OFFSET_TO_NEWEST, Set.of(LoggerInfo.OUT_OF_RANGE), 1)), 3, 0,
                        Status.READABLE),
                new Case("a memory error",
                        asked -> answered(
                                page(asked, OFFSET_TO_NEWEST, OFFSET_TO_NEWEST, Set.of(LoggerInfo.MEMORY_ERROR), 1)),
                        7, 0, Status.READABLE),
                new Case("an answer of another logger",
                        asked -> answered(page(new GetLoggerRows(ADDRESS, 5, asked.start(), asked.from(), asked.rows(),
                                asked.registers()), OFFSET_TO_NEWEST, OFFSET_TO_NEWEST, Set.of(), 1)),
                        7, 0, Status.READABLE),
                new Case("one row at a time",
                        asked -> answered(page(asked,
                                asked.start() == LoggerStart.LOG_ID ? asked.from() : OFFSET_TO_NEWEST, OFFSET_TO_NEWEST,
                                Set.of(LoggerInfo.ROWS_TRUNCATED), 1)),
                        3 * DEPTH + 10, DEPTH, Status.READABLE),
                new Case("a logger without the register 68",
                        asked -> answered(asked.registers().contains(68)
                                ? with(page(asked, asked.from(), OFFSET_TO_NEWEST,
                                        Set.of(LoggerInfo.UNSUPPORTED_REGISTER), 1), List.of())
                                : good(asked)),
                        30, DEPTH, Status.READABLE),
                new Case("a register without rows, and no bit for it",
                        asked -> answered(asked.registers().contains(68) ? with(good(asked), List.of()) : good(asked)),
                        30, DEPTH, Status.READABLE),
                new Case("the highest log ids",
                        asked -> answered(page(asked, asked.start() == LoggerStart.LOG_ID ? asked.from() : 0xFFFFFFFFL,
                                0xFFFFFFFFL, Set.of(), 1)),
                        3 * DEPTH + 10, 0, Status.READABLE),
                new Case(
                        "a newest log id that runs away", asked -> answered(page(asked, good(asked).firstLogId(),
                                OFFSET_TO_NEWEST + asked.from(), Set.of(), good(asked).rows().size())),
                        40, DEPTH, Status.READABLE));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersHaveAnEnd(Case given) {
        wakeUp(given.logger());
        assertTrue(requests <= given.mostRequestsInADay(), () -> requests + " requests");
        assertEquals(given.rows(), rows().size());
        assertEquals(given.status(), days().status());
        int first = requests;
        for (int i = 0; i < 3; i++) {
            now = now.plus(Duration.ofHours(1));
            wakeUp(given.logger());
        }
        assertEquals(first, requests, "requests in the same day");
        now = now.plus(Duration.ofDays(1));
        wakeUp(given.logger());
        assertTrue(requests <= 2 * given.mostRequestsInADay(), () -> requests + " requests");
    }

    @Test
    void asksAgainForADamagedPageAndReadsIt() {
        int[] failures = { 5 };
        wakeUp(asked -> failures[0]-- > 0 ? DAMAGED : answered(good(asked)));
        assertEquals(DEPTH, rows().size());
        assertEquals(0, days().leftOut());
    }

    @Test
    void leavesOutALogIdThatIsNeverAnsweredAndCountsIt() {
        wakeUp(asked -> asked.start() == LoggerStart.LOG_ID && asked.from() - asked.rows() < 500 && asked.from() >= 500
                ? DAMAGED
                : answered(good(asked)));
        List<Long> missing = LongStream.rangeClosed(186, 645).boxed()
                .filter(id -> days().valuesOf(60).find(id).isEmpty()).toList();
        assertEquals(List.of(500L), missing);
        assertEquals(Set.of(500L), days().valuesOf(60).leftOut());
        assertTrue(days().leftOut() >= 1 && days().leftOut() <= 3);
        assertTrue(requests < 250, () -> requests + " requests");
    }

    @Test
    void aPageThatIsDamagedDoesNotMakePagesShorter() {
        List<Integer> rows = new ArrayList<>();
        wakeUp(asked -> {
            if (asked.start() == LoggerStart.LOG_ID && asked.registers().equals(List.of(60))) {
                rows.add(asked.rows());
                return rows.size() == 1 ? DAMAGED : answered(good(asked));
            }
            return answered(good(asked));
        });
        // its length is known after the first page only
        assertEquals(rows.get(0), rows.get(1));
        assertEquals(100, rows.get(2));
    }

    @Test
    void stopsAtARowThatHasChanged() {
        wakeUp(asked -> answered(good(asked)));
        List<LoggerRow> before = rows();
        now = now.plus(Duration.ofDays(1));
        Logger changed = asked -> {
            LoggerRows answer = page(asked, OFFSET_TO_NEWEST + 1, OFFSET_TO_NEWEST + 1, Set.of(), asked.rows());
            return answered(with(answer,
                    answer.rows().stream()
                            .map(row -> row.stream()
                                    .map(value -> value.id() == 60
                                            ? RegisterValue.of(60, Unit.KWH, value.number().add(BigDecimal.ONE), 4)
                                            : value)
                                    .toList())
                            .toList()));
        };
        int first = requests;
        wakeUp(changed);
        // the serial number, and the row twice
        assertEquals(first + 3, requests);
        assertEquals(Status.CHANGED, days().status());
        assertEquals(before.size(), rows().size());
        now = now.plus(Duration.ofDays(1));
        wakeUp(changed);
        assertEquals(first + 3, requests);
    }

    /** The rows of an outage end at the last row of before, which is compared. */
    @Test
    void stopsAtARowBelowAGapThatHasChanged() {
        wakeUp(asked -> answered(good(asked)));
        now = now.plus(Duration.ofDays(30));
        int newest = OFFSET_TO_NEWEST + 30;
        wakeUp(asked -> {
            LoggerRows answer = page(asked, asked.start() == LoggerStart.LOG_ID ? asked.from() : newest, newest,
                    Set.of(), asked.rows());
            return answered(with(answer,
                    answer.rows().stream()
                            .map(row -> row.stream()
                                    .map(value -> value.id() == 60 && value.number().intValue() <= OFFSET_TO_NEWEST
                                            ? RegisterValue.of(60, Unit.KWH, value.number().add(BigDecimal.ONE), 4)
                                            : value)
                                    .toList())
                            .toList()));
        });
        assertEquals(Status.CHANGED, days().status());
    }

    @Test
    void stopsAtLogIdsThatGoBackwards() {
        wakeUp(asked -> answered(good(asked)));
        now = now.plus(Duration.ofDays(1));
        wakeUp(asked -> answered(page(asked, 5, 5, Set.of(), 2)));
        assertEquals(Status.CHANGED, days().status());
        assertEquals(DEPTH, rows().size());
    }

    @Test
    void stopsAtALoggerThatIsEmptyAllAtOnce() {
        wakeUp(asked -> answered(good(asked)));
        now = now.plus(Duration.ofDays(1));
        wakeUp(asked -> answered(page(asked, 0, 0, Set.of(LoggerInfo.EMPTY), 1)));
        assertEquals(Status.CHANGED, days().status());
        assertEquals(DEPTH, rows().size());
    }

    private void readStamps(Map<Long, RegisterValue> stamps) {
        wakeUp(asked -> {
            LoggerRows answer = good(asked);
            return answered(asked.registers().equals(List.of(348)) ? with(answer,
                    IntStream.range(0, answer.rows().size()).mapToObj(
                            i -> List.of(stamps.getOrDefault(answer.firstLogId() - i, answer.rows().get(i).get(0))))
                            .toList())
                    : answer);
        });
    }

    private static RegisterValue noStamp() {
        return new RegisterValue(348, Unit.DST_DATE_TIME.code(), 0, ByteString.copyOf(new byte[7]));
    }

    @Test
    void leavesOutRowsWithoutAUsableStamp() {
        Map<Long, RegisterValue> stamps = new HashMap<>();
        stamps.put(640L, noStamp());
        stamps.put(630L, new RegisterValue(348, Unit.DST_DATE_TIME.code(), 0, ByteString.of(0, 26, 13, 1, 0, 0, 4)));
        stamps.put(620L, stamp(LocalDateTime.parse("2027-01-01T00:00:04")));
        // later than the row above it
        stamps.put(610L, stamp(dayOf(611).plusHours(1)));
        // a stamp that repeats
        stamps.put(600L, stamp(dayOf(601)));
        readStamps(stamps);
        List<Long> ids = rows().stream().map(LoggerRow::logId).toList();
        assertEquals(LongStream.rangeClosed(186, 645).filter(id -> !stamps.containsKey(id)).boxed().toList(), ids);
    }

    @Test
    void ordersTheRepeatedHourOfAutumnByDaylightSavingTime() {
        LocalDateTime repeated = LocalDateTime.parse("2025-10-26T02:00:04");
        Map<Long, RegisterValue> stamps = new HashMap<>();
        LongStream.rangeClosed(186, 645).forEach(id -> stamps.put(id, stamp(repeated.plusHours(id - 645))));
        stamps.put(644L, new RegisterValue(348, Unit.DST_DATE_TIME.code(), 0, ByteString.of(60, 25, 10, 26, 2, 0, 4)));
        stamps.put(643L, new RegisterValue(348, Unit.DST_DATE_TIME.code(), 0, ByteString.of(60, 25, 10, 26, 1, 0, 4)));
        readStamps(stamps);
        List<LoggerRow> rows = rows();
        assertEquals(List.of(643L, 644L, 645L),
                rows.subList(rows.size() - 3, rows.size()).stream().map(LoggerRow::logId).toList());
        ZoneId zone = ZoneId.of("Europe/Copenhagen");
        assertEquals(1, ChronoUnit.HOURS.between(rows.get(rows.size() - 2).instant(zone),
                rows.get(rows.size() - 1).instant(zone)));
    }

    @Test
    void readsNoMoreThanTheDepthOfAHostileConfiguration() {
        history.begin(PROFILE);
        List<Integer> all = IntStream.range(1, 255).boxed().toList();
        history.want(new HistoryDemand(Map.of(MeterLogger.DAY, new HistoryDemand.Rows(HistoryDemand.ALL, all))));
        for (int i = 0; i < 20_000; i++) {
            Optional<Request> next = history.next(now);
            if (next.isEmpty()) {
                break;
            }
            history.accept(next.get(), next.get() instanceof GetLoggerConfiguration
                    ? answered(new LoggerConfiguration(ADDRESS, 4, ByteString.copyOf(new byte[10]), 0xFFFF,
                            IntStream.concat(IntStream.of(348), all.stream().mapToInt(Integer::intValue)).boxed()
                                    .toList()))
                    : answer(next.get(),
                            asked -> answered(page(asked, asked.start() == LoggerStart.LOG_ID ? asked.from() : 100_000,
                                    100_000, Set.of(), asked.rows()))),
                    now);
        }
        assertTrue(history.next(now).isEmpty());
        assertEquals(12, days().values().size());
        days().values().values().forEach(values -> assertEquals(MeterLogger.DAY.maxRows(), values.segments().stream()
                .mapToInt(segment -> segment.mantissas().size() / segment.format().mantissa().size()).sum()));
    }

    @Test
    void remembersALoggerThatIsRefused() {
        history.begin(PROFILE);
        while (history.next(now).isPresent()) {
            Request next = history.next(now).get();
            history.accept(next, next instanceof GetSerialNumber ? answered(new SerialNumber(ADDRESS, SERIAL_NUMBER))
                    : answered(new LoggerRefusal(ADDRESS, ByteString.of(5, 255))), now);
        }
        assertEquals(Status.ABSENT, days().status());
        assertTrue(history.untilDue(now).isEmpty());
        history.askAgain();
        history.begin(PROFILE);
        assertTrue(history.next(now).isPresent());
    }

    @Test
    void asksAMeterWithoutLoggersAgainAfterNewSoftware() {
        history.begin(PROFILE);
        while (history.next(now).isPresent()) {
            Request next = history.next(now).get();
            history.accept(next, next instanceof GetSerialNumber ? answered(new SerialNumber(ADDRESS, SERIAL_NUMBER))
                    : answered(new LoggerRefusal(ADDRESS, ByteString.of(5, 255))), now);
        }
        history.begin(PROFILE);
        assertEquals(Optional.empty(), history.next(now));
        history.begin(new MeterProfile(PROFILE.type(), new SoftwareRevision(1, 2), SERIAL_NUMBER, PROFILE.registers()));
        assertTrue(history.next(now).isPresent());
    }

    private void wantOneRow() {
        history.want(new HistoryDemand(Map.of(MeterLogger.DAY, new HistoryDemand.Rows(1, List.of(60, 68)))));
    }

    @Test
    void fewerRegistersThanAskedAreTheRegistersOfTheLogger() {
        wantOneRow();
        wakeUp(asked -> answered(without(good(asked), 68)));
        // the serial number, the configuration, the row
        assertEquals(3, requests);
        assertEquals(Set.of(348, 60), rows().get(0).values().keySet());
        assertEquals(Set.of(348, 60), days().registers());
        now = now.plus(Duration.ofDays(1));
        wakeUp(asked -> {
            assertFalse(asked.registers().contains(68));
            return answered(good(asked));
        });
    }

    @Test
    void registersThatDoNotFitAreAskedForAgain() {
        wantOneRow();
        wakeUp(asked -> {
            LoggerRows answer = good(asked);
            return answered(asked.registers().size() == 1 ? answer
                    : without(new LoggerRows(ADDRESS, answer.start(), answer.logger(), answer.firstLogId(),
                            answer.lastLogId(), LoggerInfo.word(Set.of(LoggerInfo.REGISTERS_TRUNCATED)),
                            answer.registers(), answer.rows()), 68));
        });
        assertEquals(4, requests);
        assertEquals(Set.of(348, 60, 68), rows().get(0).values().keySet());
    }

    @Test
    void readsALoggerThatHasChangedAgainOnDemand() {
        wakeUp(asked -> answered(good(asked)));
        now = now.plus(Duration.ofDays(1));
        wakeUp(asked -> answered(page(asked, 5, 5, Set.of(), 2)));
        assertEquals(Status.CHANGED, days().status());
        history.askAgain();
        wakeUp(asked -> answered(good(asked)));
        assertEquals(Status.READABLE, days().status());
        assertEquals(DEPTH, rows().size());
    }

    @Test
    void keepsTheRowsOfALoggerThatCanBeReadOnDemand() {
        wakeUp(asked -> answered(good(asked)));
        LoggerHistory before = days();
        history.askAgain();
        wakeUp(asked -> answered(good(asked)));
        assertEquals(before, days());
    }

    @Test
    void takesNothingOfAnotherMeterUnderTheHead() {
        wakeUp(asked -> asked.start() == LoggerStart.OFFSET ? answered(good(asked)) : new RequestResult.NoPort(""));
        LoggerHistory before = days();
        history.begin(PROFILE);
        history.accept(new GetSerialNumber(ADDRESS), answered(new SerialNumber(ADDRESS, SERIAL_NUMBER)), now);
        Request page = history.next(now).orElseThrow();
        // the head is moved: three attempts without an answer, then another serial number
        for (int i = 0; i < 3; i++) {
            history.accept(page, SILENT, now);
        }
        assertEquals(Optional.of(new GetSerialNumber(ADDRESS)), history.next(now));
        history.accept(new GetSerialNumber(ADDRESS), answered(new SerialNumber(ADDRESS, 5)), now);
        assertEquals(Optional.empty(), history.next(now));
        assertEquals(before, days());
    }

    @Test
    void endsTheGoOfAMeterThatSleeps() {
        history.begin(PROFILE);
        int attempts = 0;
        for (Optional<Request> next = history.next(now); next.isPresent(); next = history.next(now)) {
            history.accept(next.get(), SILENT, now);
            attempts++;
        }
        assertEquals(3, attempts);
        assertEquals(Status.UNKNOWN, days().status());
    }
}
