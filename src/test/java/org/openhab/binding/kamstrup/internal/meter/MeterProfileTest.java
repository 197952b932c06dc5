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
import static org.openhab.binding.kamstrup.internal.meter.TestValues.emptyValue;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.profile;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.reading;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.value;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterProfileTest {

    private static final SoftwareRevision F1 = new SoftwareRevision(6, 1);

    private static RegisterValue text(int id, String bytes) {
        return new RegisterValue(id, Unit.ASCII.code(), 0, ByteString.fromHex(bytes));
    }

    @ParameterizedTest
    @CsvSource({ "4, 1, 6892850, true, true", "5, 1, 6892850, false, true", "4, 2, 6892850, false, true",
            "4, 1, 6892851, false, false" })
    void comparesMetersBySerialNumberTypeAndSoftware(int type, int software, long serialNumber, boolean isLike,
            boolean isSame) {
        MeterProfile known = new MeterProfile(4, F1, 6892850, reading(value(60, Unit.GJ, "1")).values());
        MeterProfile other = new MeterProfile(type, new SoftwareRevision(6, software), serialNumber, Map.of());
        assertEquals(isLike, known.isLike(other) && other.isLike(known));
        assertEquals(isSame, known.isSameMeterAs(other) && other.isSameMeterAs(known));
    }

    @Test
    void replacesValueOfRegisterWithOtherUnit() {
        MeterProfile known = profile(value(60, Unit.GJ, "1"), value(68, Unit.M3, "2"));
        MeterProfile changed = known.withUnitsOf(
                reading(value(60, Unit.KWH, "278"), value(68, Unit.M3, "9"), value(74, Unit.L_PER_H, "3")));
        assertEquals(reading(value(60, Unit.KWH, "278"), value(68, Unit.M3, "2")).values(), changed.registers());
        assertTrue(changed.isLike(known) && changed.has(60) && !changed.has(74));
    }

    @Test
    void textOfRegisterIsTextNumberOrDate() {
        MeterProfile known = profile(text(640, "4B 57 4D 32 32 33 31 20 00"), value(153, Unit.NUMBER, "41100"),
                value(1003, Unit.DATE, "260210"), text(254, "20 00"), emptyValue(404, Unit.ASCII), text(1, "FF"));
        assertEquals(Optional.of("KWM2231"), known.text(640));
        assertEquals(Optional.of("41100"), known.text(153));
        assertEquals(Optional.of("2026-02-10"), known.text(1003));
        for (int id : new int[] { 254, 404, 1, 99 }) {
            assertEquals(Optional.empty(), known.text(id));
        }
    }

    @Test
    void modelNameIsPublishedElseTypeTextElseTypeNumber() {
        RegisterValue itself = text(640, "4B 57 4D");
        RegisterValue label = text(254, "30 32 4B");
        assertEquals(Optional.of("MULTICAL 601 (Pt100)"),
                new MeterProfile(4, F1, 1, reading(itself, label).values()).modelName());
        assertEquals(Optional.of("KWM"), profile(itself, label).modelName());
        assertEquals(Optional.of("02K"), profile(label, text(640, "20")).modelName());
        assertEquals(Optional.empty(), profile(value(60, Unit.GJ, "1")).modelName());
    }

    @Test
    void familyIsThatOfPublishedTypeElseGuessed() {
        MeterProfile published = new MeterProfile(0x1504, F1, 1, reading(value(266, Unit.WH, "1")).values());
        assertEquals(Optional.of(MeterFamily.MULTICAL_601), published.family());
        assertFalse(published.isFamilyGuessed());
        MeterProfile guessed = profile(value(266, Unit.WH, "1"));
        assertEquals(Optional.of(MeterFamily.MULTICAL_302), guessed.family());
        assertTrue(guessed.isFamilyGuessed());
        assertEquals(Optional.empty(), profile().family());
    }

    /** The code 21249 is 0x5301, the type number of a 382J, and 00004 that of a MULTICAL 601. */
    @ParameterizedTest
    @ValueSource(ints = { 21249, 4 })
    void codeOfTextProtocolIsNoTypeNumber(int code) {
        Map<Integer, RegisterValue> registers = reading(value(86, Unit.CELSIUS, "70"), value(68, Unit.M3, "2"))
                .values();
        MeterProfile text = MeterProfile.ofText(code, 60017, registers);
        assertEquals(Optional.of(MeterFamily.MULTICAL_401), text.family());
        assertEquals(Optional.of("MULTICAL 401, III or 66-B"), text.modelName());
        assertTrue(text.isFamilyGuessed());
        assertEquals(RegisterCatalogue.HEAT, text.catalogue());
        MeterProfile kmp = new MeterProfile(code, F1, 60017, registers);
        assertFalse(kmp.isFamilyGuessed());
        assertFalse(kmp.isSameMeterAs(text));
    }

    @Test
    void familyIsNotGuessedFromSomeOfTheRegisters() {
        Map<Integer, RegisterValue> some = Stream.of(68, 582, RegisterIds.INFO_CODE)
                .map(id -> RegisterValue.of(id, Unit.NUMBER, BigDecimal.ZERO, 2))
                .collect(Collectors.toMap(RegisterValue::id, value -> value));
        MeterProfile complete = new MeterProfile(0xF000, new SoftwareRevision(1, 1), 1, some);
        assertEquals(Optional.of(MeterFamily.FLOW_IQ), complete.family());
        MeterProfile incomplete = new MeterProfile(0xF000, new SoftwareRevision(1, 1), 1, some, false);
        assertEquals(Optional.empty(), incomplete.family());
    }
}
