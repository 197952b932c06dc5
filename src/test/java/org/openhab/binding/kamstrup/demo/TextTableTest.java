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
package org.openhab.binding.kamstrup.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * Tests the layout of tables.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextTableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertEquals(List.of("Heat_Energy  Heat energy       102.47 GJ", "Flow         Flow temperature  35.45 °C"),
                TextTable.lines(List.of(List.of("Heat_Energy", "Heat energy", "102.47 GJ"),
                        List.of("Flow", "Flow temperature", "35.45 °C"))));
    }

    @Test
    void emptyCellsKeepTheirColumn() {
        assertEquals(List.of("a     c", "long  d", "x"),
                TextTable.lines(List.of(List.of("a", "c"), List.of("long", "d"), List.of("x", ""))));
    }

    @Test
    void nothingGivesNothing() {
        assertEquals(List.of(), TextTable.lines(List.of()));
    }
}
