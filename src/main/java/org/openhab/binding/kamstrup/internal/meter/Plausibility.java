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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * Finds values that cannot be, and lets a second reading decide.
 * <p>
 * A frame may be damaged so that its CRC is right by chance, and a meter shows 0.00 or 185.00 °C while a sensor
 * is
 * out of order (technical description of the MULTICAL 403, 5512-1689). Other decimals or another unit after the meter
 * was configured anew are no reason for a doubt.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Plausibility {

    /** The registers with what a sensor measures, and the one by which the sensor is known. */
    private static final Map<Integer, Integer> SENSORS = Map.of( //
            RegisterIds.FLOW_TEMPERATURE, RegisterIds.FLOW_TEMPERATURE, //
            RegisterIds.FLOW_TEMPERATURE_1_DECIMAL, RegisterIds.FLOW_TEMPERATURE, //
            RegisterIds.RETURN_TEMPERATURE, RegisterIds.RETURN_TEMPERATURE, //
            RegisterIds.RETURN_TEMPERATURE_1_DECIMAL, RegisterIds.RETURN_TEMPERATURE, //
            RegisterIds.TEMPERATURE_3, RegisterIds.TEMPERATURE_3, //
            RegisterIds.TEMPERATURE_4, RegisterIds.TEMPERATURE_4);
    private static final BigDecimal SHORT_CIRCUIT = BigDecimal.ZERO;
    private static final BigDecimal OPEN_CIRCUIT = BigDecimal.valueOf(185);
    /** The clocks of two computers are never quite together, and a reading takes its time. */
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    private final PipeLimits limits;
    private final Map<Integer, TimedValue> counters;
    private final Map<Integer, TimedValue> held = new HashMap<>();

    /**
     * Goes on from what counters said before.
     *
     * @param limits what the pipe can carry
     * @param counters by register
     */
    public Plausibility(PipeLimits limits, Map<Integer, TimedValue> counters) {
        this.limits = limits;
        this.counters = new HashMap<>(counters);
    }

    /** @return what every counter said when it was last believed, by register */
    public Map<Integer, TimedValue> counters() {
        return Map.copyOf(counters);
    }

    /**
     * Judges a value.
     *
     * @param register the register
     * @param value what it said
     * @param info what the meter complained about in the same reading, if that was asked
     * @param now when
     */
    public Verdict judge(Register register, RegisterValue value, Optional<InfoState> info, Instant now) {
        Optional<BaseUnitValue> measure = register.quantity().measure(value);
        if (measure.isEmpty()) {
            return new Verdict.Accepted();
        }
        TimedValue fresh = new TimedValue(measure.get(), now);
        Optional<TimedValue> known = Optional.ofNullable(counters.get(register.id()));
        Optional<Doubt.Kind> kind = doubt(register, fresh, info, known);
        if (kind.isEmpty()) {
            return accept(register, fresh) ? new Verdict.Dismissed() : new Verdict.Accepted();
        }
        Doubt doubt = new Doubt(kind.get(), register, value, known.map(before -> before.measure().amount()));
        TimedValue first = held.put(register.id(), fresh);
        if (first == null) {
            return new Verdict.HeldBack(doubt);
        }
        if (kind.get() == Doubt.Kind.SENSOR) {
            return new Verdict.Refused(doubt);
        }
        // two that agree are right, however strange
        if (course(register, fresh, first).isPresent()) {
            return new Verdict.HeldBack(doubt);
        }
        accept(register, fresh);
        return new Verdict.Confirmed();
    }

    /** @return whether one was held back before */
    private boolean accept(Register register, TimedValue fresh) {
        if (register.rises()) {
            counters.put(register.id(), fresh);
        }
        return held.remove(register.id()) != null;
    }

    private Optional<Doubt.Kind> doubt(Register register, TimedValue fresh, Optional<InfoState> info,
            Optional<TimedValue> known) {
        if (isSensorFault(register, fresh.measure().amount(), info)) {
            return Optional.of(Doubt.Kind.SENSOR);
        }
        if (register.pollClass() == PollClass.LIVE && limits.highest(register)
                .filter(highest -> fresh.measure().amount().abs().compareTo(highest) > 0).isPresent()) {
            return Optional.of(Doubt.Kind.TOO_HIGH);
        }
        return known.flatMap(before -> course(register, fresh, before));
    }

    /** A temperature of a broken sensor; without an info code, or with one that nobody understands, it may be one. */
    private static boolean isSensorFault(Register register, BigDecimal temperature, Optional<InfoState> info) {
        Integer sensor = SENSORS.get(register.id());
        return sensor != null && (temperature.compareTo(SHORT_CIRCUIT) == 0 || temperature.compareTo(OPEN_CIRCUIT) == 0)
                && info.filter(state -> state.unexplained().isEmpty() && !state.doubts(sensor)).isEmpty();
    }

    /** @return what is wrong with the way from one value to the next */
    private Optional<Doubt.Kind> course(Register register, TimedValue fresh, TimedValue before) {
        if (!register.rises()) {
            return Optional.empty();
        }
        BaseUnitValue step = fresh.measure().less(before.measure());
        boolean sameResolution = fresh.measure().resolution().compareTo(before.measure().resolution()) == 0;
        // with fewer decimals than before a value is rounded
        BigDecimal fall = sameResolution ? BigDecimal.ZERO : step.resolution();
        if (step.amount().add(fall).signum() < 0) {
            return Optional.of(Doubt.Kind.FELL);
        }
        return limits.perHour(register)
                .filter(limit -> step.amount().subtract(step.resolution())
                        .compareTo(possible(limit, Duration.between(before.at(), fresh.at()))) > 0)
                .map(limit -> Doubt.Kind.JUMPED);
    }

    private static BigDecimal possible(BigDecimal perHour, Duration elapsed) {
        long millis = Math.max(0, elapsed.toMillis()) + MARGIN.toMillis();
        return perHour.multiply(BigDecimal.valueOf(millis)).divide(MILLIS_PER_HOUR, 0, RoundingMode.UP);
    }
}
