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
package org.openhab.binding.kamstrup.internal.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterKind;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterStatesTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    private final MeterStates states = new MeterStates(ZONE);

    private static Reading answer(RegisterValue... values) {
        return Reading.none().and(List.of(1, 99, 1002, 1003), List.of(values));
    }

    private static Register register(int id, RegisterKind kind) {
        OptionalInt date = kind == RegisterKind.TIME ? OptionalInt.of(1003) : OptionalInt.empty();
        return new Register(id, "group", "channel", kind, date, Optional.empty(), PollClass.LIVE, true, false, Set.of(),
                "Label", "Text.");
    }

    private State stateOf(RegisterKind kind, Unit unit, String value) {
        return states.stateOf(register(1, kind), answer(RegisterValue.of(1, unit, new BigDecimal(value), 4)));
    }

    @ParameterizedTest
    @CsvSource({ "ENERGY, GJ, 102.47, 102.47 GJ", "ENERGY, MWH, 55.006, 55.006 MWh", "ENERGY, KWH, 0, 0 kWh",
            "ENERGY, WH, 6655807, 6655807 Wh", "ENERGY, GWH, 1.5, 1500.0 MWh", "ENERGY, GJ_TIMES_10, 12.3, 123.0 GJ",
            // 10.00 Gcal are 41.868 GJ, exactly
            "ENERGY, GCAL, 10.00, 41.868000 GJ", "POWER, KW, 0.0, 0.0 kW", "POWER, W, 120, 120 W",
            "TEMPERATURE, CELSIUS, 35.45, 35.45 °C", "TEMPERATURE, CELSIUS, -3.10, -3.10 °C",
            "DIFFERENCE, KELVIN, 4.61, 4.61 K", "DIFFERENCE, CELSIUS, 4.61, 4.61 K", "FLOW, L_PER_H, 231, 231 l/h",
            "FLOW, M3_PER_H, 1.2, 1.2 m³/h", "VOLUME, M3, 1208.96, 1208.96 ㎥", "VOLUME, M3_TIMES_10, 2, 20 ㎥",
            "VOLUME, L, 5, 5 l", "DURATION, H, 7127, 7127 h", "DURATION, DAYS, 5152, 5152 day",
            "NUMBER, NUMBER, 16, 16", "MASS, TON, 1.25, 1250.00 kg", "PRESSURE, BAR, 6.1, 6.1 bar",
            "DURATION, MINUTES, 60, 60 min", "VOLUME_TEMPERATURE, M3_CELSIUS, 42857, 42857",
            "NUMERAL, NUMBER, 6543210, 6543210", "YEARLESS_DATE, YEARLESS_DATE, 824, 08-24",
            "NUMBER, NONE, 4000, 4000" })
    void valueKeepsUnitAndDigits(RegisterKind kind, Unit unit, String value, String state) {
        assertEquals(state, stateOf(kind, unit, value).toFullString());
    }

    /** The first bytes are the minutes of daylight saving time, which ends at 3 o'clock on that day. */
    @ParameterizedTest
    @CsvSource({ "3C 1A 0A 19 02 1E 00, 2026-10-25T00:30:00Z", "00 1A 0A 19 02 1E 00, 2026-10-25T01:30:00Z",
            "3C 1A 07 01 0C 00 00, 2026-07-01T10:00:00Z", "00 1A 01 01 0C 00 00, 2026-01-01T11:00:00Z" })
    void repeatedHourFollowsDaylightSavingMinutes(String bytes, String moment) {
        MeterStates copenhagen = new MeterStates(ZoneId.of("Europe/Copenhagen"));
        State state = copenhagen.stateOf(register(1, RegisterKind.MOMENT),
                answer(new RegisterValue(1, Unit.DST_DATE_TIME.code(), 0, ByteString.fromHex(bytes))));
        assertEquals(Instant.parse(moment), assertInstanceOf(DateTimeType.class, state).getZonedDateTime().toInstant());
    }

    @Test
    void writesLargeExponentAsDigits() {
        State state = states.stateOf(register(1, RegisterKind.ENERGY),
                answer(new RegisterValue(1, Unit.KWH.code(), 0x03, ByteString.of(0xFF))));
        assertEquals("255000 kWh", state.toFullString());
    }

    @Test
    void codeAboveBit31IsExact() {
        assertEquals(new DecimalType("4294967295"), states.stateOf(register(99, RegisterKind.NUMBER),
                answer(new RegisterValue(99, Unit.NUMBER.code(), 0, ByteString.of(0xFF, 0xFF, 0xFF, 0xFF)))));
    }

    @ParameterizedTest
    @CsvSource({ "ENERGY, CELSIUS", "TEMPERATURE, GJ", "FLOW, M3", "NUMBER, KW", "DATE, TIME", "POWER, KWH" })
    void unexpectedUnitIsUndef(RegisterKind kind, Unit unit) {
        assertEquals(UnDefType.UNDEF, stateOf(kind, unit, "1"));
    }

    @Test
    void unknownUnitOfQuantityIsUndef() {
        assertEquals(UnDefType.UNDEF, states.stateOf(register(1, RegisterKind.ENERGY),
                answer(new RegisterValue(1, 93, 0, ByteString.of(1)))));
    }

    @ParameterizedTest
    @CsvSource({ "60, GJ, 102.47, 102.47 GJ", "89, CELSIUS, 4.61, 4.61 K",
            // the catalogue expects volume, the meter counts energy
            "68, GJ, 1.5, 1.5 GJ",
            // an unknown unit
            "9999, KW, 0.5, 0.5 kW", "9999, NUMBER, 7, 7" })
    void anyRegisterHasState(int id, Unit unit, String value, String state) {
        Reading reading = Reading.none().and(List.of(id),
                List.of(RegisterValue.of(id, unit, new BigDecimal(value), 4)));
        assertEquals(state, states.stateOf(id, reading).toFullString());
    }

    @Test
    void registerWithoutAnswerIsUndef() {
        assertEquals(UnDefType.UNDEF, states.stateOf(60, answer()));
        assertEquals(UnDefType.UNDEF, states.stateOf(9999, answer()));
    }

    @Test
    void registerThatMeterLeftOutIsUndef() {
        assertEquals(UnDefType.UNDEF, states.stateOf(register(69, RegisterKind.VOLUME), answer()));
    }

    @Test
    void dateIsMidnightInZoneOfOpenHab() {
        State state = stateOf(RegisterKind.DATE, Unit.DATE, "60824");
        assertEquals(ZonedDateTime.of(2006, 8, 24, 0, 0, 0, 0, ZONE).toInstant(),
                assertInstanceOf(DateTimeType.class, state).getZonedDateTime().toInstant());
    }

    @ParameterizedTest
    @CsvSource({ "0", "61301", "61232", "999999" })
    void invalidDateIsUndef(String number) {
        assertEquals(UnDefType.UNDEF, stateOf(RegisterKind.DATE, Unit.DATE, number));
    }

    @Test
    void timeOfDayHasDateOfMeter() {
        Reading both = answer(RegisterValue.of(1003, Unit.DATE, new BigDecimal("260824"), 4),
                RegisterValue.of(1002, Unit.TIME, new BigDecimal("103000"), 4));
        State state = states.stateOf(register(1002, RegisterKind.TIME), both);
        assertEquals(ZonedDateTime.of(2026, 8, 24, 10, 30, 0, 0, ZONE).toInstant(),
                assertInstanceOf(DateTimeType.class, state).getZonedDateTime().toInstant());
    }

    @Test
    void timeOfDayWithoutDateIsUndef() {
        assertEquals(UnDefType.UNDEF, stateOf(RegisterKind.TIME, Unit.TIME, "103000"));
    }

    private static RegisterValue number(int id, Unit unit, String number) {
        return RegisterValue.of(id, unit, new BigDecimal(number), 4);
    }

    private String drift(Reading reading) {
        return states.clockDrift(reading).map(State::toFullString).orElse("-");
    }

    private static Reading clock(String host, String date, String time) {
        return Reading.none().and(List.of(1002, 1003),
                List.of(number(1002, Unit.TIME, time), number(1003, Unit.DATE, date)), Instant.parse(host));
    }

    /** Copenhagen is one hour ahead of UTC in winter, two in summer. */
    @ParameterizedTest
    @CsvSource({ "2026-01-10T11:00:00Z, 260110, 120000, 0 s", "2026-01-10T11:00:02.9Z, 260110, 120000, -3 s",
            "2026-01-10T11:00:00Z, 260110, 120130, 90 s",
            // with and without daylight saving time
            "2026-07-10T10:00:00Z, 260710, 120000, 0 s", "2026-07-10T10:00:00Z, 260710, 110000, 0 s",
            "2026-07-10T10:00:00Z, 260710, 105800, -120 s",
            // around midnight, and far away
            "2026-01-10T22:59:58Z, 260111, 000003, 5 s", "2026-01-10T11:00:00Z, 250110, 120000, -31536000 s" })
    void clockDriftIsClockOfMeterLessClockOfHost(String host, String date, String time, String drift) {
        assertEquals(drift, drift(clock(host, date, time)));
    }

    @Test
    void clockDriftOfOneRegisterWithDaylightSavingTime() {
        for (String bytes : List.of("3C 1A 07 01 0C 00 07", "00 1A 07 01 0B 00 07")) {
            Reading reading = Reading.none().and(List.of(348),
                    List.of(new RegisterValue(348, Unit.DST_DATE_TIME.code(), 0, ByteString.fromHex(bytes))),
                    Instant.parse("2026-07-01T10:00:00Z"));
            assertEquals("7 s", drift(reading));
        }
    }

    /** The date may be that of the day before. */
    @Test
    void clockDriftIsUnknownIfDateAndTimeAreOfTwoAnswersAroundMidnight() {
        for (String time : List.of("235930", "000030", "120000")) {
            Instant at = Instant.parse("2026-01-10T11:00:00Z");
            Reading reading = Reading.none().and(List.of(1003), List.of(number(1003, Unit.DATE, "260110")), at)
                    .and(List.of(1002), List.of(number(1002, Unit.TIME, time)), at.plusSeconds(1));
            assertEquals(time.equals("120000") ? "-1 s" : "-", drift(reading));
        }
    }

    @Test
    void clockDriftIsUndefWithoutValidClock() {
        Instant at = Instant.parse("2026-01-10T11:00:00Z");
        assertEquals("UNDEF", drift(Reading.none().and(List.of(1002, 1003), List.of(), at)));
        assertEquals("UNDEF",
                drift(Reading.none().and(List.of(1002, 1003), List.of(number(1002, Unit.TIME, "120000")), at)));
        assertEquals("UNDEF", drift(clock("2026-01-10T11:00:00Z", "261340", "120000")));
        assertEquals("UNDEF", drift(answer(number(1002, Unit.TIME, "120000"), number(1003, Unit.DATE, "260110"))));
    }
}
