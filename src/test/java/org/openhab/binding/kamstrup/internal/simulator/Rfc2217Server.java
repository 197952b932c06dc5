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
 * A serial port in the network, as RFC 2217 describes it, with a simulated meter at its line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Rfc2217Server extends TcpServer {

    /**
     * Opens the port.
     *
     * @param port of TCP, 0 for a free one
     * @throws IOException the port is taken
     */
    public Rfc2217Server(int port, SimulatedMeter meter, WireSettings settings) throws IOException {
        super("rfc2217", TelnetComPort::new, port, () -> new Wire(meter, settings), settings.speed());
    }

    /**
     * Opens the port with a meter from before KMP at its line.
     *
     * @param port of TCP, 0 for a free one
     * @param withParity whether bit 7 of a byte is its parity bit
     * @throws IOException the port is taken
     */
    public Rfc2217Server(int port, SimulatedTextMeter meter, WireSettings settings, boolean withParity)
            throws IOException {
        super("rfc2217", TelnetComPort::new, port, () -> new TextWire(meter, settings, withParity), settings.speed());
    }
}
