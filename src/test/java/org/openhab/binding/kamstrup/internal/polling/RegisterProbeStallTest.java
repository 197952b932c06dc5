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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
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
import org.openhab.binding.kamstrup.internal.line.StallingPort;
import org.openhab.binding.kamstrup.internal.line.VirtualScheduler;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * Asks a meter for all that there is while the network holds back its answers for some seconds, at any moment. What
 * comes of it is kept for years, so no register may be missing.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RegisterProbeStallTest {

    private static final int ADDRESS = 0x3F;
    private static final Duration STEP = Duration.ofMillis(250);
    /** For the short form. */
    private static final Duration LONG_STEP = Duration.ofSeconds(2);
    /** Around the moments at which a question is asked again and given up. */
    private static final List<Duration> LENGTHS = List.of(Duration.ofMillis(3800), Duration.ofMillis(4700),
            Duration.ofMillis(5600), Duration.ofMillis(12_000));
    private static final Duration LONGEST_PROBE = Duration.ofMinutes(2);

    @ParameterizedTest
    @ValueSource(strings = { "multical-601", "multical-402", "multical-403", "multical-603" })
    @Tag("slow")
    void noRegisterIsLost(String image) throws IOException {
        assertNoRegisterIsLost(image, STEP);
    }

    @ParameterizedTest
    @ValueSource(strings = { "multical-402", "multical-603" })
    void noRegisterIsLostAtSomeMoments(String image) throws IOException {
        assertNoRegisterIsLost(image, LONG_STEP);
    }

    private static void assertNoRegisterIsLost(String image, Duration step) throws IOException {
        Set<Integer> all = registers(image, Duration.ZERO, Duration.ZERO);
        for (Duration length : LENGTHS) {
            for (Duration from = Duration.ZERO; from.compareTo(LONGEST_PROBE) < 0; from = from.plus(step)) {
                assertEquals(all, registers(image, from, length), length + " from " + from);
            }
        }
    }

    private static Set<Integer> registers(String image, Duration from, Duration length) throws IOException {
        FakeClock clock = new FakeClock();
        long start = clock.nanos() + from.toNanos();
        SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(image));
        LinePort port = new StallingPort(new WirePort(meter, WireSettings.DEFAULT, clock), clock, start,
                start + length.toNanos());
        VirtualScheduler scheduler = new VirtualScheduler(clock);
        Line line = new Line(scheduler, new LineSettings("test", 1200, 2), settings -> new OpenResult.Opened(port),
                clock, new LineEvents(), Backoff.of(STEP, STEP));
        RegisterProbe probe = new RegisterProbe(new MeterType(ADDRESS, 4, new SoftwareRevision(6, 1)),
                new SerialNumber(ADDRESS, 1));
        line.start();
        line.schedule(() -> probe(line, probe), Duration.ZERO);
        scheduler.pass(STEP);
        return probe.profile(true).registers().keySet();
    }

    private static void probe(Line line, RegisterProbe probe) {
        for (Optional<GetRegisters> next = probe.next(); next.isPresent(); next = probe.next()) {
            if (line.ask(next.get())instanceof RequestResult.Answered answered
                    && answered.response()instanceof RegisterValues values) {
                probe.heard(next.get().ids(), values.values());
            } else {
                probe.unanswered(next.get());
            }
        }
    }
}
