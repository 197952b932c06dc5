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
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * What a meter has counted between two moments.
 *
 * @param begin the counters at the first moment
 * @param end the counters at the second one
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record CounterDifference(CounterSnapshot begin, CounterSnapshot end) {

    private static final int DECIMALS_OF_MEAN = 2;
    /** A mean with a larger possible error, in °C, is not computed. */
    private static final BigDecimal WORST_ERROR = BigDecimal.ONE;

    /**
     * The consumption by a counter.
     *
     * @param value the last value of the counter, which gives unit and decimals
     * @return empty if one of the two moments does not have the counter, or if the unit is none of the counter's
     */
    Optional<PhysicalQuantity> used(RegisterValue value) {
        return added(value.id()).flatMap(added -> quantity(added.amount(), value));
    }

    /**
     * The consumption by a counter.
     *
     * @param amount in the base unit
     * @param value the last value of the counter, which gives unit and decimals
     * @return empty if the unit is none of the counter's
     */
    static Optional<PhysicalQuantity> quantity(BigDecimal amount, RegisterValue value) {
        RegisterKind kind = Consumption.KINDS.get(value.id());
        if (kind == null || kind.measure(value).isEmpty()) {
            return Optional.empty();
        }
        int decimals = Math.max(0, value.number().scale());
        return value.unit().map(
                unit -> new PhysicalQuantity(amount.divide(kind.factor(unit), decimals, RoundingMode.HALF_UP), unit));
    }

    /** @return the consumption by a counter; empty if one of the two moments does not have it */
    Optional<BaseUnitValue> added(int id) {
        return begin.added(id, end);
    }

    /**
     * The mean flow or return temperature, weighted by volume.
     *
     * @param id the register with the sum of volume times temperature
     * @return empty if a counter is missing or the volume is too small
     */
    Optional<PhysicalQuantity> meanTemperature(int id) {
        return added(id).flatMap(sum -> mean(sum, Unit.CELSIUS));
    }

    /**
     * The mean of flow temperature less return temperature, weighted by volume.
     *
     * @return empty if a counter is missing or the volume is too small
     */
    Optional<PhysicalQuantity> meanCooling() {
        return added(RegisterIds.VOLUME_FLOW_TEMPERATURE).flatMap(flow -> added(RegisterIds.VOLUME_RETURN_TEMPERATURE)
                .map(back -> new BaseUnitValue(flow.amount().subtract(back.amount()),
                        flow.resolution().add(back.resolution()))))
                .flatMap(sum -> mean(sum, Unit.KELVIN));
    }

    private Optional<PhysicalQuantity> mean(BaseUnitValue sum, Unit unit) {
        return added(RegisterIds.VOLUME).filter(volume -> volume.amount().signum() > 0).flatMap(volume -> {
            BigDecimal mean = sum.amount().divide(volume.amount(), DECIMALS_OF_MEAN, RoundingMode.HALF_UP);
            BigDecimal error = sum.resolution().add(mean.abs().multiply(volume.resolution()));
            return error.compareTo(volume.amount().multiply(WORST_ERROR)) > 0 ? Optional.empty()
                    : Optional.of(new PhysicalQuantity(mean, unit));
        });
    }
}
