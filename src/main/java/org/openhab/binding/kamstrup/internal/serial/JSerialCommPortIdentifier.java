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
package org.openhab.binding.kamstrup.internal.serial;

import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.transport.serial.PortInUseException;
import org.openhab.core.io.transport.serial.SerialPort;
import org.openhab.core.io.transport.serial.SerialPortIdentifier;

/**
 * A port that jSerialComm can open.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JSerialCommPortIdentifier implements SerialPortIdentifier {

    private final String name;
    private final String device;
    private final Map<String, JSerialCommPort> openPorts;

    /**
     * @param name of the port with its scheme
     * @param device what the operating system calls it, without links, so that each has one name only
     * @param openPorts those that are open, by their devices
     */
    JSerialCommPortIdentifier(String name, String device, Map<String, JSerialCommPort> openPorts) {
        this.name = name;
        this.device = device;
        this.openPorts = openPorts;
    }

    @Override
    public String getName() {
        return name;
    }

    /**
     * Opens the port at once or not at all. Every failure is a port in use, since there is no other exception for it.
     */
    @Override
    public SerialPort open(String owner, int timeoutMillis) throws PortInUseException {
        JSerialCommPort port = new JSerialCommPort(name, owner, new JSerialCommDevice(device),
                closed -> openPorts.remove(device, closed));
        if (openPorts.putIfAbsent(device, port) != null) {
            throw PortInUse.by(getCurrentOwner());
        }
        boolean open = false;
        try {
            open = port.open();
        } finally {
            if (!open) {
                openPorts.remove(device, port);
            }
        }
        if (!open) {
            throw PortInUse.by(null);
        }
        return port;
    }

    @Override
    public boolean isCurrentlyOwned() {
        return openPorts.containsKey(device);
    }

    @Override
    public @Nullable String getCurrentOwner() {
        JSerialCommPort port = openPorts.get(device);
        return port == null ? null : port.owner();
    }
}
