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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.DayBoundary;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.polling.MeterIdentification.ReadingResult;

/**
 * Polls one meter on a line: decides what is read and when. {@link MeterIdentification} tells which meter it is.
 * <p>
 * All requests of a reading follow each other while the meter is awake. A reading with another serial number in it than
 * the meter's is dropped. The first reading of an unknown meter has the registers that are wanted, and everyday ones;
 * the others are asked for one request at a time, so that readings come first.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterPoller {

    /** Receives the results, on the line's thread. */
    public interface Listener {
        /** The meter has answered. */
        void updated(MeterPoller source, MeterUpdate update);

        /**
         * The meter has not answered.
         *
         * @param failure why
         * @param isOffline whether the meter counts as offline: one missed reading does not
         */
        void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline);
    }

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    /** A meter that was woken by a key is read again within this time. */
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(2);
    /** Demands change in bursts, when openHAB starts or items are linked one after the other. */
    private static final Duration DEMAND_SETTLES = Duration.ofMillis(500);
    /** No row of a logger is asked for so shortly before the readings at midnight. */
    private static final Duration FREE_BEFORE_MIDNIGHT = Duration.ofMinutes(2);

    private final Line line;
    private final PollSettings settings;
    private final ReadingProcessor processor;
    private final Listener listener;
    private final Set<Integer> extraRegisters = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean extraReadingScheduled = new AtomicBoolean();
    private volatile RegisterDemand demand = RegisterDemand.none();
    private volatile int wakeUpsForRegisters;
    private volatile Optional<MeterHistory> history = Optional.empty();
    private volatile boolean started;

    // used by the line's thread only
    private final MeterIdentification meter;
    private final PollSchedule schedule;
    private boolean isProbeScheduled;
    private Backoff retry = firstRetry();
    private boolean isRetrying;
    private long midnightReadingAt = Long.MAX_VALUE;
    private Line.Appointment next = () -> {
        // nothing is scheduled yet
    };

    /**
     * Makes a poller that does nothing yet.
     *
     * @param line the line to the meter
     * @param settings address and intervals
     * @param processor processes the readings
     * @param state of the meter before; empty if nothing is known
     * @param listener receives the results
     */
    public MeterPoller(Line line, PollSettings settings, ReadingProcessor processor, Optional<MeterState> state,
            Listener listener) {
        this.line = line;
        this.settings = settings;
        this.processor = processor;
        this.listener = listener;
        meter = new MeterIdentification(line, settings.address(), state, this::updated, this::failed);
        schedule = new PollSchedule(settings.intervals(), settings.keepAwakeInterval(), line.nanos());
        wakeUpsForRegisters = wakeUps(demand);
    }

    /** @return whether it polls through that line */
    public boolean isOn(Line other) {
        return line.equals(other);
    }

    /** Starts with a reading at once. */
    public void start() {
        started = true;
        line.schedule(this::poll, Duration.ZERO);
    }

    /** Ends the readings; one in progress sends no further request. */
    public void stop() {
        meter.stop();
        line.schedule(() -> next.cancel(), Duration.ZERO);
    }

    /** Changes the registers that are wanted. Those that were never read together are read at once. */
    public void want(RegisterDemand newDemand) {
        if (!newDemand.equals(demand)) {
            demand = newDemand;
            wakeUpsForRegisters = wakeUps(newDemand);
            if (started) {
                scheduleExtraReading(DEMAND_SETTLES);
            }
        }
    }

    /** Reads registers at once. Several calls before that reading starts are one. */
    public void readNow(Collection<Integer> ids) {
        extraRegisters.addAll(ids);
        scheduleExtraReading(Duration.ZERO);
    }

    /**
     * Reads loggers too, between the readings: at once, and then after each regular reading.
     *
     * @param reader of this meter
     */
    public void readHistory(MeterHistory reader) {
        history = Optional.of(reader);
        line.schedule(this::readHistory, Duration.ZERO);
    }

    /** Asks the meter again for all its registers; what is known of it stays until the end. */
    public void probeAgain() {
        line.schedule(() -> {
            meter.probeAgain();
            poll();
        }, Duration.ZERO);
    }

    /**
     * To be called on the line's thread.
     *
     * @return for how many registers of the catalogue the meter was asked; empty if it need not be asked for any
     */
    public OptionalInt registersAsked() {
        return meter.registersAsked();
    }

    /** @return how often the meter is woken in a day for what is wanted now. On the line's thread only. */
    public int wakeUpsPerDay() {
        return wakeUpsForRegisters + history.map(reader -> reader.wakeUpsPerDay(line.instant())).orElseGet(() -> 0);
    }

    private int wakeUps(RegisterDemand current) {
        return PollSchedule.wakeUpsPerDay(settings.intervals(), settings.keepAwakeInterval(), current.pollClasses())
                + (current.aroundMidnight() ? DayBoundary.READINGS : 0);
    }

    private static Backoff firstRetry() {
        return Backoff.of(FIRST_RETRY, LONGEST_RETRY);
    }

    private void scheduleExtraReading(Duration delay) {
        if (extraReadingScheduled.compareAndSet(false, true)) {
            line.schedule(() -> {
                extraReadingScheduled.set(false);
                if (!meter.isStopped() && read(Set.of(), false) && !isRetrying) {
                    scheduleNext(untilNext());
                }
            }, delay);
        }
    }

    private void poll() {
        if (meter.isStopped()) {
            return;
        }
        Duration delay = FIRST_RETRY;
        try {
            long start = line.nanos();
            Set<PollClass> due = schedule.due(start);
            isRetrying = !read(due, true);
            if (isRetrying) {
                delay = untilRetry();
            } else {
                schedule.read(due, start);
                retry = firstRetry();
                delay = untilNext();
            }
            readHistory();
        } finally {
            // also after an error in the code: a meter is polled for years
            scheduleNext(delay);
        }
    }

    /** Lets the loggers be read if that is possible now; a meter that is about to be identified is asked after that. */
    private void readHistory() {
        if (meter.isIdentified() || isRetrying || meter.isStopped()) {
            meter.profile()
                    .ifPresent(known -> history.ifPresent(reader -> reader.read(line, known, this::mayReadHistory)));
        }
    }

    private boolean mayReadHistory() {
        return started && !meter.isStopped() && meter.isIdentified() && !isRetrying
                && line.nanos() < midnightReadingAt - FREE_BEFORE_MIDNIGHT.toNanos();
    }

    private void scheduleNext(Duration delay) {
        next.cancel();
        next = line.schedule(this::poll, delay);
    }

    /** A meter that does not answer is asked at least as often as one that does, and the longer the less otherwise. */
    private Duration untilRetry() {
        Duration pause = retry.next();
        retry = retry.grown();
        Stream<Duration> wanted = demand.pollClasses().stream()
                .flatMap(pollClass -> Stream.ofNullable(settings.intervals().get(pollClass)));
        Stream<Duration> midnight = Stream.of(Duration.ofNanos(midnightReadingAt - line.nanos()))
                .filter(left -> left.compareTo(Duration.ZERO) > 0);
        return Stream.of(wanted, midnight, Stream.of(settings.keepAwakeInterval(), pause))
                .flatMap(durations -> durations).min(Comparator.naturalOrder()).orElseGet(() -> FIRST_RETRY);
    }

    private Duration untilNext() {
        long now = line.nanos();
        Duration registers = schedule.untilNext(demand.pollClasses(), now);
        Duration regular = history.flatMap(reader -> reader.untilDue(line.instant()))
                .filter(rows -> rows.compareTo(registers) < 0).orElseGet(() -> registers);
        if (!demand.aroundMidnight()) {
            midnightReadingAt = Long.MAX_VALUE;
            return regular;
        }
        // a reading that came due during the last one is not put off to the next midnight
        midnightReadingAt = Math.min(midnightReadingAt,
                now + DayBoundary.untilReading(line.instant().atZone(processor.zone())).toNanos());
        Duration midnight = Duration.ofNanos(Math.max(0, midnightReadingAt - now));
        return midnight.compareTo(regular) < 0 ? midnight : regular;
    }

    /** @return whether the meter has answered every request */
    private boolean read(Set<PollClass> due, boolean isRegular) {
        if (meter.isText() && isRegular && due.contains(PollClass.SLOW)) {
            // values of the text protocol come without the number of the meter
            meter.identifyAgain();
        }
        if (!meter.isKnownByRegister() && !meter.identify(isRegular)) {
            return false;
        }
        Optional<MeterProfile> before = meter.profile();
        ReadingResult result = readRegisters(due, isRegular);
        if (result == ReadingResult.OTHER_METER) {
            if (!meter.identifyOther(before, isRegular)) {
                return false;
            }
            result = readRegisters(due, isRegular);
        }
        if (meter.isProbed() || result == ReadingResult.COMPLETE && !meter.isIdentified()) {
            scheduleProbe();
        }
        return result == ReadingResult.COMPLETE;
    }

    private ReadingResult readRegisters(Set<PollClass> due, boolean isRegular) {
        boolean isMidnight = line.nanos() >= midnightReadingAt;
        Set<Integer> wanted = wanted(due, isMidnight);
        Set<Integer> extra = Set.copyOf(extraRegisters);
        extraRegisters.removeAll(extra);
        wanted.addAll(extra);
        boolean isFirst = meter.isFirstReading();
        if (isFirst) {
            wanted.addAll(meter.filling(wanted));
        }
        ReadingResult result = !wanted.isEmpty() ? readRegisters(inOrder(wanted), isFirst, isRegular)
                : isRegular ? meter.checkPresence() : ReadingResult.COMPLETE;
        if (isMidnight && (wanted.isEmpty() || result == ReadingResult.COMPLETE)) {
            midnightReadingAt = Long.MAX_VALUE;
        }
        return result;
    }

    private ReadingResult readRegisters(Set<Integer> ids, boolean isFirst, boolean isRegular) {
        List<GetRegisters> requests = GetRegisters.batches(settings.address(), ids);
        // the first values do not wait for the others
        int count = isFirst ? 1 : requests.size();
        long retries = line.state().retries();
        Reading before = Reading.of(meter.profile().orElseThrow().catalogue());
        Reading reading = meter.read(requests.subList(0, count), before, isRegular);
        ReadingResult sameMeter = checkMeter(reading, line.state().retries() > retries, isRegular);
        if (sameMeter != ReadingResult.COMPLETE) {
            return sameMeter;
        }
        boolean isComplete = requests.stream().limit(count).allMatch(part -> reading.asked().containsAll(part.ids()));
        if (isComplete) {
            meter.readingCompleted();
            requests.stream().skip(count).forEach(request -> readNow(request.ids()));
        }
        meter.learn(reading);
        if (!reading.asked().isEmpty() && !meter.isStopped()) {
            isComplete &= process(reading, isComplete);
        }
        return isComplete ? ReadingResult.COMPLETE : ReadingResult.MISSED;
    }

    /** @return {@link ReadingResult#COMPLETE} if the meter has sent the reading */
    private ReadingResult checkMeter(Reading reading, boolean wasRetried, boolean isRegular) {
        if (meter.isOfOtherMeter(reading)) {
            return ReadingResult.OTHER_METER;
        }
        // the head may have been moved between two attempts, and no register may tell that yet
        return meter.isProbed() && !reading.asked().isEmpty() && wasRetried || meter.isText() && isImplausible(reading)
                ? meter.presence(isRegular)
                : ReadingResult.COMPLETE;
    }

    private boolean isImplausible(Reading reading) {
        return meter.state()
                .filter(before -> !processor.process(before, reading, line.instant(), true).pending().isEmpty())
                .isPresent();
    }

    private Set<Integer> wanted(Set<PollClass> due, boolean isMidnight) {
        Set<Integer> ids = new LinkedHashSet<>();
        for (Map<Integer, PollClass> group : demand.groups()) {
            boolean isNew = !meter.hasAnswered(group);
            group.forEach((id, pollClass) -> {
                if (isNew || due.contains(pollClass) || pollClass == PollClass.COUNTER && isMidnight) {
                    ids.add(id);
                }
            });
        }
        return ids;
    }

    /** Identity and info code come first, since later requests may stay unanswered, then counters of one moment. */
    private Set<Integer> inOrder(Set<Integer> wanted) {
        Set<Integer> ids = new LinkedHashSet<>();
        meter.profile().ifPresent(known -> {
            ids.addAll(known.infoRegisters());
            Stream.of(RegisterIds.SERIAL_NUMBER).filter(known::has).forEach(ids::add);
        });
        Consumption.REGISTERS.stream().filter(wanted::contains).forEach(ids::add);
        ids.addAll(wanted);
        return ids;
    }

    /** @return whether the meter has answered a second time what the first reading left pending */
    private boolean process(Reading reading, boolean isComplete) {
        Set<Integer> pending = update(reading, isComplete);
        // without the pending values, which would confirm themselves
        Reading second = meter.read(GetRegisters.batches(settings.address(), pending), reading.without(pending), false);
        Set<Integer> unanswered = new HashSet<>(pending);
        unanswered.removeAll(second.asked());
        if (unanswered.size() < pending.size()) {
            update(second, isComplete);
        }
        extraRegisters.addAll(unanswered);
        return unanswered.isEmpty();
    }

    /** @return the registers that a second reading has to decide on */
    private Set<Integer> update(Reading reading, boolean isComplete) {
        return meter.state().map(before -> {
            MeterUpdate processed = processor.process(before, reading, line.instant(), isComplete);
            MeterUpdate update = history.map(reader -> reader.corrected(processed, processor, line.instant()))
                    .orElseGet(() -> processed);
            meter.apply(update, reading.asked(), demand.groups());
            return update.pending();
        }).orElseGet(Set::of);
    }

    /** What is scheduled or comes meanwhile is done before. */
    private void scheduleProbe() {
        if (!isProbeScheduled) {
            isProbeScheduled = true;
            line.schedule(this::probe, Duration.ZERO);
        }
    }

    /** Asks the meter for the next registers. */
    private void probe() {
        isProbeScheduled = false;
        if (!continueProbe()) {
            meter.identifyAgain();
            if (!meter.isStopped() && !isRetrying) {
                isRetrying = true;
                scheduleNext(untilRetry());
            }
        }
        if (!meter.isProbed() || isRetrying) {
            readHistory();
        }
    }

    /** @return whether the meter has answered */
    private boolean continueProbe() {
        return switch (meter.probeNext()) {
            case UNANSWERED -> false;
            case NOTHING_TO_ASK -> true;
            case OTHER_METER -> {
                // the everyday registers come first
                scheduleNext(Duration.ZERO);
                yield true;
            }
            case CONTINUED -> {
                scheduleProbe();
                yield true;
            }
            // all that is wanted is read once more: info code and consumption are evaluated from now on
            case ENDED -> read(Set.of(), false);
        };
    }

    private void updated(MeterUpdate update) {
        listener.updated(this, update);
    }

    private void failed(RequestResult.Failed failure, boolean isOffline) {
        listener.failed(this, failure, isOffline);
    }
}
