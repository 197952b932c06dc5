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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openhab.binding.kamstrup.internal.meter.InfoCondition.*;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.emptyValue;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.reading;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The meanings of info codes, by the tables in their sources.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class InfoTableTest {

    private static Reading code(String number) {
        return reading(value(RegisterIds.INFO_CODE, Unit.NUMBER, number));
    }

    private static Reading bits(String number) {
        return reading(value(RegisterIds.INFO_BITS, Unit.BIT_FIELD, number));
    }

    private static void assertSays(Set<InfoCondition> conditions, String unexplained, InfoState state) {
        assertEquals(new InfoState(conditions, unexplained), state);
    }

    /** A bit without a condition is unexplained. */
    private static void assertBit(InfoTable table, Reading reading, long bit, @Nullable InfoCondition condition) {
        if (condition == null) {
            assertSays(Set.of(), Long.toString(bit), table.read(reading));
        } else {
            assertSays(Set.of(condition), "", table.read(reading));
        }
    }

    @ParameterizedTest
    @CsvSource({ "1, SUPPLY_INTERRUPTED", "2,", "4, T2_OUT_OF_RANGE", "8, T1_OUT_OF_RANGE", "16, V1_COMMUNICATION",
            "32, T3_OUT_OF_RANGE", "64, COLD_WATER_LEAK", "128, V2_PULSE_FIGURE", "256, HEATING_LEAK",
            "512, HEATING_BURST", "1024, V2_COMMUNICATION", "2048, V1_PULSE_FIGURE", "4096, V1_AIR", "8192, V2_AIR",
            "16384, V1_DIRECTION", "32768, V2_DIRECTION", "65536,", "2147483648," })
    void readsBitOf601(long bit, @Nullable InfoCondition condition) {
        assertBit(InfoTable.MULTICAL_601, code(Long.toString(bit)), bit, condition);
    }

    @ParameterizedTest
    @CsvSource({ "1, SUPPLY_INTERRUPTED", "2,", "4, T2_OUT_OF_RANGE", "8, T1_OUT_OF_RANGE", "16,",
            "32, T3_OUT_OF_RANGE", "64, COLD_WATER_LEAK", "128,", "256, HEATING_LEAK", "512, HEATING_BURST", "1024," })
    void decodesBitOfMultical66(long bit, @Nullable InfoCondition condition) {
        assertBit(InfoTable.MULTICAL_66, code(Long.toString(bit)), bit, condition);
    }

    @ParameterizedTest
    @CsvSource({ "1, SUPPLY_INTERRUPTED", "2, V1_DIRECTION", "4, T2_OUT_OF_RANGE", "8, T1_OUT_OF_RANGE", "16, V1_AIR",
            "32, DIFFERENCE_REVERSED", "64,", "128, SUPPLY_VOLTAGE_LOW", "256," })
    void readsBitOf302(long bit, @Nullable InfoCondition condition) {
        assertBit(InfoTable.MULTICAL_302, code(Long.toString(bit)), bit, condition);
    }

    @ParameterizedTest
    @CsvSource({ "1, SUPPLY_INTERRUPTED", "2,", "4, T2_OUT_OF_RANGE", "8, T1_OUT_OF_RANGE", "16,", "32,", "64,", "128,",
            "256,", "32768," })
    void readsBitOf402ThatIsSameInOtherFamilies(long bit, @Nullable InfoCondition condition) {
        assertBit(InfoTable.MULTICAL_402, code(Long.toString(bit)), bit, condition);
    }

    @ParameterizedTest
    @CsvSource({ "1, SUPPLY_INTERRUPTED", "2, BATTERY_LOW", "4, EXTERNAL_ALARM", "8, T1_ABOVE_RANGE",
            "10, T2_ABOVE_RANGE", "20, T1_BELOW_RANGE", "40, T2_BELOW_RANGE", "80, DIFFERENCE_INVALID", "100, V1_AIR",
            "200, V1_DIRECTION", "400,", "800, V1_HIGH_FLOW", "1000, INPUT_A_LEAK", "2000, INPUT_B_LEAK",
            "4000, INPUT_A_ALARM", "8000, INPUT_B_ALARM", "10000, V1_COMMUNICATION", "20000, V1_PULSE_FIGURE",
            "40000, INPUT_A2_LEAK", "80000, INPUT_B2_LEAK", "100000, T3_ABOVE_RANGE", "200000, T3_BELOW_RANGE",
            "400000, V2_COMMUNICATION", "800000, V2_PULSE_FIGURE", "1000000, V2_AIR", "2000000, V2_DIRECTION",
            "4000000,", "8000000, V2_HIGH_FLOW", "10000000, BURST_LOSS", "20000000, BURST_PENETRATION",
            "40000000, LEAK_LOSS", "80000000, LEAK_PENETRATION" })
    void readsUnsignedBitOfX03(String hex, @Nullable InfoCondition condition) {
        long bit = Long.parseLong(hex, 16);
        assertBit(InfoTable.X03, bits(Long.toString(bit)), bit, condition);
    }

    @ParameterizedTest
    @CsvSource({ "10000000, SUPPLY_INTERRUPTED", "20000000, BATTERY_LOW", "90000000, EXTERNAL_ALARM",
            "1000000, T1_ABOVE_RANGE", "2000000, T1_BELOW_RANGE", "100000, T2_ABOVE_RANGE", "200000, T2_BELOW_RANGE",
            "9900000, DIFFERENCE_INVALID", "10000, T3_ABOVE_RANGE", "20000, T3_BELOW_RANGE", "1000, V1_FAULT",
            "2000, V1_FAULT", "3000, V1_AIR", "4000, V1_DIRECTION", "6000, V1_HIGH_FLOW", "100, V2_FAULT",
            "200, V2_FAULT", "300, V2_AIR", "400, V2_DIRECTION", "600, V2_HIGH_FLOW", "80, INPUT_A_LEAK",
            "90, INPUT_A_ALARM", "8, INPUT_B_LEAK", "9, INPUT_B_ALARM" })
    void readsDisplayDigitOfX03(String digits, InfoCondition condition) {
        assertSays(Set.of(condition), "", InfoTable.X03.read(code(digits)));
    }

    @ParameterizedTest
    @CsvSource({ "30000000, 30000000", "5000, 00005000", "7, 00000007", "700, 00000700", "900000, 00900000",
            "9000000, 09000000" })
    void unknownDigitLeavesAllDigitsUnexplained(String digits, String unexplained) {
        assertEquals(unexplained, InfoTable.X03.read(code(digits)).unexplained());
    }

    /** A MULTICAL 303 whose flow sensor is mounted the wrong way round; its display showed 00004000. */
    @Test
    void readsDisplayWithLeadingZeros() {
        assertSays(Set.of(V1_DIRECTION), "", InfoTable.X03.read(code("4000")));
        assertSays(Set.of(V1_DIRECTION), "", InfoTable.X03.read(bits("512")));
    }

    @Test
    void readsSeveralDigits() {
        assertSays(Set.of(BATTERY_LOW, T1_BELOW_RANGE, T2_ABOVE_RANGE, V1_AIR, INPUT_B_ALARM), "",
                InfoTable.X03.read(code("22103009")));
        assertSays(Set.of(V1_AIR), "00003007", InfoTable.X03.read(code("3007")));
    }

    @Test
    void readsSumOfBits() {
        assertSays(Set.of(T1_OUT_OF_RANGE, T2_OUT_OF_RANGE), "", InfoTable.MULTICAL_601.read(code("12")));
        assertSays(Set.of(T1_OUT_OF_RANGE), "18", InfoTable.MULTICAL_402.read(code("26")));
        InfoState everything = InfoTable.X03.read(bits("4294967295"));
        assertEquals(30, everything.conditions().size());
        assertEquals(Integer.toString(0x4000400), everything.unexplained());
    }

    @ParameterizedTest
    @CsvSource({ "1, DRY", "2, REVERSE_FLOW", "4, LEAK", "8, BURST" })
    void readsBitOf21(int bit, InfoCondition condition) {
        assertSays(Set.of(condition), "", InfoTable.MULTICAL_21.read(code(Integer.toString(bit))));
        assertSays(Set.of(condition), "", InfoTable.MULTICAL_21.read(code(Integer.toString(bit + (0x321 << 4)))));
    }

    @ParameterizedTest
    @CsvSource({ "1, DRY", "2, REVERSE_FLOW", "4, LEAK", "8, BURST", "16, TAMPER", "32, BATTERY_LOW",
            "64, AMBIENT_TEMPERATURE_LOW", "128,", "256,", "512, NO_CONSUMPTION", "1024," })
    void readsBitOfFlowIq(long bit, @Nullable InfoCondition condition) {
        assertBit(InfoTable.FLOW_IQ, code(Long.toString(bit)), bit, condition);
    }

    @ParameterizedTest
    @EnumSource
    void noCodeAndZeroHaveNoCondition(MeterFamily family) {
        InfoTable table = family.infoTable();
        for (Reading reading : List.of(Reading.none(), code("0"), bits("0"), code("0.00"),
                reading(emptyValue(RegisterIds.INFO_CODE, Unit.NUMBER)))) {
            assertEquals(InfoState.none(), table.read(reading));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "-4", "0.5", "4.1", "4294967296", "100000000000000" })
    void impossibleCodeIsUnexplainedForEachFamily(String number) {
        for (MeterFamily family : MeterFamily.values()) {
            assertSays(Set.of(), number, family.infoTable().read(code(number)));
            assertSays(Set.of(), number, family.infoTable().read(bits(number)));
        }
        assertSays(Set.of(), number, InfoTable.NONE.read(code(number)));
    }

    @Test
    void longestNumberIsUnexplained() {
        byte[] ones = new byte[255];
        Arrays.fill(ones, (byte) 0xFF);
        for (MeterFamily family : MeterFamily.values()) {
            InfoState state = family.infoTable().read(reading(
                    new RegisterValue(RegisterIds.INFO_CODE, Unit.NUMBER.code(), 0x3F, ByteString.copyOf(ones))));
            assertTrue(state.conditions().isEmpty() && state.unexplained().length() == 615 + 63);
        }
    }

    @ParameterizedTest
    @CsvSource({ "99999999", "100000000" })
    void displayCodeHasEightDigits(String digits) {
        InfoState state = InfoTable.X03.read(code(digits));
        assertEquals(digits, state.unexplained());
        assertEquals(digits.length() > 8, state.conditions().isEmpty());
    }

    @Test
    void readsWholeNumbersWithDecimalsOrExponent() {
        assertSays(Set.of(T1_OUT_OF_RANGE, T2_OUT_OF_RANGE), "", InfoTable.MULTICAL_601.read(code("12.00")));
        assertSays(Set.of(V1_DIRECTION), "",
                InfoTable.X03.read(reading(value(RegisterIds.INFO_CODE, Unit.NUMBER, "4E+3"))));
    }

    @Test
    void bitsPrecedeDisplay() {
        assertSays(Set.of(V1_AIR), "", InfoTable.X03.read(reading(value(RegisterIds.INFO_CODE, Unit.NUMBER, "4000"),
                value(RegisterIds.INFO_BITS, Unit.BIT_FIELD, "256"))));
    }

    @Test
    void readsDisplayIfBitsHaveNoValue() {
        assertSays(Set.of(V1_DIRECTION), "",
                InfoTable.X03.read(reading(value(RegisterIds.INFO_CODE, Unit.NUMBER, "4000"),
                        emptyValue(RegisterIds.INFO_BITS, Unit.BIT_FIELD))));
    }

    @Test
    void codeWithoutFamilyIsUnexplained() {
        assertSays(Set.of(), "12", InfoTable.NONE.read(code("12")));
    }

    @Test
    void eachConditionIsInATableAndHasUniqueId() {
        Set<InfoCondition> told = new HashSet<>();
        for (MeterFamily family : MeterFamily.values()) {
            for (int bit = 0; bit < 32; bit++) {
                told.addAll(family.infoTable().read(bits(BigDecimal.valueOf(1L << bit).toPlainString())).conditions());
            }
        }
        told.addAll(InfoTable.X03.read(code("1100")).conditions());
        assertEquals(Set.of(InfoCondition.values()), told);
        assertEquals(told.size(), told.stream().map(InfoCondition::id).collect(Collectors.toSet()).size());
        assertEquals("t1-out-of-range", T1_OUT_OF_RANGE.id());
    }

    @Test
    void stateHasNewConditionsAndInvalidTemperatures() {
        InfoState before = new InfoState(Set.of(V1_AIR, T1_ABOVE_RANGE), "");
        InfoState after = new InfoState(Set.of(V1_AIR, T2_BELOW_RANGE), "2");
        assertEquals(Set.of(T2_BELOW_RANGE), after.notIn(before));
        assertEquals(Set.of(T1_ABOVE_RANGE), before.notIn(after));
        assertTrue(
                before.invalidates(RegisterIds.FLOW_TEMPERATURE) && after.invalidates(RegisterIds.RETURN_TEMPERATURE));
        assertFalse(
                before.invalidates(RegisterIds.RETURN_TEMPERATURE) || after.invalidates(RegisterIds.FLOW_TEMPERATURE));
        assertFalse(InfoState.none().invalidates(RegisterIds.TEMPERATURE_3));
    }
}
