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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * What went through the meter today, this month and this year: the counters less what they were when the period began.
 * <p>
 * A period begins with the first reading in it. If there was none for a while around its beginning, what went through
 * then is told for neither period, unless the counters stood still; {@link #since} tells from when on is counted. A
 * counter that the meter did not have when a period began is counted from its first reading on, and one that falls goes
 * on from where it fell to until it comes back ({@link Mark}). Means are weighted by volume: sum of volume times
 * temperature by volume.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Consumption {

    /** The counters that consumption is told by. */
    public static final Set<Integer> REGISTERS = Set.of(RegisterIds.HEAT_ENERGY, RegisterIds.COOLING_ENERGY,
            RegisterIds.VOLUME, RegisterIds.VOLUME_FLOW_TEMPERATURE, RegisterIds.VOLUME_RETURN_TEMPERATURE);

    /** What the counters said so shortly before a period is what they said when it began. */
    private static final Duration JUST_BEFORE = Duration.ofMinutes(1);
    /** A beginning that is further ahead is none: the clock was wrong then. */
    private static final Duration FURTHEST_BEHIND = Duration.ofDays(1);
    private static final int DECIMALS_OF_MEAN = 2;
    /** A mean that may be wrong by more, because so little went through, is none; in °C. */
    private static final BigDecimal WORST_ERROR = BigDecimal.ONE;

    private final ZoneId zone;
    private final Map<Period, List<Mark>> beginnings = new EnumMap<>(Period.class);
    private Optional<Mark> latest;

    /**
     * Goes on from what was known before.
     *
     * @param zone where the day begins
     * @param beginnings when the periods began, and when counters came in addition
     * @param latest the latest reading, if there was one
     */
    public Consumption(ZoneId zone, Map<Period, List<Mark>> beginnings, Optional<Mark> latest) {
        this.zone = zone;
        this.beginnings.putAll(beginnings);
        this.latest = latest;
    }

    /** @return when the periods began, and when counters came in addition */
    public Map<Period, List<Mark>> beginnings() {
        return Map.copyOf(beginnings);
    }

    /** @return the latest reading */
    public Optional<Mark> latest() {
        return latest;
    }

    /**
     * Takes a reading into account.
     *
     * @param reading one with all {@link #REGISTERS} that the meter has
     * @param at when
     */
    public void add(Reading reading, Instant at) {
        Map<Integer, Measure> counters = new TreeMap<>();
        REGISTERS.forEach(id -> measure(reading, id).ifPresent(measure -> counters.put(id, measure)));
        if (latest.filter(before -> before.counters().keySet().stream()
                .anyMatch(id -> reading.find(id).isPresent() && !counters.containsKey(id))).isPresent()) {
            // a counter that says nothing, or says it in a unit that cannot be, is no reason to begin anew
            return;
        }
        Mark mark = new Mark(at, counters);
        Mark before = latest.orElseGet(() -> mark);
        beginnings.replaceAll((period, marks) -> marks.stream().map(begun -> begun.follow(before, mark)).toList());
        Map<Integer, Mark.Fall> fallen = fallen();
        for (Period period : Period.values()) {
            List<Mark> marks = marks(period);
            if (marks.isEmpty() || !firstDay(period, marks.get(0).at()).equals(firstDay(period, at))
                    && !isClockBehind(at, marks.get(0).at())) {
                Instant boundary = firstDay(period, at).atStartOfDay(zone).toInstant();
                marks = List.of((marks.isEmpty() || !mark.isSameAs(before) && !isJustBefore(before, boundary) ? mark
                        : before.at(boundary)).begin(mark, fallen));
            }
            beginnings.put(period, withAll(marks, mark, fallen));
        }
        latest = Optional.of(mark);
    }

    private List<Mark> marks(Period period) {
        return beginnings.getOrDefault(period, List.of());
    }

    /** What is counted from a mark of its own: what the meter did not have before. */
    private static List<Mark> withAll(List<Mark> marks, Mark mark, Map<Integer, Mark.Fall> fallen) {
        return mark.counters().keySet().stream().allMatch(id -> first(marks, id).isPresent()) ? marks
                : Stream.concat(marks.stream(), Stream.of(mark.begin(mark, fallen))).toList();
    }

    private static Optional<Mark> first(List<Mark> marks, Integer... ids) {
        return marks.stream().filter(mark -> mark.counters().keySet().containsAll(List.of(ids))).findFirst();
    }

    /** What counters have fallen by: as much as they are below the highest mark. */
    private Map<Integer, Mark.Fall> fallen() {
        return beginnings.values().stream().flatMap(List::stream).flatMap(mark -> mark.falls().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue,
                        (one, other) -> one.by().compareTo(other.by()) > 0 ? one : other));
    }

    private static boolean isJustBefore(Mark mark, Instant boundary) {
        return mark.at().isBefore(boundary) && !mark.at().plus(JUST_BEFORE).isBefore(boundary);
    }

    /** A host that has not asked for the time yet after it started goes on with the time at which it last noted it. */
    private static boolean isClockBehind(Instant at, Instant beginning) {
        return at.isBefore(beginning) && at.plus(FURTHEST_BEHIND).isAfter(beginning);
    }

    private static Optional<Measure> measure(Reading reading, int id) {
        return reading.find(id).flatMap(value -> quantity(id).measure(value));
    }

    private static Quantity quantity(int id) {
        return RegisterCatalogue.find(id).map(Register::quantity).orElseGet(() -> Quantity.NUMBER);
    }

    private LocalDate firstDay(Period period, Instant moment) {
        return period.firstDay(moment.atZone(zone).toLocalDate());
    }

    /** @return from when on a period is counted; empty before the first reading */
    public Optional<Instant> since(Period period) {
        return marks(period).stream().findFirst().map(Mark::at);
    }

    /**
     * What a counter has added.
     *
     * @param period since when
     * @param value what the counter says now, which gives unit and decimals
     * @return empty before the first reading, or if the unit cannot be
     */
    public Optional<Amount> used(Period period, RegisterValue value) {
        Quantity quantity = quantity(value.id());
        return value
                .unit().filter(
                        unit -> quantity.measure(value).isPresent())
                .flatMap(unit -> used(period, value.id())
                        .map(used -> new Amount(used.amount().divide(quantity.factor(unit),
                                Math.max(0, value.number().scale()), RoundingMode.HALF_UP), unit)));
    }

    private Optional<Measure> used(Period period, int id) {
        return first(marks(period), id).flatMap(mark -> used(mark, id));
    }

    private Optional<Measure> used(Mark mark, int id) {
        return latest.flatMap(now -> mark.added(id, now));
    }

    /**
     * The mean flow or return temperature.
     *
     * @param period since when
     * @param id the register with the sum of volume times temperature
     * @return empty if too little went through
     */
    public Optional<Amount> meanTemperature(Period period, int id) {
        return first(marks(period), id, RegisterIds.VOLUME)
                .flatMap(mark -> used(mark, id).flatMap(sum -> mean(mark, sum, Unit.CELSIUS)));
    }

    /**
     * The mean of flow temperature less return temperature.
     *
     * @param period since when
     * @return empty if too little went through
     */
    public Optional<Amount> meanCooling(Period period) {
        return first(marks(period), RegisterIds.VOLUME_FLOW_TEMPERATURE, RegisterIds.VOLUME_RETURN_TEMPERATURE,
                RegisterIds.VOLUME)
                        .flatMap(mark -> used(mark, RegisterIds.VOLUME_FLOW_TEMPERATURE)
                                .flatMap(flow -> used(mark, RegisterIds.VOLUME_RETURN_TEMPERATURE)
                                        .map(back -> new Measure(flow.amount().subtract(back.amount()),
                                                flow.resolution().add(back.resolution()))))
                                .flatMap(sum -> mean(mark, sum, Unit.KELVIN)));
    }

    private Optional<Amount> mean(Mark mark, Measure sum, Unit unit) {
        return used(mark, RegisterIds.VOLUME).filter(volume -> volume.amount().signum() > 0).map(volume -> {
            BigDecimal mean = sum.amount().divide(volume.amount(), DECIMALS_OF_MEAN, RoundingMode.HALF_UP);
            BigDecimal worst = sum.resolution().add(mean.abs().multiply(volume.resolution()));
            return worst.compareTo(volume.amount().multiply(WORST_ERROR)) > 0 ? Optional.<Amount> empty()
                    : Optional.of(new Amount(mean, unit));
        }).orElseGet(Optional::empty);
    }
}
