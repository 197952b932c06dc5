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
package org.openhab.binding.kamstrup.internal.meter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * The consumption of today, this month, this year and this billing period: the counters less their values when the
 * period began. Immutable.
 * <p>
 * A period begins with the first reading in it. If there was no reading for a while around its beginning, the
 * consumption of that while counts for neither period, unless the counters stood still or the meter has logged them
 * ({@link #corrected}); {@link #since} returns since when a period is counted. When the billing period is set to
 * another day, it is counted from the earliest beginning in it that is known of any period. A counter that the meter
 * did not have when a period began is counted from its first reading on. A counter that falls goes on from the lower
 * value until it comes back ({@link CounterSnapshot}).
 * <p>
 * The clock of the host can be wrong: it starts in 1970, or where it stood last. A clock does not begin or end a period
 * if it is before the build of the add-on, before the latest reading, or if its distance from the meter's date has
 * changed. After a day such a clock is taken as right. When the clock goes back to before a period began, the earlier
 * beginnings hold again.
 * <p>
 * When the meter was exchanged, the consumption of both meters counts ({@link #ofNextMeter}).
 *
 * @param beginnings counters when the periods began, and when further counters came
 * @param latest counters of the latest reading
 * @param alternative the beginnings before a period began last
 * @param doubtedSince since when the clock of the host is in doubt
 * @param daysAhead by how many days the host was ahead of the meter
 * @param peaks the days with the highest power
 * @param curve the consumption until moments of the past
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Consumption(Map<Period, List<CounterSnapshot>> beginnings, Optional<CounterSnapshot> latest,
        Optional<Baseline> alternative, Optional<Instant> doubtedSince, Optional<Long> daysAhead, DailyPeaks peaks,
        ConsumptionCurve curve) {

    /** The counters that consumption is computed from. */
    static final Map<Integer, RegisterKind> KINDS = Map.of(RegisterIds.HEAT_ENERGY, RegisterKind.ENERGY,
            RegisterIds.COOLING_ENERGY, RegisterKind.ENERGY, RegisterIds.VOLUME, RegisterKind.VOLUME,
            RegisterIds.VOLUME_FLOW_TEMPERATURE, RegisterKind.VOLUME_TEMPERATURE, RegisterIds.VOLUME_RETURN_TEMPERATURE,
            RegisterKind.VOLUME_TEMPERATURE, RegisterIds.ACTIVE_ENERGY_IMPORT, RegisterKind.ENERGY);

    /** A day of 25 hours and one more: a boundary between two readings at midnight is known. */
    private static final Duration DAY_AND_HOURS = Duration.ofHours(26);
    /** On battery the counters are read each hour: one reading may fail. */
    private static final Map<Period, Duration> SHORT_GAPS = Map.of(Period.DAY, Duration.ofHours(3));

    /** The registers of these counters, of heat and of electricity meters: no meter has all. */
    public static final Set<Integer> REGISTERS = KINDS.keySet();

    /**
     * Counters at the beginnings of periods, and until when they were used.
     *
     * @param beginnings counters when the periods began, and when further counters came
     * @param until the latest reading that used them
     */
    public record Baseline(Map<Period, List<CounterSnapshot>> beginnings, Instant until) {

        /** Copies the map. */
        public Baseline {
            beginnings = Map.copyOf(beginnings);
        }
    }

    /** Copies the map. */
    public Consumption {
        beginnings = Map.copyOf(beginnings);
    }

    /** @return the consumption before the first reading */
    public static Consumption none() {
        return new Consumption(Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                DailyPeaks.none(), ConsumptionCurve.none());
    }

    /** @return the consumption so far, which goes on with the first reading of the meter that replaces this one */
    Consumption ofNextMeter() {
        // unless there was no reading since the exchange before
        return latest.map(this::ofNextMeter).orElseGet(() -> this);
    }

    private Consumption ofNextMeter(CounterSnapshot last) {
        Map<Period, List<CounterSnapshot>> carried = new EnumMap<>(Period.class);
        beginnings.forEach((period, begun) -> begun.stream().limit(1)
                .forEach(first -> carried.put(period, List.of(first.ofNextMeter(added(period))))));
        return new Consumption(carried, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), peaks,
                curve.ofNextMeter(last.at()));
    }

    /** @return the same with another curve */
    public Consumption with(ConsumptionCurve newCurve) {
        return newCurve.equals(curve) ? this
                : new Consumption(beginnings, latest, alternative, doubtedSince, daysAhead, peaks, newCurve);
    }

    /**
     * The consumption after a reading.
     *
     * @param reading has all {@link #REGISTERS} that the meter has
     * @param at when they were read, by the clock of the host
     * @param calendar when periods begin
     * @param built when the add-on was built: a clock before that is wrong
     */
    public Consumption with(Reading reading, Instant at, PeriodCalendar calendar, Instant built) {
        Map<Integer, BaseUnitValue> counters = CounterSnapshot.of(at, reading.values()).counters();
        if (latest.filter(before -> before.counters().keySet().stream()
                .anyMatch(id -> reading.find(id).isPresent() && !counters.containsKey(id))).isPresent()) {
            // a counter without a value or with an impossible unit does not begin new periods
            return this;
        }
        Optional<Long> ahead = reading.find(RegisterIds.DATE).map(RegisterValue::content)
                .map(content -> content instanceof Content.Date date
                        ? ChronoUnit.DAYS.between(date.value(), calendar.day(at))
                        : null);
        Update update = new Update(this, calendar);
        update.apply(new CounterSnapshot(at, counters), ahead, at.isBefore(built));
        Consumption counted = new Consumption(update.beginnings, update.latest, update.alternative, update.doubtedSince,
                update.daysAhead, update.peaks(), curve);
        // a clock in doubt leaves the time as it was
        return counted.latest.filter(now -> now.at().equals(at) && counted.doubtedSince.isEmpty())
                .flatMap(now -> counted.since(Period.DAY)).map(day -> counted.with(curve.with(at,
                        counted.added(Period.RECORDED), day, counted.added(Period.DAY), calendar.zone())))
                .orElseGet(() -> counted);
    }

    /** @return what was added in a period, by register */
    private Map<Integer, BaseUnitValue> added(Period period) {
        return REGISTERS.stream()
                .flatMap(id -> difference(period, id).flatMap(counted -> counted.added(id)).stream()
                        .map(added -> Map.entry(id, added)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * The same with the counters that the meter has logged at the beginning of a period, if there was no reading then,
     * and with the days of its day logger.
     *
     * @param days rows of the day logger
     * @param months rows of the month logger
     * @param calendar when periods begin
     */
    Consumption corrected(List<LoggerRow> days, List<LoggerRow> months, PeriodCalendar calendar) {
        if (doubtedSince.isPresent() || daysAhead.filter(ahead -> ahead != 0).isPresent()) {
            // the clock of the host or the clock of the meter is wrong
            return this;
        }
        List<CounterSnapshot> rows = Stream.concat(days.stream(), months.stream())
                .flatMap(row -> row.boundary(MeterLogger.DAY, calendar.zone())
                        .map(at -> CounterSnapshot.of(at.toInstant(), row.values())).stream())
                .toList();
        Map<Period, List<CounterSnapshot>> corrected = new EnumMap<>(Period.class);
        beginnings.forEach((period, begun) -> corrected.put(period, begun.stream().findFirst()
                .flatMap(first -> rows.stream().filter(row -> row.at().equals(calendar.beginning(period, first.at())))
                        .findFirst().filter(row -> row.at().isBefore(first.at()) && isBefore(row, begun)))
                .map(row -> List.of(row)).orElseGet(() -> begun)));
        DailyPeaks logged = latest
                .map(now -> peaks.with(
                        LoggedConsumption.of(MeterLogger.DAY, days, calendar.zone()).stream()
                                .flatMap(day -> day.power().stream()).toList(),
                        calendar.season(), calendar.day(now.at())))
                .orElseGet(() -> peaks);
        ConsumptionCurve filled = latest
                .filter(now -> snapshots(Period.RECORDED).stream().allMatch(begun -> begun.falls().isEmpty()))
                .map(now -> curve.with(rows, now, added(Period.RECORDED), calendar.zone())).orElseGet(() -> curve);
        return corrected.equals(beginnings) && logged.equals(peaks) ? with(filled)
                : new Consumption(corrected, latest, alternative, doubtedSince, daysAhead, logged, filled);
    }

    /** @return whether a row has all counters that are counted, and none of them has fallen since */
    private boolean isBefore(CounterSnapshot row, List<CounterSnapshot> begun) {
        return latest.filter(now -> row.counters().keySet().containsAll(now.counters().keySet())).isPresent()
                && begun.stream().allMatch(snapshot -> snapshot.falls().isEmpty()
                        && snapshot.counters().keySet().stream().noneMatch(id -> snapshot.isBelow(row, id)));
    }

    private List<CounterSnapshot> snapshots(Period period) {
        return beginnings.getOrDefault(period, List.of());
    }

    /** @return since when a period is counted; empty before the first reading */
    public Optional<Instant> since(Period period) {
        return snapshots(period).stream().findFirst().map(CounterSnapshot::at);
    }

    /**
     * The consumption of a period.
     *
     * @param period which
     * @param value the counter's latest value, which gives unit and decimals
     * @return empty before the first reading, or if the unit is none of the counter's
     */
    public Optional<PhysicalQuantity> used(Period period, RegisterValue value) {
        return difference(period, value.id()).flatMap(counted -> counted.used(value));
    }

    /**
     * The consumption of the period before until the same time in it.
     *
     * @param period the present one, whose latest reading gives the time
     * @param value the counter's latest value, which gives unit and decimals
     * @param calendar when periods begin
     * @return empty if it is not known, or if the unit is none of the counter's
     */
    public Optional<PhysicalQuantity> usedBefore(Period period, RegisterValue value, PeriodCalendar calendar) {
        return latest
                .flatMap(now -> difference(Period.RECORDED, value.id()).flatMap(recorded -> recorded.added(value.id()))
                        .flatMap(total -> curve.used(value.id(), calendar.beginningBefore(period, now.at()),
                                calendar.sameTimeBefore(period, now.at()),
                                SHORT_GAPS.getOrDefault(period, DAY_AND_HOURS), total.amount())))
                .flatMap(amount -> CounterDifference.quantity(amount, value));
    }

    private Optional<CounterDifference> difference(Period period, Integer... ids) {
        return latest.flatMap(now -> snapshots(period).stream()
                .filter(snapshot -> snapshot.counters().keySet().containsAll(List.of(ids))).findFirst()
                .map(since -> new CounterDifference(since, now)));
    }

    /**
     * The mean flow or return temperature of a period, weighted by volume.
     *
     * @param period which
     * @param id the register with the sum of volume times temperature
     * @return empty if the volume is too small
     */
    public Optional<PhysicalQuantity> meanTemperature(Period period, int id) {
        return difference(period, id, RegisterIds.VOLUME).flatMap(counted -> counted.meanTemperature(id));
    }

    /**
     * The mean of flow temperature less return temperature of a period, weighted by volume.
     *
     * @param period which
     * @return empty if the volume is too small
     */
    public Optional<PhysicalQuantity> meanCooling(Period period) {
        return difference(period, RegisterIds.VOLUME_FLOW_TEMPERATURE, RegisterIds.VOLUME_RETURN_TEMPERATURE,
                RegisterIds.VOLUME).flatMap(CounterDifference::meanCooling);
    }

    /** The computation of the consumption after a reading. */
    private static final class Update {

        /** Counters that were read so shortly before a period are taken as those at its beginning. */
        private static final Duration JUST_BEFORE = DayBoundary.LEAD.plusSeconds(10);
        /** A host that has not received the time after its start is behind by less than this. */
        private static final Duration FURTHEST_BEHIND = Duration.ofDays(1);
        /** A clock that was in doubt for so long is right. */
        private static final Duration LONGEST_DOUBT = Duration.ofDays(1);
        /** The difference in days between host and meter may change by so many: the meter may be set by an hour. */
        private static final long DAYS_OF_DRIFT = 1;

        private final PeriodCalendar calendar;
        private final Map<Period, List<CounterSnapshot>> beginnings = new EnumMap<>(Period.class);
        private final DailyPeaks known;
        private final List<DailyPower> completed = new ArrayList<>();
        private Optional<CounterSnapshot> latest;
        private Optional<Baseline> alternative;
        private Optional<Instant> doubtedSince;
        private Optional<Long> daysAhead;

        Update(Consumption before, PeriodCalendar calendar) {
            this.calendar = calendar;
            beginnings.putAll(before.beginnings);
            known = before.peaks;
            latest = before.latest;
            alternative = before.alternative;
            doubtedSince = before.doubtedSince;
            daysAhead = before.daysAhead;
        }

        /** @return the days with the highest power; those of before as long as the clock is in doubt */
        DailyPeaks peaks() {
            return latest.filter(now -> doubtedSince.isEmpty())
                    .map(now -> known.with(completed, calendar.season(), calendar.day(now.at())))
                    .orElseGet(() -> known);
        }

        void apply(CounterSnapshot now, Optional<Long> ahead, boolean isClockWrong) {
            Instant at = now.at();
            Optional<Instant> until = latest.map(CounterSnapshot::at);
            boolean usable = !isClockWrong && isUsable(at, ahead);
            // a clock in doubt does not measure the age of a fall either
            CounterSnapshot counted = usable ? now : now.at(latest.map(CounterSnapshot::at).orElseGet(() -> at));
            latest.ifPresentOrElse(before -> {
                change(beginnings, begun -> begun.follow(before, counted));
                alternative = alternative.map(baseline -> followed(baseline, before, now));
            }, () -> change(beginnings, begun -> begun.onMeter(now)));
            if (usable) {
                daysAhead = ahead.or(() -> daysAhead);
                doubtedSince = Optional.empty();
                Baseline before = new Baseline(beginnings, until.orElseGet(() -> at));
                change(beginnings, begun -> begun.settle(at));
                continueWith(counted, true);
                // if the clock proves wrong, the beginnings before this one hold again
                if (until.equals(latest.map(CounterSnapshot::at)) && !isIn(before.beginnings(), at)) {
                    alternative = Optional.of(before);
                }
                latest = Optional.of(now);
            } else if (latest.isPresent()) {
                continueWith(counted, false);
                latest = Optional.of(counted);
            }
        }

        private static Baseline followed(Baseline baseline, CounterSnapshot before, CounterSnapshot now) {
            Map<Period, List<CounterSnapshot>> followed = new EnumMap<>(baseline.beginnings());
            change(followed, begun -> begun.follow(before, now.at(baseline.until())));
            return new Baseline(followed, baseline.until());
        }

        private static void change(Map<Period, List<CounterSnapshot>> all, UnaryOperator<CounterSnapshot> by) {
            all.replaceAll((period, snapshots) -> snapshots.stream().map(by).toList());
        }

        /**
         * @return whether the clock may begin a period; returns to the alternative if the clock shows that it is right
         */
        private boolean isUsable(Instant at, Optional<Long> ahead) {
            boolean leaps = ahead.flatMap(days -> daysAhead.map(before -> Math.abs(days - before) > DAYS_OF_DRIFT))
                    .orElseGet(() -> false);
            boolean longDoubted = doubtedSince.filter(since -> !at.isBefore(since.plus(LONGEST_DOUBT))).isPresent();
            boolean usable = (!leaps || longDoubted) && (findBaseline(at) || longDoubted);
            if (!usable) {
                doubtedSince = doubtedSince.filter(since -> !at.isBefore(since)).or(() -> Optional.of(at));
            }
            return usable;
        }

        /** @return whether there is a baseline that a reading at that time can go on with */
        private boolean findBaseline(Instant at) {
            Instant until = latest.map(CounterSnapshot::at).orElseGet(() -> at);
            if (isIn(beginnings, at)) {
                // a baseline in the future was a mistake
                alternative = alternative.filter(baseline -> !baseline.until().isAfter(at));
                return true;
            }
            Optional<Baseline> better = alternative.filter(baseline -> !baseline.until().isAfter(at))
                    .filter(baseline -> at.isBefore(until)
                            ? isIn(baseline.beginnings(), at) || at.plus(FURTHEST_BEHIND).isBefore(until)
                            : baseline.until().isAfter(until));
            better.ifPresent(baseline -> {
                alternative = Optional.of(new Baseline(beginnings, until));
                beginnings.putAll(baseline.beginnings());
                latest = latest.map(snapshot -> new CounterSnapshot(baseline.until(), snapshot.counters()));
            });
            return better.isPresent() || !at.isBefore(until);
        }

        private boolean isIn(Map<Period, List<CounterSnapshot>> begun, Instant at) {
            return begun.entrySet().stream().allMatch(entry -> entry.getValue().stream().limit(1)
                    .allMatch(snapshot -> isSame(entry.getKey(), snapshot.at(), at)));
        }

        private void continueWith(CounterSnapshot now, boolean mayBegin) {
            CounterSnapshot before = latest.orElseGet(() -> now);
            Map<Integer, CounterSnapshot.Fall> fallen = fallen();
            for (Period period : Period.values()) {
                List<CounterSnapshot> begun = beginnings.getOrDefault(period, List.of());
                if (begun.isEmpty() || mayBegin && !isSame(period, begun.get(0).at(), now.at())) {
                    Instant boundary = calendar.beginning(period, now.at());
                    boolean isKnown = !begun.isEmpty() && latest.isPresent()
                            && (now.isSameAs(before) || isJustBefore(before, boundary));
                    CounterSnapshot first = isKnown ? before.at(boundary) : now;
                    if (period == Period.DAY && !now.isBelow(before, RegisterIds.HEAT_ENERGY)) {
                        begun.stream().limit(1).forEach(day -> complete(day, first));
                    }
                    begun = List.of(first.begin(now, fallen));
                }
                beginnings.put(period, withNewCounters(
                        mayBegin && period != Period.RECORDED ? earliest(period, begun) : begun, now, fallen));
            }
        }

        /** A day is complete if its counters are known at both ends. */
        private void complete(CounterSnapshot begun, CounterSnapshot end) {
            LocalDate day = calendar.day(begun.at());
            if (begun.at().equals(calendar.start(day)) && end.at().equals(calendar.start(day.plusDays(1)))) {
                begun.added(RegisterIds.HEAT_ENERGY, end).ifPresent(energy -> completed
                        .add(new DailyPower(day, energy.amount(), Duration.between(begun.at(), end.at()).toSeconds())));
            }
        }

        /** After the billing period was set to another day, another period may have begun earlier in it. */
        private List<CounterSnapshot> earliest(Period period, List<CounterSnapshot> begun) {
            return Stream.concat(Stream.of(begun), beginnings.values().stream())
                    .filter(other -> isSame(period, other.get(0).at(), begun.get(0).at()))
                    .min(Comparator.comparing(other -> other.get(0).at())).orElseGet(() -> begun);
        }

        /** Counters that the meter did not have before are counted from a snapshot of their own. */
        private static List<CounterSnapshot> withNewCounters(List<CounterSnapshot> begun, CounterSnapshot now,
                Map<Integer, CounterSnapshot.Fall> fallen) {
            return now.counters().keySet().stream()
                    .allMatch(id -> begun.stream().anyMatch(snapshot -> snapshot.counters().containsKey(id))) ? begun
                            : Stream.concat(begun.stream(), Stream.of(now.begin(now, fallen))).toList();
        }

        /** By how much counters are below their highest snapshot. */
        private Map<Integer, CounterSnapshot.Fall> fallen() {
            return beginnings.values().stream().flatMap(List::stream)
                    .flatMap(snapshot -> snapshot.falls().entrySet().stream())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue,
                            (one, other) -> one.by().compareTo(other.by()) > 0 ? one : other));
        }

        private static boolean isJustBefore(CounterSnapshot snapshot, Instant boundary) {
            return snapshot.at().isBefore(boundary) && !snapshot.at().plus(JUST_BEFORE).isBefore(boundary);
        }

        private boolean isSame(Period period, Instant one, Instant other) {
            return calendar.firstDay(period, one).equals(calendar.firstDay(period, other));
        }
    }
}
