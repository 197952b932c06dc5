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
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
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

/**
 * Polls one meter on a line: identifies it, reads what is wanted when it is due, and asks once for all its registers.
 * Owns the {@link MeterState}.
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

    /** One missed reading does not make the meter offline, unless it is the first one. */
    private static final int MISSED_READINGS_FOR_OFFLINE = 2;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    /** A meter that was woken by a key is read again within this time. */
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(2);
    /** Demands change in bursts, when openHAB starts or items are linked one after the other. */
    private static final Duration DEMAND_SETTLES = Duration.ofMillis(500);
    /** No row of a logger is asked for so shortly before the readings at midnight. */
    private static final Duration FREE_BEFORE_MIDNIGHT = Duration.ofMinutes(2);

    private enum Result {
        COMPLETE,
        MISSED,
        OTHER_METER
    }

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
    private volatile boolean stopped;

    // used by the line's thread only
    private final PollSchedule schedule;
    private final Set<Integer> answeredRegisters = new HashSet<>();
    private final Set<Map<Integer, PollClass>> answeredGroups = new HashSet<>();
    private Optional<MeterState> state;
    /** The last complete state of another meter, which may come back under the head. */
    private Optional<MeterState> replaced = Optional.empty();
    private boolean isIdentified;
    private @Nullable RegisterProbe probe;
    private boolean isProbeRequested;
    private int failedIdentifications;
    private boolean isProbeScheduled;
    private boolean isSerialRegisterTrusted = true;
    private boolean hasRead;
    private int missedReadings;
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
        this.state = state;
        this.listener = listener;
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
        stopped = true;
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
            isIdentified = false;
            probe = null;
            isProbeRequested = true;
            poll();
        }, Duration.ZERO);
    }

    /**
     * To be called on the line's thread.
     *
     * @return for how many registers of the catalogue the meter was asked; empty if it need not be asked for any
     */
    public OptionalInt registersAsked() {
        RegisterProbe current = probe;
        return current == null ? OptionalInt.empty() : OptionalInt.of(current.asked());
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
                if (!stopped && read(Set.of(), false) && !isRetrying) {
                    scheduleNext(untilNext());
                }
            }, delay);
        }
    }

    private void poll() {
        if (stopped) {
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
        if (isIdentified || isRetrying || stopped) {
            profile().ifPresent(known -> history.ifPresent(reader -> reader.read(line, known, this::mayReadHistory)));
        }
    }

    private boolean mayReadHistory() {
        return started && !stopped && isIdentified && !isRetrying
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
        // values of the text protocol come without the number of the meter
        isIdentified &= !(isText() && isRegular && due.contains(PollClass.SLOW));
        if (!isKnownByRegister() && !identify(isRegular)) {
            return false;
        }
        Optional<MeterProfile> before = profile();
        Result result = readRegisters(due, isRegular);
        if (result == Result.OTHER_METER) {
            isIdentified = false;
            if (!identify(isRegular)) {
                return false;
            }
            // a register that contradicts the answer to GetSerialNumber is of no use
            isSerialRegisterTrusted &= !profile().flatMap(now -> before.filter(now::isSameMeterAs)).isPresent();
            result = readRegisters(due, isRegular);
        }
        if (probe != null || result == Result.COMPLETE && !isIdentified) {
            scheduleProbe();
        }
        return result == Result.COMPLETE;
    }

    /** The reading itself tells whether it is the known meter: it is identified afterwards. */
    private boolean isKnownByRegister() {
        return isSerialRegisterTrusted && !isProbeRequested && probe == null
                && profile().filter(known -> known.isComplete() && known.has(RegisterIds.SERIAL_NUMBER)).isPresent();
    }

    private Optional<MeterProfile> profile() {
        return state.map(MeterState::profile);
    }

    private boolean isText() {
        return profile().filter(MeterProfile::isText).isPresent();
    }

    private Result readRegisters(Set<PollClass> due, boolean isRegular) {
        Set<Integer> extra = Set.copyOf(extraRegisters);
        extraRegisters.removeAll(extra);
        boolean isMidnight = line.nanos() >= midnightReadingAt;
        Set<Integer> wanted = wanted(due, isMidnight);
        wanted.addAll(extra);
        boolean isFirst = isFirstReading();
        if (isFirst) {
            wanted.addAll(filling(wanted));
        }
        if (wanted.isEmpty()) {
            midnightReadingAt = isMidnight ? Long.MAX_VALUE : midnightReadingAt;
            return isRegular ? checkPresence() : Result.COMPLETE;
        }
        List<GetRegisters> requests = GetRegisters.batches(settings.address(), inOrder(wanted));
        // the first values do not wait for the others
        int count = isFirst ? 1 : requests.size();
        long retries = line.state().retries();
        Reading reading = ask(requests.subList(0, count), Reading.of(profile().orElseThrow().catalogue()), isRegular);
        if (isOfOtherMeter(reading)) {
            return Result.OTHER_METER;
        }
        if (probe != null && !reading.asked().isEmpty() && line.state().retries() > retries
                || isText() && isImplausible(reading)) {
            // the head may have been moved between two attempts, and no register may tell that yet
            Result presence = presence(isRegular);
            if (presence != Result.COMPLETE) {
                return presence;
            }
        }
        boolean isComplete = requests.stream().limit(count).allMatch(part -> reading.asked().containsAll(part.ids()));
        if (isComplete) {
            hasRead = true;
            missedReadings = 0;
            requests.stream().skip(count).forEach(request -> readNow(request.ids()));
        }
        learn(reading.asked(), reading.values().values());
        if (!reading.asked().isEmpty() && !stopped) {
            isComplete &= process(reading, isComplete);
        }
        midnightReadingAt = isComplete && isMidnight ? Long.MAX_VALUE : midnightReadingAt;
        return isComplete ? Result.COMPLETE : Result.MISSED;
    }

    /** @return whether nothing was read of the meter yet */
    private boolean isFirstReading() {
        return probe != null
                && profile().filter(known -> !known.isComplete() && known.registers().isEmpty()).isPresent();
    }

    private List<Integer> filling(Set<Integer> wanted) {
        RegisterProbe current = probe;
        return current == null ? List.of() : current.filling(wanted);
    }

    private boolean isImplausible(Reading reading) {
        return state.filter(before -> !processor.process(before, reading, line.instant(), true).pending().isEmpty())
                .isPresent();
    }

    /** @return the reading before and the responses up to the first request without one */
    private Reading ask(List<GetRegisters> requests, Reading before, boolean isRegular) {
        if (isText()) {
            return TextMeter.read(profile().orElseThrow(), requests, before, sender(isRegular), line::instant);
        }
        Reading reading = before;
        for (GetRegisters request : requests) {
            if (!(ask(request, isRegular)instanceof RegisterValues values)) {
                putOff(request);
                return reading;
            }
            reading = reading.and(request.ids(), values.values(), line.instant());
        }
        return reading;
    }

    private Set<Integer> wanted(Set<PollClass> due, boolean isMidnight) {
        Set<Integer> ids = new LinkedHashSet<>();
        for (Map<Integer, PollClass> group : demand.groups()) {
            boolean isNew = group.size() == 1 ? !answeredRegisters.containsAll(group.keySet())
                    : !answeredGroups.contains(group);
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
        profile().ifPresent(known -> {
            ids.addAll(known.infoRegisters());
            Stream.of(RegisterIds.SERIAL_NUMBER).filter(known::has).forEach(ids::add);
        });
        Consumption.REGISTERS.stream().filter(wanted::contains).forEach(ids::add);
        ids.addAll(wanted);
        return ids;
    }

    /** What the meter has answered need not be asked for by the probe. */
    private void learn(Collection<Integer> asked, Collection<RegisterValue> values) {
        RegisterProbe current = probe;
        if (current != null) {
            current.heard(asked, values);
            state = state.map(known -> known.profile().isComplete() ? known : known.with(current.profile(false)));
        }
    }

    private void putOff(GetRegisters request) {
        RegisterProbe current = probe;
        if (current != null) {
            current.unanswered(request);
        }
    }

    /** Nothing is wanted, but the status of the meter has to be right. */
    private Result checkPresence() {
        Result presence = presence(true);
        if (presence == Result.COMPLETE) {
            missedReadings = 0;
            hasRead = true;
            state.ifPresent(known -> listener.updated(this, MeterUpdate.of(known, true)));
        }
        return presence;
    }

    private Result presence(boolean isRegular) {
        if (isText()) {
            Optional<MeterProfile> before = profile();
            isIdentified = false;
            return !identify(isRegular) ? Result.MISSED
                    : profile().equals(before) ? Result.COMPLETE : Result.OTHER_METER;
        }
        if (ask(new GetSerialNumber(settings.address()), isRegular)instanceof SerialNumber number) {
            return profile().filter(known -> known.serialNumber() == number.number()).isPresent() ? Result.COMPLETE
                    : Result.OTHER_METER;
        }
        return Result.MISSED;
    }

    /** A meter that is not identified has to tell its number. */
    private boolean isOfOtherMeter(Reading reading) {
        return isSerialRegisterTrusted && !reading.asked().isEmpty()
                && profile().flatMap(known -> Optional.ofNullable(known.registers().get(RegisterIds.SERIAL_NUMBER)))
                        .map(RegisterValue::number)
                        .filter(known -> reading.find(RegisterIds.SERIAL_NUMBER)
                                .map(now -> now.number().compareTo(known) != 0).orElseGet(() -> !isIdentified))
                        .isPresent();
    }

    /** @return whether the meter has answered a second time what the first reading left pending */
    private boolean process(Reading reading, boolean isComplete) {
        Set<Integer> pending = update(reading, isComplete);
        // without the pending values, which would confirm themselves
        Reading second = ask(GetRegisters.batches(settings.address(), pending), reading.without(pending), false);
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
        return state.map(before -> {
            MeterUpdate processed = processor.process(before, reading, line.instant(), isComplete);
            MeterUpdate update = history.map(reader -> reader.corrected(processed, processor, line.instant()))
                    .orElseGet(() -> processed);
            state = Optional.of(update.state());
            Set<Integer> decided = new HashSet<>(reading.asked());
            decided.removeAll(update.pending());
            answeredRegisters.addAll(decided);
            demand.groups().stream().filter(group -> decided.containsAll(group.keySet())).forEach(answeredGroups::add);
            listener.updated(this, update);
            return update.pending();
        }).orElseGet(Set::of);
    }

    /** @return whether it is known which meter answers */
    private boolean identify(boolean isRegular) {
        if (isIdentified) {
            return true;
        }
        RequestResult result = stopped ? new RequestResult.Stopped()
                : MeterIdentification.firstResult(line, settings.address(),
                        profile().filter(known -> known.isText() || !isProbeRequested), failedIdentifications);
        report(result, isRegular);
        failedIdentifications = MeterIdentification.nextAttempt(result, failedIdentifications);
        if (result instanceof RequestResult.TextAnswered answered) {
            TextMeter.identify(profile().filter(known -> !isProbeRequested), answered, sender(isRegular))
                    .ifPresent(this::identified);
        } else if (result instanceof RequestResult.Answered first && first.response()instanceof MeterType type
                && ask(new GetSerialNumber(settings.address()), isRegular)instanceof SerialNumber serialNumber) {
            RegisterProbe begun = probe;
            RegisterProbe current = begun != null && begun.isOf(type, serialNumber) ? begun
                    : new RegisterProbe(type, serialNumber);
            MeterProfile answered = current.profile(false);
            if (profile().filter(answered::isSameMeterAs).isEmpty()) {
                replace(answered);
            }
            boolean isKnown = !isProbeRequested
                    && profile().filter(known -> known.isComplete() && known.isLike(answered)).isPresent();
            probe = isKnown ? null : current;
            isIdentified = true;
        }
        return isIdentified;
    }

    private void identified(MeterProfile found) {
        if (profile().filter(found::isSameMeterAs).isEmpty()) {
            replace(found);
        }
        probe = null;
        isIdentified = true;
        isProbeRequested = false;
        state = state.map(known -> known.with(found));
        state.filter(known -> !stopped).ifPresent(known -> listener.updated(this, MeterUpdate.of(known, false)));
    }

    private void replace(MeterProfile other) {
        Optional<MeterState> before = state;
        state = Optional.of(replaced.filter(known -> known.profile().isSameMeterAs(other))
                .orElseGet(() -> MeterState.of(other, before)));
        replaced = before.filter(known -> known.profile().isComplete()).or(() -> replaced);
        isSerialRegisterTrusted = true;
        answeredRegisters.clear();
        answeredGroups.clear();
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
        Optional<MeterProfile> before = profile();
        if (!identify(false) || !askNext(before)) {
            isIdentified = false;
            if (!stopped && !isRetrying) {
                isRetrying = true;
                scheduleNext(untilRetry());
            }
        }
        if (probe == null || isRetrying) {
            readHistory();
        }
    }

    /** @return whether the meter has answered */
    private boolean askNext(Optional<MeterProfile> before) {
        RegisterProbe current = probe;
        if (profile().filter(now -> before.filter(now::isSameMeterAs).isPresent()).isEmpty()) {
            // of another meter the everyday registers come first
            scheduleNext(Duration.ZERO);
        } else if (current != null) {
            Optional<GetRegisters> request = current.next();
            if (request.isEmpty()) {
                return endProbe(current);
            }
            if (!(ask(request.get(), false)instanceof RegisterValues values)) {
                current.unanswered(request.get());
                return false;
            }
            learn(request.get().ids(), values.values());
            scheduleProbe();
            state.filter(known -> !stopped).ifPresent(known -> listener.updated(this, MeterUpdate.of(known, false)));
        }
        return true;
    }

    private boolean endProbe(RegisterProbe current) {
        // the head may have been put on another meter meanwhile
        if (!(ask(new GetSerialNumber(settings.address()), false)instanceof SerialNumber still)) {
            return false;
        }
        MeterProfile found = current.profile(true);
        probe = null;
        if (found.serialNumber() != still.number()) {
            state = state.filter(known -> known.profile().isComplete());
            isIdentified = false;
            scheduleNext(Duration.ZERO);
            return true;
        }
        isProbeRequested = false;
        state = state.map(known -> known.with(found));
        // all that is wanted is read once more: info code and consumption are evaluated from now on
        answeredRegisters.clear();
        answeredGroups.clear();
        state.filter(known -> !stopped).ifPresent(known -> listener.updated(this, MeterUpdate.of(known, false)));
        return read(Set.of(), false);
    }

    /** @return null without a response; a closed port is the head's status, and a stopped line has none */
    private @Nullable Response ask(Request request, boolean isRegular) {
        return report(stopped ? new RequestResult.Stopped() : line.ask(request),
                isRegular)instanceof RequestResult.Answered answered ? answered.response() : null;
    }

    private TextMeter.RequestSender sender(boolean isRegular) {
        return (request, isRequired) -> {
            RequestResult result = stopped ? new RequestResult.Stopped() : line.askText(request);
            return isRequired ? report(result, isRegular) : result;
        };
    }

    private RequestResult report(RequestResult result, boolean isRegular) {
        if (result instanceof RequestResult.Failed failed) {
            missedReadings += isRegular ? 1 : 0;
            boolean isOffline = !hasRead || missedReadings >= MISSED_READINGS_FOR_OFFLINE;
            if (isOffline) {
                // another meter may be under the head when it answers again
                isIdentified = false;
            }
            listener.failed(this, failed, isOffline);
        }
        return result;
    }
}
