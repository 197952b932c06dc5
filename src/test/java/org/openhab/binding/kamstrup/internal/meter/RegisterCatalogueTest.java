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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RegisterCatalogueTest {

    @SuppressWarnings("unused") // a field source
    private static final List<RegisterCatalogue> TABLES = List.of(RegisterCatalogue.HEAT,
            RegisterCatalogue.ELECTRICITY);

    @ParameterizedTest
    @FieldSource("TABLES")
    void registersAndChannelsAreUnique(RegisterCatalogue catalogue) {
        List<Register> registers = catalogue.registers();
        assertEquals(registers.size(), registers.stream().map(Register::id).distinct().count());
        assertEquals(registers.size(), registers.stream().map(Register::channel).distinct().count());
    }

    @Test
    void electricityMetersHaveRegistersOfTheirOwn() {
        assertEquals("active-energy-import", RegisterCatalogue.ELECTRICITY.find(1).orElseThrow().channel());
        assertEquals("voltage-l1", RegisterCatalogue.ELECTRICITY.find(1054).orElseThrow().channel());
        assertEquals("customer-number-1", RegisterCatalogue.HEAT.find(1010).orElseThrow().channel());
        assertEquals("meter-number", RegisterCatalogue.ELECTRICITY.find(1010).orElseThrow().channel());
        assertTrue(RegisterCatalogue.ELECTRICITY.find(60).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({ "0x5301, true", "0x5A00, true", "0x6201, true", "0x7600, true", "0x0004, false", "0xF063, false",
            "0x0053, false", "0x7400, false" })
    void typeSelectsTheTable(int type, boolean isElectricityMeter) {
        assertEquals(isElectricityMeter ? RegisterCatalogue.ELECTRICITY : RegisterCatalogue.HEAT,
                RegisterCatalogue.of(Protocol.KMP, type));
    }

    /** A user's channel names its type only, so that a type has one register. */
    @Test
    void channelInBothTablesIsTheSame() {
        for (Register register : RegisterCatalogue.ELECTRICITY.registers()) {
            RegisterCatalogue.HEAT.registers().stream().filter(heat -> heat.channel().equals(register.channel()))
                    .forEach(heat -> assertEquals(heat,
                            new Register(register.id(), register.group(), register.channel(), register.kind(),
                                    register.dateRegister(), register.unit(), register.pollClass(), register.everyday(),
                                    register.rises(), heat.models(), register.label(), register.description())));
        }
        assertEquals(Set.of(1001, 1002, 1003, 1004, 1005),
                RegisterCatalogue.ELECTRICITY.registers().stream()
                        .filter(register -> RegisterCatalogue.HEAT.registers().stream()
                                .anyMatch(heat -> heat.channel().equals(register.channel())))
                        .map(Register::id).collect(Collectors.toSet()));
    }

    @Test
    void hasAllRegistersOfList() {
        assertTrue(RegisterCatalogue.HEAT.registers().size() >= 197);
        assertEquals("heat-energy", RegisterCatalogue.HEAT.find(60).orElseThrow().channel());
        assertEquals(Set.of("303"), RegisterCatalogue.HEAT.find(675).orElseThrow().models());
        assertTrue(RegisterCatalogue.HEAT.find(382).orElseThrow().label().startsWith("Return"));
        assertTrue(RegisterCatalogue.HEAT.find(1).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "60 | energy | heat | ENERGIE | counter | rises | 601 | Heat | Heat.; there is no kind ENERGIE; possible are [energy, power,",
            "60 | energy | heat | DURATION=HOURS | counter | rises | 601 | Heat | Heat.; there is no unit HOURS; possible are [",
            "60 | energy | heat | ENERGY | often | rises | 601 | Heat | Heat.; there is no poll class often; possible are [live, counter, status, slow]",
            "60 | energy | heat | ENERGY | counter | rise | 601 | Heat | Heat.; the traits are [rise]; possible are [everyday, rises]",
            "65536 | energy | heat | ENERGY | counter | rises | 601 | Heat | Heat.; 65536 is no register id; possible are 0 to 65535",
            "60 | energy | heat | TIME@date | counter | | 601 | Heat | Heat.; date is no register id;",
            "60 | energy | heat | ENERGY | counter | rises | 601 | Heat; there are 8 columns instead of 9;",
            "1 | energy | heat | ENERGY | counter | | 601 | Heat | Heat.; register 1 is there twice;" })
    void errorInTableNamesLineAndPossibleValues(String line, String message, @Nullable String possible) {
        String table = "# a comment\n1 | energy | first | ENERGY | counter | | 601 | First | First.\n\n" + line;
        String said = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> RegisterCatalogue.parse("registers.table", table))
                        .getMessage());
        assertTrue(said.startsWith("registers.table, line 4: " + message), said);
        assertTrue(possible == null || said.contains(possible), said);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 9, 60, 9999, 59999, 64999, 65499, 65529, 65535 })
    void acceptsEachIdOfProtocol(int id) {
        assertEquals(Set.of(id), RegisterCatalogue
                .parse("registers.table", id + " | energy | heat | ENERGY | counter | | 601 | Heat | Heat.").keySet());
    }

    /** A misspelt model is not in the README. */
    @ParameterizedTest
    @FieldSource("TABLES")
    void eachModelIsASupportedThing(RegisterCatalogue catalogue) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (Register register : catalogue.registers()) {
            register.models().forEach(model -> assertTrue(
                    readme.contains("| " + (model.matches("\\d+") ? "MULTICAL " : "") + model + " "), model));
        }
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void eachTimeOfDayHasDateRegister(RegisterCatalogue catalogue) {
        for (Register register : catalogue.registers()) {
            assertEquals(register.kind() == RegisterKind.TIME, register.dateRegister().isPresent(), register.channel());
            register.dateRegister()
                    .ifPresent(date -> assertEquals(RegisterKind.DATE, catalogue.find(date).orElseThrow().kind()));
        }
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void onlyCountersRise(RegisterCatalogue catalogue) {
        for (Register register : catalogue.registers()) {
            assertTrue(!register.rises() || register.pollClass() == PollClass.COUNTER
                    || register.pollClass() == PollClass.STATUS, register.channel());
        }
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void channelIdsAreUniformWithoutRepetition(RegisterCatalogue catalogue) {
        catalogue.registers().forEach(register -> assertTrue(register.channel().matches("[a-z0-9]+(-[a-z0-9]+)*")
                && !register.label().isBlank() && register.description().endsWith("."), register.channel()));
    }

    @Test
    void batchesAreFewAndComplete() {
        for (int count = 1; count < 30; count++) {
            List<Integer> ids = IntStream.range(0, count).boxed().toList();
            List<GetRegisters> requests = GetRegisters.batches(1, ids);
            assertEquals((count + 7) / 8, requests.size());
            assertEquals(ids, requests.stream().flatMap(request -> request.ids().stream()).toList());
        }
    }
}
