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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.LoggerInfo;
import org.openhab.binding.kamstrup.internal.kmp.LoggerResult;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.CounterSnapshot;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory.Status;
import org.openhab.binding.kamstrup.internal.meter.LoggerRow;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterLoggers;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.Period;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.text.TextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the loggers of one meter, one request at a time, so that the line is free for others between two requests. Each
 * answer is kept at once, and what is missing is computed from what is there, so an interruption leaves no gap.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterHistory {

    /** The longest line time of the requests of one wake-up. */
    static final Duration LINE_TIME = Duration.ofSeconds(60);
    /** No request begins so shortly before its end: a full page takes 4.4 s, a silence before it 1.65 s. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(7);
    /** What has failed is not tried again for so long. */
    private static final Duration PAUSE = Duration.ofDays(1);
    /** A page has at most so many bytes of values; it keeps a live reading waiting while it is sent. */
    static final int MAX_VALUE_BYTES = 400;
    /** A request that is not answered is sent so many times, as {@link Line#ask} does. */
    private static final int ATTEMPTS = 3;
    /** The same if bytes arrive, but damaged ones. */
    private static final int ATTEMPTS_IN_NOISE = 6;
    /** After so many failed requests for a page its rows are asked for alone, then two, four … at once. */
    private static final int FAILURES_OF_PAGE = 2;
    /** After so many failed requests for a single row its log id is left out. */
    private static final int FAILURES = 3;
    /** After so many log ids that are left out one after the other, the logger is not read for a while. */
    private static final int MAX_LEFT_OUT = 3;
    private static final Set<Finding> NO_ANSWER = EnumSet.of(Finding.SILENT, Finding.ECHO_ONLY,
            Finding.PORT_NOT_NEGOTIATED);

    /** Receives what was read, on the line's thread. */
    public interface Listener {
        /**
         * An answer has changed what is known.
         *
         * @param loggers what is known of all loggers
         */
        void changed(MeterLoggers loggers);

        /** The requests of a wake-up have ended, or the meter cannot be asked now. */
        default void ended() {
            // not all need it
        }
    }

    private final Logger log = LoggerFactory.getLogger(MeterHistory.class);

    private final int address;
    private final ZoneId zone;
    private final Listener listener;
    private volatile HistoryDemand demand = HistoryDemand.none();
    private volatile Optional<MeterLoggers> loggers;
    private volatile boolean isAskedAgain;

    // used by the line's thread only
    /** The line on which the next request is scheduled. */
    private Optional<Line> reading = Optional.empty();
    private Optional<MeterProfile> textMeter = Optional.empty();
    private long nanosLeft;
    private boolean isIdentified;
    /** A request without a valid answer; whether the meter is there at all is asked first. */
    private Optional<Request> unanswered = Optional.empty();
    private boolean isUnansweredSilent;
    private Optional<Request> failing = Optional.empty();
    /** Attempts at the present request without an answer, over several wake-ups. */
    private int attempts;
    private int attemptsToIdentify;
    private int failures;
    /** More rows are not asked for at once: one of them has made a page unreadable. */
    private int rowsAtOnce = Integer.MAX_VALUE;
    /** A request whose answer differs from what was read before. */
    private Optional<Request> contradicting = Optional.empty();
    private int leftOutInSequence;
    /** With what the consumption was corrected last, and what came of it. */
    private Optional<MeterLoggers> correctedBy = Optional.empty();
    private Map<Period, List<CounterSnapshot>> correctedBeginnings = Map.of();
    private final Map<MeterLogger, Instant> pausedUntil = new EnumMap<>(MeterLogger.class);

    /**
     * Makes a reader that wants nothing yet.
     *
     * @param address of the meter
     * @param zone where the meter hangs
     * @param known what was read before; empty if nothing was
     * @param listener receives what is known
     */
    public MeterHistory(int address, ZoneId zone, Optional<MeterLoggers> known, Listener listener) {
        this.address = address;
        this.zone = zone;
        this.listener = listener;
        loggers = known;
    }

    /** Changes the rows that are wanted. */
    public void want(HistoryDemand newDemand) {
        demand = newDemand;
    }

    /** @return what was read of all loggers; empty before the first answer. May be called on any thread. */
    public Optional<MeterLoggers> loggers() {
        return loggers;
    }

    /**
     * The rows of a logger that were read, the oldest one first. May be called on any thread.
     *
     * @param logger which logger
     * @param now the moment; later rows are left out
     */
    public List<LoggerRow> rows(MeterLogger logger, Instant now) {
        return loggers.map(all -> all.of(logger).rows(now.atZone(zone).toLocalDateTime())).orElseGet(List::of);
    }

    /**
     * How much of a logger was read.
     *
     * @param read how many of the values that are wanted are done: read, or left out because the meter does not answer
     * @param wanted how many values are wanted; 0 before the configuration of the logger is known
     */
    public record Progress(long read, long wanted) {

        /** @return whether there are such values, and all are done */
        public boolean isComplete() {
            return wanted > 0 && read >= wanted;
        }
    }

    /** @return how much of a logger was read. May be called on any thread. */
    public Progress progress(MeterLogger logger) {
        return requests(logger).progress();
    }

    /**
     * Whether everything was read that is wanted of a logger. May be called on any thread.
     *
     * @param logger which logger
     * @param now the moment
     */
    public boolean isRead(MeterLogger logger, Instant now) {
        return requests(logger).isRead(now);
    }

    /** Lets the meter be asked again for loggers that it did not have, or whose rows had changed. On any thread. */
    public void askAgain() {
        isAskedAgain = true;
    }

    /**
     * Reads what is missing, one request at a time: what has come due on the line meanwhile is before the next request.
     * On the line's thread only, as all methods below.
     *
     * @param line to the meter
     * @param profile the meter that has answered
     * @param isAllowed whether the meter may be asked
     */
    void read(Line line, MeterProfile profile, BooleanSupplier isAllowed) {
        if (reading.filter(line::equals).isPresent()) {
            return;
        }
        if (isAllowed.getAsBoolean()) {
            begin(profile);
            goOn(line, isAllowed);
        } else {
            listener.ended();
        }
    }

    private void goOn(Line line, BooleanSupplier isAllowed) {
        reading = Optional.of(line);
        line.schedule(() -> {
            reading = Optional.empty();
            if (isAllowed.getAsBoolean() && step(line)) {
                goOn(line, isAllowed);
            } else {
                listener.ended();
            }
        }, Duration.ZERO);
    }

    /**
     * Begins with the requests of a wake-up.
     *
     * @param profile the meter that has answered
     */
    void begin(MeterProfile profile) {
        boolean isOther = loggers.filter(known -> known.isOf(profile)).isEmpty();
        if (isOther || isAskedAgain) {
            isAskedAgain = false;
            loggers = isOther ? Optional.of(MeterLoggers.of(profile)) : loggers.map(MeterLoggers::readable);
            pausedUntil.clear();
            unanswered = Optional.empty();
            attempts = 0;
            rowsAtOnce = Integer.MAX_VALUE;
            leftOutInSequence = 0;
            succeeded();
        }
        nanosLeft = LINE_TIME.toNanos();
        isIdentified = false;
        attemptsToIdentify = 0;
        textMeter = Optional.of(profile).filter(MeterProfile::isText);
    }

    /**
     * Sends one request.
     *
     * @return whether there is more to ask now
     */
    boolean step(Line line) {
        if (textMeter.isPresent()) {
            readMonths(line, textMeter.get());
            return false;
        }
        Optional<Request> request = nanosLeft > LONGEST_REQUEST.toNanos() ? next(line.instant()) : Optional.empty();
        request.ifPresent(asked -> {
            long begin = line.nanos();
            accept(asked, line.attempt(asked), line.instant());
            nanosLeft -= line.nanos() - begin;
        });
        return request.isPresent();
    }

    /** All months of a meter with the text protocol are one answer, and it has no other loggers. */
    private void readMonths(Line line, MeterProfile meter) {
        Stream.of(MeterLogger.values()).filter(logger -> logger != MeterLogger.MONTH)
                .forEach(logger -> change(logger, of(logger).with(Status.ABSENT)));
        Instant now = line.instant();
        LoggerHistory known = of(MeterLogger.MONTH);
        if (open(now).noneMatch(requests -> requests.logger() == MeterLogger.MONTH && requests.isDue(now))) {
            return;
        }
        if (!TextMonths.hasNext(known, now.atZone(zone).toLocalDateTime())) {
            change(MeterLogger.MONTH, known.checked(now));
            return;
        }
        RequestResult result = line.askText(TextRequest.MONTHS);
        Optional<LoggerHistory> months = TextMonths.of(meter, result, now);
        months.ifPresent(read -> change(MeterLogger.MONTH, read));
        if (months.isEmpty()
                && (result instanceof RequestResult.Failed || result instanceof RequestResult.TextAnswered)) {
            pause(MeterLogger.MONTH, now);
        }
    }

    /** @return how long until the next row of a logger should be there; empty if none is wanted */
    Optional<Duration> untilDue(Instant now) {
        return open(now).map(requests -> requests.untilDue(now)).min(Comparator.naturalOrder());
    }

    /** @return how often the meter is woken in a day for new rows; rows of all loggers come at the same time */
    int wakeUpsPerDay(Instant now) {
        return open(now).mapToInt(LoggerRequests::rowsPerDay).max().orElse(0);
    }

    /** @return the next request; empty if everything is read that can be read now */
    Optional<Request> next(Instant now) {
        if (loggers.isEmpty() || nanosLeft <= 0) {
            return Optional.empty();
        }
        Optional<Request> request = open(now).flatMap(requests -> requests.next(now, rowsAtOnce).stream()).findFirst();
        return request.isEmpty() || isIdentified && unanswered.isEmpty() ? request
                : Optional.of(new GetSerialNumber(address));
    }

    /** The loggers that are wanted and can be read, in the order in which they are. */
    private Stream<LoggerRequests> open(Instant now) {
        HistoryDemand wanted = demand;
        return Stream.of(MeterLogger.values())
                .filter(logger -> wanted.loggers().containsKey(logger) && isOpen(logger, now)).map(this::requests);
    }

    private LoggerRequests requests(MeterLogger logger) {
        return new LoggerRequests(address, zone, logger,
                demand.loggers().getOrDefault(logger, new HistoryDemand.Rows(0, List.of())), of(logger));
    }

    private LoggerHistory of(MeterLogger logger) {
        return loggers.map(all -> all.of(logger)).orElseGet(LoggerHistory::unknown);
    }

    private boolean isOpen(MeterLogger logger, Instant now) {
        Status status = of(logger).status();
        Instant until = pausedUntil.get(logger);
        return (status == Status.UNKNOWN || status == Status.READABLE) && (until == null || !now.isBefore(until));
    }

    /** Corrects the consumption after an outage, when rows of the day logger or new beginnings have come. */
    MeterUpdate corrected(MeterUpdate update, ReadingProcessor processor, Instant now) {
        MeterState state = update.state();
        Optional<MeterLoggers> known = loggers.filter(all -> all.isOf(state.profile()));
        if (known.isEmpty()
                || known.equals(correctedBy) && state.consumption().beginnings().equals(correctedBeginnings)) {
            return update;
        }
        MeterState corrected = processor.corrected(state, known.get(), now);
        correctedBy = known;
        correctedBeginnings = corrected.consumption().beginnings();
        return update.with(corrected);
    }

    /** Takes the result of a request. */
    void accept(Request asked, RequestResult result, Instant now) {
        if (result instanceof RequestResult.Answered answered) {
            accept(asked, answered.response(), now);
        } else if (result instanceof RequestResult.Failed failed) {
            boolean isSilent = NO_ANSWER.contains(failed.finding());
            int most = isSilent ? ATTEMPTS : ATTEMPTS_IN_NOISE;
            if (asked instanceof GetSerialNumber) {
                attemptsToIdentify++;
                // a meter that sleeps and a head that has gone are no matter of a logger: the next wake-up goes on
                nanosLeft = attemptsToIdentify < most ? nanosLeft : 0;
            } else {
                attempts++;
                isUnansweredSilent = isSilent;
                unanswered = attempts < most ? Optional.empty() : Optional.of(asked);
            }
        } else {
            nanosLeft = 0;
        }
    }

    private void accept(Request asked, Response response, Instant now) {
        if (response instanceof SerialNumber number) {
            isIdentified = loggers.filter(known -> known.serialNumber() == number.number()).isPresent();
            attemptsToIdentify = 0;
            nanosLeft = isIdentified ? nanosLeft : 0;
            if (isIdentified) {
                unanswered.ifPresent(request -> failed(request, now));
                attempts = unanswered.isPresent() ? 0 : attempts;
            }
            unanswered = Optional.empty();
            return;
        }
        attempts = 0;
        if (asked instanceof GetLoggerConfiguration) {
            configured(asked, response);
        } else if (asked instanceof GetLoggerRows request) {
            LoggerResult rows = response instanceof LoggerRows answer ? answer.result(request)
                    : new LoggerResult.Invalid("refused");
            accept(logger(request.logger()), request, rows, now);
        }
    }

    private static MeterLogger logger(int number) {
        return Stream.of(MeterLogger.values()).filter(logger -> logger.number() == number).findAny().orElseThrow();
    }

    private void change(MeterLogger logger, LoggerHistory history) {
        Optional<MeterLoggers> before = loggers;
        Optional<MeterLoggers> after = before.map(all -> all.with(logger, history));
        loggers = after;
        after.filter(all -> !before.equals(after)).ifPresent(listener::changed);
    }

    private void configured(Request asked, Response response) {
        MeterLogger logger = logger(((GetLoggerConfiguration) asked).logger());
        boolean isReadable = response instanceof LoggerConfiguration answer && answer.depth() > 0
                && !answer.registers().isEmpty();
        change(logger,
                response instanceof LoggerConfiguration answer && isReadable
                        ? new LoggerHistory(Status.READABLE, Math.min(answer.depth(), logger.maxRows()),
                                Set.copyOf(answer.registers()), 1, 0, Set.of(), Optional.empty(), Map.of())
                        : of(logger).with(Status.ABSENT));
        succeeded();
    }

    private void succeeded() {
        failing = Optional.empty();
        contradicting = Optional.empty();
        failures = 0;
    }

    private void accept(MeterLogger logger, GetLoggerRows asked, LoggerResult result, Instant now) {
        LoggerHistory history = of(logger);
        boolean isNewest = asked.start() == LoggerStart.OFFSET;
        if (result instanceof LoggerResult.Page page) {
            accept(logger, asked, page, now);
        } else if (result instanceof LoggerResult.Unsupported) {
            change(logger, history.without(Set.copyOf(asked.registers())));
            succeeded();
        } else if (result instanceof LoggerResult.Empty || result instanceof LoggerResult.OutOfRange && isNewest) {
            // rows that were there do not vanish
            change(logger, history.newestId() == 0 ? history.checked(now) : history.with(Status.CHANGED));
            succeeded();
        } else if (result instanceof LoggerResult.OutOfRange) {
            boolean isKnown = history.values().values().stream()
                    .anyMatch(values -> values.find(asked.from()).isPresent());
            // a row that the meter has given with another register is there
            change(logger, isKnown ? history.without(Set.copyOf(asked.registers()))
                    : history.withIds(asked.from() + 1, history.newestId()));
            succeeded();
        } else {
            failed(asked, now);
        }
    }

    private void accept(MeterLogger logger, GetLoggerRows asked, LoggerResult.Page page, Instant now) {
        LoggerHistory history = of(logger);
        Optional<String> difference = difference(history, page);
        if (difference.isEmpty()) {
            change(logger, with(history, asked, page, now));
            leftOutInSequence = 0;
            rowsAtOnce = rowsAtOnce > MAX_VALUE_BYTES ? Integer.MAX_VALUE : 2 * rowsAtOnce;
            succeeded();
            return;
        }
        // a wrong answer, or another history: the second one decides
        if (contradicting.filter(asked::equals).isPresent()) {
            log.warn("The {} logger of meter {} is not read any more: {}", logger.id(),
                    loggers.map(MeterLoggers::serialNumber).orElse(0L), difference.get());
            change(logger, history.with(Status.CHANGED));
        }
        contradicting = Optional.of(asked);
    }

    /** @return the history with the rows of a page */
    private static LoggerHistory with(LoggerHistory history, GetLoggerRows asked, LoggerResult.Page page, Instant now) {
        long oldest = page.info().contains(LoggerInfo.OLDEST) ? page.newestId() - page.rows().size() + 1
                : history.oldestId();
        // rows that come during the reading are asked for the next time, or a wrong number would have no end
        LoggerHistory after = asked.start() == LoggerStart.OFFSET
                ? history.withIds(oldest, page.lastLogId()).checked(now)
                : history.withIds(oldest, history.newestId());
        after = after.with(page.info());
        Set<Integer> unsupported = new HashSet<>(asked.registers());
        List<RegisterValue> first = page.rows().get(0);
        for (int i = 0; i < first.size(); i++) {
            int column = i;
            int register = first.get(i).id();
            unsupported.remove(register);
            after = after.with(register,
                    after.valuesOf(register)
                            .with(page.newestId(), page.rows().stream().map(row -> row.get(column)).toList())
                            .from(after.newestId() - after.depth() + 1));
        }
        return page.info().contains(LoggerInfo.REGISTERS_TRUNCATED) ? after : after.without(unsupported);
    }

    /** @return what is not as it was read before; rows of a logger do not change, and its log ids do not fall */
    private static Optional<String> difference(LoggerHistory history, LoggerResult.Page page) {
        if (page.lastLogId() < history.newestId()) {
            return Optional.of("the newest log id is " + page.lastLogId() + ", was " + history.newestId());
        }
        return IntStream.range(0, page.rows().size()).boxed()
                .flatMap(i -> page.rows().get(i).stream()
                        .flatMap(now -> history.valuesOf(now.id()).find(page.newestId() - i)
                                .filter(before -> !before.equals(now)).stream()
                                .map(before -> "register " + now.id() + " with log id " + (page.newestId() - i) + " is "
                                        + now.number().toPlainString() + ", was " + before.number().toPlainString())))
                .findFirst();
    }

    /** The meter is there, but has given no usable answer to a request. */
    private void failed(Request asked, Instant now) {
        boolean isSame = failing.filter(before -> isSameBeginning(before, asked)).isPresent();
        failures = isSame ? failures + 1 : 1;
        failing = Optional.of(asked);
        if (asked instanceof GetLoggerConfiguration request) {
            if (isUnansweredSilent) {
                absent(logger(request.logger()));
                succeeded();
            } else if (failures >= FAILURES) {
                pause(logger(request.logger()), now);
            }
        } else if (asked instanceof GetLoggerRows request && request.rows() > 1) {
            if (failures >= FAILURES_OF_PAGE || rowsAtOnce < Integer.MAX_VALUE) {
                rowsAtOnce = 1;
                succeeded();
            }
        } else if (asked instanceof GetLoggerRows request && failures >= FAILURES) {
            leaveOut(request, now);
        }
    }

    private void leaveOut(GetLoggerRows request, Instant now) {
        MeterLogger logger = logger(request.logger());
        leftOutInSequence++;
        if (request.start() == LoggerStart.OFFSET || leftOutInSequence > MAX_LEFT_OUT) {
            pause(logger, now);
        } else {
            LoggerHistory history = of(logger);
            for (int register : request.registers()) {
                history = history.with(register, history.valuesOf(register).without(request.from()));
            }
            change(logger, history);
            succeeded();
        }
    }

    private static boolean isSameBeginning(Request before, Request asked) {
        return before instanceof GetLoggerRows first && asked instanceof GetLoggerRows second
                ? first.logger() == second.logger() && first.start() == second.start() && first.from() == second.from()
                        && first.registers().equals(second.registers())
                : before.equals(asked);
    }

    private void pause(MeterLogger logger, Instant now) {
        pausedUntil.put(logger, now.plus(PAUSE));
        rowsAtOnce = Integer.MAX_VALUE;
        leftOutInSequence = 0;
        succeeded();
    }

    /** A meter that does not answer the request for one logger, and has no other, has none. */
    private void absent(MeterLogger logger) {
        boolean hasLoggers = Stream.of(MeterLogger.values()).anyMatch(other -> of(other).status() == Status.READABLE);
        List<MeterLogger> none = new ArrayList<>(hasLoggers ? List.of(logger) : List.of(MeterLogger.values()));
        none.forEach(other -> change(other, of(other).with(Status.ABSENT)));
    }
}
