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

/**
 * A simulated meter behind a pseudo terminal.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PseudoTerminalMeter implements AutoCloseable {

    private final PseudoTerminal terminal = new PseudoTerminal();
    private final SimulatedLine line;

    public PseudoTerminalMeter(SimulatedMeter meter, WireSettings settings) throws IOException {
        line = new SimulatedLine(terminal, new Wire(meter, settings), settings.speed());
    }

    /**
     * A meter from before KMP.
     *
     * @param withParity whether bit 7 of a byte is its parity bit
     */
    public PseudoTerminalMeter(SimulatedTextMeter meter, WireSettings settings, boolean withParity) throws IOException {
        line = new SimulatedLine(terminal, new TextWire(meter, settings, withParity), settings.speed());
    }

    /** The path of the port. */
    public Path path() {
        return terminal.path();
    }

    /** Makes a link to the port. */
    public void linkFrom(Path link) throws IOException {
        terminal.linkFrom(link);
    }

    @Override
    public void close() {
        line.close();
    }
}
