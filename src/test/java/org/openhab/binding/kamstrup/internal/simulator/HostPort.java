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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The end of a simulated line at which a program has its serial port.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
interface HostPort extends AutoCloseable {

    /**
     * Waits a moment for bytes from the program.
     *
     * @return how many there are, 0 if none came
     * @throws IOException the port is closed
     */
    int read(byte[] buffer) throws IOException;

    /** Gives bytes to the program. */
    void write(byte[] bytes) throws IOException;

    /** Whether the program has set the speed of a line, which can only be known of some ports. */
    default boolean hasBaudRate(int baudRate) {
        return true;
    }

    @Override
    void close();
}
