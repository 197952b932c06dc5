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
import java.util.Map;
import java.util.Optional;
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
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
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
 * Polls one meter on a line: identifies it, asks once for all its registers, then reads what is wanted when it is due.
 * Owns the {@link MeterState}.
 * <p>
 * All requests of a reading follow each other while the meter is awake. A reading with another serial number in it than
 * the meter's is dropped.
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
    private volatile boolean started;
    private volatile boolean stopped;

    // used by the line's thread only
    private final PollSchedule schedule;
    private final Set<Integer> answeredRegisters = new HashSet<>();
    private final Set<Map<Integer, PollClass>> answeredGroups = new HashSet<>();
    private Optional<MeterState> state;
    private boolean isIdentified;
    private @Nullable RegisterProbe probe;
    private boolean isProbeRequested;
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

    /** Asks the meter again for all its registers. */
    public void probeAgain() {
        line.schedule(() -> {
            isIdentified = false;
            probe = null;
            isProbeRequested = true;
            poll();
        }, Duration.ZERO);
    }

    /** @return how often the meter is woken in a day for what is wanted now; walks through a whole day */
    public int wakeUpsPerDay() {
        RegisterDemand current = demand;
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
                retry = retry.grown();
            } else {
                schedule.read(due, start);
                retry = firstRetry();
                delay = untilNext();
            }
        } finally {
            // also after an error in the code: a meter is polled for years
            scheduleNext(delay);
        }
    }

    private void scheduleNext(Duration delay) {
        next.cancel();
        next = line.schedule(this::poll, delay);
    }

    /** A meter that does not answer is asked at least as often as one that does. */
    private Duration untilRetry() {
        Stream<Duration> wanted = demand.pollClasses().stream()
                .flatMap(pollClass -> Stream.ofNullable(settings.intervals().get(pollClass)));
        Stream<Duration> midnight = Stream.of(Duration.ofNanos(midnightReadingAt - line.nanos()))
                .filter(left -> left.compareTo(Duration.ZERO) > 0);
        return Stream.of(wanted, midnight, Stream.of(settings.keepAwakeInterval(), retry.next()))
                .flatMap(durations -> durations).min(Comparator.naturalOrder()).orElseGet(() -> FIRST_RETRY);
    }

    private Duration untilNext() {
        long now = line.nanos();
        Duration regular = schedule.untilNext(demand.pollClasses(), now);
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
        if (!identify(isRegular)) {
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
        return result == Result.COMPLETE;
    }

    private Optional<MeterProfile> profile() {
        return state.map(MeterState::profile);
    }

    private Result readRegisters(Set<PollClass> due, boolean isRegular) {
        Set<Integer> extra = Set.copyOf(extraRegisters);
        extraRegisters.removeAll(extra);
        boolean isMidnight = line.nanos() >= midnightReadingAt;
        Set<Integer> wanted = wanted(due, isMidnight);
        wanted.addAll(extra);
        if (wanted.isEmpty()) {
            midnightReadingAt = isMidnight ? Long.MAX_VALUE : midnightReadingAt;
            return isRegular ? checkPresence() : Result.COMPLETE;
        }
        Reading reading = Reading.none();
        boolean isComplete = true;
        for (GetRegisters request : GetRegisters.batches(settings.address(), inOrder(wanted))) {
            if (isComplete && ask(request, isRegular)instanceof RegisterValues values) {
                reading = reading.and(request.ids(), values.values(), line.instant());
            } else {
                isComplete = false;
            }
        }
        if (isOfOtherMeter(reading)) {
            return Result.OTHER_METER;
        }
        if (isComplete) {
            hasRead = true;
            missedReadings = 0;
        }
        if (!reading.asked().isEmpty() && !stopped) {
            isComplete &= process(reading, isComplete);
        }
        midnightReadingAt = isComplete && isMidnight ? Long.MAX_VALUE : midnightReadingAt;
        return isComplete ? Result.COMPLETE : Result.MISSED;
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

    /** Nothing is wanted, but the status of the meter has to be right. */
    private Result checkPresence() {
        if (ask(new GetSerialNumber(settings.address()), true)instanceof SerialNumber number) {
            if (profile().filter(known -> known.serialNumber() == number.number()).isEmpty()) {
                return Result.OTHER_METER;
            }
            missedReadings = 0;
            hasRead = true;
            state.ifPresent(known -> listener.updated(this, MeterUpdate.of(known, true)));
            return Result.COMPLETE;
        }
        return Result.MISSED;
    }

    private boolean isOfOtherMeter(Reading reading) {
        return isSerialRegisterTrusted
                && profile().flatMap(known -> Optional.ofNullable(known.registers().get(RegisterIds.SERIAL_NUMBER)))
                        .map(RegisterValue::number).filter(known -> reading.find(RegisterIds.SERIAL_NUMBER)
                                .filter(now -> now.number().compareTo(known) != 0).isPresent())
                        .isPresent();
    }

    /** @return whether the meter has answered a second time what the first reading left pending */
    private boolean process(Reading reading, boolean isComplete) {
        Set<Integer> pending = update(reading, isComplete);
        // without the pending values, which would confirm themselves
        Reading second = reading.without(pending);
        Set<Integer> unanswered = new HashSet<>(pending);
        for (GetRegisters request : GetRegisters.batches(settings.address(), pending)) {
            if (ask(request, false)instanceof RegisterValues values) {
                second = second.and(request.ids(), values.values(), line.instant());
                unanswered.removeAll(request.ids());
            }
        }
        if (unanswered.size() < pending.size()) {
            update(second, isComplete);
        }
        extraRegisters.addAll(unanswered);
        return unanswered.isEmpty();
    }

    /** @return the registers that a second reading has to decide on */
    private Set<Integer> update(Reading reading, boolean isComplete) {
        return state.map(before -> {
            MeterUpdate update = processor.process(before, reading, line.instant(), isComplete);
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
        if (!isIdentified && ask(new GetType(settings.address()), isRegular)instanceof MeterType type
                && ask(new GetSerialNumber(settings.address()), isRegular)instanceof SerialNumber serialNumber) {
            MeterProfile answered = new MeterProfile(type.type(), type.software(), serialNumber.number(), Map.of());
            if (!isProbeRequested && profile().filter(answered::isLike).isPresent()) {
                isIdentified = true;
            } else {
                probe(type, serialNumber, isRegular);
            }
        }
        return isIdentified;
    }

    private void probe(MeterType type, SerialNumber serialNumber, boolean isRegular) {
        RegisterProbe current = probe;
        if (current == null || !current.isOf(type, serialNumber)) {
            current = new RegisterProbe(type, serialNumber);
            probe = current;
        }
        for (Optional<GetRegisters> request = current.next(); request.isPresent(); request = current.next()) {
            if (!(ask(request.get(), isRegular)instanceof RegisterValues values)) {
                current.unanswered();
                return;
            }
            current.heard(values);
        }
        // the head may have been put on another meter meanwhile
        if (!(ask(new GetSerialNumber(settings.address()), isRegular)instanceof SerialNumber still)) {
            return;
        }
        probe = null;
        if (current.isOf(type, still)) {
            MeterProfile found = current.profile();
            MeterState after = state.filter(before -> before.profile().isSameMeterAs(found))
                    .map(before -> before.with(found)).orElseGet(() -> MeterState.of(found));
            state = Optional.of(after);
            isProbeRequested = false;
            isIdentified = true;
            answeredRegisters.clear();
            answeredGroups.clear();
            if (!stopped) {
                listener.updated(this, MeterUpdate.of(after, false));
            }
        }
    }

    /** @return null without a response; a closed port is the head's status, and a stopped line has none */
    private @Nullable Response ask(Request request, boolean isRegular) {
        if (stopped) {
            return null;
        }
        RequestResult result = line.ask(request);
        if (result instanceof RequestResult.Failed failed) {
            missedReadings += isRegular ? 1 : 0;
            boolean isOffline = !hasRead || missedReadings >= MISSED_READINGS_FOR_OFFLINE;
            if (isOffline) {
                // another meter may be under the head when it answers again
                isIdentified = false;
            }
            listener.failed(this, failed, isOffline);
        }
        return result instanceof RequestResult.Answered answered ? answered.response() : null;
    }
}
