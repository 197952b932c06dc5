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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openhab.binding.kamstrup.internal.meter.RegisterKind.*;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.emptyValue;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RegisterKindTest {

    /** The units of every quantity. */
    private static final Map<RegisterKind, List<Unit>> UNITS = new EnumMap<>(Map.ofEntries(
            Map.entry(ENERGY,
                    List.of(Unit.WH, Unit.KWH, Unit.MWH, Unit.GWH, Unit.J, Unit.KJ, Unit.MJ, Unit.GJ, Unit.GJ_TIMES_10,
                            Unit.CAL, Unit.KCAL, Unit.MCAL, Unit.GCAL)),
            Map.entry(POWER, List.of(Unit.W, Unit.KW, Unit.MW, Unit.GW)),
            Map.entry(FLOW, List.of(Unit.L_PER_H, Unit.M3_PER_H)),
            Map.entry(VOLUME, List.of(Unit.L, Unit.M3, Unit.M3_TIMES_10)),
            Map.entry(MASS, List.of(Unit.TON, Unit.TON_TIMES_10)), Map.entry(TEMPERATURE, List.of(Unit.CELSIUS)),
            Map.entry(DIFFERENCE, List.of(Unit.CELSIUS, Unit.KELVIN)), Map.entry(PRESSURE, List.of(Unit.BAR)),
            Map.entry(DURATION, List.of(Unit.H, Unit.MINUTES, Unit.S, Unit.MS, Unit.DAYS)),
            Map.entry(VOLUME_TEMPERATURE, List.of(Unit.M3_CELSIUS)), Map.entry(SHARE, List.of(Unit.PERCENT)),
            Map.entry(DATE, List.of(Unit.DATE, Unit.LONG_DATE)), Map.entry(TIME, List.of(Unit.TIME)),
            Map.entry(MOMENT, List.of(Unit.RTC, Unit.DST_DATE_TIME)),
            Map.entry(YEARLESS_DATE, List.of(Unit.YEARLESS_DATE)), Map.entry(TEXT, List.of(Unit.ASCII)),
            Map.entry(NUMBER, List.of(Unit.NONE, Unit.NUMBER, Unit.BIT_FIELD, Unit.IMP_PER_L, Unit.L_PER_IMP)),
            Map.entry(NUMERAL, List.of(Unit.NONE, Unit.NUMBER, Unit.ASCII)),
            Map.entry(REACTIVE_ENERGY, List.of(Unit.VARH, Unit.KVARH, Unit.MVARH, Unit.GVARH)),
            Map.entry(REACTIVE_POWER, List.of(Unit.VAR, Unit.KVAR, Unit.MVAR, Unit.GVAR)),
            Map.entry(VOLTAGE, List.of(Unit.V, Unit.KV)), Map.entry(CURRENT, List.of(Unit.A, Unit.KA)),
            Map.entry(FREQUENCY, List.of(Unit.HZ)), Map.entry(POWER_FACTOR, List.of(Unit.NONE, Unit.NUMBER))));

    private static BigDecimal amount(RegisterKind kind, Unit unit, String number) {
        return kind.measure(value(1, unit, number)).orElseThrow().amount();
    }

    @ParameterizedTest
    @EnumSource
    void kindHasItsUnitsOnly(RegisterKind kind) {
        List<Unit> units = Arrays.stream(Unit.values()).filter(kind::isMeasuredIn).toList();
        assertEquals(UNITS.getOrDefault(kind, List.of()).stream().sorted().toList(), units);
    }

    @ParameterizedTest
    @EnumSource
    void findsKindByUnit(Unit unit) {
        RegisterKind kind = RegisterKind.measuredIn(unit);
        boolean isOfNone = UNITS.values().stream().noneMatch(units -> units.contains(unit));
        assertTrue(isOfNone ? kind == NUMBER : kind.isMeasuredIn(unit), kind::toString);
    }

    @Test
    void findsUsualKindOfSharedUnit() {
        assertEquals(List.of(TEMPERATURE, DIFFERENCE, NUMBER, NUMBER, TEXT),
                List.of(Unit.CELSIUS, Unit.KELVIN, Unit.NONE, Unit.NUMBER, Unit.ASCII).stream()
                        .map(RegisterKind::measuredIn).toList());
    }

    @ParameterizedTest
    @CsvSource({ "ENERGY, WH, 3600", "ENERGY, KWH, 3600000", "ENERGY, MWH, 3600000000", "ENERGY, GWH, 3600000000000",
            "ENERGY, J, 1", "ENERGY, KJ, 1000", "ENERGY, MJ, 1000000", "ENERGY, GJ, 1000000000",
            "ENERGY, GJ_TIMES_10, 10000000000", "ENERGY, CAL, 4.1868", "ENERGY, KCAL, 4186.8", "ENERGY, MCAL, 4186800",
            "ENERGY, GCAL, 4186800000", "POWER, W, 1", "POWER, KW, 1000", "POWER, MW, 1000000", "POWER, GW, 1000000000",
            "FLOW, L_PER_H, 1", "FLOW, M3_PER_H, 1000", "VOLUME, L, 1", "VOLUME, M3, 1000",
            "VOLUME, M3_TIMES_10, 10000", "MASS, TON, 1000", "MASS, TON_TIMES_10, 10000", "DURATION, MS, 0.001",
            "DURATION, S, 1", "DURATION, MINUTES, 60", "DURATION, H, 3600", "DURATION, DAYS, 86400",
            "VOLUME_TEMPERATURE, M3_CELSIUS, 1000", "TEMPERATURE, CELSIUS, 1", "DIFFERENCE, KELVIN, 1",
            "DIFFERENCE, CELSIUS, 1", "PRESSURE, BAR, 1", "SHARE, PERCENT, 1", "REACTIVE_ENERGY, KVARH, 3600000",
            "REACTIVE_ENERGY, MVARH, 3600000000", "REACTIVE_POWER, VAR, 1", "REACTIVE_POWER, KVAR, 1000",
            "VOLTAGE, V, 1", "VOLTAGE, KV, 1000", "CURRENT, A, 1", "CURRENT, KA, 1000", "FREQUENCY, HZ, 1" })
    void factorIsExact(RegisterKind kind, Unit unit, BigDecimal factor) {
        assertEquals(0, factor.compareTo(kind.factor(unit)));
        assertEquals(0, factor.compareTo(amount(kind, unit, "1")));
    }

    @Test
    void onlyUnitsOfQuantitiesHaveFactor() {
        for (RegisterKind kind : RegisterKind.values()) {
            for (Unit unit : Unit.values()) {
                boolean isMeasure = kind.measure(value(1, unit, "1")).isPresent();
                if (isMeasure) {
                    assertTrue(kind.factor(unit).signum() > 0);
                } else {
                    assertThrows(IllegalArgumentException.class, () -> kind.factor(unit));
                }
                assertEquals(isMeasure, kind.isMeasuredIn(unit) && kind.itemType().startsWith("Number")
                        && kind != NUMBER && kind != POWER_FACTOR);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "ENERGY, 4.1868, GJ, 1, GCAL", "ENERGY, 3.6, GJ, 1, MWH", "ENERGY, 360, GJ, 100000, KWH",
            "ENERGY, 5, GJ_TIMES_10, 50, GJ", "ENERGY, 5.815, GWH, 5000, GCAL", "VOLUME, 12, M3_TIMES_10, 120000, L",
            "FLOW, 1.5, M3_PER_H, 1500, L_PER_H", "MASS, 0.3, TON_TIMES_10, 3, TON", "DURATION, 2, DAYS, 48, H",
            "DURATION, 90, MINUTES, 1.5, H", "POWER, 0.0041, MW, 4.1, KW" })
    void convertsUnitsToSameBaseValue(RegisterKind kind, String one, Unit oneUnit, String other, Unit otherUnit) {
        assertEquals(0, amount(kind, oneUnit, one).compareTo(amount(kind, otherUnit, other)));
    }

    @ParameterizedTest
    @CsvSource({ "102.47, 1E7", "102, 1E9", "0.00, 1E7", "2.55E+5, 1E12" })
    void resolutionIsValueOfLastDigit(String number, BigDecimal joules) {
        assertEquals(0, joules.compareTo(ENERGY.measure(value(60, Unit.GJ, number)).orElseThrow().resolution()));
    }

    @Test
    void differenceHasCoarserResolution() {
        BaseUnitValue less = new BaseUnitValue(BigDecimal.TEN, BigDecimal.ONE)
                .less(new BaseUnitValue(BigDecimal.ONE, BigDecimal.valueOf(2)));
        assertEquals(new BaseUnitValue(BigDecimal.valueOf(9), BigDecimal.valueOf(2)), less);
    }

    @ParameterizedTest
    @EnumSource
    void emptyValueOrUnknownUnitHasNoBaseValue(RegisterKind kind) {
        for (Unit unit : Unit.values()) {
            assertEquals(Optional.empty(), kind.measure(emptyValue(1, unit)));
        }
        assertEquals(Optional.empty(), kind.measure(new RegisterValue(1, 99, 0, ByteString.of(1))));
    }

    @ParameterizedTest
    @EnumSource
    void quantityHasItemTypeWithDimension(RegisterKind kind) {
        boolean isMeasured = UNITS.getOrDefault(kind, List.of()).stream()
                .anyMatch(unit -> kind.measure(value(1, unit, "1")).isPresent());
        assertEquals(isMeasured && kind != VOLUME_TEMPERATURE || kind == POWER_FACTOR,
                kind.itemType().startsWith("Number:"));
    }
}
