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

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.VirtualScheduler;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.CounterSnapshot;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.Period;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * The first contact with simulated meters, in the time of a line at 1200 baud.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FirstReadingTest implements MeterPoller.Listener {

    private static final List<Integer> EIGHT = List.of(60, 63, 68, 74, 80, 86, 87, 89);
    private static final Duration STEP = Duration.ofMillis(400);
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(40);

    private final FakeClock clock = new FakeClock();
    private final VirtualScheduler scheduler = new VirtualScheduler(clock);
    private Optional<LinePort> port = Optional.empty();
    private Optional<MeterState> state = Optional.empty();
    private final Set<Integer> wanted = Set.copyOf(EIGHT);
    private boolean wantsConsumption;
    private final Set<Integer> linkedMeanwhile = new HashSet<>();
    private Optional<Instant> linkedReadAt = Optional.empty();
    private final Set<Integer> published = new HashSet<>();
    private final Set<String> mixed = new HashSet<>();
    private Optional<Instant> firstValuesAt = Optional.empty();
    private Optional<Instant> completeAt = Optional.empty();

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        state = Optional.of(update.state());
        published.addAll(update.accepted().asked());
        if (published.containsAll(wanted) && firstValuesAt.isEmpty()) {
            firstValuesAt = Optional.of(clock.instant());
        }
        if (!linkedMeanwhile.isEmpty()) {
            linkedMeanwhile.addAll(wanted);
            source.want(demand(linkedMeanwhile));
            if (published.containsAll(linkedMeanwhile) && linkedReadAt.isEmpty()) {
                linkedReadAt = Optional.of(clock.instant());
            }
        }
        MeterProfile profile = update.state().profile();
        if (profile.isComplete() && source.registersAsked().isEmpty() && completeAt.isEmpty()) {
            completeAt = Optional.of(clock.instant());
        }
        if (profile.isComplete() && wantsConsumption) {
            source.want(new RegisterDemand(Set.of(Consumption.REGISTERS.stream().filter(profile::has)
                    .collect(Collectors.toUnmodifiableMap(id -> id, id -> PollClass.COUNTER))), true));
        }
        update.accepted().find(60).filter(value -> !value.equals(heat(profile.serialNumber())))
                .ifPresent(value -> mixed.add(value + " of " + profile.serialNumber()));
    }

    private static Object heat(long serialNumber) {
        return List.of("multical-601", "multical-603", "multical-402").stream().map(RegisterImage::named)
                .filter(image -> image.serialNumber() == serialNumber)
                .flatMap(image -> image.value(60, Clock.systemUTC()).stream()).findAny().orElseThrow();
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        // the poller asks again
    }

    private WirePort wire(SimulatedMeter meter) {
        return new WirePort(meter, WireSettings.DEFAULT, clock);
    }

    /** @return when the poller was started */
    private Instant poll(Duration duration) {
        Line line = new Line(scheduler, new LineSettings("test", 1200, 2),
                settings -> new OpenResult.Opened(port.orElseThrow()), clock, new LineEvents(), Backoff.of(STEP, STEP));
        line.start();
        scheduler.pass(Duration.ZERO);
        Instant start = clock.instant();
        MeterPoller poller = new MeterPoller(line,
                new PollSettings(0x3F, PowerSupply.MAINS.intervals(), Duration.ofDays(366)),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH), state, this);
        poller.want(demand(wanted));
        poller.start();
        scheduler.pass(duration);
        poller.stop();
        return start;
    }

    /** Half a second passes before the first request through a port that was opened. */
    @ParameterizedTest
    @CsvSource({ "multical-601, 4000, 32000", "multical-603, 4000, 36000" })
    void firstEightValuesOfAnUnknownMeterComeBeforeTheOtherRegisters(String image, long first, long all) {
        port = Optional.of(wire(new SimulatedMeter(RegisterImage.named(image))));
        Instant start = poll(LONGEST_PROBE);
        assertTrue(sinceMillis(start, firstValuesAt) <= first, () -> sinceMillis(start, firstValuesAt) + " ms");
        assertTrue(sinceMillis(start, completeAt) <= all, () -> sinceMillis(start, completeAt) + " ms");
        assertEquals(
                RegisterImage.named(image).registers().keySet().stream()
                        .filter(id -> RegisterCatalogue.HEAT.find(id).isPresent()).collect(Collectors.toSet()),
                state.orElseThrow().profile().registers().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = { "multical-601", "multical-603" })
    void firstEightValuesOfAKnownMeterNeedNoIdentification(String image) {
        port = Optional.of(wire(new SimulatedMeter(RegisterImage.named(image))));
        poll(LONGEST_PROBE);
        firstValuesAt = Optional.empty();
        published.clear();
        Instant start = poll(LONGEST_PROBE);
        assertTrue(sinceMillis(start, firstValuesAt) <= 3500, () -> sinceMillis(start, firstValuesAt) + " ms");
    }

    /** The channels that Main UI shows at first are there before a user has found the page of the new thing. */
    @Test
    void firstThreeRequestsHaveTheRegistersOfTheChannelsThatAreNotAdvanced() {
        RegisterProbe probe = new RegisterProbe(new MeterType(0x3F, 0x1504, new SoftwareRevision(1, 1)),
                new SerialNumber(0x3F, 1));
        Set<Integer> asked = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            List<Integer> ids = probe.next().orElseThrow().ids();
            asked.addAll(ids);
            probe.heard(ids, List.of());
        }
        Set<Integer> first = new HashSet<>(Consumption.REGISTERS);
        first.remove(RegisterIds.ACTIVE_ENERGY_IMPORT);
        first.addAll(List.of(RegisterIds.INFO_CODE, RegisterIds.INFO_BITS, RegisterIds.DATE));
        RegisterCatalogue.HEAT.registers().stream().filter(Register::everyday).map(Register::id).forEach(first::add);
        first.removeAll(asked);
        assertEquals(Set.of(), first);
    }

    /** A user makes an equipment of the new thing after the first values, with an item for each channel. */
    @ParameterizedTest
    @ValueSource(strings = { "multical-601", "multical-603" })
    void registersThatAreLinkedMeanwhileAreReadBeforeTheOthers(String image) {
        port = Optional.of(wire(new SimulatedMeter(RegisterImage.named(image))));
        linkedMeanwhile.addAll(List.of(RegisterIds.INFO_CODE, 84, 85));
        Instant start = poll(LONGEST_PROBE);
        assertTrue(sinceMillis(start, linkedReadAt) <= 8000, () -> sinceMillis(start, linkedReadAt) + " ms");
    }

    private static RegisterDemand demand(Collection<Integer> ids) {
        return new RegisterDemand(Set.copyOf(
                ids.stream().map(id -> Map.of(id, RegisterCatalogue.HEAT.find(id).orElseThrow().pollClass())).toList()),
                false);
    }

    private static long sinceMillis(Instant start, Optional<Instant> end) {
        return Duration.between(start, end.orElseThrow()).toMillis();
    }

    /** Consumption of a day begins with all counters of the meter, or its mean temperatures would be missing. */
    @ParameterizedTest
    @ValueSource(strings = { "multical-601", "multical-603" })
    void consumptionBeginsWithAllCounters(String image) {
        port = Optional.of(wire(new SimulatedMeter(RegisterImage.named(image))));
        wantsConsumption = true;
        poll(LONGEST_PROBE);
        Collection<List<CounterSnapshot>> beginnings = state.orElseThrow().consumption().beginnings().values();
        assertEquals(Period.values().length, beginnings.size());
        beginnings.forEach(marks -> assertTrue(marks.get(0).counters().containsKey(RegisterIds.VOLUME_FLOW_TEMPERATURE),
                marks::toString));
    }

    /** A head is moved from one meter to another one; between the two there is nothing under it. */
    private final class MovedHead implements LinePort {
        private final LinePort before;
        private final LinePort after;
        private final long from;
        private final long to;

        MovedHead(LinePort before, LinePort after, Duration from, Duration length) {
            this.before = before;
            this.after = after;
            this.from = clock.nanos() + from.toNanos();
            this.to = this.from + length.toNanos();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (clock.nanos() < from) {
                before.write(bytes);
            } else if (clock.nanos() >= to) {
                after.write(bytes);
            }
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            if (clock.nanos() >= to) {
                return after.read(buffer);
            }
            return clock.nanos() < from ? before.read(buffer) : 0;
        }

        @Override
        public void close() {
            before.close();
        }
    }

    @ParameterizedTest
    @CsvSource({ "multical-601, multical-603", "multical-402, multical-601" })
    @Tag("slow")
    void noValueOfOneMeterIsPublishedAsThatOfAnother(String first, String second) {
        assertNoValueIsMixed(first, second, STEP);
    }

    @Test
    void noValueOfOneMeterIsPublishedAsThatOfAnotherInSomeMoments() {
        assertNoValueIsMixed("multical-601", "multical-603", STEP.multipliedBy(23));
    }

    private void assertNoValueIsMixed(String first, String second, Duration step) {
        for (Duration length : List.of(Duration.ofMillis(1500), Duration.ofSeconds(3))) {
            for (Duration from = Duration.ZERO; from.compareTo(LONGEST_PROBE) < 0; from = from.plus(step)) {
                state = Optional.empty();
                port = Optional.of(new MovedHead(wire(new SimulatedMeter(RegisterImage.named(first))),
                        wire(new SimulatedMeter(RegisterImage.named(second))), from, length));
                poll(Duration.ofMinutes(2));
                String moved = from + " for " + length;
                assertEquals(Set.of(), mixed, moved);
                MeterProfile profile = state.orElseThrow().profile();
                assertEquals(RegisterImage.named(second).serialNumber(), profile.serialNumber(), moved);
                assertTrue(profile.isComplete(), moved);
                assertEquals(
                        RegisterImage.named(second).registers().keySet().stream()
                                .filter(id -> RegisterCatalogue.HEAT.find(id).isPresent()).collect(Collectors.toSet()),
                        profile.registers().keySet(), moved);
            }
        }
    }
}
