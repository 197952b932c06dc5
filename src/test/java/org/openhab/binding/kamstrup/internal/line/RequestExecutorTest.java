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
package org.openhab.binding.kamstrup.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.ScriptedPort.Arrival;
import org.openhab.binding.kamstrup.internal.meter.DayBoundary;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RequestExecutorTest {

    private static final String REQUEST = "80 3F 10 01 00 3C B2 5F 0D";
    private static final String ANSWER = "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D";
    private static final GetRegisters QUESTION = new GetRegisters(0x3F, List.of(60));
    private static final long MILLI = 1_000_000L;

    private final FakeClock clock = new FakeClock();
    private final ScriptedPort port = new ScriptedPort(clock);
    private final List<Exchange> exchanges = new ArrayList<>();
    private final RequestExecutor requestExecutor = new RequestExecutor(port, new LineSettings("test", 1200, 2), clock,
            exchanges::add);

    private void assertAnswered(RequestResult outcome) {
        RegisterValues values = assertInstanceOf(RegisterValues.class,
                assertInstanceOf(RequestResult.Answered.class, outcome).response());
        assertEquals(List.of(new BigDecimal("216.34")), values.values().stream().map(RegisterValue::number).toList());
    }

    @Test
    void acceptsResponseWithoutEcho() throws IOException {
        port.then(new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
        assertEquals(List.of(REQUEST), port.written);
    }

    @Test
    void acceptsResponseAfterEcho() throws IOException {
        port.then(new Arrival(10, REQUEST), new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
    }

    @Test
    void acceptsResponseAfterDamagedEcho() throws IOException {
        port.then(new Arrival(10, "80 3F 10 01 00 7C B2 5F 0D"), new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
    }

    @Test
    void acceptsResponseAfterEchoWithoutEnd() throws IOException {
        port.then(new Arrival(10, "80 3F 10 01 00 3C"), new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
    }

    @Test
    void acceptsResponseAfterEchoWithWrongStart() throws IOException {
        // 50, register 80, became 40
        port.then(new Arrival(10, "80 3F 10 02 00 40 00 3C 24 72 0D"), new Arrival(700, ANSWER));
        assertAnswered(requestExecutor.ask(new GetRegisters(0x3F, List.of(80, 60))));
    }

    @Test
    void waitsAfterThePortIsOpened() throws IOException {
        long opened = clock.nanos();
        port.then(new Arrival(330, ANSWER));
        requestExecutor.ask(QUESTION);
        assertEquals(500 * MILLI, port.writtenAt.get(0) - opened);
    }

    @Test
    void acceptsResponseAfterIdleZero() throws IOException {
        port.then(new Arrival(200, "00"), new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
    }

    @Test
    void acceptsResponseAtTheTimeout() throws IOException {
        port.then(new Arrival(82 + 1600, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
    }

    /** Bridges in a network bunch bytes; what is under way when time is up is heard to its end. */
    @Test
    void acceptsResponseWithGapAtTheTimeout() throws IOException {
        port.then(new Arrival(1900, ANSWER.substring(0, 17)), new Arrival(2160, ANSWER.substring(18)));
        assertAnswered(requestExecutor.ask(QUESTION));
        assertEquals(1, port.written.size());
    }

    @Test
    void returnsAsSoonAsTheResponseIsComplete() throws IOException {
        port.then(new Arrival(330, ANSWER));
        requestExecutor.ask(QUESTION);
        long complete = 330 * MILLI + 14 * 9_166_667L;
        assertTrue(clock.nanos() - port.writtenAt.get(0) - complete < MILLI / 2, "not later than one look at the port");
    }

    @Test
    void retriesAfterAFailure() throws IOException {
        port.then().then(new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
        assertEquals(List.of(REQUEST, REQUEST), port.written);
    }

    @Test
    void keepsSilenceAfterAFailure() throws IOException {
        port.then(new Arrival(330, "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DE 0D")).then(new Arrival(330, ANSWER))
                .then(new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
        long badAnswerEnds = port.writtenAt.get(0) + 330 * MILLI + 14 * 9_166_667L;
        assertTrue(port.writtenAt.get(1) - badAnswerEnds >= 1600 * MILLI);
    }

    @Test
    void sendsNextRequestWithinKeepAwakeInterval() throws IOException {
        port.then(new Arrival(330, ANSWER)).then(new Arrival(330, ANSWER));
        requestExecutor.ask(QUESTION);
        long answered = clock.nanos();
        requestExecutor.ask(QUESTION);
        assertEquals(9_166_666L, port.writtenAt.get(1) - answered, "one byte time");
    }

    @Test
    void sendsTheNextRequestAtOnceOnASilentLine() throws IOException {
        port.then(new Arrival(330, ANSWER)).then(new Arrival(330, ANSWER));
        requestExecutor.ask(QUESTION);
        clock.pause(10 * MILLI);
        long asked = clock.nanos();
        requestExecutor.ask(QUESTION);
        assertEquals(asked, port.writtenAt.get(1));
    }

    @Test
    void dropsLateBytesBeforeTheNextRequest() throws IOException {
        port.inject("40 3F 10 00 3C 08 04 42 00 00 00 01 00 00 0D");
        clock.pause(300 * MILLI);
        port.then(new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
    }

    static Stream<Arguments> failures() {
        return Stream.of( //
                Arguments.of(Finding.SILENT, List.of()), //
                Arguments.of(Finding.SILENT, List.of(new Arrival(300, "00"))), //
                Arguments.of(Finding.ECHO_ONLY, List.of(new Arrival(10, REQUEST))), //
                // and the lone zero that meters send, or something that is no zero
                Arguments.of(Finding.ECHO_ONLY, List.of(new Arrival(10, REQUEST), new Arrival(300, "00"))), //
                Arguments.of(Finding.NOISE, List.of(new Arrival(10, REQUEST), new Arrival(300, "FF"))), //
                Arguments.of(Finding.CUT_SHORT, List.of(new Arrival(10, REQUEST), new Arrival(300, "40"))), //
                Arguments.of(Finding.NOISE, List.of(new Arrival(300, "12 F0 00 02 55"))), //
                Arguments.of(Finding.ECHO_DAMAGED, List.of(new Arrival(10, "80 3F 10 01 00 7C B2 5F 0D"))), //
                Arguments.of(Finding.ECHO_DAMAGED, List.of(new Arrival(10, "80 3F 01 00 3C B2 5F 0D"))), //
                Arguments.of(Finding.ECHO_DAMAGED, List.of(new Arrival(10, "40 3F 10 01 00 3C B2 5F 0D"))), //
                // /KAM MC\r\n with an even parity bit, without and with the echo
                Arguments.of(Finding.OLD_METER, List.of(new Arrival(300, "AF 4B 41 4D A0 4D C3 8D 0A"))), //
                Arguments.of(Finding.OLD_METER,
                        List.of(new Arrival(10, REQUEST), new Arrival(300, "AF 4B 41 4D A0 4D C3 8D 0A"))), //
                Arguments.of(Finding.DAMAGED,
                        List.of(new Arrival(300, "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DE 0D"))), //
                // the CRC is right, the registers are cut: 3F 10 00 3C 08 04
                Arguments.of(Finding.DAMAGED, List.of(new Arrival(300, "40 3F 10 00 3C 08 04 97 3C 0D"))), //
                Arguments.of(Finding.CUT_SHORT, List.of(new Arrival(300, "40 3F 10 00 3C 08 04 42"))), //
                Arguments.of(Finding.OTHER_METER, List.of(new Arrival(300, "40 3A 02 00 12 D6 87 9E E0 0D"))), //
                Arguments.of(Finding.OTHER_ANSWER, List.of(new Arrival(300, "40 3F 02 01 23 45 67 E9 56 0D"))), //
                // a right answer about register 74
                Arguments.of(Finding.OTHER_ANSWER,
                        List.of(new Arrival(300, "40 3F 10 00 4A 29 04 00 00 00 00 21 F0 96 0D"))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void reportsFinding(Finding finding, List<Arrival> arrivals) throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            port.then(arrivals.toArray(Arrival[]::new));
        }
        assertEquals(finding, assertInstanceOf(RequestResult.Failed.class, requestExecutor.ask(QUESTION)).finding());
        assertEquals(3, port.written.size());
    }

    @Test
    void distinguishesLateAnswerFromOtherAnswer() throws IOException {
        GetRegisters other = new GetRegisters(0x3F, List.of(68));
        port.then(new Arrival(300, ANSWER)).then(new Arrival(20, ANSWER)).then(new Arrival(20, ANSWER))
                .then(new Arrival(20, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
        assertFinding(Finding.LATE_ANSWER, requestExecutor.askOnce(other));
        // however often it is asked meanwhile
        assertFinding(Finding.LATE_ANSWER, requestExecutor.askOnce(other));
        requestExecutor.askOnce(new GetSerialNumber(0x3F));
        port.then(new Arrival(20, ANSWER));
        assertFinding(Finding.OTHER_ANSWER, requestExecutor.askOnce(other));
    }

    private static void assertFinding(Finding finding, RequestResult outcome) {
        assertEquals(finding, assertInstanceOf(RequestResult.Failed.class, outcome).finding());
    }

    @Test
    void lateAnswerOfAnotherMeterIsLate() throws IOException {
        port.then().then(new Arrival(20, ANSWER)).then(new Arrival(20, ANSWER));
        requestExecutor.askOnce(QUESTION);
        assertFinding(Finding.LATE_ANSWER, requestExecutor.askOnce(new GetSerialNumber(0x7F)));
    }

    @Test
    void lateEchoOfTheRequestBeforeIsAnEcho() throws IOException {
        port.then().then(new Arrival(20, REQUEST));
        requestExecutor.askOnce(QUESTION);
        assertFinding(Finding.ECHO_ONLY, requestExecutor.askOnce(new GetRegisters(0x3F, List.of(68))));
    }

    /** A network that holds everything back for seconds and then gives it all at once. */
    @Test
    void lateEmptyResponseIsNotAccepted() throws IOException {
        String none = "40 3F 10 07 9A 0D";
        port.then().then().then().then(new Arrival(20, none)).then(new Arrival(300, ANSWER))
                .then(new Arrival(300, ANSWER));
        assertFinding(Finding.SILENT, requestExecutor.ask(new GetRegisters(0x3F, List.of(68))));
        assertAnswered(requestExecutor.ask(QUESTION));
    }

    @Test
    void missingRegistersAreConfirmedAfterAFailure() throws IOException {
        String none = "40 3F 10 07 9A 0D";
        port.then().then(new Arrival(300, none)).then(new Arrival(300, none)).then(new Arrival(300, none));
        assertInstanceOf(RequestResult.Answered.class, requestExecutor.ask(QUESTION));
        assertEquals(3, port.written.size());
        assertTrue(port.writtenAt.get(2) - port.writtenAt.get(1) > 1650 * MILLI, "what is late is waited for");
        assertInstanceOf(RequestResult.Answered.class, requestExecutor.ask(QUESTION));
        assertEquals(4, port.written.size());
    }

    @Test
    void silenceBeginsAfterLateBytes() throws IOException {
        long began = 3500;
        port.then(new Arrival(began, ANSWER)).then(new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.ask(QUESTION));
        long lateAnswerEnds = port.writtenAt.get(0) + began * MILLI + 15 * 9_166_667L;
        assertTrue(port.writtenAt.get(1) - lateAnswerEnds >= 1600 * MILLI);
    }

    @Test
    void stopsWhileBytesArrive() throws IOException {
        FakeClock flooded = new FakeClock();
        List<Integer> reads = new ArrayList<>();
        LinePort flood = new LinePort() {
            @Override
            public void write(byte[] bytes) {
                // nobody listens
            }

            @Override
            public int read(byte[] buffer) {
                flooded.pause(MILLI);
                reads.add(buffer.length);
                if (reads.size() == 1000) {
                    flooded.stop();
                }
                return buffer.length;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        assertInstanceOf(RequestResult.Stopped.class,
                new RequestExecutor(flood, new LineSettings("test", 1200, 2), flooded, exchanges::add).ask(QUESTION));
        assertEquals(1000, reads.size());
    }

    @Test
    void acceptsResponseAfterALateOne() throws IOException {
        port.then(new Arrival(300, "40 3F 02 01 23 45 67 E9 56 0D"))
                .then(new Arrival(20, "40 3F 02 01 23 45 67 E9 56 0D"), new Arrival(500, ANSWER));
        requestExecutor.ask(new GetSerialNumber(0x3F));
        assertAnswered(requestExecutor.askOnce(QUESTION));
    }

    @Test
    void reportsEachExchange() throws IOException {
        port.then(new Arrival(10, REQUEST)).then(new Arrival(330, ANSWER));
        requestExecutor.ask(QUESTION);
        assertEquals(List.of(1, 2), exchanges.stream().map(Exchange::attempt).toList());
        Exchange failed = exchanges.get(0);
        assertEquals(REQUEST, failed.sent().toString());
        assertEquals(REQUEST, failed.received().toString());
        assertEquals(Optional.empty(), failed.responseTime());
        Exchange answered = exchanges.get(1);
        assertEquals(ANSWER, answered.received().toString());
        assertEquals(15, answered.receivedBytes());
        // 330 ms after the request began, which takes 82.5 ms on the wire; it is looked for every 4 ms
        long millis = answered.responseTime().map(Duration::toMillis).orElse(0L);
        assertTrue(millis >= 238 && millis <= 252, () -> "response time " + millis + " ms");
    }

    @Test
    void acceptsResponseWithoutRegisters() throws IOException {
        port.then(new Arrival(300, "40 3F 10 07 9A 0D"));
        RequestResult.Answered answered = assertInstanceOf(RequestResult.Answered.class, requestExecutor.ask(QUESTION));
        assertEquals(new RegisterValues(0x3F, List.of()), answered.response());
    }

    /** The longest requests: damaged and endless answers, then five of them after one that needs a second. */
    @Test
    void allAttemptsEndBeforeMidnight() throws IOException {
        GetRegisters question = new GetRegisters(0x3F, List.of(60, 63, 68, 97, 99, 110, 1001, 1003));
        Arrival noise = new Arrival(1900, "40 3F 10 " + "55 ".repeat(700).strip());
        for (int attempt = 0; attempt < 3; attempt++) {
            port.then(noise);
        }
        long begin = clock.nanos();
        assertInstanceOf(RequestResult.Failed.class, requestExecutor.ask(question));
        long damaged = clock.nanos() - begin;
        port.then(new Arrival(1900, ANSWER));
        for (int attempt = 0; attempt < 5; attempt++) {
            port.then(noise);
        }
        clock.pause(Duration.ofMinutes(1).toNanos());
        begin = clock.nanos();
        assertInstanceOf(RequestResult.Failed.class, requestExecutor.ask(question));
        long longest = Math.max(damaged, clock.nanos() - begin);
        assertEquals(9, exchanges.size());
        assertTrue(longest > DayBoundary.LEAD.dividedBy(2).toNanos() && longest < DayBoundary.LEAD.toNanos(),
                () -> "ends after " + Duration.ofNanos(longest));
    }

    @Test
    void endsInEndlessNoise() throws IOException {
        port.then(new Arrival(0, "55 ".repeat(20_000).strip()));
        long start = clock.nanos();
        assertInstanceOf(RequestResult.Failed.class, requestExecutor.ask(QUESTION));
        assertTrue(clock.nanos() - start < 30_000 * MILLI);
    }

    @Test
    void returnsAtOnceWhenStopped() throws IOException {
        clock.stop();
        assertInstanceOf(RequestResult.Stopped.class, requestExecutor.ask(QUESTION));
        assertTrue(port.written.isEmpty());
    }

    @Test
    void throwsWhenThePortIsLost() {
        port.fail("unplugged");
        assertThrows(IOException.class, () -> requestExecutor.ask(QUESTION));
    }

    private static final String DAMAGED = "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DE 0D";
    private static final GetRegisters LIVE = new GetRegisters(0x3F, List.of(80));

    @Test
    void attemptSendsOnce() throws IOException {
        assertFinding(Finding.SILENT, requestExecutor.attempt(QUESTION));
        assertEquals(1, port.written.size());
        port.then(new Arrival(330, ANSWER));
        assertAnswered(requestExecutor.attempt(QUESTION));
    }

    @Test
    void attemptsAreConfirmedOnALineThatDamagesBytes() throws IOException {
        port.then(new Arrival(330, DAMAGED)).then(new Arrival(330, ANSWER)).then().then().then()
                .then(new Arrival(330, ANSWER));
        assertFinding(Finding.DAMAGED, requestExecutor.attempt(QUESTION));
        assertFinding(Finding.DAMAGED, requestExecutor.attempt(QUESTION));
        // another request in between, which nobody answers
        assertFinding(Finding.SILENT, requestExecutor.ask(LIVE));
        assertAnswered(requestExecutor.attempt(QUESTION));
        assertEquals(6, port.written.size());
    }

    @Test
    void aDamagedAttemptMakesTheNextResponsesConfirmed() throws IOException {
        port.then(new Arrival(330, DAMAGED)).then(new Arrival(330, ANSWER)).then(new Arrival(330, ANSWER));
        assertFinding(Finding.DAMAGED, requestExecutor.attempt(LIVE));
        assertAnswered(requestExecutor.ask(QUESTION));
        assertEquals(3, port.written.size());
    }

    private static final GetLoggerRows PAGE = new GetLoggerRows(0x3F, 4, LoggerStart.LOG_ID, 188, 3, List.of(60));

    private static LoggerRows rows(int logger, long first) {
        List<RegisterValue> row = List.of(RegisterValue.of(60, Unit.GJ, new BigDecimal("12.04"), 4));
        return new LoggerRows(0x3F, LoggerStart.LOG_ID, logger, first, 645, 0, 1, List.of(row, row, row));
    }

    @Test
    void acceptsRowsOfALogger() throws IOException {
        port.then(new Arrival(330, rows(4, 188).toFrame().toWire().toString()));
        RequestResult.Answered answered = assertInstanceOf(RequestResult.Answered.class, requestExecutor.ask(PAGE));
        assertEquals(rows(4, 188), answered.response());
    }

    @Test
    void refusesRowsOfAnotherLoggerAndTheLatePage() throws IOException {
        String otherLogger = rows(5, 188).toFrame().toWire().toString();
        port.then(new Arrival(330, otherLogger)).then(new Arrival(330, rows(4, 191).toFrame().toWire().toString()));
        assertFinding(Finding.OTHER_ANSWER, requestExecutor.attempt(PAGE));
        assertFinding(Finding.OTHER_ANSWER, requestExecutor.attempt(PAGE));
    }

    @Test
    void refusesTheConfigurationOfAnotherLogger() throws IOException {
        port.then(new Arrival(330, new LoggerConfiguration(0x3F, 5, ByteString.copyOf(new byte[10]), 460, List.of(60))
                .toFrame().toWire().toString()));
        assertFinding(Finding.OTHER_ANSWER, requestExecutor.attempt(new GetLoggerConfiguration(0x3F, 4)));
    }

    /** Without a limit of its own, a page of more than 346 bytes would be cut. */
    @Test
    void readsALongPageToItsEnd() throws IOException {
        List<RegisterValue> row = List.of(RegisterValue.of(60, Unit.GJ, new BigDecimal("12.04"), 4));
        LoggerRows page = new LoggerRows(0x3F, LoggerStart.LOG_ID, 4, 188, 645, 0, 1, Collections.nCopies(120, row));
        port.then(new Arrival(330, page.toFrame().toWire().toString()));
        GetLoggerRows asked = new GetLoggerRows(0x3F, 4, LoggerStart.LOG_ID, 188, 120, List.of(60));
        assertEquals(page, assertInstanceOf(RequestResult.Answered.class, requestExecutor.ask(asked)).response());
    }
}
