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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.ScriptedPort;
import org.openhab.binding.kamstrup.internal.line.ScriptedPort.Arrival;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.Period;
import org.openhab.binding.kamstrup.internal.meter.PeriodCalendar;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.meter.RegisterKind;
import org.openhab.binding.kamstrup.internal.meter.TimedValue;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterPollerTest implements MeterPoller.Listener {

    private static final Arrival TYPE = new Arrival(300, "40 3F 01 00 04 1B F9 01 26 99 0D");
    private static final Arrival SERIAL_NUMBER = new Arrival(300, "40 3F 02 01 23 45 67 E9 56 0D");
    private static final Arrival ENERGY = new Arrival(300, "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D");
    private static final Arrival NOTHING = new Arrival(300, "40 3F 10 07 9A 0D");
    private static final Arrival OTHER_NUMBER = new Arrival(300, "40 3F 02 01 23 45 68 18 B9 0D");
    private static final int PROBE_REQUESTS = (RegisterCatalogue.HEAT.registers().size() + GetRegisters.MAX_IDS - 1)
            / GetRegisters.MAX_IDS;
    /** The heat energy is wanted; the first request is filled up with everyday registers. */
    private static final String FIRST = "[60, 63, 68, 74, 80, 86, 87, 89] ";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeClock clock = new FakeClock();
    private final ScriptedPort port = new ScriptedPort(clock);
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Line line = new Line("MeterPollerTest", new LineSettings("test", 1200, 2),
            settings -> new OpenResult.Opened(port), clock, new LineEvents());
    private final Set<Map<Integer, PollClass>> wanted = new HashSet<>(Set.of(Map.of(60, PollClass.COUNTER)));
    private Optional<MeterState> known = Optional
            .of(MeterState.of(new MeterProfile(4, new SoftwareRevision(6, 1), 19088743, Map.of())));
    private volatile Optional<MeterPoller> poller = Optional.empty();
    private volatile Optional<MeterState> latest = Optional.empty();
    private Runnable whenUpdated = () -> {
    };

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        latest = Optional.of(update.state());
        whenUpdated.run();
        Set<Integer> asked = new TreeSet<>(update.accepted().asked());
        asked.addAll(update.pending());
        if (!asked.isEmpty()) {
            events.add(
                    asked + " " + update.accepted().find(60).map(value -> value.number().toPlainString()).orElse("-"));
        } else if (!update.isComplete() && source.registersAsked().isEmpty()) {
            events.add("has " + new TreeSet<>(update.state().profile().registers().keySet()));
        }
        if (update.isComplete()) {
            events.add("read");
        }
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        events.add(failure.finding().id() + (isOffline ? ", offline" : ""));
    }

    private MeterPoller start() {
        MeterPoller started = new MeterPoller(line,
                new PollSettings(0x3F, PowerSupply.BATTERY.intervals(), Duration.ofDays(366)),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH), known, this);
        started.want(new RegisterDemand(wanted, false));
        poller = Optional.of(started);
        started.start();
        return started;
    }

    private MeterPoller poller() {
        return poller.orElseThrow();
    }

    private void awaitLine() throws InterruptedException {
        line.schedule(() -> events.add("idle"), Duration.ZERO);
        assertNext("idle");
    }

    @BeforeEach
    void open() {
        line.start();
    }

    @AfterEach
    void stop() {
        assertTrue(line.stop(PATIENCE));
    }

    private void assertNext(String... expected) throws InterruptedException {
        for (String event : expected) {
            assertEquals(event, events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    private void readOnce() throws InterruptedException {
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        start();
        assertNext("[60] 216.34", "read");
    }

    /** The answers to a probe, from one of its requests on. */
    private void hasNothing(int from) {
        for (int i = from; i < PROBE_REQUESTS; i++) {
            port.then(NOTHING);
        }
    }

    private void miss() {
        port.then().then().then();
    }

    @Test
    void identifiesTheMeterBeforeReading() throws InterruptedException {
        readOnce();
    }

    @Test
    void reportsOfflineAtOnceBeforeTheFirstAnswer() throws InterruptedException {
        miss();
        start();
        assertNext("silent, offline");
    }

    @Test
    void readNowDoesNotIdentifyAgain() throws InterruptedException {
        readOnce();
        port.then(ENERGY);
        poller().readNow(Set.of(60));
        assertNext("[60] 216.34", "read");
    }

    @Test
    void failedExtraReadingsDoNotCountForOffline() throws InterruptedException {
        readOnce();
        for (int i = 0; i < 3; i++) {
            miss();
            poller().readNow(Set.of(60));
            assertNext("silent");
        }
    }

    @Test
    void asksNothingAfterStop() throws InterruptedException {
        readOnce();
        int asked = port.written.size();
        poller().stop();
        poller().readNow(Set.of(60));
        line.schedule(() -> events.add("done"), Duration.ZERO);
        assertNext("done");
        assertEquals(asked, port.written.size());
    }

    @Test
    void asksAnUnknownMeterForAllRegisters() throws InterruptedException {
        known = Optional.empty();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        hasNothing(1);
        // then all that is wanted is read once more
        port.then(SERIAL_NUMBER).then(ENERGY);
        start();
        assertNext(FIRST + "216.34", "read", "has [60]", "[60] 216.34", "read");
        awaitLine();
        assertEquals(PROBE_REQUESTS + 4, port.written.size());
    }

    @Test
    void continuesAnInterruptedProbe() throws InterruptedException {
        known = Optional.empty();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        miss();
        start();
        assertNext(FIRST + "216.34", "read", "silent");
        // after a failure, that the meter has nothing of it is to be confirmed
        port.then(TYPE).then(SERIAL_NUMBER).then(NOTHING);
        hasNothing(1);
        port.then(SERIAL_NUMBER).then(ENERGY);
        poller().readNow(Set.of());
        assertNext("has [60]", "[60] 216.34", "read");
    }

    @Test
    void givesUpRegistersThatStayUnanswered() throws InterruptedException {
        known = Optional.empty();
        port.then(TYPE).then(SERIAL_NUMBER);
        miss();
        port.then(TYPE).then(SERIAL_NUMBER).then(NOTHING);
        hasNothing(1);
        miss();
        start();
        assertNext("silent, offline", "silent, offline");
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY).then(SERIAL_NUMBER);
        poller().readNow(Set.of());
        assertNext("[60] 216.34", "read", "has [60]");
    }

    /** The counter was at 300 GJ a moment ago. */
    private void knowAHigherCounter() {
        known = known.map(state -> new MeterState(state.profile(),
                Map.of(60,
                        new TimedValue(RegisterKind.ENERGY
                                .measure(RegisterValue.of(60, Unit.GJ, new BigDecimal("300.00"), 4)).orElseThrow(),
                                clock.instant())),
                state.consumption(), state.info()));
    }

    @Test
    void readsAnImplausibleValueASecondTimeAtOnce() throws InterruptedException {
        knowAHigherCounter();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY).then(ENERGY);
        start();
        assertNext("[60] -", "read", "[60] 216.34", "read");
    }

    @Test
    void doesNotAcceptAnImplausibleValueWithoutASecondReading() throws InterruptedException {
        knowAHigherCounter();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        miss();
        start();
        assertNext("[60] -", "read", "silent");
    }

    @Test
    void readsAnImplausibleValueWithTheNextReadingIfTheSecondIsUnanswered() throws InterruptedException {
        knowAHigherCounter();
        wanted.clear();
        port.then(TYPE).then(SERIAL_NUMBER).then(SERIAL_NUMBER);
        start();
        assertNext("read");
        port.then(ENERGY);
        miss();
        poller().readNow(List.of(60));
        assertNext("[60] -", "read", "silent");
        port.then(ENERGY);
        poller().readNow(List.of());
        assertNext("[60] 216.34", "read");
    }

    @Test
    void readsTheSerialNumberOnlyIfNothingIsWanted() throws InterruptedException {
        wanted.clear();
        port.then(TYPE).then(SERIAL_NUMBER).then(SERIAL_NUMBER);
        start();
        assertNext("read");
        assertEquals(List.of("80 3F 01 05 8A 0D", "80 3F 02 35 E9 0D", "80 3F 02 35 E9 0D"), port.written);
    }

    @Test
    void readsNewlyWantedRegistersAtOnce() throws InterruptedException {
        wanted.clear();
        port.then(TYPE).then(SERIAL_NUMBER).then(SERIAL_NUMBER);
        start();
        assertNext("read");
        port.then(ENERGY);
        poller().want(new RegisterDemand(Set.of(Map.of(60, PollClass.SLOW)), false));
        assertNext("[60] 216.34", "read");
    }

    @Test
    void startsTheProbeAgainIfTheMeterChangesDuringIt() throws InterruptedException {
        known = Optional.empty();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        hasNothing(1);
        port.then(OTHER_NUMBER).then(TYPE).then(OTHER_NUMBER);
        hasNothing(0);
        port.then(OTHER_NUMBER);
        start();
        assertNext(FIRST + "216.34", "read", FIRST + "-", "read", "has []");
    }

    @Test
    void probeAgainAsksForAllRegisters() throws InterruptedException {
        readOnce();
        port.then(TYPE).then(SERIAL_NUMBER).then(SERIAL_NUMBER).then(ENERGY);
        hasNothing(1);
        port.then(SERIAL_NUMBER);
        poller().probeAgain();
        assertNext("read", "has [60]");
    }

    @Test
    void readsRegistersThatWereNeverReadTogetherAtOnce() throws InterruptedException {
        readOnce();
        port.then(ENERGY);
        poller().want(new RegisterDemand(Set.of(Map.of(60, PollClass.COUNTER, 68, PollClass.COUNTER)), false));
        assertNext("[60, 68] 216.34", "read");
    }

    private static Arrival wire(Frame frame) {
        return new Arrival(300, frame.toWire().toString());
    }

    private static RegisterValue number(int id, long value) {
        return RegisterValue.of(id, Unit.NUMBER, BigDecimal.valueOf(value), 4);
    }

    /** A meter whose serial number is read with every reading. */
    private void knowTheSerialNumberRegister() {
        known = Optional.of(MeterState.of(new MeterProfile(4, new SoftwareRevision(6, 1), 19088743,
                Map.of(RegisterIds.SERIAL_NUMBER, number(RegisterIds.SERIAL_NUMBER, 19088743)))));
    }

    @Test
    void dropsAReadingWithAnotherSerialNumber() throws InterruptedException {
        knowTheSerialNumberRegister();
        RegisterValues other = new RegisterValues(0x3F, List.of(number(60, 1), number(RegisterIds.SERIAL_NUMBER, 5)));
        port.then(wire(other.toFrame())).then(TYPE).then(wire(new SerialNumber(0x3F, 5).toFrame()))
                .then(wire(new RegisterValues(0x3F, List.of(number(60, 1))).toFrame()));
        hasNothing(1);
        port.then(wire(new SerialNumber(0x3F, 5).toFrame()));
        start();
        assertNext(FIRST + "1", "read", "has [60]");
    }

    @Test
    void consumptionGoesOnWithTheMeterThatReplacesAnother() throws InterruptedException {
        knowTheSerialNumberRegister();
        Consumption before = Consumption.none().with(
                Reading.none().and(Set.of(60), Set.of(RegisterValue.of(60, Unit.GJ, BigDecimal.ONE, 4))), Instant.EPOCH,
                new PeriodCalendar(ZoneOffset.UTC), Instant.EPOCH);
        known = known.map(state -> state.with(before));
        RegisterValues other = new RegisterValues(0x3F, List.of(number(60, 1), number(RegisterIds.SERIAL_NUMBER, 5)));
        port.then(wire(other.toFrame())).then(TYPE).then(OTHER_NUMBER).then(NOTHING);
        hasNothing(1);
        port.then(OTHER_NUMBER);
        start();
        assertNext(FIRST + "-", "read", "has []");
        assertEquals(Optional.of(Instant.EPOCH),
                latest.filter(state -> state.profile().serialNumber() == 19088744 && state.profile().isComplete())
                        .flatMap(state -> state.consumption().since(Period.BILLING)));
    }

    /** The head is moved on in the middle of it, so that the rest is not answered. */
    @Test
    void dropsAnIncompleteReadingWithAnotherSerialNumber() throws InterruptedException {
        knowTheSerialNumberRegister();
        for (int id = 61; id < 61 + GetRegisters.MAX_IDS; id++) {
            wanted.add(Map.of(id, PollClass.COUNTER));
        }
        RegisterValues other = new RegisterValues(0x3F, List.of(number(RegisterIds.SERIAL_NUMBER, 5)));
        port.then(wire(other.toFrame()));
        miss();
        port.then(TYPE).then(SERIAL_NUMBER);
        start();
        assertNext("silent, offline");
    }

    @Test
    void ignoresTheSerialNumberRegisterIfItContradictsGetSerialNumber() throws InterruptedException {
        knowTheSerialNumberRegister();
        RegisterValues odd = new RegisterValues(0x3F, List.of(number(60, 1), number(RegisterIds.SERIAL_NUMBER, 5)));
        port.then(wire(odd.toFrame())).then(TYPE).then(SERIAL_NUMBER).then(wire(odd.toFrame()))
                .then(wire(odd.toFrame()));
        start();
        assertNext("[60, 1001] 1", "read");
        poller().readNow(Set.of(60));
        assertNext("[60, 1001] 1", "read");
    }

    @Test
    void publishesTheFirstValuesAfterThreeRequests() throws InterruptedException {
        known = Optional.empty();
        List<Integer> requests = new ArrayList<>();
        whenUpdated = () -> requests.add(port.written.size());
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        hasNothing(1);
        port.then(SERIAL_NUMBER);
        start();
        assertNext(FIRST + "216.34", "read", "has [60]");
        assertEquals(3, requests.get(0));
    }

    @Test
    void publishesTheFirstEightOfManyWantedRegistersBeforeTheOthers() throws InterruptedException {
        known = Optional.empty();
        for (int id = 61; id <= 72; id++) {
            wanted.add(Map.of(id, PollClass.COUNTER));
        }
        List<Integer> requests = new ArrayList<>();
        whenUpdated = () -> requests.add(port.written.size());
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        hasNothing(1);
        port.then(SERIAL_NUMBER);
        start();
        while (!"has [60]".equals(events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))) {
            assertTrue(port.written.size() < 2 * PROBE_REQUESTS);
        }
        assertEquals(List.of(3, 4), requests.subList(0, 2), "no other request comes between");
    }

    @Test
    void readsAMeterThatTellsItsNumberWithTheFirstRequest() throws InterruptedException {
        knowTheSerialNumberRegister();
        RegisterValues values = new RegisterValues(0x3F,
                List.of(number(60, 1), number(RegisterIds.SERIAL_NUMBER, 19088743)));
        port.then(wire(values.toFrame())).then(TYPE).then(SERIAL_NUMBER);
        start();
        assertNext("[60, 1001] 1", "read");
        // the work that identifies the meter is scheduled by that of the reading
        awaitLine();
        awaitLine();
        assertEquals(3, port.written.size());
        port.then(wire(values.toFrame()));
        poller().readNow(Set.of(60));
        assertNext("[60, 1001] 1", "read");
        awaitLine();
        assertEquals(4, port.written.size());
    }

    /** Another meter may have other registers. */
    @Test
    void identifiesAMeterThatDoesNotTellItsNumberAnyMore() throws InterruptedException {
        knowTheSerialNumberRegister();
        port.then(ENERGY).then(TYPE).then(OTHER_NUMBER).then(NOTHING);
        hasNothing(1);
        port.then(OTHER_NUMBER);
        start();
        assertNext(FIRST + "-", "read", "has []");
    }

    @Test
    void readsBetweenTwoRequestsOfTheProbe() throws InterruptedException {
        known = Optional.empty();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY).then(NOTHING).then(ENERGY);
        hasNothing(2);
        port.then(SERIAL_NUMBER);
        port.whenWritten = () -> {
            if (port.written.size() == 3) {
                poller().readNow(Set.of(60));
            }
        };
        start();
        assertNext(FIRST + "216.34", "read", "[60] 216.34", "read", "has [60]");
    }

    @Test
    void forgetsNothingOfAMeterThatComesBack() throws InterruptedException {
        knowTheSerialNumberRegister();
        knowAHigherCounter();
        RegisterValues other = new RegisterValues(0x3F, List.of(number(60, 1), number(RegisterIds.SERIAL_NUMBER, 5)));
        port.then(wire(other.toFrame())).then(TYPE).then(OTHER_NUMBER).then(NOTHING);
        miss();
        start();
        assertNext(FIRST + "-", "read", "silent");
        // what lacks a register is confirmed after a failure
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY).then(ENERGY).then(ENERGY);
        poller().readNow(Set.of(60));
        // the counter was at 300 GJ
        assertNext("[60, 1001] -", "read", "[60, 1001] 216.34", "read");
    }
}
