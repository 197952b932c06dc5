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
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.FrameDecoder;
import org.openhab.binding.kamstrup.internal.kmp.LineItem;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineClock;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.VirtualScheduler;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.Period;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;

/**
 * A year of a meter whose frames are damaged, whose counter is zero now and then, and whose host has a wrong clock now
 * and then: what the days come to is what the counter has added.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class YearOfPollingFaultsTest implements MeterPoller.Listener {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BEGIN = Instant.parse("2027-03-10T11:07:00Z");
    private static final int ADDRESS = 0x3F;
    private static final MeterType TYPE = new MeterType(ADDRESS, 4, new SoftwareRevision(6, 1));
    private static final SerialNumber NUMBER = new SerialNumber(ADDRESS, 19088743);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final ReadingProcessor PROCESSOR = new ReadingProcessor(Optional.of(BigDecimal.valueOf(1500)),
            Optional.empty(), ZONE, Instant.parse("2026-11-22T00:00:00Z"));

    private final FakeClock fake = new FakeClock();
    private final LineClock clock = new LineClock() {
        @Override
        public long nanos() {
            return fake.nanos();
        }

        @Override
        public Instant instant() {
            return now().plus(wrongBy);
        }

        @Override
        public boolean pause(long nanos) {
            return fake.pause(nanos);
        }

        @Override
        public void stop() {
            fake.stop();
        }
    };
    private final VirtualScheduler time = new VirtualScheduler(fake);
    private final Random random = new Random(12);
    private final Line line = new Line(time, new LineSettings("port", 1200, 2),
            settings -> new OpenResult.Opened(new Port()), clock, new LineEvents(),
            Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1)));
    private final MeterProfile profile = new MeterProfile(TYPE.type(), TYPE.software(), NUMBER.number(),
            Map.of(60, heat()));
    private final Map<Instant, BigDecimal> days = new HashMap<>();
    private MeterState state = MeterState.of(profile);
    private Optional<MeterPoller> poller = Optional.empty();
    private Duration wrongBy = Duration.ZERO;
    private int damagedInTen;
    private boolean zero;
    private int answers;
    private BigDecimal last = BigDecimal.ZERO;

    private void restart() {
        poller.ifPresent(MeterPoller::stop);
        MeterPoller started = new MeterPoller(line,
                new PollSettings(ADDRESS, PowerSupply.BATTERY.intervals(), Duration.ofDays(366)), PROCESSOR,
                Optional.of(new MeterState(state.profile(), state.counters(), state.consumption(), state.info())),
                this);
        poller = Optional.of(started);
        started.want(new RegisterDemand(Set.of(Map.of(60, PollClass.COUNTER)), true));
        started.start();
    }

    private Instant now() {
        return BEGIN.plusNanos(fake.nanos());
    }

    /** 12 kW, more or less, in steps of 0.01 GJ. */
    private RegisterValue heat() {
        BigDecimal used = BigDecimal.valueOf(Duration.ofNanos(fake.nanos()).toSeconds())
                .multiply(new BigDecimal("0.000012"));
        return RegisterValue.of(60, Unit.GJ,
                zero ? new BigDecimal("0.00") : used.add(new BigDecimal("216.30")).setScale(2, RoundingMode.DOWN), 4);
    }

    /** A port with the meter behind it: the answer is there at once, but often damaged. */
    private final class Port implements LinePort {
        private final Deque<byte[]> arrived = new ArrayDeque<>();
        private final FrameDecoder decoder = new FrameDecoder(this::hear);

        private void hear(LineItem item) {
            if (item instanceof LineItem.Received received) {
                Message question = Message.of(received.frame());
                Frame answer = question instanceof GetType ? TYPE.toFrame()
                        : question instanceof GetSerialNumber ? NUMBER.toFrame()
                                : new RegisterValues(ADDRESS, ((GetRegisters) question).ids().stream()
                                        .filter(id -> id == 60).map(id -> heat()).toList()).toFrame();
                byte[] bytes = answer.toWire().toByteArray();
                if (random.nextInt(10) < damagedInTen) {
                    bytes[3 + random.nextInt(bytes.length - 4)] ^= 1 << random.nextInt(3);
                }
                arrived.add(bytes);
            }
        }

        @Override
        public void write(byte[] bytes) {
            decoder.accept(bytes, 0, bytes.length);
        }

        @Override
        public int read(byte[] buffer) {
            byte[] bytes = arrived.poll();
            if (bytes == null) {
                return 0;
            }
            System.arraycopy(bytes, 0, buffer, 0, bytes.length);
            return bytes.length;
        }

        @Override
        public void close() {
            arrived.clear();
        }
    }

    /** With zeros on every third day, a wrong clock on every fifth, and a restart on every second. */
    @ParameterizedTest
    @CsvSource("2, true, true")
    void sumOfDaysIsWhatTheCounterHasAdded(int damaged, boolean zeros, boolean wrongClocks) {
        assertSumOfDaysIsWhatTheCounterHasAdded(damaged, zeros, wrongClocks);
    }

    @ParameterizedTest
    @CsvSource({ "0, false, false", "2, false, false", "2, true, false", "2, false, true" })
    @Tag("slow")
    void sumOfDaysWithFewerFaults(int damaged, boolean zeros, boolean wrongClocks) {
        assertSumOfDaysIsWhatTheCounterHasAdded(damaged, zeros, wrongClocks);
    }

    private void assertSumOfDaysIsWhatTheCounterHasAdded(int damaged, boolean zeros, boolean wrongClocks) {
        damagedInTen = damaged;
        line.start();
        restart();
        time.pass(HOUR);
        for (int hour = 1; hour < 24 * 370; hour++) {
            zero = zeros && hour % 71 < 1 + hour % 5;
            Duration wrong = Duration.ofDays(random.nextInt(1200) - 600);
            wrongBy = wrongClocks && hour % 121 == 20 && !isAroundMidnight() ? wrong : Duration.ZERO;
            if (hour % 47 == 0) {
                restart();
            }
            time.pass(HOUR);
        }
        zero = false;
        wrongBy = Duration.ZERO;
        time.pass(HOUR.multipliedBy(3));
        BigDecimal added = last.subtract(new BigDecimal("216.30")).setScale(2);
        assertTrue(answers > 24 * 370, () -> answers + " answers");
        assertEquals(added, days.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add), "sum of the days");
    }

    private boolean isAroundMidnight() {
        int hour = now().atZone(ZONE).getHour();
        return hour >= 21 || hour <= 1;
    }

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        state = update.state();
        answers += update.accepted().asked().isEmpty() && update.pending().isEmpty() ? 0 : 1;
        Consumption consumption = state.consumption();
        update.accepted().find(60).ifPresent(value -> {
            last = zero ? last : value.number();
            // with a wrong clock the period is another one
            consumption.used(Period.DAY, value).filter(used -> wrongBy.isZero())
                    .ifPresent(used -> days.put(consumption.since(Period.DAY).orElseThrow(), used.number()));
        });
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        // the poller asks again
    }
}
