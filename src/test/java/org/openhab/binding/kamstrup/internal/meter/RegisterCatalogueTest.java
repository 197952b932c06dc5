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
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RegisterCatalogueTest {

    @Test
    void registersAndChannelsAreUnique() {
        List<Register> registers = RegisterCatalogue.registers();
        assertEquals(registers.size(), registers.stream().map(Register::id).distinct().count());
        assertEquals(registers.size(), registers.stream().map(Register::channel).distinct().count());
    }

    @Test
    void hasAllRegistersOfList() {
        assertTrue(RegisterCatalogue.registers().size() >= 197);
        assertEquals("heat-energy", RegisterCatalogue.find(60).orElseThrow().channel());
        assertEquals(Set.of("303"), RegisterCatalogue.find(675).orElseThrow().models());
        assertTrue(RegisterCatalogue.find(382).orElseThrow().label().startsWith("Return"));
        assertTrue(RegisterCatalogue.find(1).isEmpty());
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
                assertThrows(IllegalArgumentException.class, () -> RegisterCatalogue.parse(table)).getMessage());
        assertTrue(said.startsWith("registers.table, line 4: " + message), said);
        assertTrue(possible == null || said.contains(possible), said);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 9, 60, 9999, 59999, 64999, 65499, 65529, 65535 })
    void acceptsEachIdOfProtocol(int id) {
        assertEquals(Set.of(id),
                RegisterCatalogue.parse(id + " | energy | heat | ENERGY | counter | | 601 | Heat | Heat.").keySet());
    }

    /** A misspelt model is not in the README. */
    @Test
    void eachModelIsASupportedThing() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (Register register : RegisterCatalogue.registers()) {
            register.models().forEach(model -> assertTrue(
                    readme.contains("| " + (model.matches("\\d+") ? "MULTICAL " : "") + model + " "), model));
        }
    }

    @Test
    void eachTimeOfDayHasDateRegister() {
        for (Register register : RegisterCatalogue.registers()) {
            assertEquals(register.kind() == RegisterKind.TIME, register.dateRegister().isPresent(), register.channel());
            register.dateRegister().ifPresent(
                    date -> assertEquals(RegisterKind.DATE, RegisterCatalogue.find(date).orElseThrow().kind()));
        }
    }

    @Test
    void onlyCountersRise() {
        for (Register register : RegisterCatalogue.registers()) {
            assertTrue(!register.rises() || register.pollClass() == PollClass.COUNTER
                    || register.pollClass() == PollClass.STATUS, register.channel());
        }
    }

    @Test
    void channelIdsAreUniformWithoutRepetition() {
        RegisterCatalogue.registers()
                .forEach(register -> assertTrue(register.channel().matches("[a-z0-9]+(-[a-z0-9]+)*")
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
