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
        Set<Integer> registers = RegisterCatalogue.HEAT.registers().stream()
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

    @ParameterizedTest
    @CsvSource({ "0x5300, Kamstrup 382B or 382C", "0x5301, Kamstrup 382J", "0x5303, Kamstrup 382K",
            "0x5302, Kamstrup 382", "0x5500, Kamstrup 382D or 382E", "0x5501, Kamstrup 382J (B to G)",
            "0x5502, Kamstrup 382J NTA", "0x5503, Kamstrup 382K (B)", "0x5600, Kamstrup 162B or 162C",
            "0x5601, Kamstrup 162J", "0x5603, Kamstrup 162K", "0x5712, Kamstrup 162", "0x5800, Kamstrup 282",
            "0x59FF, Kamstrup 282", "0x5A00, Kamstrup OMNIPOWER", "0x6000, Kamstrup 351B",
            "0x6100, Kamstrup 351B (Aron)", "0x6200, Kamstrup 382L", "0x6300, Kamstrup 382L", "0x6401, Kamstrup 162L",
            "0x6500, Kamstrup 162L", "0x6600, Kamstrup 282L", "0x6700, Kamstrup 282L", "0x6800, Kamstrup 382M",
            "0x6900, Kamstrup 382M", "0x7000, Kamstrup 162M", "0x7100, Kamstrup 162M", "0x7200, Kamstrup 282M",
            "0x7300, Kamstrup 282M", "0x7500, Kamstrup 351C", "0x7600, Kamstrup 251C" })
    void namesElectricityMeters(int type, String name) {
        assertEquals(Optional.of(name), MeterFamily.modelName(Protocol.KMP, type));
        assertEquals(Optional.of(MeterFamily.ELECTRICITY), MeterFamily.byType(Protocol.KMP, type));
        assertEquals(
                Optional.empty(), MeterFamily.byRegisters(Protocol.KMP, RegisterCatalogue.ELECTRICITY.registers()
                        .stream().map(Register::id).collect(Collectors.toSet())),
                "the type decides, not the registers");
    }

    @Test
    void onlyPublishedTypeNumbersHaveModelName() {
        assertEquals(Optional.of("MULTICAL 601 (Pt100)"), MeterFamily.modelName(Protocol.KMP, 4));
        assertEquals(Optional.of(MeterFamily.MULTICAL_601), MeterFamily.byType(Protocol.KMP, 4));
        assertEquals(Optional.empty(), MeterFamily.modelName(Protocol.KMP, 0x0217));
    }
}
