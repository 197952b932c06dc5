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
import static org.openhab.binding.kamstrup.internal.meter.TestValues.profile;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.reading;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.register;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.PlausibilityResult.Status;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReadingProcessorTest {

    private static final ReadingProcessor PROCESSOR = new ReadingProcessor(Optional.of(BigDecimal.valueOf(1500)),
            Optional.empty(), ZoneOffset.UTC, Instant.EPOCH);
    private static final RegisterValue NO_INFO = info("0");
    /** A MULTICAL 601, by its register 155. */
    private static final MeterProfile PROFILE = profile(value(155, Unit.KWH, "5"), heat("100.00"), volume("500.00"),
            NO_INFO, value(86, Unit.CELSIUS, "60.31"), value(1004, Unit.H, "1000"));

    private MeterState state = MeterState.of(PROFILE);
    private Instant now = Instant.parse("2026-02-10T08:30:00Z");

    private static RegisterValue heat(String gigajoules) {
        return value(60, Unit.GJ, gigajoules);
    }

    private static RegisterValue volume(String cubicMetres) {
        return value(68, Unit.M3, cubicMetres);
    }

    private static RegisterValue info(String code) {
        return value(RegisterIds.INFO_CODE, Unit.NUMBER, code);
    }

    private MeterUpdate evaluate(RegisterValue... values) {
        now = now.plusSeconds(1);
        return process(reading(values), now);
    }

    private MeterUpdate process(Reading reading, Instant at) {
        MeterUpdate update = PROCESSOR.process(state, reading, at, true);
        state = update.state();
        return update;
    }

    private void assertReport(Status status, int rejectedValues) {
        assertEquals(status, state.lastImplausible().orElseThrow().status());
        assertEquals(rejectedValues, state.rejectedValues());
    }

    @Test
    void acceptsPlausibleValues() {
        MeterUpdate result = evaluate(heat("100.00"), volume("500.00"), NO_INFO);
        assertEquals(reading(heat("100.00"), volume("500.00"), NO_INFO), result.accepted());
        assertEquals(Set.of(), result.pending());
        assertEquals(Set.of(), result.refused());
        assertEquals(Optional.empty(), state.lastImplausible());
        assertEquals(0, state.rejectedValues());
    }

    @Test
    void acceptsUnknownRegisters() {
        RegisterValue unknown = value(9999, Unit.GJ, "5");
        assertEquals(reading(unknown), evaluate(unknown).accepted());
        RegisterValue fallen = value(9999, Unit.GJ, "0");
        assertEquals(reading(fallen), evaluate(fallen).accepted());
    }

    @Test
    void rejectedValueIsNotAccepted() {
        evaluate(heat("100.00"), volume("500.00"));
        MeterUpdate result = evaluate(heat("20.00"), volume("500.01"));
        assertEquals(reading(volume("500.01")), result.accepted());
        assertEquals(Set.of(60), result.pending());
        assertReport(Status.PENDING, 1);
        assertEquals(register(60), state.lastImplausible().orElseThrow().register());
        assertEquals("pending", Status.PENDING.id());
    }

    @Test
    void secondReadingConfirmsOrDismisses() {
        evaluate(heat("100.00"));
        evaluate(heat("20.00"));
        assertEquals(reading(heat("100.00")), evaluate(heat("100.00")).accepted());
        assertReport(Status.DISMISSED, 1);
        evaluate(heat("20.00"));
        assertReport(Status.PENDING, 2);
        assertEquals(reading(heat("20.00")), evaluate(heat("20.00")).accepted());
        assertReport(Status.CONFIRMED, 2);
        evaluate(heat("20.00"));
        assertReport(Status.CONFIRMED, 2);
    }

    @Test
    void reportsBrokenSensorOnceAndRefusesItsTemperature() {
        RegisterValue open = value(86, Unit.CELSIUS, "185.00");
        assertEquals(Set.of(86), evaluate(open, info("8")).pending());
        for (int i = 0; i < 3; i++) {
            MeterUpdate result = evaluate(open, info("8"));
            assertEquals(Set.of(86), result.refused());
            assertEquals(reading(info("8")), result.accepted());
            assertReport(Status.REFUSED, 1);
        }
        RegisterValue repaired = value(86, Unit.CELSIUS, "60.31");
        assertEquals(reading(repaired, NO_INFO), evaluate(repaired, NO_INFO).accepted());
        assertReport(Status.REFUSED, 1);
    }

    @Test
    void reportsBeginAndEndOfConditions() {
        assertConditions(Set.of(InfoCondition.T1_OUT_OF_RANGE, InfoCondition.T2_OUT_OF_RANGE), Set.of(),
                evaluate(info("12")));
        assertConditions(Set.of(), Set.of(), evaluate(info("12")));
        assertConditions(Set.of(), Set.of(), evaluate(heat("100.00")));
        assertConditions(Set.of(), Set.of(), evaluate(emptyValue(RegisterIds.INFO_CODE, Unit.NUMBER)));
        assertConditions(Set.of(InfoCondition.V1_AIR), Set.of(InfoCondition.T2_OUT_OF_RANGE), evaluate(info("4104")));
        assertEquals(Set.of(InfoCondition.V1_AIR, InfoCondition.T1_OUT_OF_RANGE), state.info().conditions());
        assertConditions(Set.of(), Set.of(InfoCondition.V1_AIR, InfoCondition.T1_OUT_OF_RANGE), evaluate(NO_INFO));
        assertEquals(InfoState.none(), state.info());
    }

    private static void assertConditions(Set<InfoCondition> appeared, Set<InfoCondition> gone, MeterUpdate result) {
        assertEquals(appeared, result.appeared());
        assertEquals(gone, result.gone());
    }

    @Test
    void readsInfoBitsInsteadOfDisplay() {
        MeterProfile newer = profile(NO_INFO, value(RegisterIds.INFO_BITS, Unit.BIT_FIELD, "0"));
        assertEquals(Set.of(RegisterIds.INFO_BITS), newer.infoRegisters());
        assertEquals(Set.of(RegisterIds.INFO_CODE), PROFILE.infoRegisters());
        assertEquals(Set.of(), profile(heat("1")).infoRegisters());
        state = MeterState.of(newer);
        assertConditions(Set.of(InfoCondition.V1_DIRECTION), Set.of(),
                evaluate(info("3000"), value(RegisterIds.INFO_BITS, Unit.BIT_FIELD, "512")));
        assertConditions(Set.of(), Set.of(), evaluate(info("0")));
    }

    @Test
    void infoCodeOfUnknownFamilyIsUnexplained() {
        state = MeterState.of(profile(NO_INFO));
        assertConditions(Set.of(), Set.of(), evaluate(info("12")));
        assertEquals("12", state.info().unexplained());
    }

    @Test
    void countsConsumptionIfAllCountersAreAccepted() {
        evaluate(heat("100.00"), volume("500.00"));
        assertEquals(Optional.of(now), state.consumption().since(Period.DAY));
        Consumption before = state.consumption();
        evaluate(heat("100.01"));
        evaluate(heat("20.00"), volume("500.01"));
        assertEquals(before, state.consumption());
        evaluate(heat("100.02"), volume("500.02"));
        assertEquals(Optional.of(new PhysicalQuantity(new BigDecimal("0.02"), Unit.GJ)),
                state.consumption().used(Period.DAY, heat("100.02")));
    }

    /** The reading ends after midnight, because another request of it was damaged. */
    @Test
    void countersBelongToDayOfTheirAnswer() {
        Instant midnight = Instant.parse("2026-02-11T00:00:00Z");
        evaluate(heat("100.00"), volume("500.00"));
        Instant begun = now;
        Reading reading = Reading.none().and(Set.of(60, 68),
                reading(heat("100.50"), volume("500.00")).values().values(), midnight.minusSeconds(20))
                .and(Set.of(86), Set.of(), midnight.plusSeconds(30));
        process(reading, midnight.plusSeconds(30));
        assertEquals(Optional.of(begun), state.consumption().since(Period.DAY));
        assertEquals("0.50", used(heat("100.50")));
        process(reading(heat("100.50"), volume("500.00")), midnight.plusSeconds(40));
        assertEquals(Optional.of(midnight), state.consumption().since(Period.DAY));
        assertEquals("0.00", used(heat("100.50")));
    }

    private String used(RegisterValue heat) {
        return state.consumption().used(Period.DAY, heat).orElseThrow().number().toPlainString();
    }

    @Test
    void continuesFromStoredState() {
        evaluate(heat("100.00"), volume("500.00"), info("8"));
        Instant begun = now;
        evaluate(heat("100.02"), volume("500.02"));
        state = new MeterState(state.profile(), state.counters(), state.consumption(), state.info());
        assertEquals(Set.of(60), evaluate(heat("90.00"), volume("500.02")).pending());
        assertConditions(Set.of(), Set.of(InfoCondition.T1_OUT_OF_RANGE),
                evaluate(heat("100.03"), volume("500.03"), NO_INFO));
        assertEquals(Optional.of(begun), state.consumption().since(Period.YEAR));
        assertEquals(Optional.of(new PhysicalQuantity(new BigDecimal("0.03"), Unit.GJ)),
                state.consumption().used(Period.YEAR, heat("100.03")));
    }

    @Test
    void newProfileOfSameMeterKeepsState() {
        evaluate(heat("100.00"), volume("500.00"), info("8"));
        MeterProfile changed = PROFILE.withUnitsOf(reading(value(60, Unit.KWH, "27778")));
        MeterState changedState = state.with(changed);
        assertEquals(changed, changedState.profile());
        assertEquals(state.counters(), changedState.counters());
        state = changedState;
        assertEquals(Set.of(), evaluate(value(60, Unit.KWH, "27778"), volume("500.00")).pending());
    }

    @Test
    void calculatesPowerFromFirstProfile() {
        MeterProfile known = profile(heat("198.00"), value(97, Unit.M3_CELSIUS, "108407"),
                value(110, Unit.M3_CELSIUS, "60993"));
        assertTrue(MeterState.of(known).power()
                .power(reading(value(74, Unit.L_PER_H, "132"), value(89, Unit.KELVIN, "27.04"))).isPresent());
    }
}
