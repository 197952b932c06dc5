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
package org.openhab.binding.kamstrup.load;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * A head over a meter that is pulled out and plugged in again: each time a new pseudo terminal behind the same link, as
 * udev makes one.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Head implements AutoCloseable {

    private final SimulatedMeter meter;
    private final Path link;
    private PseudoTerminalMeter port;

    /**
     * @param link where the port is found
     */
    Head(SimulatedMeter meter, Path link) throws IOException {
        this.meter = meter;
        this.link = link;
        port = plugged();
    }

    private PseudoTerminalMeter plugged() throws IOException {
        PseudoTerminalMeter plugged = new PseudoTerminalMeter(meter, WireSettings.DEFAULT.withEcho());
        plugged.linkFrom(link);
        return plugged;
    }

    /**
     * Where the port is found.
     */
    Path link() {
        return link;
    }

    void pull() {
        port.close();
    }

    void plug() throws IOException {
        port = plugged();
    }

    @Override
    public void close() {
        pull();
    }
}
