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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
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
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterPollerTest {

    private static final Arrival TYPE = new Arrival(300, "40 3F 01 00 04 1B F9 01 26 99 0D");
    private static final Arrival SERIAL_NUMBER = new Arrival(300, "40 3F 02 01 23 45 67 E9 56 0D");
    private static final Arrival ENERGY = new Arrival(300, "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D");
    private static final Arrival NOTHING = new Arrival(300, "40 3F 10 07 9A 0D");
    private static final Arrival OTHER_NUMBER = new Arrival(300, "40 3F 02 01 23 45 68 18 B9 0D");
    private static final int PROBE_REQUESTS = (RegisterCatalogue.registers().size() + GetRegisters.MAX_IDS - 1)
            / GetRegisters.MAX_IDS;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeClock clock = new FakeClock();
    private final ScriptedPort port = new ScriptedPort(clock);
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Line line = new Line("MeterReaderTest", new LineSettings("test", 1200, 2),
            settings -> new OpenResult.Opened(port), clock, new LineEvents());
    private final Map<Integer, Set<PollClass>> wanted = new TreeMap<>(Map.of(60, Set.of(PollClass.COUNTER)));
    private final Set<Integer> doubtful = new TreeSet<>();
    private final Set<Integer> atOnce = new TreeSet<>();
    private final Set<Integer> alongside = new TreeSet<>();
    private final Queue<Duration> untilCounters = new ConcurrentLinkedQueue<>();
    private Optional<MeterProfile> known = Optional
            .of(new MeterProfile(4, new SoftwareRevision(6, 1), 19088743, Map.of()));
    private final MeterPoller poller = new MeterPoller(line, 0x3F, PowerSupply.BATTERY.intervals(),
            Duration.ofDays(366), new MeterPollerListener() {
                @Override
                public Optional<MeterProfile> identified(MeterPoller source, MeterType type,
                        SerialNumber serialNumber) {
                    events.add("type " + type.type() + ", number " + serialNumber.number());
                    return known.filter(profile -> profile.serialNumber() == serialNumber.number());
                }

                @Override
                public void probed(MeterPoller source, MeterProfile profile) {
                    known = Optional.of(profile);
                    events.add("has " + new TreeSet<>(profile.registers().keySet()));
                }

                @Override
                public RegisterDemand demand(MeterPoller source) {
                    return new RegisterDemand(wanted, atOnce, alongside);
                }

                @Override
                public Optional<Duration> untilCountersAreDue(MeterPoller source) {
                    return Optional.ofNullable(untilCounters.poll());
                }

                @Override
                public Set<Integer> answered(MeterPoller source, Reading reading) {
                    events.add(new TreeSet<>(reading.asked()) + " "
                            + reading.find(60).map(value -> value.number().toPlainString()).orElse("-"));
                    Set<Integer> again = Set.copyOf(doubtful);
                    doubtful.clear();
                    return again;
                }

                @Override
                public void read(MeterPoller source) {
                    events.add("read");
                }

                @Override
                public void missed(MeterPoller source, RequestResult.Failed failure, boolean offline) {
                    events.add(failure.finding().id() + (offline ? ", offline" : ""));
                }
            });

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
        poller.start();
        assertNext("type 4, number 19088743", "[60] 216.34", "read");
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
    void aMeterIsAskedWhoItIsBeforeItIsRead() throws InterruptedException {
        readOnce();
    }

    @Test
    void aMeterThatWasNeverHeardIsOfflineAtOnce() throws InterruptedException {
        miss();
        poller.start();
        assertNext("silent, offline");
    }

    @Test
    void anExtraReadingTellsTheValuesAndNotTheNameAgain() throws InterruptedException {
        readOnce();
        port.then(ENERGY);
        poller.readNow(Set.of(60));
        assertNext("[60] 216.34", "read");
    }

    /** At midnight, for example; the next one is a day away when the answer has come. */
    @Test
    void countersThatComeDueDuringAReadingAreReadAfterIt() throws InterruptedException {
        untilCounters.addAll(List.of(Duration.ofSeconds(1), Duration.ofDays(1), Duration.ofDays(1)));
        readOnce();
        port.then(new Arrival(1500, ENERGY.hex())).then(ENERGY);
        poller.readNow(Set.of(60));
        assertNext("[60] 216.34", "read", "[60] 216.34", "read");
        line.schedule(() -> events.add("done"), Duration.ofMillis(200));
        assertNext("done");
    }

    /** Somebody wants one of the counters more often. */
    @Test
    void countersThatAreDueAreReadTogetherHoweverElseTheyAreRead() throws InterruptedException {
        wanted.put(60, Set.of(PollClass.LIVE, PollClass.COUNTER));
        wanted.put(68, Set.of(PollClass.COUNTER));
        untilCounters.addAll(List.of(Duration.ZERO, Duration.ofDays(1)));
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY).then(ENERGY);
        poller.start();
        assertNext("type 4, number 19088743", "[60, 68] 216.34", "read", "[60, 68] 216.34", "read");
    }

    @Test
    void extraReadingsThatFailAreNoRegularOnes() throws InterruptedException {
        readOnce();
        for (int i = 0; i < 3; i++) {
            miss();
            poller.readNow(Set.of(60));
            assertNext("silent");
        }
    }

    @Test
    void aStoppedReaderAsksNothing() throws InterruptedException {
        readOnce();
        int asked = port.written.size();
        poller.stop();
        poller.readNow(Set.of(60));
        line.schedule(() -> events.add("done"), Duration.ZERO);
        assertNext("done");
        assertEquals(asked, port.written.size());
    }

    @Test
    void aMeterThatIsNotKnownIsAskedForEverything() throws InterruptedException {
        known = Optional.empty();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        hasNothing(1);
        port.then(SERIAL_NUMBER).then(ENERGY);
        poller.start();
        assertNext("type 4, number 19088743", "has [60]", "[60] 216.34", "read");
    }

    @Test
    void aProbeThatIsBrokenOffGoesOnWhereItWas() throws InterruptedException {
        known = Optional.empty();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        miss();
        poller.start();
        assertNext("type 4, number 19088743", "silent, offline");
        // after a failure, that the meter has nothing of it is to be confirmed
        port.then(TYPE).then(SERIAL_NUMBER).then(NOTHING);
        hasNothing(1);
        port.then(SERIAL_NUMBER).then(ENERGY);
        poller.readNow(Set.of());
        assertNext("type 4, number 19088743", "has [60]", "[60] 216.34", "read");
    }

    @Test
    void registersThatSilenceTheMeterAreGivenUp() throws InterruptedException {
        known = Optional.empty();
        port.then(TYPE).then(SERIAL_NUMBER);
        miss();
        poller.start();
        assertNext("type 4, number 19088743", "silent, offline");
        port.then(TYPE).then(SERIAL_NUMBER).then(NOTHING);
        hasNothing(1);
        miss();
        poller.readNow(Set.of());
        assertNext("type 4, number 19088743", "silent, offline");
        port.then(TYPE).then(SERIAL_NUMBER).then(SERIAL_NUMBER).then(ENERGY);
        poller.readNow(Set.of());
        assertNext("type 4, number 19088743", "has []", "[60] 216.34", "read");
    }

    @Test
    void whatIsDoubtfulIsReadASecondTimeAtOnce() throws InterruptedException {
        doubtful.add(60);
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY).then(ENERGY);
        poller.start();
        assertNext("type 4, number 19088743", "[60] 216.34", "[60] 216.34", "read");
    }

    @Test
    void whatIsDoubtfulDoesNotConfirmItself() throws InterruptedException {
        doubtful.add(60);
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        miss();
        poller.start();
        assertNext("type 4, number 19088743", "[60] 216.34", "silent", "read");
    }

    @Test
    void whatNobodyWantsIsNotRead() throws InterruptedException {
        wanted.clear();
        port.then(TYPE).then(SERIAL_NUMBER).then(SERIAL_NUMBER);
        poller.start();
        assertNext("type 4, number 19088743", "read");
        assertEquals(List.of("80 3F 01 05 8A 0D", "80 3F 02 35 E9 0D", "80 3F 02 35 E9 0D"), port.written);
    }

    @Test
    void whatIsWantedAnewIsReadAtOnce() throws InterruptedException {
        wanted.clear();
        port.then(TYPE).then(SERIAL_NUMBER).then(SERIAL_NUMBER);
        poller.start();
        assertNext("type 4, number 19088743", "read");
        wanted.put(60, Set.of(PollClass.SLOW));
        port.then(ENERGY);
        poller.demandChanged();
        assertNext("[60] 216.34", "read");
    }

    @Test
    void aHeadThatIsPutOnAnotherMeterDuringTheProbeGivesNoMixture() throws InterruptedException {
        known = Optional.empty();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        hasNothing(1);
        port.then(OTHER_NUMBER);
        poller.start();
        assertNext("type 4, number 19088743");
        port.then(TYPE).then(OTHER_NUMBER);
        hasNothing(0);
        port.then(OTHER_NUMBER).then(ENERGY);
        poller.readNow(Set.of());
        assertNext("type 4, number 19088744", "has []", "[60] 216.34", "read");
    }

    @Test
    void aKnownMeterIsAskedForEverythingAgainIfThatIsWanted() throws InterruptedException {
        readOnce();
        port.then(TYPE).then(SERIAL_NUMBER).then(ENERGY);
        hasNothing(1);
        port.then(SERIAL_NUMBER).then(ENERGY);
        poller.probeAgain();
        assertNext("type 4, number 19088743", "has [60]", "[60] 216.34", "read");
    }

    @Test
    void whatIsMissingIsReadAgainWithTheNextReading() throws InterruptedException {
        readOnce();
        atOnce.add(60);
        port.then(ENERGY);
        poller.demandChanged();
        assertNext("[60] 216.34", "read");
    }

    private static Arrival wire(Frame frame) {
        return new Arrival(300, frame.toWire().toString());
    }

    private static RegisterValue number(int id, long value) {
        return RegisterValue.of(id, Unit.NUMBER, BigDecimal.valueOf(value), 4);
    }

    /** A meter whose serial number is read with every reading. */
    private void knowTheSerialNumberRegister() {
        known = Optional.of(new MeterProfile(4, new SoftwareRevision(6, 1), 19088743,
                Map.of(RegisterIds.SERIAL_NUMBER, number(RegisterIds.SERIAL_NUMBER, 19088743))));
        alongside.add(RegisterIds.SERIAL_NUMBER);
    }

    @Test
    void whatAnotherMeterSaysIsNotTakenForWhatThisOneSays() throws InterruptedException {
        knowTheSerialNumberRegister();
        RegisterValues other = new RegisterValues(0x3F, List.of(number(60, 1), number(RegisterIds.SERIAL_NUMBER, 5)));
        port.then(TYPE).then(SERIAL_NUMBER).then(wire(other.toFrame())).then(TYPE)
                .then(wire(new SerialNumber(0x3F, 5).toFrame()));
        hasNothing(0);
        port.then(wire(new SerialNumber(0x3F, 5).toFrame())).then(wire(other.toFrame()));
        poller.start();
        assertNext("type 4, number 19088743", "type 4, number 5", "has []", "[60, 1001] 1", "read");
    }

    /** The head is moved on in the middle of it, so that the rest is not answered. */
    @Test
    void whatAnotherMeterSaysFirstIsNotBelievedEither() throws InterruptedException {
        knowTheSerialNumberRegister();
        for (int id = 61; id < 61 + GetRegisters.MAX_IDS; id++) {
            wanted.put(id, Set.of(PollClass.COUNTER));
        }
        RegisterValues other = new RegisterValues(0x3F, List.of(number(RegisterIds.SERIAL_NUMBER, 5)));
        port.then(TYPE).then(SERIAL_NUMBER).then(wire(other.toFrame()));
        miss();
        port.then(TYPE).then(SERIAL_NUMBER);
        poller.start();
        assertNext("type 4, number 19088743", "silent, offline", "type 4, number 19088743");
    }

    @Test
    void aRegisterThatContradictsTheMetersNumberIsNotBelieved() throws InterruptedException {
        knowTheSerialNumberRegister();
        RegisterValues odd = new RegisterValues(0x3F, List.of(number(60, 1), number(RegisterIds.SERIAL_NUMBER, 5)));
        port.then(TYPE).then(SERIAL_NUMBER).then(wire(odd.toFrame())).then(TYPE).then(SERIAL_NUMBER)
                .then(wire(odd.toFrame())).then(wire(odd.toFrame()));
        poller.start();
        assertNext("type 4, number 19088743", "type 4, number 19088743", "[60, 1001] 1", "read");
        poller.readNow(Set.of(60));
        assertNext("[60, 1001] 1", "read");
    }
}
