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
package org.openhab.binding.kamstrup.internal.simulator;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * What a register measures, and how much one of its unit is. The amounts are such that whole seconds of a flow of whole
 * millilitres per hour and temperatures of whole hundredths need no fractions.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Dimension {
    /** In joules. */
    ENERGY(Map.ofEntries(Map.entry(Unit.J, "1"), Map.entry(Unit.KJ, "1E3"), Map.entry(Unit.MJ, "1E6"),
            Map.entry(Unit.GJ, "1E9"), Map.entry(Unit.GJ_TIMES_10, "1E10"), Map.entry(Unit.WH, "3600"),
            Map.entry(Unit.KWH, "3600E3"), Map.entry(Unit.MWH, "3600E6"), Map.entry(Unit.GWH, "3600E9"),
            Map.entry(Unit.CAL, "4.1868"), Map.entry(Unit.KCAL, "4.1868E3"), Map.entry(Unit.MCAL, "4.1868E6"),
            Map.entry(Unit.GCAL, "4.1868E9"))),
    /** In watts. */
    POWER(Map.of(Unit.W, "1", Unit.KW, "1E3", Unit.MW, "1E6")),
    /** In millilitres per hour. */
    FLOW(Map.of(Unit.L_PER_H, "1E3", Unit.M3_PER_H, "1E6")),
    /** In that which flows in a second of a millilitre per hour. */
    VOLUME(Map.of(Unit.L, "3600E3", Unit.M3, "3600E6", Unit.M3_TIMES_10, "3600E7")),
    /** In grams, a 3600th of each, as the volume is counted. */
    MASS(Map.of(Unit.TON, "3600E6", Unit.TON_TIMES_10, "3600E7")),
    /** In hundredths of a degree. */
    TEMPERATURE(Map.of(Unit.CELSIUS, "100", Unit.KELVIN, "100")),
    /** In volume times temperature. */
    VOLUME_TIMES_TEMPERATURE(Map.of(Unit.M3_CELSIUS, "3600E8")),
    /** In seconds. */
    TIME(Map.of(Unit.S, "1", Unit.MINUTES, "60", Unit.H, "3600", Unit.DAYS, "86400"));

    private final Map<Unit, BigDecimal> sizes;

    Dimension(Map<Unit, String> sizes) {
        this.sizes = sizes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, size -> new BigDecimal(size.getValue())));
    }

    private Optional<BigDecimal> size(RegisterValue value) {
        return value.unit().map(sizes::get);
    }

    /** How much a value is; empty if its unit measures something else. */
    Optional<BigDecimal> amount(RegisterValue value) {
        return size(value).map(size -> size.multiply(value.number()));
    }

    /**
     * An amount in the unit of a value and with its decimals, rounded down; empty if its unit measures something else.
     */
    Optional<BigDecimal> like(RegisterValue value, BigDecimal amount) {
        return size(value).map(size -> amount.divide(size, value.number().scale(), RoundingMode.FLOOR));
    }

    /** As much of a number as there is room for in the bytes of a value. */
    static BigDecimal fitting(RegisterValue value, BigDecimal number) {
        BigInteger largest = BigInteger.ONE.shiftLeft(Byte.SIZE * value.mantissa().size()).subtract(BigInteger.ONE);
        return new BigDecimal(number.unscaledValue().min(largest).max(largest.negate()), number.scale());
    }
}
