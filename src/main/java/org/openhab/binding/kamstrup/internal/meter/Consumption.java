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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * What went through the meter today, this month and this year: the counters less what they were when the period began.
 * <p>
 * A period begins with the first reading in it. If there was none for a while around its beginning, what went through
 * then is told for neither period, unless the counters stood still; {@link #since} tells from when on is counted. Means
 * are weighted by volume: sum of volume times temperature by volume.
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

    /**
     * What the counters were.
     *
     * @param at when
     * @param counters by register
     */
    public record Mark(Instant at, Map<Integer, Measure> counters) {

        /** Makes a mark. */
        public Mark {
            counters = Map.copyOf(counters);
        }

        private boolean isAtLeast(Mark earlier) {
            return counters.keySet().equals(earlier.counters.keySet()) && counters.entrySet().stream()
                    .allMatch(counter -> counter.getValue().less(measure(earlier, counter.getKey())).amount()
                            .add(roundedBy(counter.getValue(), measure(earlier, counter.getKey()))).signum() >= 0);
        }

        private boolean isSameAs(Mark earlier) {
            return counters.equals(earlier.counters);
        }

        private static Measure measure(Mark mark, int id) {
            return mark.counters.getOrDefault(id, new Measure(BigDecimal.ZERO, BigDecimal.ZERO));
        }

        /** With other decimals than before, a counter may seem to fall. */
        private static BigDecimal roundedBy(Measure one, Measure other) {
            return one.resolution().compareTo(other.resolution()) == 0 ? BigDecimal.ZERO
                    : one.resolution().max(other.resolution());
        }
    }

    private final ZoneId zone;
    private final Map<Period, Mark> beginnings = new EnumMap<>(Period.class);
    private Optional<Mark> latest;

    /**
     * Goes on from what was known before.
     *
     * @param zone where the day begins
     * @param beginnings when the periods began
     * @param latest the latest reading, if there was one
     */
    public Consumption(ZoneId zone, Map<Period, Mark> beginnings, Optional<Mark> latest) {
        this.zone = zone;
        this.beginnings.putAll(beginnings);
        this.latest = latest;
    }

    /** @return when the periods began */
    public Map<Period, Mark> beginnings() {
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
        boolean fell = latest.filter(before -> !mark.isAtLeast(before)).isPresent();
        for (Period period : Period.values()) {
            Mark beginning = beginnings.get(period);
            if (beginning == null || fell || !mark.isAtLeast(beginning)) {
                beginnings.put(period, mark);
            } else if (!firstDay(period, beginning.at()).equals(firstDay(period, at))
                    && !isClockBehind(at, beginning.at())) {
                Instant boundary = firstDay(period, at).atStartOfDay(zone).toInstant();
                beginnings.put(period, latest.filter(before -> mark.isSameAs(before) || isJustBefore(before, boundary))
                        .map(before -> new Mark(boundary, before.counters())).orElseGet(() -> mark));
            }
        }
        latest = Optional.of(mark);
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
        return Optional.ofNullable(beginnings.get(period)).map(Mark::at);
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
        return latest.flatMap(now -> Optional.ofNullable(beginnings.get(period))
                .flatMap(beginning -> Optional.ofNullable(beginning.counters().get(id))
                        .flatMap(then -> Optional.ofNullable(now.counters().get(id)).map(last -> added(then, last)))));
    }

    /** With fewer decimals than before, a counter may seem to have fallen: nothing is what it added then. */
    private static Measure added(Measure then, Measure now) {
        Measure added = now.less(then);
        return added.amount().signum() >= 0 ? added : new Measure(BigDecimal.ZERO, added.resolution());
    }

    /**
     * The mean flow or return temperature.
     *
     * @param period since when
     * @param id the register with the sum of volume times temperature
     * @return empty if too little went through
     */
    public Optional<Amount> meanTemperature(Period period, int id) {
        return used(period, id).flatMap(sum -> mean(period, sum, Unit.CELSIUS));
    }

    /**
     * The mean of flow temperature less return temperature.
     *
     * @param period since when
     * @return empty if too little went through
     */
    public Optional<Amount> meanCooling(Period period) {
        return used(period, RegisterIds.VOLUME_FLOW_TEMPERATURE)
                .flatMap(flow -> used(period, RegisterIds.VOLUME_RETURN_TEMPERATURE)
                        .map(back -> new Measure(flow.amount().subtract(back.amount()),
                                flow.resolution().add(back.resolution()))))
                .flatMap(sum -> mean(period, sum, Unit.KELVIN));
    }

    private Optional<Amount> mean(Period period, Measure sum, Unit unit) {
        return used(period, RegisterIds.VOLUME).filter(volume -> volume.amount().signum() > 0).map(volume -> {
            BigDecimal mean = sum.amount().divide(volume.amount(), DECIMALS_OF_MEAN, RoundingMode.HALF_UP);
            BigDecimal worst = sum.resolution().add(mean.abs().multiply(volume.resolution()));
            return worst.compareTo(volume.amount().multiply(WORST_ERROR)) > 0 ? Optional.<Amount> empty()
                    : Optional.of(new Amount(mean, unit));
        }).orElseGet(Optional::empty);
    }
}
