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
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.emptyValue;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Random;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FineCounterTest {

    private static final int READINGS = 300;

    @ParameterizedTest
    @CsvSource({ "KWH, 7598, WH, 7598686, 7598686", "KWH, 3050.7, WH, 3050744, 3050744",
            "MWH, 55.000, WH, 55000421, 55000421", "GJ, 112.032, WH, 1120243.8, 31120243.8",
            "GCAL, 100.063, WH, 16373950, 116373950",
            // the counter lags by its last step, or is ahead by one
            "KWH, 7598, WH, 599002, 7599002", "KWH, 7599, WH, 598990, 7598990", "KWH, 0, WH, 12, 12",
            // 6655.807 kWh beside 60 GJ, as the owner of a MULTICAL 403 read it: 59.96 GJ are 16655.8 kWh
            "GJ, 59.96, WH, 6655807, 16655807",
            // the last digits have begun at 0 again
            "KWH, 10000, WH, 0, 10000000", "KWH, 10001, WH, 1, 10000001", "GJ, 60.00, WH, 6666670, 16666670",
            // other units than those of the meters that are known
            "MWH, 55, KWH, 55421, 55421" })
    void joinsCounterAndItsLastDigits(Unit unit, String counter, Unit fineUnit, String digits, BigDecimal joined) {
        assertEquals(Optional.of(new PhysicalQuantity(joined, fineUnit)),
                FineCounter.of(value(60, unit, counter), value(266, fineUnit, digits)));
    }

    @Test
    void joinsVolume() {
        assertEquals(Optional.of(new PhysicalQuantity(new BigDecimal("3120.44712"), Unit.M3)),
                FineCounter.of(value(68, Unit.M3, "3120.447"), value(239, Unit.M3, "120.44712")));
        assertEquals(Optional.of(new PhysicalQuantity(new BigDecimal("842317.45"), Unit.L)),
                FineCounter.of(value(68, Unit.M3, "842.317"), value(223, Unit.L, "842317.45")));
    }

    /** As if the register counted something else, or not from the same beginning. */
    @ParameterizedTest
    @CsvSource({ "KWH, 7598, WH, 7501686", "MWH, 55.006, WH, 271211.3", "KWH, 5, WH, 9000", "KWH, 5, WH, 7000",
            "KWH, 5, WH, 3999", "KWH, 5, WH, -4", "KWH, 0, WH, 9999999" })
    void hasNoValueIfTheDigitsAreNotThoseOfTheCounter(Unit unit, String counter, Unit fineUnit, String digits) {
        assertEquals(Optional.empty(), FineCounter.of(value(60, unit, counter), value(266, fineUnit, digits)));
    }

    @Test
    void hasNoValueWithoutContentOrWithAnotherUnit() {
        RegisterValue counter = value(60, Unit.KWH, "7598");
        assertEquals(Optional.empty(), FineCounter.of(counter, emptyValue(266, Unit.WH)));
        assertEquals(Optional.empty(), FineCounter.of(emptyValue(60, Unit.KWH), value(266, Unit.WH, "7598686")));
        assertEquals(Optional.empty(), FineCounter.of(counter, value(266, Unit.M3, "7598.686")));
        assertEquals(Optional.empty(), FineCounter.of(counter, value(266, Unit.NUMBER, "7598686")));
    }

    /**
     * A meter that counts in steps of 0.01 Wh: whatever rolls over between two readings, the value is exact, never
     * falls, and is near the counter.
     */
    @ParameterizedTest
    @CsvSource({ "KWH, 0, 0, 7", "KWH, 1, 0, 6", "KWH, 0, 1, 5", "KWH, 0, 2, 4", "MWH, 3, 0, 7", "MWH, 2, 1, 6",
            "MWH, 0, 0, 7", "GJ, 2, 0, 7", "GJ, 3, 1, 6", "GJ, 1, 0, 8", "GJ, 0, 0, 7", "GCAL, 3, 0, 8",
            "MJ, 0, 2, 5" })
    void isExactAndMonotoneWhateverRollsOver(Unit unit, int decimals, int fineDecimals, int digits) {
        BigDecimal factor = RegisterKind.ENERGY.factor(unit);
        BigDecimal wattHour = RegisterKind.ENERGY.factor(Unit.WH);
        BigDecimal step = factor.scaleByPowerOfTen(-decimals);
        BigDecimal range = BigDecimal.ONE.scaleByPowerOfTen(digits);
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            BigDecimal total = new BigDecimal(new BigInteger(36, random), 2);
            Optional<BigDecimal> before = Optional.empty();
            for (int i = 0; i < READINGS; i++) {
                // from nothing to some roll-overs of the register
                total = total.add(new BigDecimal(new BigInteger(random.nextInt(36), random), 2));
                // the two registers are of one answer or of two, between which up to one step is counted
                BigDecimal between = random.nextBoolean() ? BigDecimal.ZERO
                        : step.divide(wattHour, 2, RoundingMode.DOWN)
                                .multiply(new BigDecimal(random.nextInt(100)).movePointLeft(2))
                                .setScale(2, RoundingMode.DOWN);
                boolean isCounterFirst = random.nextBoolean();
                BigDecimal atCounter = isCounterFirst ? total : total.add(between);
                BigDecimal atFine = isCounterFirst ? total.add(between) : total;
                total = total.add(between);
                BigDecimal counter = atCounter.multiply(wattHour).divide(factor, decimals, RoundingMode.DOWN);
                BigDecimal exact = atFine.setScale(fineDecimals, RoundingMode.DOWN);
                Optional<PhysicalQuantity> joined = FineCounter.of(value(60, unit, counter.toPlainString()),
                        value(266, Unit.WH, exact.remainder(range).toPlainString()));
                String where = "seed " + seed + ", reading " + i + ": " + counter + ", " + exact;
                assertEquals(Optional.of(new PhysicalQuantity(exact, Unit.WH)), joined, where);
                assertTrue(before.filter(last -> last.compareTo(exact) > 0).isEmpty(), where);
                before = Optional.of(exact);
                BigDecimal off = exact.multiply(wattHour).subtract(counter.multiply(factor));
                // of one answer within the step of the counter, less what the last digit cuts off
                BigDecimal cut = wattHour.scaleByPowerOfTen(-fineDecimals);
                BigDecimal most = between.signum() == 0 ? step : step.add(step);
                BigDecimal least = between.signum() == 0 ? cut : step.add(cut);
                assertTrue(off.compareTo(most) < 0 && off.add(least).signum() > 0, where);
            }
        }
    }

    /** Any two numbers. */
    @Test
    void isNearTheCounterOrHasNoValue() {
        Random random = new Random(42);
        int joined = 0;
        for (int i = 0; i < 20_000; i++) {
            BigDecimal counter = BigDecimal.valueOf(random.nextInt(10_000_000), random.nextInt(4));
            BigDecimal digits = BigDecimal.valueOf(random.nextInt(100_000_000), random.nextInt(4));
            Optional<PhysicalQuantity> found = FineCounter.of(value(60, Unit.KWH, counter.toPlainString()),
                    value(266, Unit.WH, digits.toPlainString()));
            if (found.isPresent()) {
                joined++;
                BigDecimal steps = found.get().number().movePointLeft(3).subtract(counter)
                        .scaleByPowerOfTen(counter.scale());
                assertTrue(steps.compareTo(BigDecimal.ONE.negate()) >= 0 && steps.compareTo(BigDecimal.valueOf(2)) < 0,
                        () -> counter + " " + digits);
            }
        }
        assertTrue(joined < 1000, Integer.toString(joined));
    }
}
