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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.FrameDecoder;
import org.openhab.binding.kamstrup.internal.kmp.LineItem;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineListener;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.LineStatistics;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.VirtualScheduler;
import org.openhab.binding.kamstrup.internal.meter.DayBoundary;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;

/**
 * A line and a reader over months, in a moment: how often the meter is woken, and what happens when it falls silent or
 * its head is pulled for a while.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LongTermPollingTest implements MeterPoller.Listener, LineListener {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration NEVER = Duration.ofDays(366);
    private static final int ADDRESS = 0x3F;
    /** What follows so soon is one wake-up. */
    private static final Duration AWAKE = Duration.ofSeconds(5);

    private final FakeClock clock = new FakeClock();
    private final VirtualScheduler time = new VirtualScheduler(clock);
    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));
    private final List<Long> asked = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final Line line = new Line(time, new LineSettings("port", 1200, 2), this::open, clock, this,
            Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1)));
    private RegisterDemand demand = new RegisterDemand(
            Set.of(Map.of(60, PollClass.COUNTER), Map.of(86, PollClass.LIVE)), false);
    private Duration latency = Duration.ZERO;
    private @Nullable MeterPoller poller;
    private boolean silent;
    private boolean pulled;
    private int openings;
    private int offline;

    private OpenResult open(LineSettings settings) {
        openings++;
        return pulled ? new OpenResult.NotOpened(Finding.PORT_MISSING, "") : new OpenResult.Opened(new MeterPort());
    }

    /** A port with the meter behind it. */
    private final class MeterPort implements LinePort {
        private final Deque<byte[]> answers = new ArrayDeque<>();
        private long answersAt;
        private final FrameDecoder decoder = new FrameDecoder(this::hear);

        private void hear(LineItem item) {
            if (item instanceof LineItem.Received received && !silent) {
                meter.answer(received.frame()).map(Frame::toWire).ifPresent(wire -> answers.add(wire.toByteArray()));
            }
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            failIfPulled();
            asked.add(clock.nanos());
            answersAt = clock.nanos() + latency.toNanos();
            decoder.accept(bytes, 0, bytes.length);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            failIfPulled();
            byte[] answer = clock.nanos() < answersAt ? null : answers.poll();
            if (answer == null) {
                return 0;
            }
            System.arraycopy(answer, 0, buffer, 0, answer.length);
            return answer.length;
        }

        private void failIfPulled() throws IOException {
            if (pulled) {
                throw new IOException("pulled");
            }
        }

        @Override
        public void close() {
            answers.clear();
        }
    }

    private void read(PowerSupply supply, Duration longestPause, Duration duration) {
        read(supply.intervals(), longestPause, duration);
    }

    private void read(Map<PollClass, Duration> intervals, Duration longestPause, Duration duration) {
        line.start();
        poller = new MeterPoller(line, new PollSettings(ADDRESS, intervals, longestPause),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH),
                Optional.empty(), this);
        poller.want(demand);
        poller.start();
        time.pass(duration);
    }

    private Duration longestPause() {
        long longest = 0;
        for (int i = 1; i < asked.size(); i++) {
            longest = Math.max(longest, asked.get(i) - asked.get(i - 1));
        }
        return Duration.ofNanos(longest);
    }

    private int wakeUps() {
        int wakeUps = 0;
        long last = Long.MIN_VALUE / 2;
        for (long moment : asked) {
            wakeUps += moment - last > AWAKE.toNanos() ? 1 : 0;
            last = moment;
        }
        return wakeUps;
    }

    @Test
    void wakesAMeterOnABatteryAsOftenAsWakeUpsPerDay() {
        int days = 100;
        read(PowerSupply.BATTERY, NEVER, DAY.multipliedBy(days));
        int perDay = PollSchedule.wakeUpsPerDay(PowerSupply.BATTERY.intervals(), NEVER, Set.of(PollClass.LIVE));
        // readings drift by no more than the time that they take
        assertTrue(Math.abs(wakeUps() - perDay * days) <= 1, () -> wakeUps() + " wake-ups");
        assertEquals(0, offline);
        // all is read once more when the registers of the meter are known
        long counters = readings.stream().filter(reading -> reading.asked().contains(60)).count() - 1;
        assertTrue(Math.abs(counters - 24 * days) <= 1, () -> counters + " readings of the counter");
    }

    @Test
    void asksWithinTheKeepAwakeInterval() {
        read(PowerSupply.BATTERY, Duration.ofMinutes(3), DAY);
        assertTrue(longestPause().compareTo(Duration.ofSeconds(181)) <= 0, () -> "a pause of " + longestPause());
    }

    @Test
    void retriesASilentMeterAndReadsItAgain() {
        read(PowerSupply.MAINS, NEVER, Duration.ofHours(1));
        silent = true;
        asked.clear();
        time.pass(DAY);
        // three attempts every ten seconds at the most
        assertTrue(asked.size() < 3 * 8640, () -> asked.size() + " requests");
        assertTrue(offline > 0);
        int before = readings.size();
        silent = false;
        time.pass(Duration.ofMinutes(1));
        assertTrue(readings.size() > before);
    }

    /** In seconds; a year of 366 days is the longest interval. */
    @ParameterizedTest
    @CsvSource({ "live 31622400, counter 60, COUNTER, 31622400, 60", "live 900, counter 3600, LIVE, 200, 120",
            "live 900, counter 3600, LIVE, 31622400, 120", "live 900, counter 3600, LIVE, 60, 60",
            "live 31622400, counter 31622400, SLOW, 31622400, 120" })
    void retriesWithinTheWantedIntervalsAndTheKeepAwakeInterval(String live, String counter, PollClass pollClass,
            long keepAwake, long longest) {
        assertRetriesWithin(live, counter, pollClass, keepAwake, longest);
    }

    @ParameterizedTest
    @CsvSource({ "live 10, counter 60, LIVE, 31622400, 10", "live 10, counter 60, COUNTER, 31622400, 60",
            "live 3, counter 60, LIVE, 31622400, 3" })
    @Tag("slow")
    void retriesWithinIntervalsOfSeconds(String live, String counter, PollClass pollClass, long keepAwake,
            long longest) {
        assertRetriesWithin(live, counter, pollClass, keepAwake, longest);
    }

    private void assertRetriesWithin(String live, String counter, PollClass pollClass, long keepAwake, long longest) {
        Map<PollClass, Duration> intervals = new EnumMap<>(PowerSupply.BATTERY.intervals());
        intervals.put(PollClass.LIVE, seconds(live));
        intervals.put(PollClass.COUNTER, seconds(counter));
        demand = new RegisterDemand(Set.of(Map.of(60, pollClass)), false);
        read(intervals, Duration.ofSeconds(keepAwake), Duration.ofHours(1));
        silent = true;
        time.pass(DAY);
        asked.clear();
        time.pass(DAY);
        long pause = longestPause().toSeconds();
        // the last attempt at the request before takes its time, too
        assertTrue(pause >= longest && pause <= longest + AWAKE.toSeconds(), () -> "a pause of " + pause + " s");
        int before = readings.size();
        silent = false;
        time.pass(Duration.ofSeconds(longest).plus(AWAKE));
        assertTrue(readings.size() > before);
    }

    /** The moment of the last reading before the first midnight of the clock, which starts in 1970. */
    private static final Duration BEFORE_MIDNIGHT = DAY.minus(DayBoundary.LEAD);

    private void passUntil(Duration moment) {
        time.pass(Duration.between(clock.instant(), Instant.EPOCH.plus(moment)));
    }

    private List<String> readingsOf(int id) {
        return readings.stream().flatMap(reading -> reading.at(Set.of(id)).stream())
                .filter(at -> at.isAfter(Instant.EPOCH.plus(BEFORE_MIDNIGHT.minusSeconds(30))))
                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).toList();
    }

    @Test
    void readsCountersRightBeforeAndAfterMidnight() {
        demand = new RegisterDemand(Set.of(Map.of(74, PollClass.SLOW),
                Map.of(60, PollClass.SLOW, 68, PollClass.COUNTER), Map.of(60, PollClass.COUNTER)), true);
        Map<PollClass, Duration> intervals = new EnumMap<>(PowerSupply.BATTERY.intervals());
        intervals.put(PollClass.COUNTER, Duration.ofDays(3));
        intervals.put(PollClass.SLOW, Duration.ofDays(3));
        read(intervals, NEVER, Duration.ofHours(1));
        passUntil(DAY.plus(Duration.ofHours(1)));
        assertEquals(List.of("1970-01-01T23:59:00Z", "1970-01-02T00:00:01Z"), readingsOf(60));
        assertEquals(readingsOf(60), readingsOf(68));
        assertEquals(List.of(), readingsOf(74));
    }

    @Test
    void readsCountersThatComeDueDuringAReadingAfterIt() {
        demand = new RegisterDemand(Set.of(Map.of(60, PollClass.COUNTER)), true);
        Map<PollClass, Duration> intervals = new EnumMap<>(PowerSupply.BATTERY.intervals());
        intervals.put(PollClass.COUNTER, Duration.ofDays(3));
        read(intervals, NEVER, Duration.ofHours(1));
        passUntil(BEFORE_MIDNIGHT.minusMillis(500));
        latency = Duration.ofMillis(1500);
        Objects.requireNonNull(poller).readNow(Set.of(86));
        passUntil(DAY.plus(Duration.ofHours(1)));
        assertEquals(List.of("1970-01-01T23:59:01Z"), readingsOf(86));
        assertEquals(List.of("1970-01-01T23:59:02Z", "1970-01-02T00:00:02Z"), readingsOf(60));
    }

    @Test
    void retriesRightBeforeMidnight() {
        demand = new RegisterDemand(Set.of(Map.of(60, PollClass.COUNTER)), true);
        read(PowerSupply.BATTERY, NEVER, Duration.ofHours(1));
        passUntil(BEFORE_MIDNIGHT.minusMinutes(70));
        silent = true;
        passUntil(DAY);
        long due = BEFORE_MIDNIGHT.toNanos();
        assertTrue(asked.stream().anyMatch(moment -> Math.abs(moment - due) <= Duration.ofSeconds(1).toNanos()));
    }

    private static Duration seconds(String interval) {
        return Duration.ofSeconds(Long.parseLong(interval.split(" ")[1]));
    }

    @Test
    void reopensAPulledPortOnceAMinute() {
        read(PowerSupply.MAINS, NEVER, Duration.ofHours(1));
        pulled = true;
        openings = 0;
        time.pass(DAY);
        assertTrue(openings >= 1400 && openings <= 1500, () -> openings + " openings");
        int before = readings.size();
        pulled = false;
        time.pass(Duration.ofMinutes(2));
        assertTrue(readings.size() > before);
    }

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        if (!update.accepted().asked().isEmpty()) {
            readings.add(update.accepted());
        }
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        offline += isOffline ? 1 : 0;
    }

    @Override
    public void portOpened() {
        // no matter
    }

    @Override
    public void portClosed(Finding finding, String evidence) {
        // no matter
    }

    @Override
    public void stateChanged(LineStatistics.Snapshot state) {
        // no matter
    }
}
