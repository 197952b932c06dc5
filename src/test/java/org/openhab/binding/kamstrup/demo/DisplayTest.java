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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests what a terminal and a file get to see.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DisplayTest {

    private static final String ESCAPE = "\u001B[";

    private static final String ESCAPE_SEQUENCE = "\u001B\\[[?0-9]*[A-Za-z]";

    private int height = 24;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void aFileGetsOnlyTheLinesThatChanged() {
        Display display = display(false);
        display.table(List.of("power 0", "flow 0"));
        display.table(List.of("power 0", "flow 0"));
        display.table(List.of("power 1", "flow 0"));
        assertEquals(List.of("power 0", "flow 0", "power 1"), lines());
    }

    @Test
    void aTerminalGetsTheTableOverItself() {
        Display display = display(true);
        display.table(List.of("power 10", "flow 0"));
        written.reset();
        display.table(List.of("power 1", "flow 0"));
        assertEquals(ESCAPE + "?7l" + ESCAPE + "Hpower 1" + ESCAPE + "K\nflow 0" + ESCAPE + "K\n" + ESCAPE + "J"
                + ESCAPE + "?7h", text());
    }

    @ParameterizedTest
    @CsvSource({ "4, 'power 1,flow 0,energy 2'", "3, 'power 1,… and 2 more lines in a taller window'" })
    void aTerminalGetsWhatFitsAndTheRestWhenItGrows(int lines, String shown) {
        Display display = display(true);
        height = lines;
        display.table(List.of("power 1", "flow 0", "energy 2"));
        assertEquals(List.of(shown.split(",")), shownLines());
        height = 24;
        written.reset();
        display.table(List.of("power 1", "flow 0", "energy 2"));
        assertEquals(lines == 4 ? List.of() : List.of("power 1", "flow 0", "energy 2"), shownLines());
    }

    @Test
    void aLineAfterTheTableGoesWhereTheTerminalWasBefore() {
        Display display = display(true);
        display.table(List.of("power 1"));
        written.reset();
        display.print("Stopping");
        display.print("Stopped.");
        assertEquals(ESCAPE + "?1049lStopping\nStopped.\n", text());
    }

    @Test
    void aTerminalIsLeftAloneWhileNothingChanges() {
        Display display = display(true);
        display.table(List.of("power 1"));
        written.reset();
        display.table(List.of("power 1"));
        assertEquals("", text());
    }

    @Test
    void aFileGetsProgressOnce() {
        Display display = display(false);
        display.progress("Starting", 0);
        display.progress("Starting", 1);
        display.progressEnds();
        assertEquals(List.of("Starting …"), lines());
    }

    private Display display(boolean terminal) {
        return new Display(new PrintStream(written, false, StandardCharsets.UTF_8), terminal, () -> height);
    }

    private List<String> shownLines() {
        return lines().stream().map(line -> line.replaceAll(ESCAPE_SEQUENCE, "")).filter(line -> !line.isEmpty())
                .toList();
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return text().lines().toList();
    }
}
