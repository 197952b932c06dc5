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
package org.openhab.binding.kamstrup.internal.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@DisabledOnOs(OS.WINDOWS)
class PseudoTerminalTest {

    private static final ByteString REQUEST = ByteString.fromHex("80 3F 10 01 00 3C B2 5F 0D");
    private static final String ANSWER = "40 3F 10 00 3C 08 04 42 00 00 28 07 88 C6 0D";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void everyBytePassesAsItIs() {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        assertTimeoutPreemptively(PATIENCE, () -> {
            try (PseudoTerminal terminal = new PseudoTerminal();
                    InputStream input = Files.newInputStream(terminal.path());
                    OutputStream output = Files.newOutputStream(terminal.path())) {
                terminal.write(every);
                assertEquals(ByteString.copyOf(every), ByteString.copyOf(input.readNBytes(every.length)));
                output.write(every);
                assertEquals(ByteString.copyOf(every), ByteString.copyOf(terminal.readNBytes(every.length)));
            }
        });
    }

    @Test
    void programsComeAndGo() {
        SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));
        assertTimeoutPreemptively(PATIENCE, () -> {
            try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT)) {
                for (int i = 0; i < 2; i++) {
                    try (InputStream input = Files.newInputStream(terminal.path());
                            OutputStream output = Files.newOutputStream(terminal.path())) {
                        output.write(REQUEST.toByteArray());
                        assertEquals(ANSWER, ByteString.copyOf(input.readNBytes(15)).toString());
                    }
                }
            }
        });
    }

    @Test
    void whatNobodyReadsHoldsNobodyUp() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            try (PseudoTerminal terminal = new PseudoTerminal()) {
                terminal.write(new byte[1 << 18]);
            }
        });
    }

    @Test
    void aClosedOneIsNotRead() throws IOException {
        PseudoTerminal terminal = new PseudoTerminal();
        terminal.close();
        terminal.close();
        assertThrows(IOException.class, () -> terminal.read(new byte[1]));
        assertThrows(IOException.class, () -> terminal.write(new byte[1]));
    }

    @Test
    void theLinkGoesWithTheTerminal(@TempDir Path folder) throws IOException {
        Path link = folder.resolve("meter");
        try (PseudoTerminal second = new PseudoTerminal()) {
            try (PseudoTerminal first = new PseudoTerminal()) {
                first.linkFrom(link);
                second.linkFrom(link);
            }
            assertEquals(second.path(), Files.readSymbolicLink(link));
        }
        assertFalse(Files.isSymbolicLink(link));
    }

    @Test
    void nothingButALinkIsReplaced(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("meter"), "precious");
        try (PseudoTerminal terminal = new PseudoTerminal()) {
            assertThrows(FileAlreadyExistsException.class, () -> terminal.linkFrom(file));
        }
        assertTrue(Files.isRegularFile(file));
    }
}
