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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.SuccessRate;
import org.openhab.binding.kamstrup.internal.line.ScriptedPort.Arrival;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LineTest {

    private static final String ANSWER = "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D";
    private static final String TYPE_QUESTION = "80 3F 01 05 8A 0D";
    private static final String TYPE = "40 3F 01 00 04 1B F9 01 26 99 0D";
    private static final GetRegisters QUESTION = new GetRegisters(0x3F, List.of(60));
    private static final LineSettings SETTINGS = new LineSettings("test", 1200, 2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Backoff REOPENING = Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1));
    private static final String THREAD = "OH-binding-kamstrup:optical-head:LineTest";

    private final FakeClock clock = new FakeClock();
    private final ScriptedPort port = new ScriptedPort(clock);
    private final LineEvents events = new LineEvents();
    private final BlockingQueue<OpenResult> openings = new LinkedBlockingQueue<>();
    private final Line line = new Line(Line.executor(THREAD), SETTINGS, this::open, clock, events,
            Backoff.of(Duration.ofMillis(1), Duration.ofMillis(10)));

    private OpenResult open(LineSettings settings) {
        OpenResult next = openings.poll();
        return next == null ? new OpenResult.NotOpened(Finding.PORT_MISSING, "none") : next;
    }

    @AfterEach
    void stop() throws InterruptedException {
        assertTrue(line.stop(PATIENCE));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (THREAD.equals(thread.getName())) {
                thread.join(PATIENCE.toMillis());
                assertFalse(thread.isAlive());
            }
        }
    }

    private <T> T onTheLine(Supplier<T> work) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<T> result = new CompletableFuture<>();
        line.schedule(() -> result.complete(work.get()), Duration.ZERO);
        return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void opensThePortAndSendsRequests() throws Exception {
        openings.add(new OpenResult.Opened(port));
        port.then(new Arrival(300, ANSWER));
        line.start();
        assertEquals("opened", events.next());
        assertInstanceOf(RequestResult.Answered.class, onTheLine(() -> line.ask(QUESTION)));
        assertEquals(THREAD, onTheLine(() -> Thread.currentThread().getName()));
    }

    @Test
    void retriesAMissingPort() throws Exception {
        openings.add(new OpenResult.NotOpened(Finding.PORT_MISSING, "/dev/ttyS0"));
        openings.add(new OpenResult.NotOpened(Finding.PORT_BUSY, "zwave"));
        openings.add(new OpenResult.Opened(port));
        line.start();
        assertEquals("PORT_MISSING /dev/ttyS0", events.next());
        assertEquals("PORT_BUSY zwave", events.next());
        assertEquals("opened", events.next());
    }

    private static final LineSettings ANY_SPEED = new LineSettings("test", 1200, 2, ControlLineState.AS_DRIVER_SETS,
            ControlLineState.AS_DRIVER_SETS, true);
    private static final Arrival TYPE_OF_382J = new Arrival(30, "40 3F 01 53 01 47 01 1D 73 0D");

    /** A line to a meter that answers each request at one speed; notes the speeds that its port gets while open. */
    private Line lineOf(LineSettings settings, List<Integer> speeds, Map<Integer, Arrival> answers,
            VirtualScheduler time, boolean isSpeedFixed) {
        return new Line(time, settings, opening -> new OpenResult.Opened(new ScriptedPort(clock) {
            private int baudRate = opening.baudRate();

            @Override
            public void write(byte[] bytes) throws IOException {
                Arrival answer = answers.get(baudRate);
                then(answer == null ? new Arrival[0] : new Arrival[] { answer });
                super.write(bytes);
            }

            @Override
            public boolean setSpeed(int newBaudRate, int stopBits) {
                if (!isSpeedFixed) {
                    baudRate = newBaudRate;
                    speeds.add(newBaudRate);
                }
                return !isSpeedFixed;
            }
        }), clock, events, REOPENING);
    }

    private static List<RequestResult> askTwice(Line asked, VirtualScheduler time) {
        List<RequestResult> results = new ArrayList<>();
        asked.start();
        for (int i = 0; i < 2; i++) {
            asked.schedule(() -> results.add(asked.ask(new GetType(0x3F))), Duration.ofSeconds(1));
            time.pass(Duration.ofMinutes(1));
        }
        return results;
    }

    @Test
    void findsTheSpeedOfAnElectricityMeterAndKeepsIt() {
        VirtualScheduler time = new VirtualScheduler(clock);
        List<Integer> speeds = new ArrayList<>();
        Line fast = lineOf(ANY_SPEED, speeds, Map.of(9600, TYPE_OF_382J), time, false);
        askTwice(fast, time).forEach(result -> assertInstanceOf(RequestResult.Answered.class, result));
        assertEquals(List.of(9600), speeds);
        assertEquals(Finding.GOOD, fast.state().finding());
    }

    /** The first contact to a heat meter is not slower. */
    @Test
    void triesNoOtherSpeedOfAMeterThatAnswers() {
        VirtualScheduler time = new VirtualScheduler(clock);
        List<Integer> speeds = new ArrayList<>();
        Line usual = lineOf(ANY_SPEED, speeds, Map.of(1200, new Arrival(300, TYPE)), time, false);
        askTwice(usual, time).forEach(result -> assertInstanceOf(RequestResult.Answered.class, result));
        assertEquals(List.of(), speeds);
    }

    @Test
    void returnsToTheConfiguredSpeedIfNoneAnswers() {
        VirtualScheduler time = new VirtualScheduler(clock);
        List<Integer> speeds = new ArrayList<>();
        Line silent = lineOf(ANY_SPEED, speeds, Map.of(), time, false);
        askTwice(silent, time).forEach(result -> assertInstanceOf(RequestResult.Failed.class, result));
        assertEquals(List.of(9600, 1200, 9600, 1200), speeds);
        assertEquals(Finding.SILENT, silent.state().finding());
    }

    @ParameterizedTest
    @CsvSource({ "true, false", "false, true" })
    void keepsASpeedThatIsSetByTheUserOrElsewhere(boolean isSet, boolean isSpeedFixed) {
        VirtualScheduler time = new VirtualScheduler(clock);
        List<Integer> speeds = new ArrayList<>();
        Line fixed = lineOf(isSet ? SETTINGS : ANY_SPEED, speeds, Map.of(9600, TYPE_OF_382J), time, isSpeedFixed);
        askTwice(fixed, time).forEach(result -> assertInstanceOf(RequestResult.Failed.class, result));
        assertEquals(List.of(), speeds);
    }

    @Test
    void returnsNoPortWhileThePortIsClosed() throws Exception {
        openings.add(new OpenResult.NotOpened(Finding.PORT_MISSING, "/dev/ttyS0"));
        line.start();
        assertEquals("PORT_MISSING /dev/ttyS0", events.next());
        assertInstanceOf(RequestResult.NoPort.class, onTheLine(() -> line.ask(QUESTION)));
    }

    @Test
    void closesReportsAndReopensALostPort() throws Exception {
        ScriptedPort second = new ScriptedPort(clock).then(new Arrival(300, ANSWER));
        openings.add(new OpenResult.Opened(port));
        line.start();
        assertEquals("opened", events.next());
        openings.add(new OpenResult.Opened(second));
        port.fail("unplugged");
        assertEquals(new RequestResult.NoPort("unplugged"), onTheLine(() -> line.ask(QUESTION)));
        assertTrue(port.closed);
        assertEquals("PORT_LOST unplugged", events.next());
        assertEquals("opened", events.next());
        assertInstanceOf(RequestResult.Answered.class, onTheLine(() -> line.ask(QUESTION)));
    }

    /** As long as it is held, the operating system gives the port another name when it is plugged in again. */
    @Test
    void detectsAnUnpluggedIdlePort() {
        VirtualScheduler time = new VirtualScheduler(clock);
        Line idle = new Line(time, SETTINGS, this::open, clock, events, REOPENING);
        port.tellsWhenLost = true;
        openings.add(new OpenResult.Opened(port));
        idle.start();
        time.pass(Duration.ofHours(1));
        assertFalse(port.closed);
        port.inject("00");
        port.fail("unplugged");
        openings.add(new OpenResult.Opened(new ScriptedPort(clock)));
        time.pass(Duration.ofSeconds(2));
        assertTrue(port.closed);
        assertEquals(Finding.PORT_LOST, events.last().orElseThrow().finding());
        time.pass(Duration.ofSeconds(10));
        assertEquals(Finding.NOTHING_ASKED, events.last().orElseThrow().finding());
    }

    @Test
    void spreadsTheReopeningOfAThousandLines() {
        VirtualScheduler time = new VirtualScheduler(clock);
        long began = clock.nanos();
        Map<Duration, Integer> perTenth = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            new Line(time, SETTINGS, settings -> {
                long tenths = (clock.nanos() - began) / Duration.ofMillis(100).toNanos();
                perTenth.merge(Duration.ofMillis(100 * tenths), 1, Integer::sum);
                return new OpenResult.NotOpened(Finding.PORT_MISSING, "");
            }, clock, events, REOPENING).start();
        }
        time.pass(Duration.ofMillis(50));
        assertEquals(Map.of(Duration.ZERO, 1000), perTenth);
        time.pass(Duration.ofMinutes(1));
        perTenth.remove(Duration.ZERO);
        assertTrue(perTenth.values().stream().allMatch(openings -> openings < 100), perTenth::toString);
    }

    /** A port of a hub without power, for example: it opens whenever it is tried. */
    @Test
    void reopensAFailingPortLessAndLessOften() {
        VirtualScheduler time = new VirtualScheduler(clock);
        List<Long> openedAt = new ArrayList<>();
        List<ScriptedPort> ports = new ArrayList<>();
        Line failing = new Line(time, SETTINGS, settings -> {
            openedAt.add(clock.nanos());
            ScriptedPort opened = new ScriptedPort(clock);
            opened.tellsWhenLost = true;
            ports.add(opened);
            return new OpenResult.Opened(opened);
        }, clock, events, REOPENING);
        failing.start();
        failInTurn(time, ports, 8);
        assertTrue(openedAt.get(8) - openedAt.get(7) > Duration.ofSeconds(30).toNanos(), openedAt::toString);
        // what answers has been mended
        ports.get(8).then(new Arrival(300, ANSWER));
        failing.schedule(() -> failing.ask(QUESTION), Duration.ZERO);
        time.pass(Duration.ofSeconds(2));
        failInTurn(time, ports, 1);
        assertTrue(openedAt.get(9) - openedAt.get(8) < Duration.ofSeconds(15).toNanos(), openedAt::toString);
    }

    private static void failInTurn(VirtualScheduler time, List<ScriptedPort> ports, int times) {
        time.pass(Duration.ofMillis(1));
        for (int i = 0; i < times; i++) {
            int opened = ports.size();
            ports.get(opened - 1).fail("no power");
            for (int seconds = 0; ports.size() == opened; seconds++) {
                assertTrue(seconds < 600, "the port is not opened again");
                time.pass(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void reopensASilentPortWithoutAReport() throws Exception {
        openings.add(new OpenResult.Opened(port));
        openings.add(new OpenResult.Opened(new ScriptedPort(clock).then(new Arrival(300, ANSWER))));
        line.start();
        assertEquals("opened", events.next());
        for (int question = 0; question < 3; question++) {
            assertInstanceOf(RequestResult.Failed.class, onTheLine(() -> line.ask(QUESTION)));
        }
        assertTrue(port.closed);
        assertInstanceOf(RequestResult.Answered.class, onTheLine(() -> line.ask(QUESTION)));
        assertTrue(events.isEmpty());
    }

    @Test
    void keepsASilentPortOpenThatReportsItsLoss() throws Exception {
        openings.add(new OpenResult.Opened(port));
        port.tellsWhenLost = true;
        line.start();
        assertEquals("opened", events.next());
        for (int question = 0; question < 7; question++) {
            assertInstanceOf(RequestResult.Failed.class, onTheLine(() -> line.ask(QUESTION)));
        }
        assertFalse(port.closed);
        port.then(new Arrival(300, ANSWER));
        assertInstanceOf(RequestResult.Answered.class, onTheLine(() -> line.ask(QUESTION)));
        assertTrue(events.isEmpty());
    }

    /** A serial library that hangs, until it is let go. */
    private static final class Hang {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        void hang() {
            reached.countDown();
            try {
                assertTrue(end.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a line's thread", e);
            }
        }
    }

    private Line hangingIn(Hang hang) throws InterruptedException {
        Line hanging = new Line(THREAD, SETTINGS, settings -> {
            hang.hang();
            return new OpenResult.Opened(port);
        }, clock, events);
        hanging.start();
        hang.reached.await();
        return hanging;
    }

    @Test
    void reportsAHangWhileOpeningOnce() throws Exception {
        Hang hang = new Hang();
        Line hanging = hangingIn(hang);
        clock.pause(PortWatchdog.LIMIT.minusNanos(1));
        hanging.checkWatchdog();
        assertTrue(events.isEmpty());
        clock.pause(1);
        hanging.checkWatchdog();
        hanging.checkWatchdog();
        assertEquals("PORT_STUCK ", events.next());
        assertEquals(Finding.PORT_STUCK, events.last().orElseThrow().finding());
        assertTrue(events.isEmpty());
        hang.end.countDown();
        assertEquals("opened", events.next());
        clock.pause(PortWatchdog.LIMIT);
        hanging.checkWatchdog();
        assertTrue(events.isEmpty());
        assertTrue(hanging.stop(PATIENCE));
    }

    @Test
    void reportsAHangWhileClosing() throws Exception {
        Hang hang = new Hang();
        port.whenClosed = hang::hang;
        openings.add(new OpenResult.Opened(port));
        openings.add(new OpenResult.Opened(new ScriptedPort(clock)));
        line.start();
        assertEquals("opened", events.next());
        port.fail("unplugged");
        line.schedule(() -> line.ask(QUESTION), Duration.ZERO);
        hang.reached.await();
        clock.pause(PortWatchdog.LIMIT);
        line.checkWatchdog();
        assertEquals("PORT_STUCK ", events.next());
        hang.end.countDown();
        assertEquals("PORT_LOST unplugged", events.next());
        assertEquals("opened", events.next());
    }

    @ParameterizedTest
    @ValueSource(strings = { "writes", "reads" })
    void reportsAHangWhileAskingUntilTheMeterAnswers(String hangsWhileIt) throws Exception {
        Hang hang = new Hang();
        port.then(new Arrival(300, ANSWER));
        openings.add(new OpenResult.Opened(port));
        line.start();
        assertEquals("opened", events.next());
        line.schedule(() -> {
            port.whenWritten = "writes".equals(hangsWhileIt) ? hang::hang : port.whenWritten;
            port.whenRead = "reads".equals(hangsWhileIt) ? hang::hang : port.whenRead;
            line.ask(QUESTION);
        }, Duration.ZERO);
        hang.reached.await();
        clock.pause(PortWatchdog.LIMIT);
        line.checkWatchdog();
        assertEquals("PORT_STUCK ", events.next());
        hang.end.countDown();
        assertEquals("opened", events.next());
        onTheLine(() -> true);
        assertEquals(Finding.GOOD, events.last().orElseThrow().finding());
    }

    /** Without a request, only the check of the port detects that the call returns. */
    @Test
    void reportsAHangWhileCheckingThePort() throws Exception {
        VirtualScheduler time = new VirtualScheduler(clock);
        port.tellsWhenLost = true;
        Line looking = new Line(time, SETTINGS, settings -> new OpenResult.Opened(port), clock, events, REOPENING);
        looking.start();
        time.pass(Duration.ofSeconds(1));
        assertEquals("opened", events.next());
        port.whenRead = () -> {
            port.whenRead = () -> {
            };
            clock.pause(PortWatchdog.LIMIT);
            looking.checkWatchdog();
        };
        time.pass(Duration.ofSeconds(2));
        assertEquals("PORT_STUCK ", events.next());
        assertEquals("opened", events.next());
        assertEquals(Finding.NOTHING_ASKED, events.last().orElseThrow().finding());
        assertTrue(events.isEmpty());
    }

    @Test
    void stoppedLineReportsNoHang() throws Exception {
        Hang hang = new Hang();
        Line hanging = hangingIn(hang);
        assertFalse(hanging.stop(Duration.ofMillis(1)));
        clock.pause(PortWatchdog.LIMIT);
        hanging.checkWatchdog();
        hang.end.countDown();
        assertTrue(hanging.stop(PATIENCE));
        assertTrue(port.closed);
        assertTrue(events.isEmpty());
    }

    @Test
    void stopClosesThePortAndDropsScheduledWork() throws Exception {
        openings.add(new OpenResult.Opened(port));
        line.start();
        assertEquals("opened", events.next());
        line.schedule(events::portOpened, Duration.ofMillis(200));
        assertTrue(line.stop(PATIENCE));
        assertTrue(port.closed);
        line.schedule(events::portOpened, Duration.ZERO);
        assertTrue(events.isEmpty());
    }

    @Test
    void reportsItsStateAfterEachWork() throws Exception {
        openings.add(new OpenResult.Opened(port));
        port.then(new Arrival(300, ANSWER)).then().then().then();
        line.start();
        assertEquals("opened", events.next());
        onTheLine(() -> line.ask(QUESTION));
        onTheLine(() -> true);
        LineStatistics.Snapshot good = events.last().orElseThrow();
        assertEquals(Finding.GOOD, good.finding());
        assertEquals(new SuccessRate(1, 1), good.lastHour());
        assertEquals(9, good.bytesSent());
        assertEquals(15, good.bytesReceived());
        onTheLine(() -> line.ask(QUESTION));
        onTheLine(() -> true);
        LineStatistics.Snapshot silent = events.last().orElseThrow();
        assertEquals(Finding.SILENT, silent.finding());
        assertEquals(new SuccessRate(1, 4), silent.lastDay());
        assertEquals(2, silent.retries());
        assertEquals(good.responseTime(), silent.responseTime());
        assertEquals(4, line.trace().exchanges().size());
    }

    @Test
    void diagnosisClosesThePortAndOpensItAgain() throws Exception {
        ScriptedPort examined = new ScriptedPort(clock).then(new Arrival(300, TYPE));
        ScriptedPort afterwards = new ScriptedPort(clock).then(new Arrival(300, ANSWER));
        openings.addAll(List.of(new OpenResult.Opened(port), new OpenResult.Opened(examined),
                new OpenResult.Opened(afterwards)));
        line.start();
        assertEquals("opened", events.next());
        LineDiagnosis.Result diagnosis = onTheLine(
                () -> line.diagnose(0x3F, step -> true, result -> assertTrue(port.closed)));
        assertEquals(Finding.GOOD, diagnosis.finding());
        assertTrue(examined.closed);
        assertInstanceOf(RequestResult.Answered.class, onTheLine(() -> line.ask(QUESTION)));
        assertTrue(events.isEmpty());
    }

    /** The next attempt to open the closed port is already scheduled. */
    @Test
    void diagnosisOfAClosedPortReplacesTheNextAttemptToOpenIt() throws Exception {
        ScriptedPort examined = new ScriptedPort(clock).then(new Arrival(300, TYPE));
        VirtualScheduler time = new VirtualScheduler(clock);
        Line away = new Line(time, SETTINGS, this::open, clock, events, REOPENING);
        openings.add(new OpenResult.NotOpened(Finding.PORT_MISSING, "pulled"));
        away.start();
        time.pass(Duration.ofSeconds(1));
        assertEquals("PORT_MISSING pulled", events.next());
        openings.addAll(List.of(new OpenResult.Opened(examined), new OpenResult.Opened(port)));
        away.schedule(() -> away.diagnose(0x3F, step -> true, result -> {
        }), Duration.ZERO);
        time.pass(Duration.ofMinutes(5));
        assertEquals("opened", events.next());
        assertTrue(events.isEmpty(), () -> "the open port was opened once more");
        assertFalse(port.closed);
    }

    @Test
    void stateAfterADiagnosisIsTheResultOfTheConfiguredSettings() throws Exception {
        VirtualScheduler time = new VirtualScheduler(clock);
        Line slow = new Line(time, SETTINGS, settings -> {
            ScriptedPort tried = new ScriptedPort(clock);
            for (int question = 0; question < 50; question++) {
                tried.then(settings.baudRate() == 2400 ? new Arrival(300, TYPE) : new Arrival(5, TYPE_QUESTION));
            }
            return new OpenResult.Opened(tried);
        }, clock, events, REOPENING);
        slow.start();
        List<LineDiagnosis.Result> diagnoses = new ArrayList<>();
        slow.schedule(() -> diagnoses.add(slow.diagnose(0x3F, step -> true, result -> {
        })), Duration.ZERO);
        time.pass(Duration.ofMinutes(10));
        assertEquals(List.of(Finding.GOOD), diagnoses.stream().map(LineDiagnosis.Result::finding).toList());
        LineStatistics.Snapshot state = events.last().orElseThrow();
        assertEquals(Finding.ECHO_ONLY, state.finding());
        assertEquals(new SuccessRate(0, 0), state.lastHour());
        assertFalse(slow.trace().exchanges().isEmpty());
    }

    @Test
    void jobRunsOnTheLineAndItsProgressArrivesOnTheWaitingThread() throws Exception {
        openings.add(new OpenResult.Opened(port));
        line.start();
        List<String> heard = new ArrayList<>();
        assertTrue(
                LineJob.run(line, progress -> progress.test(Thread.currentThread().getName()), PATIENCE, heard::add));
        assertEquals(List.of(THREAD), heard);
        line.stop(PATIENCE);
        assertFalse(LineJob.run(line, progress -> progress.test("never"), Duration.ofMillis(1), heard::add));
        assertEquals(List.of(THREAD), heard);
    }

    @Test
    void alignmentEndsWhenItsListenerEndsIt() throws Exception {
        openings.add(new OpenResult.Opened(port));
        Arrival type = new Arrival(300, TYPE);
        port.then(type).then().then(type).then(type);
        line.start();
        List<Alignment.Progress> heard = new ArrayList<>();
        onTheLine(() -> new Alignment(line, 0x3F, Duration.ofSeconds(60), progress -> {
            heard.add(progress);
            return heard.size() < 3;
        }).run());
        assertEquals(List.of(new SuccessRate(1, 1), new SuccessRate(1, 2), new SuccessRate(2, 3)),
                heard.stream().map(Alignment.Progress::all).toList());
        assertEquals(List.of(Finding.GOOD, Finding.SILENT, Finding.GOOD),
                heard.stream().map(Alignment.Progress::finding).toList());
        assertEquals(3, port.written.size());
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 3, 20, 90, 250, 400, 550, 700 })
    void stopsAtAnyMomentOfAnExchange(int millis) throws Exception {
        LineClock fast = FasterLine.clock();
        SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));
        WirePort slowPort = new WirePort(meter, WireSettings.DEFAULT.withEcho(), fast);
        LineEvents heard = new LineEvents();
        Line slow = new Line(THREAD, SETTINGS, settings -> new OpenResult.Opened(slowPort), fast, heard);
        slow.start();
        assertEquals("opened", heard.next());
        BlockingQueue<RequestResult> outcomes = new LinkedBlockingQueue<>();
        slow.schedule(() -> outcomes.add(slow.ask(QUESTION)), Duration.ZERO);
        // a port settles for half a second before the first question
        Thread.sleep((500 + millis) / FasterLine.SPEED);
        assertTrue(slow.stop(Duration.ofSeconds(2)), "the thread is still there after two seconds");
        RequestResult outcome = Objects.requireNonNull(outcomes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertTrue(outcome instanceof RequestResult.Stopped || outcome instanceof RequestResult.Answered,
                outcome::toString);
        assertTrue(heard.isEmpty());
    }

    /** Patience without end, which is not used up. */
    private static CompletableFuture<Boolean> job(Line line) {
        return CompletableFuture
                .supplyAsync(() -> LineJob.run(line, progress -> progress.test("never"), Duration.ofDays(1), text -> {
                }));
    }

    @Test
    void jobOnAStoppedLineEndsAtOnce() throws Exception {
        assertTrue(line.stop(PATIENCE));
        assertFalse(job(line).get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void waitingJobEndsWhenItsLineIsStopped() throws Exception {
        Hang hang = new Hang();
        Line busy = hangingIn(hang);
        CompletableFuture<Boolean> waiting = job(busy);
        assertFalse(busy.stop(Duration.ofMillis(1)));
        // the line is still at work
        assertFalse(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        hang.end.countDown();
        assertTrue(busy.stop(PATIENCE));
    }
}
