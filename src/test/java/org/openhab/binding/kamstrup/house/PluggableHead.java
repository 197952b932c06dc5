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
package org.openhab.binding.kamstrup.house;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * A head that can be pulled and plugged in again, each time under another name behind the same link.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PluggableHead {

    private final Path port;
    private final SimulatedMeter meter;
    private PseudoTerminalMeter plugged;

    /** A head that is plugged in and echoes. */
    PluggableHead(Path port, SimulatedMeter meter) throws IOException {
        this.port = port;
        this.meter = meter;
        plugged = plugged(WireSettings.DEFAULT.withEcho());
    }

    /** The link by which the port is known. */
    Path port() {
        return port;
    }

    void pull() {
        plugged.close();
    }

    void plug(WireSettings settings) throws IOException {
        plugged = plugged(settings);
    }

    private PseudoTerminalMeter plugged(WireSettings settings) throws IOException {
        PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, settings);
        terminal.linkFrom(port);
        return terminal;
    }
}
