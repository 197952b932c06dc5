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
import org.openhab.binding.kamstrup.internal.meter.PlausibilityResult.Cause;
import org.openhab.binding.kamstrup.internal.meter.PlausibilityResult.Status;

/**
 * Rejects implausible values until a second reading decides. Used for one reading.
 * <p>
 * A damaged frame can have a right CRC by chance, and a meter shows 0.00 or 185.00 °C while a sensor is out of order
 * (technical description of the MULTICAL 403, 5512-1689). A value with other decimals or another unit, after the meter
 * was configured anew, is plausible.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Plausibility {

    /** The registers of temperature sensors, each with the first register of its sensor. */
    private static final Map<Integer, Integer> SENSORS = Map.of( //
            RegisterIds.FLOW_TEMPERATURE, RegisterIds.FLOW_TEMPERATURE, //
            RegisterIds.FLOW_TEMPERATURE_1_DECIMAL, RegisterIds.FLOW_TEMPERATURE, //
            RegisterIds.RETURN_TEMPERATURE, RegisterIds.RETURN_TEMPERATURE, //
            RegisterIds.RETURN_TEMPERATURE_1_DECIMAL, RegisterIds.RETURN_TEMPERATURE, //
            RegisterIds.TEMPERATURE_3, RegisterIds.TEMPERATURE_3, //
            RegisterIds.TEMPERATURE_4, RegisterIds.TEMPERATURE_4);
    private static final BigDecimal SHORT_CIRCUIT = BigDecimal.ZERO;
    private static final BigDecimal OPEN_CIRCUIT = BigDecimal.valueOf(185);
    /** The clocks of host and meter differ, and a reading takes some seconds. */
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    /**
     * A value that waits for a second reading.
     *
     * @param value the last value that was rejected
     * @param result why
     */
    public record Pending(TimedValue value, PlausibilityResult result) {
    }

    private final PipeLimits limits;
    private final Map<Integer, TimedValue> counters;
    private final Map<Integer, Pending> pending;

    /**
     * Starts with the result of earlier readings.
     *
     * @param limits the limits of the pipe
     * @param counters the last accepted value of each counter, by register
     * @param pending the values that wait for a second reading, by register
     */
    public Plausibility(PipeLimits limits, Map<Integer, TimedValue> counters, Map<Integer, Pending> pending) {
        this.limits = limits;
        this.counters = new HashMap<>(counters);
        this.pending = new HashMap<>(pending);
    }

    /** @return the last accepted value of each counter, by register */
    public Map<Integer, TimedValue> counters() {
        return Map.copyOf(counters);
    }

    /** @return the values that wait for a second reading, by register */
    public Map<Integer, Pending> pending() {
        return Map.copyOf(pending);
    }

    /**
     * Checks a value.
     *
     * @param register the register
     * @param value the value that the meter sent
     * @param info the info code of the same reading, if it was read
     * @param now the time of the value
     * @return empty if the value is plausible and no earlier one was rejected; the value is accepted with the status
     *         {@link Status#CONFIRMED} or {@link Status#DISMISSED}
     */
    public Optional<PlausibilityResult> check(Register register, RegisterValue value, Optional<InfoState> info,
            Instant now) {
        Optional<BaseUnitValue> measure = register.kind().measure(value);
        if (measure.isEmpty()) {
            return Optional.empty();
        }
        TimedValue fresh = new TimedValue(measure.get(), now);
        Optional<Pending> before = Optional.ofNullable(pending.get(register.id()));
        Optional<Cause> cause = cause(register, fresh, info);
        if (cause.isEmpty()) {
            accept(register, fresh);
            return before.map(Pending::result).filter(result -> result.status() == Status.PENDING)
                    .map(result -> result.with(Status.DISMISSED));
        }
        if (before.isPresent() && cause.get() != Cause.SENSOR
                && change(register, fresh, before.get().value()).isEmpty()) {
            // two readings that agree are right
            accept(register, fresh);
            return before.map(known -> known.result().with(Status.CONFIRMED));
        }
        PlausibilityResult result = new PlausibilityResult(cause.get(), register, value,
                before.isPresent() && cause.get() == Cause.SENSOR ? Status.REFUSED : Status.PENDING);
        pending.put(register.id(), new Pending(fresh, result));
        return Optional.of(result);
    }

    private void accept(Register register, TimedValue fresh) {
        if (register.rises()) {
            counters.put(register.id(), fresh);
        }
        pending.remove(register.id());
    }

    private Optional<Cause> cause(Register register, TimedValue fresh, Optional<InfoState> info) {
        if (isSensorFault(register, fresh.measure().amount(), info)) {
            return Optional.of(Cause.SENSOR);
        }
        if (register.pollClass() == PollClass.LIVE && limits.highest(register)
                .filter(highest -> fresh.measure().amount().abs().compareTo(highest) > 0).isPresent()) {
            return Optional.of(Cause.TOO_HIGH);
        }
        return Optional.ofNullable(counters.get(register.id())).flatMap(before -> change(register, fresh, before));
    }

    /**
     * @return whether a temperature is that of a broken sensor: 0 or 185 °C, without an info code that rules that out
     */
    private static boolean isSensorFault(Register register, BigDecimal temperature, Optional<InfoState> info) {
        Integer sensor = SENSORS.get(register.id());
        return sensor != null && (temperature.compareTo(SHORT_CIRCUIT) == 0 || temperature.compareTo(OPEN_CIRCUIT) == 0)
                && info.filter(state -> state.unexplained().isEmpty() && !state.invalidates(sensor)).isEmpty();
    }

    /** @return what is wrong with the change from one value to the next */
    private Optional<Cause> change(Register register, TimedValue fresh, TimedValue before) {
        if (!register.rises()) {
            return Optional.empty();
        }
        BaseUnitValue step = fresh.measure().less(before.measure());
        boolean sameResolution = fresh.measure().resolution().compareTo(before.measure().resolution()) == 0;
        // with fewer decimals than before a value is rounded
        BigDecimal fall = sameResolution ? BigDecimal.ZERO : step.resolution();
        if (step.amount().add(fall).signum() < 0) {
            return Optional.of(Cause.FELL);
        }
        return limits.perHour(register)
                .filter(limit -> step.amount().subtract(step.resolution())
                        .compareTo(possible(limit, Duration.between(before.at(), fresh.at()))) > 0)
                .map(limit -> Cause.JUMPED);
    }

    private static BigDecimal possible(BigDecimal perHour, Duration elapsed) {
        long millis = Math.max(0, elapsed.toMillis()) + MARGIN.toMillis();
        return perHour.multiply(BigDecimal.valueOf(millis)).divide(MILLIS_PER_HOUR, 0, RoundingMode.UP);
    }
}
