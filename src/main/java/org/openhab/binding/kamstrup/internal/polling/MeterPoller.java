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
import java.util.function.Function;
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
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingPlan;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;

/**
 * Reads one meter again and again: at first who it is and what it has, then what is wanted, when it is due.
 * <p>
 * All requests of a reading follow each other while the meter is awake. A reading that has the register with the serial
 * number in it is never taken for one of this meter if that number is another.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterPoller {

    /** One missed reading is a hiccup, unless it is the first one of all. */
    private static final int MISSED_READINGS_FOR_OFFLINE = 2;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    /** Who has pressed a key of a meter that slept sees it come back in this time. */
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(2);
    /** Demands change in bursts, when openHAB starts or somebody links one item after the other. */
    private static final Duration DEMAND_SETTLES = Duration.ofMillis(500);

    /** What came of a reading. */
    private enum Result {
        COMPLETE,
        MISSED,
        ANOTHER_METER
    }

    private final Line line;
    private final int address;
    private final Map<PollClass, Duration> intervals;
    private final Duration longestPause;
    private final MeterPollerListener listener;
    private final Set<Integer> extraDemand = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean demandChanged = new AtomicBoolean();
    private volatile boolean stopped;

    // of the line's thread
    private final PollSchedule schedule;
    private final Set<Integer> everAsked = new HashSet<>();
    private @Nullable MeterProfile profile;
    private @Nullable RegisterProbe probe;
    private boolean probeIsWanted;
    private boolean serialRegisterIsTrusted = true;
    private boolean everRead;
    private int missedReadings;
    private Backoff retrying = firstRetry();
    private boolean isRetrying;
    private long countersDueAt;
    private Line.Appointment appointment = () -> {
        // there is none
    };

    /**
     * Makes a reader that does nothing yet.
     *
     * @param line the line to the meter
     * @param address the meter's
     * @param intervals from one reading to the next, for every pace
     * @param longestPause after which the meter is spoken to though nothing is due, to keep it awake
     * @param listener hears what comes of it
     */
    public MeterPoller(Line line, int address, Map<PollClass, Duration> intervals, Duration longestPause,
            MeterPollerListener listener) {
        this.line = line;
        this.address = address;
        this.intervals = Map.copyOf(intervals);
        this.longestPause = longestPause;
        this.listener = listener;
        schedule = new PollSchedule(intervals, longestPause, line.nanos());
        countersDueAt = Long.MAX_VALUE;
    }

    /** @return whether it reads through that line */
    public boolean isOn(Line other) {
        return line.equals(other);
    }

    /** Begins with a reading at once. */
    public void start() {
        line.schedule(this::readAndGoOn, Duration.ZERO);
    }

    /**
     * Asks for registers between the regular readings. Several calls before that begins are one.
     *
     * @param ids which registers
     */
    public void readNow(Collection<Integer> ids) {
        extraDemand.addAll(ids);
        readDemandAfter(Duration.ZERO);
    }

    /** Tells that other registers may be wanted now; those that were never read are read at once. */
    public void demandChanged() {
        readDemandAfter(DEMAND_SETTLES);
    }

    /** Asks the meter anew for everything that it has. */
    public void probeAgain() {
        line.schedule(() -> {
            profile = null;
            probe = null;
            probeIsWanted = true;
            readAndGoOn();
        }, Duration.ZERO);
    }

    /** Ends the readings; one that is under way asks nothing more. */
    public void stop() {
        stopped = true;
        line.schedule(() -> appointment.cancel(), Duration.ZERO);
    }

    private static Backoff firstRetry() {
        return Backoff.of(FIRST_RETRY, LONGEST_RETRY);
    }

    /** A meter that does not answer is asked as often as one that does, also to keep it awake. */
    private Duration untilRetry() {
        Stream<Duration> wanted = listener.demand(this).pollClasses().stream()
                .flatMap(pollClass -> Stream.ofNullable(intervals.get(pollClass)));
        Stream<Duration> counters = Stream.of(Duration.ofNanos(countersDueAt - line.nanos()))
                .filter(left -> left.compareTo(Duration.ZERO) > 0);
        return Stream.of(wanted, counters, Stream.of(longestPause, retrying.next())).flatMap(Function.identity())
                .min(Comparator.naturalOrder()).orElseGet(() -> FIRST_RETRY);
    }

    private void readDemandAfter(Duration delay) {
        if (demandChanged.compareAndSet(false, true)) {
            line.schedule(() -> {
                demandChanged.set(false);
                if (!stopped) {
                    boolean heard = read(Set.of(), false);
                    if (heard && !isRetrying) {
                        goOnAfter(untilNext());
                    }
                }
            }, delay);
        }
    }

    private void readAndGoOn() {
        if (stopped) {
            return;
        }
        Duration next = FIRST_RETRY;
        try {
            long begin = line.nanos();
            Set<PollClass> due = schedule.due(begin);
            isRetrying = !read(due, true);
            if (isRetrying) {
                next = untilRetry();
                retrying = retrying.grown();
            } else {
                schedule.read(due, begin);
                retrying = firstRetry();
                next = untilNext();
            }
        } finally {
            // whatever happens, a meter is read for years
            goOnAfter(next);
        }
    }

    private void goOnAfter(Duration delay) {
        appointment.cancel();
        appointment = line.schedule(this::readAndGoOn, delay);
    }

    private Duration untilNext() {
        long now = line.nanos();
        Duration regular = schedule.untilNext(listener.demand(this).pollClasses(), now);
        Optional<Duration> counters = listener.untilCountersAreDue(this);
        // while a reading is under way they come due: that is not put off until they are due the next time
        long dueAt = countersDueAt;
        countersDueAt = counters.map(delay -> Math.min(dueAt, now + delay.toNanos())).orElseGet(() -> Long.MAX_VALUE);
        return counters.map(delay -> Duration.ofNanos(Math.max(0, countersDueAt - now)))
                .filter(delay -> delay.compareTo(regular) < 0).orElseGet(() -> regular);
    }

    /** @return whether everything that was asked was answered */
    private boolean read(Set<PollClass> due, boolean regular) {
        MeterProfile before = identified(regular);
        if (before == null) {
            return false;
        }
        Result result = readRegisters(before, due, regular);
        if (result == Result.ANOTHER_METER) {
            profile = null;
            MeterProfile now = identified(regular);
            if (now == null) {
                return false;
            }
            // a register that contradicts the meter's own number is no use
            serialRegisterIsTrusted &= !now.isSameMeterAs(before);
            result = readRegisters(now, due, regular);
        }
        return result == Result.COMPLETE;
    }

    private Result readRegisters(MeterProfile known, Set<PollClass> due, boolean regular) {
        // taken before the reading: what comes in the meantime is for the next one
        Set<Integer> extra = Set.copyOf(extraDemand);
        extraDemand.removeAll(extra);
        RegisterDemand demand = listener.demand(this);
        boolean countersAreDue = line.nanos() >= countersDueAt;
        Set<Integer> ids = new LinkedHashSet<>(extra);
        ids.addAll(demand.atOnce());
        demand.wanted().forEach((id, pollClasses) -> {
            if (pollClasses.stream().anyMatch(due::contains)
                    || pollClasses.contains(PollClass.COUNTER) && countersAreDue || !everAsked.contains(id)) {
                ids.add(id);
            }
        });
        if (ids.isEmpty()) {
            countersDueAt = countersAreDue ? Long.MAX_VALUE : countersDueAt;
            return regular ? lookWhetherItIsThere(known) : Result.COMPLETE;
        }
        // who it is comes first: what follows may stay unanswered
        Set<Integer> all = new LinkedHashSet<>(demand.alongside());
        // in one request, so that they are of one moment, and before midnight if others stay unanswered
        Consumption.REGISTERS.stream().filter(ids::contains).forEach(all::add);
        all.addAll(ids);
        Reading reading = Reading.none();
        boolean complete = true;
        for (GetRegisters request : ReadingPlan.requests(address, all)) {
            if (complete && ask(request, regular)instanceof RegisterValues values) {
                reading = reading.and(request.ids(), values.values(), line.instant());
            } else {
                complete = false;
            }
        }
        if (isOfAnother(known, reading)) {
            return Result.ANOTHER_METER;
        }
        if (complete) {
            // before a second reading: that it fails says nothing about the first
            everRead = true;
            missedReadings = 0;
            countersDueAt = countersAreDue ? Long.MAX_VALUE : countersDueAt;
        }
        everAsked.addAll(reading.asked());
        if (!reading.asked().isEmpty() && !stopped) {
            tell(reading);
        }
        return complete ? done() : Result.MISSED;
    }

    /** Nobody wants anything, but the status of the meter is to be true. */
    private Result lookWhetherItIsThere(MeterProfile known) {
        if (ask(new GetSerialNumber(address), true)instanceof SerialNumber number) {
            return number.number() == known.serialNumber() ? done() : Result.ANOTHER_METER;
        }
        return Result.MISSED;
    }

    /** @return whether the serial number is not the one that the meter told before */
    private boolean isOfAnother(MeterProfile known, Reading reading) {
        RegisterValue before = known.registers().get(RegisterIds.SERIAL_NUMBER);
        return serialRegisterIsTrusted && before != null && reading.find(RegisterIds.SERIAL_NUMBER)
                .filter(now -> now.number().compareTo(before.number()) != 0).isPresent();
    }

    private void tell(Reading reading) {
        Set<Integer> doubtful = listener.answered(this, reading);
        // without what is doubtful, which would confirm itself
        Reading second = reading.without(doubtful);
        for (GetRegisters request : ReadingPlan.requests(address, doubtful)) {
            if (ask(request, false)instanceof RegisterValues values) {
                second = second.and(request.ids(), values.values(), line.instant());
            }
        }
        if (second.asked().stream().anyMatch(doubtful::contains)) {
            listener.answered(this, second);
        }
    }

    private Result done() {
        missedReadings = 0;
        everRead = true;
        listener.read(this);
        return Result.COMPLETE;
    }

    private @Nullable MeterProfile identified(boolean regular) {
        return profile != null || identify(regular) ? profile : null;
    }

    private boolean identify(boolean regular) {
        if (ask(new GetType(address), regular)instanceof MeterType type
                && ask(new GetSerialNumber(address), regular)instanceof SerialNumber serialNumber) {
            Optional<MeterProfile> known = listener.identified(this, type, serialNumber);
            if (known.isPresent() && !probeIsWanted) {
                profile = known.get();
            } else {
                probe(type, serialNumber, regular);
            }
        }
        return profile != null;
    }

    private void probe(MeterType type, SerialNumber serialNumber, boolean regular) {
        RegisterProbe current = probe;
        if (current == null || !current.isOf(type, serialNumber)) {
            current = new RegisterProbe(type, serialNumber);
            probe = current;
        }
        for (Optional<GetRegisters> next = current.next(); next.isPresent(); next = current.next()) {
            if (!(ask(next.get(), regular)instanceof RegisterValues values)) {
                current.unanswered();
                return;
            }
            current.heard(values);
        }
        // half a minute is long enough to put the head on another meter
        if (!(ask(new GetSerialNumber(address), regular)instanceof SerialNumber still)) {
            return;
        }
        probe = null;
        if (!current.isOf(type, still)) {
            return;
        }
        MeterProfile found = current.profile();
        probeIsWanted = false;
        profile = found;
        everAsked.clear();
        listener.probed(this, found);
    }

    /** @return null if there is no answer; without a port the head tells why, and being stopped is nobody's fault */
    private @Nullable Response ask(Request request, boolean regular) {
        if (stopped) {
            return null;
        }
        RequestResult outcome = line.ask(request);
        if (outcome instanceof RequestResult.Failed failed) {
            missedReadings += regular ? 1 : 0;
            boolean offline = !everRead || missedReadings >= MISSED_READINGS_FOR_OFFLINE;
            if (offline) {
                // another meter may be under the head when it speaks again
                profile = null;
            }
            listener.missed(this, failed, offline);
        }
        return outcome instanceof RequestResult.Answered answered ? answered.response() : null;
    }
}
