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

/**
 * Joins a counter with the register that has its last digits in fine steps.
 * <p>
 * The register of high resolution lacks the leading digits and begins at 0 again after its highest value, a power of
 * ten in its unit (technical description of the MULTICAL 403, 5512-1689, E1HighRes). Its digits are those of the
 * counter in that unit. So one value only has these last digits and is near the counter. It does not depend on earlier
 * readings: the register may begin again any number of times between two of them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class FineCounter {

    /** The last digits cover so many steps of the counter at least, so that one value only is near it. */
    private static final BigDecimal LEAST_STEPS = BigDecimal.TEN;

    private FineCounter() {
    }

    /**
     * The counter in fine steps at the moment of the fine register.
     *
     * @param reading the two registers may be of two answers, between which up to one step of the counter is counted
     * @param counter id of the counter
     * @param fine id of the register with its last digits
     * @return in the unit of the fine register; up to one step below the counter, or less than two above it; empty if
     *         no such value has these last digits
     */
    public static Optional<PhysicalQuantity> of(Reading reading, int counter, int fine) {
        return reading.find(counter).flatMap(coarse -> reading.find(fine).flatMap(digits -> of(coarse, digits)));
    }

    /** The same for two values. */
    static Optional<PhysicalQuantity> of(RegisterValue counter, RegisterValue fine) {
        return Optional.ofNullable(Consumption.KINDS.get(counter.id()))
                .flatMap(kind -> kind.measure(counter)
                        .flatMap(coarse -> fine.unit().filter(unit -> kind.measure(fine).isPresent())
                                .flatMap(unit -> join(coarse, fine.number(), kind.factor(unit))
                                        .map(number -> new PhysicalQuantity(number, unit)))));
    }

    private static Optional<BigDecimal> join(BaseUnitValue coarse, BigDecimal digits, BigDecimal factor) {
        BigDecimal step = coarse.resolution();
        BigDecimal range = BigDecimal.ONE.scaleByPowerOfTen(Math.max(0, digits.precision() - digits.scale()));
        while (range.multiply(factor).compareTo(step.multiply(LEAST_STEPS)) < 0) {
            range = range.movePointRight(1);
        }
        BigDecimal lowest = coarse.amount().subtract(step);
        BigDecimal times = lowest.subtract(digits.multiply(factor)).divide(range.multiply(factor), 0,
                RoundingMode.CEILING);
        BigDecimal joined = digits.add(range.multiply(times)).setScale(digits.scale(), RoundingMode.UNNECESSARY);
        BigDecimal above = joined.multiply(factor).subtract(coarse.amount());
        return digits.signum() >= 0 && times.signum() >= 0 && above.compareTo(step.add(step)) < 0 ? Optional.of(joined)
                : Optional.empty();
    }
}
