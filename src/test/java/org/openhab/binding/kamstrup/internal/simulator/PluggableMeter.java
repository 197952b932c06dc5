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
 * A simulated meter whose head is pulled out and plugged in again: each time a new pseudo terminal behind the same
 * link, as udev makes one.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PluggableMeter implements AutoCloseable {

    private final SimulatedMeter meter;
    private final Path link;
    private PseudoTerminalMeter plugged;

    /**
     * It is plugged in.
     *
     * @param link where the port is found
     */
    public PluggableMeter(SimulatedMeter meter, Path link, WireSettings settings) throws IOException {
        this.meter = meter;
        this.link = link;
        plugged = plugged(settings);
    }

    private PseudoTerminalMeter plugged(WireSettings settings) throws IOException {
        PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, settings);
        terminal.linkFrom(link);
        return terminal;
    }

    /** Where the port is found. */
    public Path link() {
        return link;
    }

    /** The port goes away; the link leads nowhere. */
    public void pull() {
        plugged.close();
    }

    /** The port comes back under another name. */
    public void plug(WireSettings settings) throws IOException {
        plugged = plugged(settings);
    }

    @Override
    public void close() {
        pull();
    }
}
