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
    void theEverydayValuesShareARequest() {
        List<GetRegisters> requests = new ReadingPlan(RegisterCatalogue.registers()).requests(0x3F);
        assertEquals(List.of(60, 80, 86, 87, 89, 74, 68, 69), requests.get(0).ids());
        assertEquals(2, requests.size());
    }

    @Test
    void aClockIsReadTogetherWithItsDate() {
        assertTrue(new ReadingPlan(RegisterCatalogue.registers()).requests(0x3F).stream().map(GetRegisters::ids)
                .anyMatch(ids -> ids.containsAll(List.of(1002, RegisterCatalogue.DATE_OF_CLOCK))));
    }

    @Test
    void aPlanHasTheFewestRequestsAndLosesNothing() {
        for (int count = 1; count < 30; count++) {
            List<Register> registers = IntStream.range(0, count)
                    .mapToObj(id -> new Register(id, "channel-" + id, Quantity.CODE)).toList();
            List<GetRegisters> requests = new ReadingPlan(registers).requests(1);
            assertEquals((count + 7) / 8, requests.size());
            assertEquals(registers.stream().map(Register::id).toList(),
                    requests.stream().flatMap(request -> request.ids().stream()).toList());
        }
    }

    @Test
    void onlyPublishedTypesHaveAName() {
        assertEquals("MULTICAL 601 (Pt100)", MeterModel.ofType(4).orElseThrow().modelName());
        assertTrue(MeterModel.ofType(0x0217).isEmpty());
    }
}
