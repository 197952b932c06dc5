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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * The counters at one moment, from which consumption is counted.
 * <p>
 * A counter that falls below its value here is counted from the lower value, and its consumption before the fall is
 * kept. When the counter comes back, it is counted from its value here again.
 *
 * @param at the moment
 * @param counters the values by register
 * @param falls the counters that have fallen below their values here, by register
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record CounterSnapshot(Instant at, Map<Integer, BaseUnitValue> counters, Map<Integer, Fall> falls) {

    /** A counter that has not come back after so long was reset. */
    static final Duration FINAL = Duration.ofDays(7);

    /**
     * A fall of a counter.
     *
     * @param by how far below the snapshot the counting starts
     * @param at when the counter fell
     */
    public record Fall(BigDecimal by, Instant at) {
    }

    /** Copies the maps. */
    public CounterSnapshot {
        counters = Map.copyOf(counters);
        falls = Map.copyOf(falls);
    }

    /** Makes a snapshot without falls. */
    public CounterSnapshot(Instant at, Map<Integer, BaseUnitValue> counters) {
        this(at, counters, Map.of());
    }

    /**
     * Makes a snapshot without falls.
     *
     * @param at the moment
     * @param values registers by their id; those that are none of {@link Consumption#REGISTERS}, or have no value in a
     *            unit of their kind, are left out
     */
    static CounterSnapshot of(Instant at, Map<Integer, RegisterValue> values) {
        Map<Integer, BaseUnitValue> counters = new HashMap<>();
        Consumption.KINDS.forEach((id, kind) -> Optional.ofNullable(values.get(id)).flatMap(kind::measure)
                .ifPresent(measure -> counters.put(id, measure)));
        return new CounterSnapshot(at, counters);
    }

    /** @return the same counters at another moment */
    CounterSnapshot at(Instant moment) {
        return new CounterSnapshot(moment, counters, falls);
    }

    /** @return the consumption since this snapshot, from which the next meter is counted; see {@link #onMeter} */
    CounterSnapshot ofNextMeter(Map<Integer, BaseUnitValue> added) {
        Map<Integer, BaseUnitValue> carried = new HashMap<>(added);
        carried.replaceAll((id, used) -> new BaseUnitValue(used.amount().negate(), used.resolution()));
        return new CounterSnapshot(at, carried);
    }

    /** @return the values from which the next meter is counted, after its first reading */
    CounterSnapshot onMeter(CounterSnapshot first) {
        Map<Integer, BaseUnitValue> begun = new HashMap<>(counters);
        begun.keySet().retainAll(first.counters.keySet());
        begun.replaceAll(
                (id, carried) -> first.counter(id).map(value -> new BaseUnitValue(value.amount().add(carried.amount()),
                        value.resolution().max(carried.resolution()))).orElseGet(() -> carried));
        return new CounterSnapshot(at, begun);
    }

    /** @return whether the counters that both have are the same */
    boolean isSameAs(CounterSnapshot other) {
        return counters.entrySet().stream()
                .allMatch(counter -> other.counter(counter.getKey()).filter(counter.getValue()::equals).isPresent()
                        || other.counter(counter.getKey()).isEmpty());
    }

    /** @return the value of a counter */
    Optional<BaseUnitValue> counter(int id) {
        return Optional.ofNullable(counters.get(id));
    }

    /** @return the consumption of a counter since this snapshot; 0 if it seems to fall because it has fewer decimals */
    Optional<BaseUnitValue> added(int id, CounterSnapshot now) {
        return from(id).flatMap(from -> now.counter(id).map(last -> last.less(from))).map(
                added -> added.amount().signum() >= 0 ? added : new BaseUnitValue(BigDecimal.ZERO, added.resolution()));
    }

    /** @return the value from which a counter is counted */
    private Optional<BaseUnitValue> from(int id) {
        return counter(id).map(then -> new BaseUnitValue(then.amount().subtract(fallenBy(id)), then.resolution()));
    }

    private BigDecimal fallenBy(int id) {
        Fall fall = falls.get(id);
        return fall == null ? BigDecimal.ZERO : fall.by();
    }

    /** @return whether a counter is less than in an earlier snapshot, and not only because it has fewer decimals */
    boolean isBelow(CounterSnapshot earlier, int id) {
        return counter(id).flatMap(now -> earlier.counter(id).filter(before -> isLess(now, before))).isPresent();
    }

    /**
     * This snapshot as the beginning of a new period.
     *
     * @param now the latest reading
     * @param fallen the falls of the counters
     */
    CounterSnapshot begin(CounterSnapshot now, Map<Integer, Fall> fallen) {
        Map<Integer, BaseUnitValue> begun = new HashMap<>(counters);
        begun.keySet().retainAll(now.counters.keySet());
        Map<Integer, Fall> known = new HashMap<>(fallen);
        known.keySet().retainAll(begun.keySet());
        // counted from the present value; once the counter has come back, from the value before the fall
        known.forEach((id, fall) -> begun.computeIfPresent(id, (same, then) -> {
            BigDecimal lowest = now.counter(id).map(present -> present.amount().min(then.amount()))
                    .orElseGet(then::amount);
            return new BaseUnitValue(lowest.add(fall.by()), then.resolution());
        }));
        return new CounterSnapshot(at, begun, known);
    }

    /**
     * This snapshot with the falls that a reading shows.
     *
     * @param before the reading before it
     * @param now the reading
     */
    CounterSnapshot follow(CounterSnapshot before, CounterSnapshot now) {
        Map<Integer, Fall> fallen = new HashMap<>(falls);
        now.counters.forEach((id, measure) -> counter(id).ifPresent(begun -> {
            BigDecimal soFar = added(id, before).map(BaseUnitValue::amount).orElseGet(() -> BigDecimal.ZERO);
            Fall fall = falls.get(id);
            if (fall != null && isBack(measure, begun, fall, before.counter(id))) {
                fallen.remove(id);
            }
            CounterSnapshot followed = new CounterSnapshot(at, counters, fallen);
            if (followed.from(id).filter(from -> isLess(measure, from)).isPresent()) {
                BigDecimal by = begun.amount().add(soFar).subtract(measure.amount());
                fallen.put(id, new Fall(by, fall == null ? now.at : fall.at()));
            }
        }));
        return new CounterSnapshot(at, counters, fallen);
    }

    /**
     * This snapshot without the falls that are final.
     *
     * @param now the present moment
     */
    CounterSnapshot settle(Instant now) {
        Map<Integer, BaseUnitValue> then = new HashMap<>(counters);
        Map<Integer, Fall> open = new HashMap<>(falls);
        falls.forEach((id, fall) -> {
            if (fall.at().plus(FINAL).isBefore(now)) {
                open.remove(id);
                from(id).ifPresent(from -> then.put(id, from));
            }
        });
        return new CounterSnapshot(at, then, open);
    }

    /** A counter rises in small steps: a step of half a fall or more ends the fall and is no consumption. */
    private static boolean isBack(BaseUnitValue now, BaseUnitValue begun, Fall fall, Optional<BaseUnitValue> before) {
        return !isLess(now, begun) || before.map(last -> now.less(last).amount().add(now.less(last).amount()))
                .filter(twice -> twice.compareTo(fall.by()) >= 0).isPresent();
    }

    /** With other decimals than before, a counter may seem to fall. */
    private static boolean isLess(BaseUnitValue now, BaseUnitValue before) {
        BigDecimal rounding = now.resolution().compareTo(before.resolution()) == 0 ? BigDecimal.ZERO
                : now.resolution().max(before.resolution());
        return now.less(before).amount().add(rounding).signum() < 0;
    }
}
