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
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.handler.MemoryStorage;
import org.openhab.binding.kamstrup.internal.handler.MeterLoggersStore;
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
import org.openhab.binding.kamstrup.internal.simulator.Loggers;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.core.thing.ThingUID;

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
    /** In this time there are at least two wake-ups with as much line time as one may take. */
    private static final Duration LIVE_READINGS = Duration.ofMinutes(40);
    private static final int INTERRUPTIONS = 20;
    private static final int COPIES = 200;
    private static final ThingUID METER = new ThingUID("kamstrup", "meter", "meter");
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
    private boolean isAroundMidnight;
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

    HistoryImport aroundMidnight() {
        isAroundMidnight = true;
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
                Optional.of(MeterState
                        .of(new MeterProfile(image.type(), image.software(), image.serialNumber(), Map.of()))),
                this);
        polling.want(new RegisterDemand(Set.of(Map.of(60, PollClass.COUNTER), Map.of(86, PollClass.LIVE)),
                isAroundMidnight));
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

    MeterHistory history() {
        return history;
    }

    void readAgain() {
        history.askAgain();
        poller.ifPresent(polling -> polling.readHistory(history));
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
        return stored.map(known -> known.of(logger).rows(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .orElseGet(List::of);
    }

    boolean isComplete() {
        history.begin(new MeterProfile(meter.image().type(), meter.image().software(), meter.image().serialNumber(),
                Map.of()));
        goes--;
        return history.next(clock.instant()).isEmpty();
    }

    /** The rows that the meter has, asked for one by one, the oldest first. */
    List<Map<Integer, RegisterValue>> expected(MeterLogger logger, List<Integer> registers) {
        LoggerRows oldest = ask(
                new GetLoggerRows(ADDRESS, logger.number(), LoggerStart.OFFSET, LoggerStart.OLDEST, 1, registers));
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
        return String.format(Locale.ROOT,
                "%4d rows, line time %6.1f s in %2d wake-ups, at most %4.1f s in one, %3d requests, %6d bytes, "
                        + "ratio %.3f, live reading delayed by at most %.1f s",
                rows(MeterLogger.DAY).size(), lineNanos / NANOS_PER_SECOND, goes, longestGo / NANOS_PER_SECOND,
                requests, bytes, ratio(), longestDelay / NANOS_PER_SECOND);
    }

    /** Imports the days of a 603, with live readings in between. */
    static HistoryImport days(int answerBytes, WireSettings wire, Duration atMost) {
        HistoryImport run = new HistoryImport("multical-603", answerBytes, wire);
        run.start();
        run.readLive(Duration.ofMillis(7300), LIVE_READINGS);
        run.pass(atMost);
        return run;
    }

    /** Ends the import of days at any moment, again and again, and then lets it finish. */
    static HistoryImport interrupted(int times, Random random) {
        HistoryImport run = new HistoryImport("multical-603", Loggers.DEFAULT_ANSWER_BYTES, WireSettings.DEFAULT);
        for (int i = 0; i < times; i++) {
            run.start();
            run.unplugAfter(Duration.ofMillis(500 + random.nextInt(7000)));
        }
        return run;
    }

    /** How many bytes of the heap the stored loggers take, from many copies of them. */
    private static long heapBytes(MeterLoggers loggers) {
        MemoryStorage<Map<String, String>> storage = new MemoryStorage<>();
        MeterLoggersStore store = new MeterLoggersStore(storage, METER);
        store.save(loggers);
        List<MeterLoggers> copies = new ArrayList<>();
        long before = usedHeap();
        for (int i = 0; i < COPIES; i++) {
            copies.add(store.load().orElseThrow());
        }
        return (usedHeap() - before) / copies.size();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long storedCharacters(MeterLoggers loggers) {
        MemoryStorage<Map<String, String>> storage = new MemoryStorage<>();
        new MeterLoggersStore(storage, METER).save(loggers);
        return storage.getValues().stream().flatMap(texts -> Objects.requireNonNull(texts).entrySet().stream())
                .mapToLong(text -> text.getKey().length() + text.getValue().length()).sum();
    }

    /**
     * @param arguments none
     */
    public static void main(String[] arguments) {
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        output.println("460 days of 60, 68, 97 and 110 with their time, of a MULTICAL 603 at 1200 baud:");
        for (int answerBytes : List.of(84, 128, 256, 512)) {
            for (int response : List.of(100, 250)) {
                output.printf("answers of %3d bytes after %3d ms: %s%n", answerBytes, response, days(answerBytes,
                        WireSettings.DEFAULT.withResponseTime(Duration.ofMillis(response)), Duration.ofHours(2)));
            }
        }
        for (double rate : List.of(1e-5, 1e-4, 3e-4)) {
            Fault fault = Faults.bitErrors(rate, new Random(603));
            output.printf("bit errors %.0e: %s%n", rate,
                    days(Loggers.DEFAULT_ANSWER_BYTES, WireSettings.DEFAULT.with(fault), Duration.ofDays(1)).check());
        }
        HistoryImport interrupted = interrupted(INTERRUPTIONS, new Random(603));
        interrupted.start();
        interrupted.pass(Duration.ofHours(2));
        output.printf("%d interruptions: %s%n", INTERRUPTIONS, interrupted.check());
        HistoryImport all = new HistoryImport("multical-603", Loggers.DEFAULT_ANSWER_BYTES, WireSettings.DEFAULT)
                .want(new HistoryDemand(Map.of(MeterLogger.DAY, new HistoryDemand.Rows(HistoryDemand.ALL, COUNTERS),
                        MeterLogger.MONTH, new HistoryDemand.Rows(HistoryDemand.ALL, COUNTERS), MeterLogger.YEAR,
                        new HistoryDemand.Rows(HistoryDemand.ALL, COUNTERS), MeterLogger.HOUR,
                        new HistoryDemand.Rows(HistoryDemand.ALL, List.of(60)))));
        all.start();
        all.pass(Duration.ofMinutes(80));
        MeterLoggers loggers = all.stored.orElseThrow();
        output.printf("all loggers, the hours with 60 alone: %s%n", all);
        output.printf("heap for them: %d bytes, stored: %d characters%n", heapBytes(loggers),
                storedCharacters(loggers));
    }

    /** Compares each row of the day logger with what the meter has. */
    private HistoryImport check() {
        List<Integer> columns = Stream.concat(Stream.of(348), COUNTERS.stream()).toList();
        List<Map<Integer, RegisterValue>> read = rows(MeterLogger.DAY).stream().map(LoggerRow::values).toList();
        if (!read.equals(expected(MeterLogger.DAY, columns))) {
            throw new IllegalStateException("wrong or missing rows: " + this);
        }
        return this;
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
