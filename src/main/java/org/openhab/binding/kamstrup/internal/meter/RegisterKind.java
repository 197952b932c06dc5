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
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The kind of value of a register, and the units in which a meter may send it.
 * <p>
 * A physical quantity has a base unit, so that values in different units can be compared and subtracted. All factors
 * are exact decimals. Calories are those of the international table.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum RegisterKind {
    /** In J. */
    ENERGY("Number:Energy", in(Unit.WH, "3.6E3"), in(Unit.KWH, "3.6E6"), in(Unit.MWH, "3.6E9"), in(Unit.GWH, "3.6E12"),
            in(Unit.J, "1"), in(Unit.KJ, "1E3"), in(Unit.MJ, "1E6"), in(Unit.GJ, "1E9"), in(Unit.GJ_TIMES_10, "1E10"),
            in(Unit.CAL, "4.1868"), in(Unit.KCAL, "4.1868E3"), in(Unit.MCAL, "4.1868E6"), in(Unit.GCAL, "4.1868E9")),
    /** In W. */
    POWER("Number:Power", in(Unit.W, "1"), in(Unit.KW, "1E3"), in(Unit.MW, "1E6"), in(Unit.GW, "1E9")),
    /** In l/h. */
    FLOW("Number:VolumetricFlowRate", in(Unit.L_PER_H, "1"), in(Unit.M3_PER_H, "1E3")),
    /** In l. */
    VOLUME("Number:Volume", in(Unit.L, "1"), in(Unit.M3, "1E3"), in(Unit.M3_TIMES_10, "1E4")),
    /** In kg. */
    MASS("Number:Mass", in(Unit.TON, "1E3"), in(Unit.TON_TIMES_10, "1E4")),
    /** In °C. */
    TEMPERATURE("Number:Temperature", in(Unit.CELSIUS, "1")),
    /** In K; some sources print °C for it. */
    DIFFERENCE("Number:Temperature", in(Unit.KELVIN, "1"), in(Unit.CELSIUS, "1")),
    /** In bar. */
    PRESSURE("Number:Pressure", in(Unit.BAR, "1")),
    /** In s. */
    DURATION("Number:Time", in(Unit.MS, "1E-3"), in(Unit.S, "1"), in(Unit.MINUTES, "60"), in(Unit.H, "3600"),
            in(Unit.DAYS, "86400")),
    /** In l×°C. */
    VOLUME_TEMPERATURE("Number", in(Unit.M3_CELSIUS, "1E3")),
    /** In %. */
    SHARE("Number:Dimensionless", in(Unit.PERCENT, "1")),
    /** A date. */
    DATE("DateTime", in(Unit.DATE), in(Unit.LONG_DATE)),
    /** A time of day; another register has its date. */
    TIME("DateTime", in(Unit.TIME)),
    /** Date and time. */
    MOMENT("DateTime", in(Unit.DST_DATE_TIME), in(Unit.RTC)),
    /** A day of every year. */
    YEARLESS_DATE("String", in(Unit.YEARLESS_DATE)),
    TEXT("String", in(Unit.ASCII)),
    /** A number that is not one of the above; the meter may send a unit with it, such as pulses per litre. */
    NUMBER("Number", in(Unit.NONE), in(Unit.NUMBER), in(Unit.BIT_FIELD), in(Unit.IMP_PER_L), in(Unit.L_PER_IMP)),
    /** A number that names something, such as a serial number. */
    NUMERAL("String", in(Unit.NONE), in(Unit.NUMBER), in(Unit.ASCII)),
    /** In varh × 3600. */
    REACTIVE_ENERGY("Number:Energy", in(Unit.VARH, "3.6E3"), in(Unit.KVARH, "3.6E6"), in(Unit.MVARH, "3.6E9"),
            in(Unit.GVARH, "3.6E12")),
    /** In var. */
    REACTIVE_POWER("Number:Power", in(Unit.VAR, "1"), in(Unit.KVAR, "1E3"), in(Unit.MVAR, "1E6"), in(Unit.GVAR, "1E9")),
    /** In V. */
    VOLTAGE("Number:ElectricPotential", in(Unit.V, "1"), in(Unit.KV, "1E3")),
    /** In A. */
    CURRENT("Number:ElectricCurrent", in(Unit.A, "1"), in(Unit.KA, "1E3")),
    /** In Hz. */
    FREQUENCY("Number:Frequency", in(Unit.HZ, "1")),
    /** A plain number of at most 1. */
    POWER_FACTOR("Number:Dimensionless", in(Unit.NONE), in(Unit.NUMBER));

    private final String itemType;
    private final Map<Unit, BigDecimal> factors;

    /** A unit and its size in base units; 0 without a base unit. */
    private record Scale(Unit unit, BigDecimal factor) {
    }

    @SafeVarargs
    RegisterKind(String itemType, Scale... scales) {
        this.itemType = itemType;
        factors = Stream.of(scales).collect(Collectors.toUnmodifiableMap(Scale::unit, Scale::factor));
    }

    private static Scale in(Unit unit, String factor) {
        return new Scale(unit, new BigDecimal(factor));
    }

    private static Scale in(Unit unit) {
        return new Scale(unit, BigDecimal.ZERO);
    }

    /**
     * Finds the first kind that has a unit.
     *
     * @param unit the unit of an answer
     * @return {@link #NUMBER} if there is none
     */
    public static RegisterKind measuredIn(Unit unit) {
        return Arrays.stream(values()).filter(kind -> kind.isMeasuredIn(unit)).findFirst()
                .orElseGet(() -> RegisterKind.NUMBER);
    }

    /** @return its unit, if all its units have the same size; empty if there are several or none */
    Optional<Unit> onlyUnit() {
        return factors.values().stream().distinct().count() == 1 ? factors.entrySet().stream()
                .filter(scale -> scale.getValue().signum() > 0).map(Map.Entry::getKey).min(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** @return the type of the openHAB item that shows it */
    public String itemType() {
        return itemType;
    }

    /**
     * Whether a meter may send values of this kind in a unit.
     *
     * @param unit the unit of an answer
     */
    public boolean isMeasuredIn(Unit unit) {
        return factors.containsKey(unit);
    }

    /**
     * Converts a value to the base unit.
     *
     * @param value the value that the meter sent
     * @return empty if the value has no unit of this kind
     */
    public Optional<BaseUnitValue> measure(RegisterValue value) {
        return value.unit().map(factors::get).filter(factor -> factor.signum() > 0 && !value.mantissa().isEmpty())
                .map(factor -> BaseUnitValue.of(value.number(), factor));
    }

    /**
     * The size of a unit in base units.
     *
     * @param unit a unit of this kind
     * @throws IllegalArgumentException it is not
     */
    public BigDecimal factor(Unit unit) {
        BigDecimal factor = factors.get(unit);
        if (factor == null || factor.signum() == 0) {
            throw new IllegalArgumentException(this + " is not measured in " + unit);
        }
        return factor;
    }
}
