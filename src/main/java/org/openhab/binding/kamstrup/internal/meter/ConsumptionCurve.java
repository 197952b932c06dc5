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
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What was counted in total until moments of the past: the first reading of each of the last {@value #HOURS} hours with
 * readings, and the first one of each day of a little more than two years. From it follows the consumption between two
 * moments. Immutable, and of limited size.
 *
 * @param totals the consumption since {@link Period#RECORDED} began, by register, in the base unit of its quantity;
 *            negative before that. To the second
 * @param exchangedAt the latest reading of the meter before this one; empty if there was none
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ConsumptionCurve(NavigableMap<Instant, Map<Integer, BigDecimal>> totals, Optional<Instant> exchangedAt) {

    /** The counters in it; no meter has all. */
    static final Set<Integer> REGISTERS = Set.of(RegisterIds.HEAT_ENERGY, RegisterIds.VOLUME,
            RegisterIds.ACTIVE_ENERGY_IMPORT);

    /** Yesterday and today, with an hour more when clocks are put back, and one before. */
    private static final int HOURS = 52;
    /** The billing period before may have begun two years ago. */
    private static final int DAYS = 750;
    private static final Duration DAY = Duration.ofDays(1);
    /** A share of the time between two moments by which the time of one of them may be uncertain. */
    private static final int TENTH = 10;

    /** Copies the map. */
    public ConsumptionCurve {
        totals = Collections.unmodifiableNavigableMap(new TreeMap<>(totals));
    }

    /** @return the curve before the first reading */
    public static ConsumptionCurve none() {
        return new ConsumptionCurve(new TreeMap<>(), Optional.empty());
    }

    /** @return the same curve, which goes on with another meter after a reading of this one */
    ConsumptionCurve ofNextMeter(Instant last) {
        return new ConsumptionCurve(totals, Optional.of(last));
    }

    /**
     * The curve after a reading. Moments after it came from a clock that was ahead, or the clock is behind now. They
     * are removed. The last one stays without registers if it is less than a day after the reading, and nothing is
     * added before it.
     * <p>
     * As long as the total is below that of before, one of both is wrong, and nothing is added.
     *
     * @param now when it was read; the clock of the host is right
     * @param counted the consumption until now, by register
     * @param day since when the day is counted
     * @param today the consumption since then
     * @param zone in which a day begins
     */
    ConsumptionCurve with(Instant now, Map<Integer, BaseUnitValue> counted, Instant day,
            Map<Integer, BaseUnitValue> today, ZoneId zone) {
        NavigableMap<Instant, Map<Integer, BigDecimal>> ahead = totals.tailMap(now, false);
        boolean isNewDay = !day.isAfter(now) && totals.subMap(second(day), true, now, true).isEmpty();
        boolean isNewHour = totals.subMap(now.truncatedTo(ChronoUnit.HOURS), true, now, true).isEmpty();
        if (!isNewDay && !isNewHour && ahead.isEmpty()) {
            return this;
        }
        NavigableMap<Instant, Map<Integer, BigDecimal>> known = new TreeMap<>(totals.headMap(now, true));
        Optional<Instant> later = ahead.descendingKeySet().stream().findFirst()
                .filter(last -> last.isBefore(now.plus(DAY)));
        later.ifPresent(last -> known.put(last, Map.of()));
        if (later.isPresent()) {
            return known.equals(totals) ? this : new ConsumptionCurve(known, exchangedAt);
        }
        Map<Integer, BigDecimal> total = less(counted, Map.of());
        Map<Integer, BigDecimal> begun = isNewDay ? less(counted, today) : total;
        if (!isRising(known, total)) {
            if (known.descendingKeySet().stream().limit(1)
                    .anyMatch(last -> now.isBefore(last.plus(CounterSnapshot.FINAL)))) {
                return limited(known, zone);
            }
            known.values().removeIf(before -> isAbove(before, begun));
        }
        // a clock that was ahead has begun the day too late
        if (isNewDay && isRising(known, begun)) {
            known.put(second(day), begun);
        }
        if (isNewHour) {
            known.putIfAbsent(second(now), total);
        }
        return limited(known, zone);
    }

    /** @return whether a total is not below the last one before it */
    private static boolean isRising(NavigableMap<Instant, Map<Integer, BigDecimal>> before,
            Map<Integer, BigDecimal> total) {
        return before.descendingMap().values().stream().limit(1).noneMatch(last -> isAbove(last, total));
    }

    private static Instant second(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    /** @return the consumption before something was added, of {@link #REGISTERS} */
    private static Map<Integer, BigDecimal> less(Map<Integer, BaseUnitValue> total, Map<Integer, BaseUnitValue> added) {
        return REGISTERS.stream()
                .flatMap(id -> Optional.ofNullable(total.get(id)).stream()
                        .map(amount -> Map.entry(id,
                                Optional.ofNullable(added.get(id)).map(amount::less).orElseGet(() -> amount).amount()
                                        .stripTrailingZeros())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isAbove(Map<Integer, BigDecimal> one, Map<Integer, BigDecimal> other) {
        return one.entrySet().stream().anyMatch(
                amount -> amount.getValue().compareTo(other.getOrDefault(amount.getKey(), amount.getValue())) > 0);
    }

    private ConsumptionCurve limited(NavigableMap<Instant, Map<Integer, BigDecimal>> known, ZoneId zone) {
        Instant recent = known.descendingKeySet().stream().limit(HOURS).reduce(Instant.MAX, (later, at) -> at);
        known.headMap(recent).values().removeIf(Map::isEmpty);
        Instant first = Instant.MIN;
        for (Instant at : List.copyOf(known.headMap(recent).keySet())) {
            if (at.isBefore(first.plus(DAY)) && day(at, zone).equals(day(first, zone))) {
                known.remove(at);
            } else {
                first = at;
            }
        }
        while (known.size() > DAYS + HOURS) {
            known.pollFirstEntry();
        }
        return new ConsumptionCurve(known, exchangedAt);
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
    }

    /**
     * The curve with counters that the meter has logged. A row is left out if a counter has fallen since, if another
     * meter was read then, or if it does not fit to the moments around it.
     *
     * @param rows in any order
     * @param latest the counters of the latest reading
     * @param total the consumption until then, by register
     * @param zone in which a day begins
     */
    ConsumptionCurve with(Collection<CounterSnapshot> rows, CounterSnapshot latest, Map<Integer, BaseUnitValue> total,
            ZoneId zone) {
        NavigableMap<Instant, Map<Integer, BigDecimal>> known = new TreeMap<>(totals);
        CounterSnapshot after = latest;
        List<Integer> counters = REGISTERS.stream().filter(total::containsKey).toList();
        List<CounterSnapshot> newestFirst = rows.stream()
                .filter(row -> row.at().isBefore(latest.at()) && row.counters().keySet().containsAll(counters)
                        && exchangedAt.filter(last -> !row.at().isAfter(last)).isEmpty())
                .sorted(Comparator.comparing((CounterSnapshot row) -> row.at()).reversed()).toList();
        for (CounterSnapshot row : newestFirst) {
            CounterSnapshot later = after;
            if (counters.stream().anyMatch(id -> later.isBelow(row, id))) {
                break;
            }
            Map<Integer, BigDecimal> then = less(total,
                    counters.stream().flatMap(id -> row.added(id, latest).stream().map(added -> Map.entry(id, added)))
                            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
            if (isRising(known.headMap(row.at(), true), then) && known.tailMap(row.at(), true).values().stream()
                    .limit(1).noneMatch(next -> isAbove(then, next))) {
                known.putIfAbsent(row.at(), then);
            }
            after = row;
        }
        return known.equals(totals) ? this : limited(known, zone);
    }

    /**
     * The consumption between two moments. Between two readings, it is taken as even.
     *
     * @param id register of the counter
     * @param from the first moment
     * @param to the second one
     * @param shortGap so far apart two readings may always be between which one of the moments is, and a tenth of the
     *            time between the moments
     * @param total the consumption until now: what is above it is wrong
     * @return in the base unit; empty if it is not known
     */
    Optional<BigDecimal> used(int id, Instant from, Instant to, Duration shortGap, BigDecimal total) {
        Duration tenth = Duration.between(from, to).dividedBy(TENTH);
        Duration longestGap = shortGap.compareTo(tenth) > 0 ? shortGap : tenth;
        return total(id, from, total, longestGap)
                .flatMap(first -> total(id, to, total, longestGap).map(last -> last.subtract(first)))
                .filter(used -> used.signum() >= 0);
    }

    private Optional<BigDecimal> total(int id, Instant at, BigDecimal highest, Duration longestGap) {
        return first(totals.headMap(at, true).descendingMap(), id, highest)
                .flatMap(before -> first(totals.tailMap(at, true), id, highest)
                        .flatMap(after -> between(before, after, at, longestGap)));
    }

    private static Optional<Map.Entry<Instant, BigDecimal>> first(Map<Instant, Map<Integer, BigDecimal>> totals, int id,
            BigDecimal highest) {
        return totals.entrySet().stream()
                .flatMap(total -> Optional.ofNullable(total.getValue().get(id))
                        .filter(amount -> amount.compareTo(highest) <= 0)
                        .map(amount -> Map.entry(total.getKey(), amount)).stream())
                .findFirst();
    }

    private static Optional<BigDecimal> between(Map.Entry<Instant, BigDecimal> before,
            Map.Entry<Instant, BigDecimal> after, Instant at, Duration longest) {
        Duration gap = Duration.between(before.getKey(), after.getKey());
        BigDecimal added = after.getValue().subtract(before.getValue());
        if (gap.isZero() || added.signum() == 0) {
            // without consumption, the length of the gap does not matter
            return Optional.of(before.getValue());
        }
        return gap.compareTo(longest) > 0 ? Optional.empty()
                : Optional.of(before.getValue()
                        .add(added.multiply(BigDecimal.valueOf(Duration.between(before.getKey(), at).toMillis()))
                                .divide(BigDecimal.valueOf(gap.toMillis()), MathContext.DECIMAL128)));
    }
}
