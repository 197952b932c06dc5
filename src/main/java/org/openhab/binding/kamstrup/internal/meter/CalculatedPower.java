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
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * Power from flow and temperature difference, in finer steps than the meter's own power register. Immutable.
 * <p>
 * The heat capacity of a litre of the water follows from the meter's counters: the energy divided by the sum of volume
 * times temperature difference. Cooling energy is subtracted. So the coefficient includes pressure, temperature and the
 * place of the flow sensor as the meter takes them into account.
 *
 * @param coefficient in J per litre and kelvin; empty as long as the counters are too small
 * @param cools whether the meter has ever counted cooling energy
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record CalculatedPower(Optional<BigDecimal> coefficient, boolean cools) {

    /** The range of the coefficient of water between 0 and 180 °C, in J per litre and kelvin. */
    private static final BigDecimal LEAST = BigDecimal.valueOf(3700);
    private static final BigDecimal MOST = BigDecimal.valueOf(4250);
    private static final int DECIMALS = 1;
    /** The counters must have counted so many of their last digits, so that the coefficient is right to a percent. */
    private static final BigDecimal ENOUGH = BigDecimal.valueOf(200);
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

    /** @return the calculation before the first reading */
    public static CalculatedPower none() {
        return new CalculatedPower(Optional.empty(), false);
    }

    /**
     * Takes the counters of a reading into account.
     *
     * @param reading nothing changes without all counters; cooling energy is one of them once the meter has counted any
     */
    public CalculatedPower with(Reading reading) {
        Optional<BaseUnitValue> energy = measure(reading, RegisterIds.HEAT_ENERGY, RegisterKind.ENERGY);
        Optional<BaseUnitValue> flow = measure(reading, RegisterIds.VOLUME_FLOW_TEMPERATURE,
                RegisterKind.VOLUME_TEMPERATURE);
        Optional<BaseUnitValue> back = measure(reading, RegisterIds.VOLUME_RETURN_TEMPERATURE,
                RegisterKind.VOLUME_TEMPERATURE);
        Optional<BaseUnitValue> cooling = measure(reading, RegisterIds.COOLING_ENERGY, RegisterKind.ENERGY);
        boolean nowCools = cools || cooling.filter(counted -> counted.amount().signum() > 0).isPresent();
        boolean complete = energy.isPresent() && flow.isPresent() && back.isPresent()
                && (cooling.isPresent() || !nowCools);
        return new CalculatedPower(complete
                ? coefficient(cooling.map(energy.get()::less).orElseGet(energy::get), flow.get().less(back.get()))
                : coefficient, nowCools);
    }

    private static Optional<BigDecimal> coefficient(BaseUnitValue energy, BaseUnitValue volumeTimesDifference) {
        if (!isEnough(energy) || !isEnough(volumeTimesDifference)) {
            return Optional.empty();
        }
        return Optional.of(energy.amount().divide(volumeTimesDifference.amount(), DECIMALS, RoundingMode.HALF_UP))
                .filter(value -> value.compareTo(LEAST) > 0 && value.compareTo(MOST) < 0);
    }

    private static boolean isEnough(BaseUnitValue measure) {
        return measure.amount().abs().compareTo(measure.resolution().multiply(ENOUGH)) >= 0;
    }

    private static Optional<BaseUnitValue> measure(Reading reading, int id, RegisterKind kind) {
        return reading.find(id).flatMap(kind::measure);
    }

    /**
     * The power.
     *
     * @param reading has flow and temperature difference
     * @return in W; empty if a register or the coefficient is missing
     */
    public Optional<PhysicalQuantity> power(Reading reading) {
        return coefficient
                .flatMap(perLitreAndKelvin -> measure(reading, RegisterIds.FLOW, RegisterKind.FLOW).flatMap(
                        flow -> measure(reading, RegisterIds.TEMPERATURE_DIFFERENCE, RegisterKind.DIFFERENCE).map(
                                difference -> flow.amount().multiply(difference.amount()).multiply(perLitreAndKelvin))))
                .map(perHour -> new PhysicalQuantity(perHour.divide(SECONDS_PER_HOUR, 0, RoundingMode.HALF_UP),
                        Unit.W));
    }
}
