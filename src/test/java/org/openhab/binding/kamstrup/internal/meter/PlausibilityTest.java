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
import static org.openhab.binding.kamstrup.internal.meter.TestValues.register;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.PlausibilityResult.Cause;
import org.openhab.binding.kamstrup.internal.meter.PlausibilityResult.Status;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Timeout(60)
class PlausibilityTest {

    private static final long SEED = 20261019L;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Optional<InfoState> NOT_ASKED = Optional.empty();
    private static final Optional<InfoState> ALL_WELL = Optional.of(InfoState.none());
    private static final Optional<Status> ACCEPTED = Optional.empty();
    private static final Optional<Status> CONFIRMED = Optional.of(Status.CONFIRMED);
    private static final Optional<Status> REFUSED = Optional.of(Status.REFUSED);
    private static final Optional<Status> DISMISSED = Optional.of(Status.DISMISSED);

    /** A house: qp 1.5 m³/h and at most 20 kW. */
    private static final PipeLimits HOUSE = PipeLimits.of(Optional.of(BigDecimal.valueOf(1500)),
            Optional.of(BigDecimal.valueOf(20_000)));
    private static final PipeLimits ANY = PipeLimits.of(Optional.empty(), Optional.empty());

    private Instant now = Instant.parse("2026-02-01T10:00:00Z");
    private Optional<PlausibilityResult> result = Optional.empty();
    private Plausibility plausibility = new Plausibility(HOUSE, Map.of(), Map.of());

    private Optional<Status> check(int id, Unit unit, String number) {
        return check(ALL_WELL, value(id, unit, number));
    }

    private Optional<Status> check(Optional<InfoState> info, RegisterValue value) {
        result = plausibility.check(register(value.id()), value, info, now);
        return result.map(PlausibilityResult::status);
    }

    private Optional<Status> heat(String gigajoules) {
        return check(RegisterIds.HEAT_ENERGY, Unit.GJ, gigajoules);
    }

    private Optional<Status> after(Duration time, int id, Unit unit, String number) {
        now = now.plus(time);
        return check(id, unit, number);
    }

    private void assertPending(Cause cause, Optional<Status> status) {
        assertEquals(Optional.of(Status.PENDING), status);
        assertEquals(cause, result.orElseThrow().cause());
    }

    @Test
    void rejectsCounterThatFalls() {
        assertEquals(ACCEPTED, heat("102.47"));
        now = now.plus(QUARTER);
        assertPending(Cause.FELL, heat("102.46"));
        assertEquals(
                Optional.of(
                        new PlausibilityResult(Cause.FELL, register(60), value(60, Unit.GJ, "102.46"), Status.PENDING)),
                result);
        assertEquals("fell", Cause.FELL.id());
    }

    @Test
    void secondReadingConfirmsSameValue() {
        heat("102.47");
        assertPending(Cause.FELL, heat("0.05"));
        assertEquals(CONFIRMED, heat("0.05"));
        assertEquals(ACCEPTED, heat("0.06"));
        assertPending(Cause.JUMPED, heat("102.47"));
    }

    @Test
    void secondReadingConfirmsSlightlyHigherValue() {
        heat("102.47");
        assertPending(Cause.FELL, heat("0.05"));
        now = now.plus(QUARTER);
        assertEquals(CONFIRMED, heat("0.06"));
    }

    @Test
    void secondReadingDismissesOtherValue() {
        heat("102.47");
        assertPending(Cause.FELL, heat("38.47"));
        assertEquals(DISMISSED, heat("102.47"));
        assertEquals(ACCEPTED, heat("102.48"));
        assertPending(Cause.FELL, heat("38.47"));
    }

    @Test
    void twoDifferentImplausibleValuesStayPending() {
        heat("102.47");
        assertPending(Cause.FELL, heat("38.47"));
        assertPending(Cause.FELL, heat("12.47"));
        assertPending(Cause.JUMPED, heat("9102.47"));
        assertEquals(DISMISSED, heat("102.47"));
    }

    @Test
    void rejectedValueIsNotStored() {
        heat("102.47");
        Map<Integer, TimedValue> before = plausibility.counters();
        assertPending(Cause.FELL, heat("38.47"));
        assertEquals(before, plausibility.counters());
    }

    /** 20 kW are 0.3 MWh in a quarter of an hour and a minute; qs of 3 m³/h is 0.8 m³. */
    @ParameterizedTest
    @CsvSource({ "HEAT_ENERGY, 60, KWH, 1000.0, 1005.3, 1006.0", "COOLING_ENERGY, 63, KWH, 1000.0, 1005.3, 1006.0",
            "VOLUME, 68, M3, 500.00, 500.80, 500.90", "MASS, 72, TON, 500.00, 500.80, 500.90",
            "OPERATING_HOURS, 1004, H, 4000, 4001, 4003", "V_T, 97, M3_CELSIUS, 60000, 60160, 60170" })
    void rejectsCounterThatRisesMoreThanPipeCarries(String name, int id, Unit unit, String before, String most,
            String tooMuch) {
        check(id, unit, before);
        assertPending(Cause.JUMPED, after(QUARTER, id, unit, tooMuch));
        assertEquals(DISMISSED, check(id, unit, most), name);
    }

    @Test
    void acceptsLargeStepAfterLongGap() {
        check(60, Unit.KWH, "1000");
        check(68, Unit.M3, "100");
        assertEquals(ACCEPTED, after(Duration.ofDays(100), 60, Unit.KWH, "48000"));
        assertEquals(ACCEPTED, check(68, Unit.M3, "7200"));
        assertPending(Cause.JUMPED, after(Duration.ofDays(100), 60, Unit.KWH, "97000"));
    }

    @Test
    void usesLimitOfLargestPipeByDefault() {
        plausibility = new Plausibility(ANY, Map.of(), Map.of());
        check(68, Unit.M3, "100");
        assertEquals(ACCEPTED, after(Duration.ofHours(1), 68, Unit.M3, "2100"));
        assertPending(Cause.JUMPED, after(Duration.ofHours(1), 68, Unit.M3, "4200"));
    }

    @Test
    void limitsSecondFlowSensorByLargestPipe() {
        check(69, Unit.M3, "100");
        assertEquals(ACCEPTED, after(Duration.ofHours(1), 69, Unit.M3, "600"));
        assertEquals(ACCEPTED, check(75, Unit.L_PER_H, "60000"));
        assertPending(Cause.TOO_HIGH, check(74, Unit.L_PER_H, "60000"));
    }

    /** All the energy of water of 80 °C is four times that of cooling it by 20 K. */
    @ParameterizedTest
    @ValueSource(ints = { 61, 62, 94, 95, 96, 473, 474 })
    void configuredPowerDoesNotLimitEnergyOfAllWater(int id) {
        check(id, Unit.KWH, "1000");
        assertEquals(ACCEPTED, after(Duration.ofHours(1), id, Unit.KWH, "1080"));
    }

    @Test
    void configuredPowerDoesNotLimitPulseInput() {
        assertEquals(ACCEPTED, check(372, Unit.KW, "30"));
    }

    @ParameterizedTest
    @CsvSource({ "74, L_PER_H, 3000, 3001", "74, M3_PER_H, 3.000, 3.001", "74, L_PER_H, -3000, -3001",
            "80, KW, 20.0, 20.1", "80, W, 20000, 65535", "80, KW, -20.0, -20.1" })
    void rejectsFlowAndPowerAboveLimitOfPipe(int id, Unit unit, String most, String tooMuch) {
        assertEquals(ACCEPTED, check(id, unit, most));
        assertPending(Cause.TOO_HIGH, check(id, unit, tooMuch));
        assertEquals(DISMISSED, check(id, unit, most));
        assertPending(Cause.TOO_HIGH, check(id, unit, tooMuch));
        assertEquals(CONFIRMED, check(id, unit, tooMuch));
    }

    @Test
    void acceptsHighExtremeOfYear() {
        assertEquals(ACCEPTED, check(124, Unit.L_PER_H, "60000"));
    }

    /** T1 and T2 are 86 and 87, and with one decimal 398 and 399; the info code is that of a 601 or of an x03. */
    @ParameterizedTest
    @CsvSource({ "86, 0.00, T1_OUT_OF_RANGE", "86, 185.00, T1_ABOVE_RANGE", "86, 0.00, T1_BELOW_RANGE",
            "87, 0.00, T2_OUT_OF_RANGE", "87, 185.0, T2_ABOVE_RANGE", "87, 0, T2_BELOW_RANGE",
            "88, 185.00, T3_OUT_OF_RANGE", "398, 185.0, T1_ABOVE_RANGE", "399, 0.0, T2_BELOW_RANGE" })
    void refusesTemperatureOfBrokenSensor(int id, String temperature, InfoCondition condition) {
        Optional<InfoState> broken = Optional.of(new InfoState(Set.of(condition), ""));
        RegisterValue value = value(id, Unit.CELSIUS, temperature);
        assertPending(Cause.SENSOR, check(broken, value));
        assertEquals(REFUSED, check(broken, value));
        assertEquals(Cause.SENSOR, result.orElseThrow().cause());
        assertEquals(REFUSED, check(broken, value));
        assertEquals(ACCEPTED, check(ALL_WELL, value(id, Unit.CELSIUS, "60.3")));
        assertEquals(ACCEPTED, check(ALL_WELL, value));
    }

    @Test
    void acceptsTemperatureOfOtherSensor() {
        Optional<InfoState> broken = Optional.of(new InfoState(Set.of(InfoCondition.T2_OUT_OF_RANGE), ""));
        assertEquals(ACCEPTED, check(broken, value(86, Unit.CELSIUS, "0.00")));
        assertEquals(ACCEPTED, check(broken, value(87, Unit.CELSIUS, "0.01")));
        assertEquals(ACCEPTED, check(broken, value(87, Unit.CELSIUS, "184.99")));
    }

    @Test
    void rejectsSensorValueWithoutExplainedInfoCode() {
        RegisterValue zero = value(86, Unit.CELSIUS, "0.00");
        assertPending(Cause.SENSOR, check(NOT_ASKED, zero));
        assertEquals(DISMISSED, check(ALL_WELL, zero));
        assertPending(Cause.SENSOR, check(Optional.of(new InfoState(Set.of(), "8")), zero));
        assertEquals(REFUSED, check(NOT_ASKED, zero));
    }

    @Test
    void acceptsZeroDifferenceAndZeroMean() {
        assertEquals(ACCEPTED, check(NOT_ASKED, value(89, Unit.KELVIN, "0.00")));
        assertEquals(ACCEPTED, check(NOT_ASKED, value(146, Unit.CELSIUS, "0.00")));
        assertEquals(ACCEPTED, check(NOT_ASKED, value(292, Unit.CELSIUS, "0.00")));
    }

    /** After the meter was configured anew; fewer decimals are cut or rounded. */
    @ParameterizedTest
    @CsvSource({ "60, GJ, 102.47, KWH, 28463", "60, GJ, 102.47, KWH, 28464", "60, KWH, 28464, GJ, 102.47",
            "60, GJ, 102.47, GJ, 102", "60, GJ, 102.47, GJ, 102.4", "60, GJ, 102.4, GJ, 102.47",
            "60, GJ, 102.47, GCAL, 24.47", "60, MWH, 55.000, KWH, 55000", "60, GJ, 102.47, GJ_TIMES_10, 10",
            "68, M3, 1875.56, L, 1875560", "68, L, 1875567, M3, 1875.56", "68, L, 1875567, M3_TIMES_10, 187",
            "72, TON, 99.9, TON_TIMES_10, 9", "1004, H, 34210, DAYS, 1425" })
    void acceptsSameValueInOtherUnitOrDecimals(int id, Unit before, String numberBefore, Unit unit, String number) {
        check(id, before, numberBefore);
        assertEquals(ACCEPTED, after(QUARTER, id, unit, number));
        assertEquals(ACCEPTED, check(id, unit, number));
    }

    @ParameterizedTest
    @CsvSource({ "60, GJ, 102.47, KWH, 28450", "60, GJ, 102.47, MWH, 28000", "60, GJ, 102.47, GJ, 100",
            "68, M3, 1875.56, L, 1875" })
    void rejectsOtherValueInOtherUnit(int id, Unit before, String numberBefore, Unit unit, String number) {
        check(id, before, numberBefore);
        assertEquals(Optional.of(Status.PENDING), after(QUARTER, id, unit, number));
    }

    @Test
    void continuesFromStoredStateAfterRestart() {
        heat("102.47");
        plausibility = new Plausibility(HOUSE, plausibility.counters(), Map.of());
        now = now.plus(Duration.ofDays(2));
        assertPending(Cause.FELL, heat("12.47"));
        assertEquals(DISMISSED, heat("103.00"));
        assertEquals(1, plausibility.counters().size());
    }

    @ParameterizedTest
    @CsvSource({ "-3600", "-86400", "-100000000" })
    void acceptsSmallStepAndConfirmsLargeStepAfterClockGoesBack(long seconds) {
        check(68, Unit.M3, "100.00");
        assertEquals(ACCEPTED, after(Duration.ofSeconds(seconds), 68, Unit.M3, "100.05"));
        assertEquals(ACCEPTED, after(QUARTER, 68, Unit.M3, "100.60"));
        assertPending(Cause.JUMPED, after(Duration.ofSeconds(seconds), 68, Unit.M3, "101.20"));
        assertEquals(CONFIRMED, check(68, Unit.M3, "101.20"));
    }

    @Test
    void acceptsFallOfRegisterThatMayFall() {
        for (int id : new int[] { 178, 180, 239, 266, 84 }) {
            Unit unit = id == 178 || id == 266 ? Unit.KWH : Unit.M3;
            assertEquals(ACCEPTED, check(id, unit, "9000"));
            assertEquals(ACCEPTED, check(id, unit, "1"));
        }
        assertTrue(plausibility.counters().isEmpty());
    }

    @Test
    void acceptsCounterThatStandsStill() {
        heat("102.47");
        for (int day = 0; day < 100; day++) {
            now = now.plus(Duration.ofDays(1));
            assertEquals(ACCEPTED, heat("102.47"));
        }
    }

    @Test
    void skipsValueThatIsNoQuantity() {
        heat("102.47");
        assertEquals(ACCEPTED, check(ALL_WELL, emptyValue(60, Unit.GJ)));
        assertEquals(ACCEPTED, check(ALL_WELL, value(60, Unit.NUMBER, "1")));
        assertEquals(ACCEPTED, check(ALL_WELL, new RegisterValue(60, 255, 0, ByteString.of(1))));
        assertPending(Cause.FELL, heat("1"));
    }

    @Test
    void checksAnyBytesInAnyRegister() {
        Random random = new Random(SEED);
        Set<Optional<Status>> statuses = new HashSet<>();
        for (int round = 0; round < 200; round++) {
            for (Register register : RegisterCatalogue.HEAT.registers()) {
                now = now.plusSeconds(random.nextInt(200_000) - 50_000L);
                statuses.add(check(random.nextBoolean() ? ALL_WELL : NOT_ASKED, any(register, random)));
            }
        }
        assertEquals(Set.of(ACCEPTED, Optional.of(Status.PENDING), CONFIRMED, DISMISSED), statuses);
    }

    /** Every second value has a unit of the kind of the register. */
    private static RegisterValue any(Register register, Random random) {
        int[] sizes = { 0, 1, 2, 4, 4, 7, 8, 255 };
        byte[] mantissa = new byte[sizes[random.nextInt(sizes.length)]];
        random.nextBytes(mantissa);
        List<Unit> units = Arrays.stream(Unit.values()).filter(register.kind()::isMeasuredIn).toList();
        int unitCode = random.nextBoolean() ? random.nextInt(256) : units.get(random.nextInt(units.size())).code();
        return new RegisterValue(register.id(), unitCode, random.nextInt(256), ByteString.copyOf(mantissa));
    }
}
