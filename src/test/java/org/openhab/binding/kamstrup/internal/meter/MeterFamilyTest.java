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

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterFamilyTest {

    @ParameterizedTest
    @CsvSource({ "601, MULTICAL_601", "602, MULTICAL_601", "402, MULTICAL_402", "302, MULTICAL_302", "303, X03",
            "403, X03", "603, X03", "21, MULTICAL_21" })
    void guessesFamilyByRegistersOfImage(String model, MeterFamily family) {
        assertEquals(Optional.of(family),
                MeterFamily.byRegisters(Protocol.KMP, RegisterImage.named("multical-" + model).registers().keySet()));
    }

    /** By the lists of registers that sources give for a model. */
    @ParameterizedTest
    @CsvSource({ "601, MULTICAL_601", "602, MULTICAL_601", "801, MULTICAL_601", "402, MULTICAL_402",
            "302, MULTICAL_302", "303, X03", "403, X03", "603, X03", "62, MULTICAL_62", "21, MULTICAL_21",
            "flowIQ, FLOW_IQ" })
    void guessesFamilyByRegistersOfCatalogue(String model, MeterFamily family) {
        Set<Integer> registers = RegisterCatalogue.registers().stream()
                .filter(register -> register.models().contains(model)).map(Register::id).collect(Collectors.toSet());
        assertEquals(Optional.of(family), MeterFamily.byRegisters(Protocol.KMP, registers));
    }

    @Test
    void hasNoFamilyWithoutTypicalRegister() {
        assertEquals(Optional.empty(), MeterFamily.byRegisters(Protocol.KMP, Set.of()));
        assertEquals(Optional.empty(), MeterFamily.byRegisters(Protocol.KMP, Set.of(60, 68, 86, 87, 99)));
        // an electricity meter, MULTICAL or not
        assertEquals(Optional.empty(), MeterFamily.byRegisters(Protocol.KMP, Set.of(1, 2, 1001, 1002, 1003, 1010)));
    }

    @Test
    void tellsWaterMeterFromHeatMeter() {
        assertEquals(Optional.of(MeterFamily.FLOW_IQ), MeterFamily.byRegisters(Protocol.KMP, Set.of(68, 582)));
        assertEquals(Optional.of(MeterFamily.X03), MeterFamily.byRegisters(Protocol.KMP, Set.of(68, 86, 348, 582)));
    }

    @ParameterizedTest
    @CsvSource({ "X03, DAY, true", "X03, MONTH, true", "MULTICAL_601, MONTH, false", "MULTICAL_66, MONTH, true",
            "MULTICAL_66, DAY, false", "MULTICAL_401, MONTH, true", "MULTICAL_41, MONTH, false" })
    void hasEnergyAndVolumeInLogger(MeterFamily family, MeterLogger logger, boolean expected) {
        assertEquals(expected, family.logs(logger, List.of(60, 68)));
    }

    @Test
    void textMeterHasNoMeansInMonths() {
        assertTrue(MeterFamily.X03.logs(MeterLogger.MONTH, List.of(68, 97)));
        assertFalse(MeterFamily.MULTICAL_66.logs(MeterLogger.MONTH, List.of(68, 97)));
    }

    @Test
    void onlyPublishedTypeNumbersHaveModelName() {
        assertEquals(Optional.of("MULTICAL 601 (Pt100)"), MeterFamily.modelName(4));
        assertEquals(Optional.of(MeterFamily.MULTICAL_601), MeterFamily.byType(4));
        assertEquals(Optional.empty(), MeterFamily.modelName(0x0217));
    }
}
