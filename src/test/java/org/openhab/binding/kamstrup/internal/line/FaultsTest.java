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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.simulator.Fault;
import org.openhab.binding.kamstrup.internal.simulator.Faults;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * What each fault of a line comes to, with the whole simulated line and meter behind the port.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FaultsTest {

    private static final LineSettings SETTINGS = new LineSettings("port", 1200, 2);
    private static final GetRegisters QUESTION = new GetRegisters(0x3F, List.of(60, 80, 86, 87, 89, 74, 68, 99));
    private static final WireSettings GOOD = WireSettings.DEFAULT;

    private final FakeClock clock = new FakeClock();
    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));

    private RequestExecutor requestExecutor(WireSettings settings) {
        return new RequestExecutor(new WirePort(meter, settings, clock), SETTINGS, clock, exchange -> {
        });
    }

    private Finding finding(RequestExecutor requestExecutor, GetRegisters question) throws Exception {
        RequestResult outcome = requestExecutor.ask(question);
        return outcome instanceof RequestResult.Failed failed ? failed.finding() : Finding.GOOD;
    }

    private Response truth() {
        return meter.answer(QUESTION.toFrame()).map(frame -> (Response) Message.of(frame)).orElseThrow();
    }

    /** What is known after a question that was asked as often as it is. */
    @ParameterizedTest
    @CsvSource({ //
            "gap,                          false, GOOD", //
            "gap,                          true,  GOOD", //
            "cut-short,                    false, CUT_SHORT", //
            "cut-short,                    true,  CUT_SHORT", //
            "echo-damaged,                 true,  GOOD", //
            "echo-late,                    true,  GOOD", //
            "echo-late,                    false, GOOD", //
            "echo-damaged,                 false, GOOD", //
            "silent,                       false, SILENT", //
            "silent,                       true,  ECHO_ONLY", //
            "sleeping,                     false, SILENT", //
            "sleeping,                     true,  ECHO_ONLY", //
            "other-address,                false, OTHER_METER", //
            "other-address,                true,  OTHER_METER", //
            "other-command,                false, OTHER_ANSWER", //
            "other-command,                true,  OTHER_ANSWER", //
            "fewer-registers,              false, GOOD", //
            "fewer-registers,              true,  GOOD", //
            "more-registers,               false, OTHER_ANSWER", //
            "more-registers,               true,  OTHER_ANSWER", //
            "cr-to-lf,                     false, PORT_NOT_RAW", //
            "cr-to-lf,                     true,  PORT_NOT_RAW", //
            "cr-lost,                      false, PORT_NOT_RAW", //
            "cr-lost,                      true,  PORT_NOT_RAW", //
            "seven-bits,                   true,  PORT_NOT_RAW", //
            "carets,                       true,  PORT_NOT_RAW" })
    void reportsFindingOfFault(String fault, boolean echo, Finding finding) throws Exception {
        WireSettings settings = GOOD.with(Faults.named(fault));
        assertEquals(finding, finding(requestExecutor(echo ? settings.withEcho() : settings), QUESTION));
    }

    /** What is changed is a byte of the value: 26.34 GJ are 0A 4A, 44.22 are 11 46, 48.97 are 13 21. */
    @ParameterizedTest
    @CsvSource({ "cr-to-lf,      26.34, 0D > 0A", "cr-to-lf,      44.22, 0D > 0A", //
            "cr-lost,       44.22, 0D > -", "lf-to-cr,      26.34, 0A > 0D", //
            "lf-to-cr-lf,   26.34, 0A > 0D 0A", "xon-xoff-lost, 44.22, '11, 13 > -'",
            "xon-xoff-lost, 48.97, '11, 13 > -'" })
    void namesTheChangeOfAPortThatIsNotRaw(String fault, String value, String change) throws Exception {
        SimulatedMeter special = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT).with(60, value));
        for (WireSettings settings : List.of(GOOD, GOOD.withEcho())) {
            RequestExecutor requestExecutor = new RequestExecutor(
                    new WirePort(special, settings.with(Faults.named(fault)), clock), SETTINGS, clock, exchange -> {
                    });
            RequestResult.Failed failed = assertInstanceOf(RequestResult.Failed.class,
                    requestExecutor.ask(new GetRegisters(0x3F, List.of(60))));
            assertEquals(Finding.PORT_NOT_RAW + " " + change,
                    failed.finding() + " " + failed.evidence().split(": ", 2)[0]);
        }
    }

    /** A port that changes what the answer does not have does no harm. */
    @ParameterizedTest
    @ValueSource(strings = { "lf-to-cr", "lf-to-cr-lf", "xon-xoff-lost" })
    void readsUnchangedResponseOfAPortThatIsNotRaw(String fault) throws Exception {
        RequestExecutor requestExecutor = requestExecutor(GOOD.withEcho().with(Faults.named(fault)));
        assertEquals(Finding.GOOD, finding(requestExecutor, new GetRegisters(0x3F, List.of(60))));
    }

    /** Such bytes are lost and changed by other things too. */
    @Test
    void otherDamageIsNotPortNotRaw() throws Exception {
        byte[] answer = truth().toFrame().toWire().toByteArray();
        for (int place = 1; place < answer.length; place++) {
            byte[] damaged = answer.clone();
            damaged[place] ^= 0x20;
            ResponseMatcher matcher = new ResponseMatcher(QUESTION, Optional.empty());
            matcher.accept(damaged, damaged.length);
            if (matcher.response().isEmpty()) {
                Finding finding = matcher.failure().finding();
                assertTrue(finding != Finding.PORT_NOT_RAW, finding + " at " + place);
            }
        }
    }

    @Test
    void everyFaultHasAName() {
        Faults.names().forEach(name -> assertInstanceOf(Fault.class, Faults.named(name)));
    }

    @Test
    void distinguishesDamagedEchoFromEcho() throws Exception {
        WireSettings silent = GOOD.withEcho().with(Faults.silentFor(99));
        assertEquals(Finding.ECHO_ONLY, finding(requestExecutor(silent), QUESTION));
        assertEquals(Finding.ECHO_DAMAGED, finding(requestExecutor(silent.with(Faults.damagedEcho())), QUESTION));
    }

    @Test
    void answerToTheRequestBeforeIsNotAccepted() throws Exception {
        RequestExecutor requestExecutor = requestExecutor(GOOD.with(Faults.answerBefore()));
        GetRegisters other = new GetRegisters(0x3F, List.of(69));
        assertEquals(Finding.GOOD, finding(requestExecutor, QUESTION));
        // the first attempt hears the answer to the question before, the second its own
        assertEquals(Finding.GOOD, finding(requestExecutor, other));
        assertEquals(Finding.LATE_ANSWER,
                assertInstanceOf(RequestResult.Failed.class, requestExecutor.askOnce(QUESTION)).finding());
    }

    @Test
    void answerAfterTheNextRequestIsLate() throws Exception {
        RequestExecutor requestExecutor = requestExecutor(GOOD.withResponseTime(Duration.ofMillis(3700)));
        assertEquals(Finding.SILENT,
                assertInstanceOf(RequestResult.Failed.class, requestExecutor.askOnce(QUESTION)).finding());
        assertEquals(Finding.LATE_ANSWER,
                assertInstanceOf(RequestResult.Failed.class, requestExecutor.askOnce(new GetSerialNumber(0x3F)))
                        .finding());
    }

    @Test
    void thirdAttemptSucceedsAfterTwoSilentOnes() throws Exception {
        assertEquals(new RequestResult.Answered(truth()),
                requestExecutor(GOOD.with(Faults.silentFor(2))).ask(QUESTION));
    }

    @Test
    void retryWakesASleepingMeter() throws Exception {
        RequestExecutor requestExecutor = requestExecutor(GOOD.with(Faults.asleepAfter(Duration.ofMinutes(30), 3)));
        assertEquals(Finding.SILENT, finding(requestExecutor, QUESTION));
        assertEquals(Finding.GOOD, finding(requestExecutor, QUESTION));
        clock.pause(Duration.ofMinutes(29));
        assertEquals(Finding.GOOD, finding(requestExecutor, QUESTION));
        clock.pause(Duration.ofMinutes(31));
        assertEquals(Finding.SILENT, finding(requestExecutor, QUESTION));
    }

    @ParameterizedTest
    @CsvSource({ "bit-errors", "lost-bytes", "doubled-bytes", "flashes" })
    void damagedBytesGiveNoWrongValue(String fault) throws Exception {
        assertNoWrongValue(fault, 40);
    }

    @ParameterizedTest
    @CsvSource({ "bit-errors", "lost-bytes", "doubled-bytes", "flashes" })
    @Tag("slow")
    void damagedBytesGiveNoWrongValueInHundredsOfRequests(String fault) throws Exception {
        assertNoWrongValue(fault, 200);
    }

    private void assertNoWrongValue(String fault, int requests) throws Exception {
        RequestExecutor requestExecutor = requestExecutor(GOOD.withEcho().with(Faults.named(fault)));
        RequestResult right = new RequestResult.Answered(truth());
        int answered = 0;
        for (int question = 0; question < requests; question++) {
            RequestResult outcome = requestExecutor.ask(QUESTION);
            assertTrue(outcome.equals(right) || outcome instanceof RequestResult.Failed, outcome::toString);
            answered += outcome.equals(right) ? 1 : 0;
        }
        assertTrue(answered > 0, "nothing was answered");
    }

    @Test
    void damagingLineNeedsTheSameResponseTwice() throws Exception {
        FlippingFault flips = new FlippingFault();
        RequestExecutor requestExecutor = requestExecutor(GOOD.with(flips));
        flips.next = Optional.of(20);
        // the damaged one, and the two that agree
        assertEquals(new RequestResult.Answered(truth()), requestExecutor.ask(QUESTION));
        assertEquals(3, flips.answers);
        flips.answers = 0;
        for (int question = 0; question < 19; question++) {
            assertEquals(new RequestResult.Answered(truth()), requestExecutor.ask(QUESTION));
        }
        assertEquals(2 * 19, flips.answers);
        // from then on it is a good line again
        assertEquals(new RequestResult.Answered(truth()), requestExecutor.ask(QUESTION));
        assertEquals(2 * 19 + 1, flips.answers);
    }

    /** What goes on meanwhile is never twice the same: a clock, a counter, what a sensor measures. */
    @Test
    void damagingLineReadsAChangingClock() throws Exception {
        FlippingFault flips = new FlippingFault();
        SimulatedMeter ticking = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT), clock.asClock());
        RequestExecutor requestExecutor = new RequestExecutor(new WirePort(ticking, GOOD.with(flips), clock), SETTINGS,
                clock, exchange -> {
                });
        GetRegisters question = new GetRegisters(0x3F, List.of(60, 80, 86, 87, 74, 68, 99, 1002));
        flips.next = Optional.of(20);
        for (int i = 0; i < 100; i++) {
            assertEquals(Finding.GOOD, finding(requestExecutor, question), "question " + i);
        }
    }

    /** Damages one byte of one answer when it is told to. */
    private static class FlippingFault implements Fault {
        private Optional<Integer> next = Optional.empty();
        private int answers;

        @Override
        public int[] arrives(Way way, int index, int byteValue) {
            answers += way == Way.ANSWER && index == 0 ? 1 : 0;
            if (way == Way.ANSWER && next.filter(place -> place == index).isPresent()) {
                next = Optional.empty();
                return new int[] { byteValue ^ 0x11 };
            }
            return new int[] { byteValue };
        }
    }

    @Test
    void unpluggedPortIsLostAndOpenedAgain() throws Exception {
        VirtualScheduler time = new VirtualScheduler(clock);
        LineEvents events = new LineEvents();
        WirePort first = new WirePort(meter, GOOD, clock);
        WirePort second = new WirePort(meter, GOOD, clock);
        List<WirePort> ports = new ArrayList<>(List.of(first, second));
        Line line = new Line(time, SETTINGS, settings -> new OpenResult.Opened(ports.remove(0)), clock, events,
                Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1)));
        line.start();
        time.pass(Duration.ofSeconds(1));
        first.pull();
        line.schedule(() -> line.ask(new GetSerialNumber(0x3F)), Duration.ZERO);
        time.pass(Duration.ofSeconds(1));
        assertEquals(Finding.PORT_LOST, events.last().orElseThrow().finding());
        time.pass(Duration.ofSeconds(10));
        line.schedule(() -> line.ask(new GetSerialNumber(0x3F)), Duration.ZERO);
        time.pass(Duration.ofSeconds(10));
        assertEquals(Finding.GOOD, events.last().orElseThrow().finding());
    }
}
