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

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.VirtualScheduler;
import org.openhab.binding.kamstrup.internal.meter.LoggerRow;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterLoggers;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.simulator.AgeingMeter;
import org.openhab.binding.kamstrup.internal.simulator.Fault;
import org.openhab.binding.kamstrup.internal.simulator.Faults;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * Reads the loggers of a simulated meter at 1200 baud without real time, between its readings on battery, and measures
 * it: openhab/history prints the figures.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class HistoryImport implements MeterPoller.Listener {

    static final List<Integer> COUNTERS = List.of(60, 68, 97, 110);
    static final HistoryDemand DAYS = new HistoryDemand(
            Map.of(MeterLogger.DAY, new HistoryDemand.Rows(HistoryDemand.ALL, COUNTERS)));
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final int ADDRESS = 0x3F;
    private static final GetRegisters LIVE = new GetRegisters(ADDRESS, List.of(86, 87, 74));
    private static final double NANOS_PER_SECOND = 1e9;

    final FakeClock clock = new FakeClock();
    final AgeingMeter meter;
    /** What a store would hold. */
    Optional<MeterLoggers> stored = Optional.empty();
    int answers;
    int requests;
    long bytes;
    long lineNanos;
    long longestDelay;
    long longestGo;
    int goes;

    private final VirtualScheduler time = new VirtualScheduler(clock);
    private final WireSettings wire;
    private HistoryDemand demand = DAYS;
    private Optional<Line> line = Optional.empty();
    private Optional<MeterPoller> poller = Optional.empty();
    private Optional<CountedPort> port = Optional.empty();
    private MeterHistory history = reader();
    private boolean isInStep;
    private long nanosOfGo;

    HistoryImport(String image, int answerBytes, WireSettings wire) {
        clock.pause(Duration.between(clock.instant(), START));
        meter = new AgeingMeter(RegisterImage.named(image), clock.asClock(), answerBytes);
        this.wire = wire;
        history = reader();
    }

    HistoryImport want(HistoryDemand newDemand) {
        demand = newDemand;
        history.want(newDemand);
        return this;
    }

    /** Counts the bytes of the requests for rows and of their answers. */
    private final class CountedPort implements LinePort {

        private final LinePort port;
        private long failsAt = Long.MAX_VALUE;

        CountedPort(SimulatedMeter meter) {
            port = new WirePort(meter, wire, clock);
        }

        @Override
        public void write(byte[] sent) throws IOException {
            failIfPulled();
            bytes += isInStep ? sent.length : 0;
            requests += isInStep ? 1 : 0;
            port.write(sent);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            failIfPulled();
            int count = port.read(buffer);
            bytes += isInStep ? count : 0;
            return count;
        }

        private void failIfPulled() throws IOException {
            if (clock.nanos() >= failsAt) {
                throw new IOException("pulled");
            }
        }

        @Override
        public void close() {
            port.close();
        }
    }

    private MeterHistory reader() {
        MeterHistory reader = new MeterHistory(ADDRESS, ZoneOffset.UTC, stored, this::answered) {
            @Override
            void begin(MeterProfile profile) {
                goes++;
                nanosOfGo = 0;
                super.begin(profile);
            }

            @Override
            boolean step(Line asked) {
                long begin = clock.nanos();
                isInStep = true;
                boolean goesOn = super.step(asked);
                isInStep = false;
                lineNanos += clock.nanos() - begin;
                nanosOfGo += clock.nanos() - begin;
                longestGo = Math.max(longestGo, nanosOfGo);
                return goesOn;
            }
        };
        reader.want(demand);
        return reader;
    }

    private void answered(MeterLoggers known) {
        answers++;
        stored = Optional.of(known);
    }

    /** Starts the line and the poller anew, with what is stored. */
    void start() {
        Line started = new Line(time, new LineSettings("port", 1200, 2), settings -> {
            CountedPort opened = new CountedPort(meter);
            port = Optional.of(opened);
            return new OpenResult.Opened(opened);
        }, clock, new LineEvents(), Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1)));
        started.start();
        RegisterImage image = meter.image();
        MeterPoller polling = new MeterPoller(started,
                new PollSettings(ADDRESS, PowerSupply.BATTERY.intervals(), Duration.ofDays(366)),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH),
                Optional.of(MeterState.of(
                        new MeterProfile(image.type(), image.software(), image.serialNumber(), Map.of()))),
                this);
        polling.want(new RegisterDemand(Set.of(Map.of(60, PollClass.COUNTER), Map.of(86, PollClass.LIVE)), false));
        history = reader();
        polling.readHistory(history);
        polling.start();
        line = Optional.of(started);
        poller = Optional.of(polling);
    }

    /** All but the newest rows have a register in another format. */
    void changeFormat(MeterLogger logger, int rows, RegisterValue before) {
        long newest = ask(new GetLoggerRows(ADDRESS, logger.number(), LoggerStart.OFFSET, 0, 1, List.of(before.id())))
                .lastLogId();
        meter.changeFormat(logger.number(), newest - rows, before);
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    /** Asks for a live value every so often, as a reading that is due in the middle of a page. */
    void readLive(Duration every, Duration until) {
        for (long nanos = every.toNanos(); nanos < until.toNanos(); nanos += every.toNanos()) {
            long due = clock.nanos() + nanos;
            line.ifPresent(asked -> asked.schedule(() -> {
                longestDelay = Math.max(longestDelay, clock.nanos() - due);
                asked.ask(LIVE);
            }, Duration.ofNanos(due - clock.nanos())));
        }
    }

    /** Ends everything after a while, as a power failure does: in the middle of a byte if that comes first. */
    void unplugAfter(Duration duration) {
        pullAfter(duration);
        pass(duration);
        poller.ifPresent(MeterPoller::stop);
        pass(Duration.ofSeconds(1));
    }

    /** Pulls the head after a while; the line opens it again. */
    void pullAfter(Duration duration) {
        port.ifPresent(open -> open.failsAt = clock.nanos() + duration.toNanos());
    }

    List<LoggerRow> rows(MeterLogger logger) {
        return stored.map(known -> known.of(logger)
                .rows(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))).orElseGet(List::of);
    }

    boolean isComplete() {
        history.begin(new MeterProfile(meter.image().type(), meter.image().software(), meter.image().serialNumber(),
                Map.of()));
        goes--;
        return history.next(clock.instant()).isEmpty();
    }

    /** The rows that the meter has, asked for one by one, the oldest first. */
    List<Map<Integer, RegisterValue>> expected(MeterLogger logger, List<Integer> registers) {
        LoggerRows oldest = ask(new GetLoggerRows(ADDRESS, logger.number(), LoggerStart.OFFSET, LoggerStart.OLDEST, 1,
                registers));
        List<Map<Integer, RegisterValue>> rows = new ArrayList<>();
        for (long id = oldest.firstLogId(); id <= oldest.lastLogId(); id++) {
            Map<Integer, RegisterValue> row = new HashMap<>();
            ask(new GetLoggerRows(ADDRESS, logger.number(), LoggerStart.LOG_ID, id, 1, registers)).rows().get(0)
                    .forEach(value -> row.put(value.id(), value));
            rows.add(row);
        }
        return rows;
    }

    private LoggerRows ask(GetLoggerRows asked) {
        return (LoggerRows) Message.of(meter.answer(asked.toFrame()).orElseThrow());
    }

    Duration wireTime() {
        return Duration.ofNanos(wire.nanos(Math.toIntExact(bytes)));
    }

    double ratio() {
        return (double) lineNanos / wireTime().toNanos();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%4d rows, line time %6.1f s in %2d goes of at most %4.1f s, %3d requests, %6d bytes, "
                + "ratio %.3f, live reading delayed by at most %.1f s", rows(MeterLogger.DAY).size(),
                lineNanos / NANOS_PER_SECOND, goes, longestGo / NANOS_PER_SECOND, requests, bytes, ratio(),
                longestDelay / NANOS_PER_SECOND);
    }

    /** Imports the days of a 603, with live readings in between. */
    static HistoryImport days(int answerBytes, WireSettings wire, Duration atMost) {
        HistoryImport run = new HistoryImport("multical-603", answerBytes, wire);
        run.start();
        run.readLive(Duration.ofMillis(7300), atMost);
        run.pass(atMost);
        return run;
    }

    /**
     * @param arguments none
     */
    public static void main(String[] arguments) {
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        output.println("460 days of 60, 68, 97 and 110 with their time, of a MULTICAL 603 at 1200 baud:");
        for (int answerBytes : List.of(84, 128, 256, 512)) {
            for (int response : List.of(100, 250)) {
                output.printf("answer of %3d bytes after %3d ms: %s%n", answerBytes, response,
                        days(answerBytes, WireSettings.DEFAULT.withResponseTime(Duration.ofMillis(response)),
                                Duration.ofHours(2)));
            }
        }
        for (double rate : List.of(1e-5, 1e-4, 3e-4)) {
            Fault fault = Faults.bitErrors(rate, new Random(603));
            output.printf("bit errors %.0e: %s%n", rate, days(512, WireSettings.DEFAULT.with(fault), Duration.ofDays(1)));
        }
    }

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        // its readings are of no interest
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        // the next one goes on
    }
}
