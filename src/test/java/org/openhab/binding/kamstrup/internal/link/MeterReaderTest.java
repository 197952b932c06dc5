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
package org.openhab.binding.kamstrup.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.SerialNumber;
import org.openhab.binding.kamstrup.internal.link.ScriptedPort.Arrival;
import org.openhab.binding.kamstrup.internal.meter.Quantity;
import org.openhab.binding.kamstrup.internal.meter.ReadingPlan;
import org.openhab.binding.kamstrup.internal.meter.Register;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterReaderTest {

    private static final Arrival TYPE = new Arrival(300, "40 3F 01 00 04 1B F9 01 26 99 0D");
    private static final Arrival SERIAL_NUMBER = new Arrival(300, "40 3F 02 01 23 45 67 E9 56 0D");
    private static final Arrival ENERGY = new Arrival(300, "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeClock clock = new FakeClock();
    private final ScriptedPort port = new ScriptedPort(clock);
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Line line = new Line("MeterReaderTest", new LineSettings("test", 1200, 2),
            settings -> new Opening.Opened(port), clock, new LineEvents());
    private final MeterReader reader = new MeterReader(line, 0x3F, Duration.ofHours(1),
            new ReadingPlan(List.of(new Register(60, "heat-energy", Quantity.ENERGY))), new MeterListener() {
                @Override
                public void identified(MeterReader speaker, MeterType type, SerialNumber serialNumber) {
                    events.add("type " + type.type() + ", number " + serialNumber.number());
                }

                @Override
                public void answered(MeterReader speaker, List<Integer> ids, RegisterValues values) {
                    events.add(ids + " " + values.values().get(0).number());
                }

                @Override
                public void read(MeterReader speaker) {
                    events.add("read");
                }

                @Override
                public void missed(MeterReader speaker, Outcome.Failed failure, boolean offline) {
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
        reader.start();
        assertNext("type 4, number 19088743", "[60] 216.34", "read");
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
        reader.start();
        assertNext("silent, offline");
    }

    @Test
    void anExtraReadingTellsTheValuesAndNotTheNameAgain() throws InterruptedException {
        readOnce();
        port.then(ENERGY);
        reader.readNow();
        assertNext("[60] 216.34", "read");
    }

    @Test
    void extraReadingsThatFailAreNoRegularOnes() throws InterruptedException {
        readOnce();
        for (int i = 0; i < 3; i++) {
            miss();
            reader.readNow();
            assertNext("silent");
        }
    }

    @Test
    void aStoppedReaderAsksNothing() throws InterruptedException {
        readOnce();
        int asked = port.written.size();
        reader.stop();
        reader.readNow();
        line.schedule(() -> events.add("done"), Duration.ZERO);
        assertNext("done");
        assertEquals(asked, port.written.size());
    }
}
