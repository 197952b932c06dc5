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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.VirtualScheduler;
import org.openhab.binding.kamstrup.internal.meter.MeterFamily;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * A simulated 382J at 9600 baud, from its first contact on, in a time of its own.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ElectricityMeterTest implements MeterPoller.Listener {

    private static final RegisterImage IMAGE = RegisterImage.named("382j");
    private static final RegisterImage HEAT_METER = RegisterImage.named("multical-601");
    private static final WireSettings FAST = new WireSettings(9600, Duration.ofMillis(30), false, List.of());

    private final FakeClock clock = new FakeClock();
    private final VirtualScheduler scheduler = new VirtualScheduler(clock);
    private final Set<Integer> requested = new HashSet<>();
    private final Map<Integer, String> values = new TreeMap<>();
    private Optional<MeterState> state = Optional.empty();

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        state = Optional.of(update.state());
        update.accepted().values().forEach((id, value) -> values.put(id,
                value.number().toPlainString() + " " + value.unit().map(Unit::symbol).orElseThrow()));
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        // the poller asks again
    }

    private SimulatedMeter meter(RegisterImage image) {
        return new SimulatedMeter(image) {
            @Override
            public Optional<Frame> answer(Frame request) {
                if (Message.of(request)instanceof GetRegisters registers) {
                    requested.addAll(registers.ids());
                }
                return super.answer(request);
            }
        };
    }

    /** Polls a meter that answers at one speed, through a port that is opened once. */
    private void poll(RegisterImage image, int baudRate, Set<Integer> wanted) {
        WirePort port = new WirePort(meter(image), baudRate == 9600 ? FAST : WireSettings.DEFAULT, clock);
        assertDoesNotThrow(() -> port.setSpeed(1200, 2));
        Queue<LinePort> openings = new ArrayDeque<>(List.of(port));
        Line line = new Line(scheduler,
                new LineSettings("test", 1200, 2, ControlLineState.AS_DRIVER_SETS, ControlLineState.AS_DRIVER_SETS,
                        true),
                settings -> new OpenResult.Opened(openings.remove()), clock, new LineEvents(),
                Backoff.of(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        line.start();
        MeterPoller poller = new MeterPoller(line,
                new PollSettings(0x3F, PowerSupply.MAINS.intervals(), Duration.ofDays(366)),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH), state, this);
        poller.want(new RegisterDemand(
                wanted.stream().map(id -> Map.of(id, PollClass.LIVE)).collect(Collectors.toUnmodifiableSet()), false));
        poller.start();
        scheduler.pass(Duration.ofMinutes(2));
        poller.stop();
        scheduler.pass(Duration.ofMinutes(1));
    }

    private MeterProfile profile() {
        return state.orElseThrow().profile();
    }

    @Test
    void namesAndReadsA382JAtItsSpeed() {
        poll(IMAGE, 9600, Set.of(1, 1023, 1054, 1076));
        assertEquals(Optional.of("Kamstrup 382J"), profile().modelName());
        assertEquals(Optional.of(MeterFamily.ELECTRICITY), profile().family());
        assertTrue(profile().isComplete());
        assertEquals(IMAGE.registers().keySet(), profile().registers().keySet());
        assertEquals("6753.0 kWh", values.get(1));
        assertEquals("0.976 kW", values.get(1023));
        assertEquals("229 V", values.get(1054));
        assertEquals("5.41 A", values.get(1076));
        Set<Integer> known = RegisterCatalogue.ELECTRICITY.registers().stream().map(register -> register.id())
                .collect(Collectors.toSet());
        assertEquals(known, requested, "no register of a heat meter is asked for");
    }

    @Test
    void readsAnElectricityMeterAt1200Baud() {
        poll(IMAGE, 1200, Set.of(1));
        assertEquals("6753.0 kWh", values.get(1));
    }

    /** Also if both have the same number: it is unique among meters of a kind only. */
    @ParameterizedTest
    @CsvSource({ "false", "true" })
    void electricityMeterInPlaceOfAHeatMeterIsAnotherMeter(boolean hasSameNumber) {
        poll(HEAT_METER, 1200, Set.of(60, 68));
        assertEquals("102.47 GJ", values.get(60));
        values.clear();
        requested.clear();
        poll(hasSameNumber ? IMAGE.withSerialNumber(HEAT_METER.serialNumber()).with(1001, "6543210") : IMAGE, 9600,
                Set.of(60, 68));
        assertEquals(0x5301, profile().type());
        assertTrue(profile().isComplete());
        assertEquals(IMAGE.registers().keySet(), profile().registers().keySet());
        assertFalse(values.containsKey(60));
        assertFalse(state.orElseThrow().counters().containsKey(60));
        assertFalse(requested.contains(86), "what was asked for is what was wanted, and registers of its own");
    }

    @ParameterizedTest
    @CsvSource({ "false", "true" })
    void heatMeterInPlaceOfAnElectricityMeterIsAnotherMeter(boolean hasSameNumber) {
        poll(IMAGE, 9600, Set.of(1));
        values.clear();
        poll(hasSameNumber ? HEAT_METER.withSerialNumber(IMAGE.serialNumber()).with(1001, "14990045") : HEAT_METER,
                1200, Set.of(1, 60));
        assertEquals(HEAT_METER.type(), profile().type());
        assertEquals("102.47 GJ", values.get(60));
        assertFalse(values.containsKey(1));
        assertFalse(state.orElseThrow().counters().containsKey(1));
    }
}
