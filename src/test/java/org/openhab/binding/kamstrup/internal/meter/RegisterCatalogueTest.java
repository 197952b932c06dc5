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

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RegisterCatalogueTest {

    @Test
    void aRegisterAndItsChannelAreThereOnce() {
        List<Register> registers = RegisterCatalogue.registers();
        assertEquals(registers.size(), registers.stream().map(Register::id).distinct().count());
        assertEquals(registers.size(), registers.stream().map(Register::channel).distinct().count());
    }

    @Test
    void allRegistersOfTheListAreThere() {
        assertEquals(197, RegisterCatalogue.registers().size());
        assertEquals("heat-energy", RegisterCatalogue.find(60).orElseThrow().channel());
        assertEquals(Set.of("303"), RegisterCatalogue.find(675).orElseThrow().models());
        assertTrue(RegisterCatalogue.find(382).orElseThrow().label().startsWith("Return"));
        assertTrue(RegisterCatalogue.find(1).isEmpty());
    }

    @Test
    void everyTimeOfDayHasItsDate() {
        for (Register register : RegisterCatalogue.registers()) {
            assertEquals(register.quantity() == Quantity.TIME, register.dateRegister().isPresent(), register.channel());
            register.dateRegister().ifPresent(
                    date -> assertEquals(Quantity.DATE, RegisterCatalogue.find(date).orElseThrow().quantity()));
        }
    }

    @Test
    void onlyWhatAddsUpRises() {
        for (Register register : RegisterCatalogue.registers()) {
            assertTrue(!register.rises() || register.pace() == Pace.COUNTER || register.pace() == Pace.STATUS,
                    register.channel());
        }
    }

    @Test
    void aChannelIdIsInTheTradesWordsAndSaysNothingTwice() {
        RegisterCatalogue.registers()
                .forEach(register -> assertTrue(register.channel().matches("[a-z0-9]+(-[a-z0-9]+)*")
                        && !register.label().isBlank() && register.description().endsWith("."), register.channel()));
    }

    @Test
    void aPlanHasTheFewestRequestsAndLosesNothing() {
        for (int count = 1; count < 30; count++) {
            List<Integer> ids = IntStream.range(0, count).boxed().toList();
            List<GetRegisters> requests = ReadingPlan.requests(1, ids);
            assertEquals((count + 7) / 8, requests.size());
            assertEquals(ids, requests.stream().flatMap(request -> request.ids().stream()).toList());
        }
    }

    @Test
    void onlyPublishedTypesHaveAName() {
        assertEquals("MULTICAL 601 (Pt100)", MeterModel.ofType(4).orElseThrow().modelName());
        assertTrue(MeterModel.ofType(0x0217).isEmpty());
    }
}
