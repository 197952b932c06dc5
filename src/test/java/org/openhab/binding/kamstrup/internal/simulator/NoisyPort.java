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

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * A pseudo terminal that answers whatever it is sent with garbage: what a network bridge with wrong settings gave the
 * owner of a MULTICAL 403 (golles/ha-kamstrup_403 issue 97).
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class NoisyPort implements AutoCloseable {

    /** What somebody heard who had another speed than his meter. */
    public static final ByteString GARBAGE = ByteString
            .fromHex("80 02 12 F0 00 02 00 00 42 00 60 03 C0 03 C8 1A 00 0D");
    /** The name of a meter from before KMP, /KAM MC, with parity bits. */
    public static final ByteString OLD_METER = ByteString.fromHex("AF 4B 41 4D A0 4D C3 8D 0A");

    private static final int BUFFER = 64;

    private final PseudoTerminal terminal = new PseudoTerminal();
    private final byte[] answer;

    /**
     * Opens the port.
     *
     * @param answer to whatever it hears
     */
    public NoisyPort(ByteString answer) throws IOException {
        this.answer = answer.toByteArray();
        Thread thread = new Thread(this::answer, "noisy-port");
        thread.setDaemon(true);
        thread.start();
    }

    private void answer() {
        byte[] buffer = new byte[BUFFER];
        try {
            while (true) {
                if (terminal.read(buffer) > 0) {
                    terminal.write(answer);
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** The path of the port. */
    public Path path() {
        return terminal.path();
    }

    @Override
    public void close() {
        terminal.close();
    }
}
