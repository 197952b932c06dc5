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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.reading;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CalculatedPowerTest {

    private static final Reading FLOWING = reading(value(74, Unit.L_PER_H, "132"), value(89, Unit.KELVIN, "27.04"));

    private CalculatedPower calculatedPower = CalculatedPower.none();

    private static Reading counters(Unit unit, String heat, String flow, String back) {
        return reading(value(60, unit, heat), value(97, Unit.M3_CELSIUS, flow), value(110, Unit.M3_CELSIUS, back));
    }

    private static Reading counters(String heat, String cooling, String flow, String back) {
        return counters(Unit.GJ, heat, flow, back).and(Set.of(63), List.of(value(63, Unit.GJ, cooling)));
    }

    private void assertPower(int watts, Reading reading) {
        assertEquals(Optional.of(new PhysicalQuantity(BigDecimal.valueOf(watts), Unit.W)),
                calculatedPower.power(reading));
    }

    /** 198 GJ by 47414 m³×K are 4176.0 J per litre and kelvin; that times 132 l/h and 27.04 K is 4140.4 W. */
    @ParameterizedTest
    @CsvSource({ "GJ, 198.00", "MWH, 55.000", "KWH, 55000", "GCAL, 47.291487" })
    void calculatesPowerFromFlowAndTemperatureDifference(Unit unit, String heat) {
        calculatedPower = calculatedPower.with(counters(unit, heat, "108407", "60993"));
        assertPower(4140, FLOWING);
    }

    @Test
    void calculatesPowerFromOtherUnits() {
        calculatedPower = calculatedPower.with(counters(Unit.GJ, "198.00", "108407", "60993"));
        assertPower(4140, reading(value(74, Unit.M3_PER_H, "0.132"), value(89, Unit.CELSIUS, "27.04")));
        assertPower(0, reading(value(74, Unit.L_PER_H, "0"), value(89, Unit.KELVIN, "27.04")));
        assertPower(-4140, reading(value(74, Unit.L_PER_H, "132"), value(89, Unit.KELVIN, "-27.04")));
    }

    @Test
    void hasNoPowerWithoutFlowDifferenceOrCoefficient() {
        assertEquals(Optional.empty(), calculatedPower.power(FLOWING));
        calculatedPower = calculatedPower.with(counters(Unit.GJ, "198.00", "108407", "60993"));
        assertEquals(Optional.empty(), calculatedPower.power(FLOWING.without(Set.of(74))));
        assertEquals(Optional.empty(), calculatedPower.power(FLOWING.without(Set.of(89))));
    }

    /** The counters of a new meter; zero; the wrong sign; more than water can carry. */
    @ParameterizedTest
    @CsvSource({ "1.99, 1000, 524", "0.00, 0, 0", "0.42, 300, 200", "198.00, 60993, 108407", "198.00, 108407, 108407",
            "198.00, 108407, 50000", "198.00, 108407, 65000" })
    void hasNoCoefficientFromSmallOrImpossibleCounters(String heat, String flow, String back) {
        calculatedPower = calculatedPower.with(counters(Unit.GJ, heat, flow, back));
        assertEquals(Optional.empty(), calculatedPower.power(FLOWING));
    }

    @Test
    void readingWithoutAllCountersKeepsCoefficient() {
        calculatedPower = calculatedPower.with(counters(Unit.GJ, "198.00", "108407", "60993"));
        calculatedPower = calculatedPower.with(FLOWING);
        calculatedPower = calculatedPower.with(reading(value(60, Unit.GJ, "1.00"), value(97, Unit.M3_CELSIUS, "5")));
        assertPower(4140, FLOWING);
    }

    /** As above, and then 41.76 GJ of cooling, which are 10000 m³×K less. */
    @Test
    void subtractsCoolingEnergyFromHeatEnergy() {
        calculatedPower = calculatedPower.with(counters("198.00", "41.76", "108407", "70993"));
        assertPower(4140, FLOWING);
    }

    @Test
    void calculatesPowerOfCoolingMeter() {
        calculatedPower = calculatedPower.with(counters("0.00", "198.00", "60993", "108407"));
        assertPower(-4140, reading(value(74, Unit.L_PER_H, "132"), value(89, Unit.KELVIN, "-27.04")));
    }

    @Test
    void coolingMeterNeedsCoolingEnergyForCoefficient() {
        calculatedPower = calculatedPower.with(counters("198.00", "41.76", "108407", "70993"));
        calculatedPower = calculatedPower.with(counters(Unit.GJ, "198.00", "108407", "61900"));
        assertPower(4140, FLOWING);
    }
}
