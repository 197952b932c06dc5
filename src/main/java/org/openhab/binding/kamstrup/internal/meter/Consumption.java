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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * What went through the meter today, this month and this year: the counters less what they were when the period began.
 * <p>
 * A period begins with the first reading in it. If there was none for a while around its beginning, what went through
 * then is told for neither period, unless the counters stood still; {@link #since} tells from when on is counted. A
 * counter that the meter did not have when a period began is counted from its first reading on, and one that falls goes
 * on from where it fell to until it comes back ({@link CounterSnapshot}). Means are weighted by volume: sum of volume
 * times temperature by volume.
 *
 * <p>
 * The clock of the host may be wrong: it starts in 1970, or where it last stood. One that cannot be neither begins nor
 * ends a period: before the add-on was built, before the latest reading, or otherwise ahead of the meter's date than it
 * was. After a day of it, it is right and what was known is wrong. When it goes back to before a period began, the
 * beginnings before that hold again.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Consumption {

    /** The counters that consumption is told by. */
    public static final Set<Integer> REGISTERS = Set.of(RegisterIds.HEAT_ENERGY, RegisterIds.COOLING_ENERGY,
            RegisterIds.VOLUME, RegisterIds.VOLUME_FLOW_TEMPERATURE, RegisterIds.VOLUME_RETURN_TEMPERATURE);

    /** What the counters said so shortly before a period is what they said when it began. */
    private static final Duration JUST_BEFORE = DayBoundary.LEAD.plusSeconds(10);
    /** A host that has not asked for the time yet after it started is no further behind. */
    private static final Duration FURTHEST_BEHIND = Duration.ofDays(1);
    /** A clock that was doubted for so long is right. */
    private static final Duration LONGEST_DOUBT = Duration.ofDays(1);
    /** By so many days more or less than before may the host be ahead of the meter, which may be set by an hour. */
    private static final long DAYS_OF_DRIFT = 1;
    private static final int DECIMALS_OF_MEAN = 2;
    /** A mean that may be wrong by more, because so little went through, is none; in °C. */
    private static final BigDecimal WORST_ERROR = BigDecimal.ONE;

    /**
     * What was counted from, up to when.
     *
     * @param beginnings when the periods began, and when counters came in addition
     * @param until the latest reading that counted
     */
    public record Course(Map<Period, List<CounterSnapshot>> beginnings, Instant until) {

        /** Makes a course. */
        public Course {
            beginnings = Map.copyOf(beginnings);
        }
    }

    /**
     * What has to be known to go on later.
     *
     * @param beginnings when the periods began, and when counters came in addition
     * @param latest the latest reading
     * @param other what was counted from before a period began last
     * @param doubted since when the clock of the host is doubted
     * @param daysAhead how far it was ahead of the meter's
     */
    public record Memory(Map<Period, List<CounterSnapshot>> beginnings, Optional<CounterSnapshot> latest,
            Optional<Course> other, Optional<Instant> doubted, Optional<Long> daysAhead) {

        /** Makes a memory. */
        public Memory {
            beginnings = Map.copyOf(beginnings);
        }

        /** @return what is known before the first reading */
        public static Memory none() {
            return new Memory(Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private final ZoneId zone;
    private final Instant built;
    private final Map<Period, List<CounterSnapshot>> beginnings = new EnumMap<>(Period.class);
    private Optional<CounterSnapshot> latest;
    private Optional<Course> other;
    private Optional<Instant> doubted;
    private Optional<Long> daysAhead;

    /**
     * Goes on from what was known before.
     *
     * @param zone where the day begins
     * @param built when the add-on was built: no clock that is right is before that
     * @param memory what was known
     */
    public Consumption(ZoneId zone, Instant built, Memory memory) {
        this.zone = zone;
        this.built = built;
        beginnings.putAll(memory.beginnings());
        latest = memory.latest();
        other = memory.other();
        doubted = memory.doubted();
        daysAhead = memory.daysAhead();
    }

    /** @return what has to be known to go on later */
    public Memory memory() {
        return new Memory(beginnings, latest, other, doubted, daysAhead);
    }

    /**
     * Takes a reading into account.
     *
     * @param reading one with all {@link #REGISTERS} that the meter has
     * @param at when
     */
    public void add(Reading reading, Instant at) {
        Map<Integer, BaseUnitValue> counters = new TreeMap<>();
        REGISTERS.forEach(id -> measure(reading, id).ifPresent(measure -> counters.put(id, measure)));
        if (latest.filter(before -> before.counters().keySet().stream()
                .anyMatch(id -> reading.find(id).isPresent() && !counters.containsKey(id))).isPresent()) {
            // a counter that says nothing, or says it in a unit that cannot be, is no reason to begin anew
            return;
        }
        CounterSnapshot mark = new CounterSnapshot(at, counters);
        Optional<Long> ahead = daysAhead(reading, at);
        Optional<Instant> until = latest.map(CounterSnapshot::at);
        boolean usable = isUsable(at, ahead);
        // a doubtful clock tells nothing about how long a counter has fallen either
        CounterSnapshot counted = usable ? mark : mark.at(latest.map(CounterSnapshot::at).orElseGet(() -> at));
        latest.ifPresent(before -> {
            change(beginnings, begun -> begun.follow(before, counted));
            other = other.map(course -> {
                Map<Period, List<CounterSnapshot>> followed = new EnumMap<>(course.beginnings());
                change(followed, begun -> begun.follow(before, mark.at(course.until())));
                return new Course(followed, course.until());
            });
        });
        if (usable) {
            daysAhead = ahead.or(() -> daysAhead);
            doubted = Optional.empty();
            Course known = new Course(beginnings, until.orElseGet(() -> at));
            change(beginnings, begun -> begun.settle(at));
            goOn(counted, true);
            // what has just been left may prove right after all
            if (until.equals(latest.map(CounterSnapshot::at)) && !isIn(known.beginnings(), at)) {
                other = Optional.of(known);
            }
            latest = Optional.of(mark);
        } else if (latest.isPresent()) {
            goOn(counted, false);
            latest = Optional.of(counted);
        }
    }

    private static void change(Map<Period, List<CounterSnapshot>> course, UnaryOperator<CounterSnapshot> by) {
        course.replaceAll((period, marks) -> marks.stream().map(by).toList());
    }

    /** How many days the host is ahead of the meter, if that was asked for its date. */
    private Optional<Long> daysAhead(Reading reading, Instant at) {
        return reading.find(RegisterIds.DATE).map(RegisterValue::content)
                .map(content -> content instanceof Content.Date date
                        ? ChronoUnit.DAYS.between(date.value(), at.atZone(zone).toLocalDate())
                        : null);
    }

    /** @return whether a clock can be, and so may begin a period; goes back to the other course if it tells so */
    private boolean isUsable(Instant at, Optional<Long> ahead) {
        if (at.isBefore(built)) {
            return false;
        }
        boolean leaps = ahead.flatMap(days -> daysAhead.map(before -> Math.abs(days - before) > DAYS_OF_DRIFT))
                .orElseGet(() -> false);
        boolean longDoubted = doubted.filter(since -> !at.isBefore(since.plus(LONGEST_DOUBT))).isPresent();
        boolean usable = (!leaps || longDoubted) && (findCourse(at) || longDoubted);
        if (!usable) {
            doubted = doubted.filter(since -> !at.isBefore(since)).or(() -> Optional.of(at));
        }
        return usable;
    }

    /** @return whether there is a course that a reading at that time can go on with */
    private boolean findCourse(Instant at) {
        Instant until = latest.map(CounterSnapshot::at).orElseGet(() -> at);
        if (isIn(beginnings, at)) {
            // twice now: what was counted from in a time to come was a mistake
            other = other.filter(course -> !course.until().isAfter(at));
            return true;
        }
        Optional<Course> better = other.filter(course -> !course.until().isAfter(at))
                .filter(course -> at.isBefore(until)
                        ? isIn(course.beginnings(), at) || at.plus(FURTHEST_BEHIND).isBefore(until)
                        : course.until().isAfter(until));
        better.ifPresent(course -> {
            other = Optional.of(new Course(beginnings, until));
            beginnings.putAll(course.beginnings());
            latest = latest.map(mark -> new CounterSnapshot(course.until(), mark.counters()));
        });
        return better.isPresent() || !at.isBefore(until);
    }

    private boolean isIn(Map<Period, List<CounterSnapshot>> course, Instant at) {
        return course.entrySet().stream().allMatch(begun -> begun.getValue().stream().limit(1)
                .allMatch(mark -> firstDay(begun.getKey(), mark.at()).equals(firstDay(begun.getKey(), at))));
    }

    private void goOn(CounterSnapshot mark, boolean mayBegin) {
        CounterSnapshot before = latest.orElseGet(() -> mark);
        Map<Integer, CounterSnapshot.Fall> fallen = fallen();
        for (Period period : Period.values()) {
            List<CounterSnapshot> marks = marks(period);
            if (marks.isEmpty()
                    || mayBegin && !firstDay(period, marks.get(0).at()).equals(firstDay(period, mark.at()))) {
                Instant boundary = firstDay(period, mark.at()).atStartOfDay(zone).toInstant();
                marks = List.of((marks.isEmpty() || !mark.isSameAs(before) && !isJustBefore(before, boundary) ? mark
                        : before.at(boundary)).begin(mark, fallen));
            }
            beginnings.put(period, withAll(marks, mark, fallen));
        }
    }

    private List<CounterSnapshot> marks(Period period) {
        return beginnings.getOrDefault(period, List.of());
    }

    /** What is counted from a mark of its own: what the meter did not have before. */
    private static List<CounterSnapshot> withAll(List<CounterSnapshot> marks, CounterSnapshot mark,
            Map<Integer, CounterSnapshot.Fall> fallen) {
        return mark.counters().keySet().stream().allMatch(id -> first(marks, id).isPresent()) ? marks
                : Stream.concat(marks.stream(), Stream.of(mark.begin(mark, fallen))).toList();
    }

    private static Optional<CounterSnapshot> first(List<CounterSnapshot> marks, Integer... ids) {
        return marks.stream().filter(mark -> mark.counters().keySet().containsAll(List.of(ids))).findFirst();
    }

    /** What counters have fallen by: as much as they are below the highest mark. */
    private Map<Integer, CounterSnapshot.Fall> fallen() {
        return beginnings.values().stream().flatMap(List::stream).flatMap(mark -> mark.falls().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue,
                        (one, other) -> one.by().compareTo(other.by()) > 0 ? one : other));
    }

    private static boolean isJustBefore(CounterSnapshot mark, Instant boundary) {
        return mark.at().isBefore(boundary) && !mark.at().plus(JUST_BEFORE).isBefore(boundary);
    }

    private static Optional<BaseUnitValue> measure(Reading reading, int id) {
        return reading.find(id).flatMap(value -> quantity(id).measure(value));
    }

    private static RegisterKind quantity(int id) {
        return RegisterCatalogue.find(id).map(Register::quantity).orElseGet(() -> RegisterKind.NUMBER);
    }

    private LocalDate firstDay(Period period, Instant moment) {
        return period.firstDay(moment.atZone(zone).toLocalDate());
    }

    /** @return from when on a period is counted; empty before the first reading */
    public Optional<Instant> since(Period period) {
        return marks(period).stream().findFirst().map(CounterSnapshot::at);
    }

    /**
     * What a counter has added.
     *
     * @param period since when
     * @param value what the counter says now, which gives unit and decimals
     * @return empty before the first reading, or if the unit cannot be
     */
    public Optional<PhysicalQuantity> used(Period period, RegisterValue value) {
        RegisterKind quantity = quantity(value.id());
        return value
                .unit().filter(
                        unit -> quantity.measure(value).isPresent())
                .flatMap(unit -> used(period, value.id())
                        .map(used -> new PhysicalQuantity(used.amount().divide(quantity.factor(unit),
                                Math.max(0, value.number().scale()), RoundingMode.HALF_UP), unit)));
    }

    private Optional<BaseUnitValue> used(Period period, int id) {
        return first(marks(period), id).flatMap(mark -> used(mark, id));
    }

    private Optional<BaseUnitValue> used(CounterSnapshot mark, int id) {
        return latest.flatMap(now -> mark.added(id, now));
    }

    /**
     * The mean flow or return temperature.
     *
     * @param period since when
     * @param id the register with the sum of volume times temperature
     * @return empty if too little went through
     */
    public Optional<PhysicalQuantity> meanTemperature(Period period, int id) {
        return first(marks(period), id, RegisterIds.VOLUME)
                .flatMap(mark -> used(mark, id).flatMap(sum -> mean(mark, sum, Unit.CELSIUS)));
    }

    /**
     * The mean of flow temperature less return temperature.
     *
     * @param period since when
     * @return empty if too little went through
     */
    public Optional<PhysicalQuantity> meanCooling(Period period) {
        return first(marks(period), RegisterIds.VOLUME_FLOW_TEMPERATURE, RegisterIds.VOLUME_RETURN_TEMPERATURE,
                RegisterIds.VOLUME)
                        .flatMap(mark -> used(mark, RegisterIds.VOLUME_FLOW_TEMPERATURE)
                                .flatMap(flow -> used(mark, RegisterIds.VOLUME_RETURN_TEMPERATURE)
                                        .map(back -> new BaseUnitValue(flow.amount().subtract(back.amount()),
                                                flow.resolution().add(back.resolution()))))
                                .flatMap(sum -> mean(mark, sum, Unit.KELVIN)));
    }

    private Optional<PhysicalQuantity> mean(CounterSnapshot mark, BaseUnitValue sum, Unit unit) {
        return used(mark, RegisterIds.VOLUME).filter(volume -> volume.amount().signum() > 0).map(volume -> {
            BigDecimal mean = sum.amount().divide(volume.amount(), DECIMALS_OF_MEAN, RoundingMode.HALF_UP);
            BigDecimal worst = sum.resolution().add(mean.abs().multiply(volume.resolution()));
            return worst.compareTo(volume.amount().multiply(WORST_ERROR)) > 0 ? Optional.<PhysicalQuantity> empty()
                    : Optional.of(new PhysicalQuantity(mean, unit));
        }).orElseGet(Optional::empty);
    }
}
