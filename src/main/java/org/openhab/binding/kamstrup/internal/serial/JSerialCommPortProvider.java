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

import java.io.File;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.transport.serial.ProtocolType;
import org.openhab.core.io.transport.serial.ProtocolType.PathType;
import org.openhab.core.io.transport.serial.SerialPortIdentifier;
import org.openhab.core.io.transport.serial.SerialPortProvider;

/**
 * Ports with names such as <code>jserialcomm:/dev/ttyUSB0</code> and <code>jserialcomm:COM3</code>. The scheme is its
 * own and the path type that of the network, so that no name without a scheme ever comes here: ports of other bindings
 * stay with the library that they had.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JSerialCommPortProvider implements SerialPortProvider, AutoCloseable {

    /** Where a port is a file. */
    private static final boolean IS_POSIX = File.separatorChar == '/';

    /** The open ports by their devices. */
    private final Map<String, JSerialCommPort> openPorts = new ConcurrentHashMap<>();

    @Override
    public @Nullable SerialPortIdentifier getPortIdentifier(URI port) {
        // COM3 is no path, so it is in no other part of the URI
        PortName name = new PortName(port.getSchemeSpecificPart());
        // the library would go on to look for a port of the same name elsewhere
        if (IS_POSIX && name.file().isEmpty()) {
            return null;
        }
        return new JSerialCommPortIdentifier(port.toString(), name.device(), openPorts);
    }

    @Override
    public Stream<ProtocolType> getAcceptedProtocols() {
        return Stream.of(new ProtocolType(PathType.NET, PortName.JSERIALCOMM));
    }

    /** @return none: bindings offer whatever is listed here, some take the first one */
    @Override
    public Stream<SerialPortIdentifier> getSerialPortIdentifiers() {
        return Stream.empty();
    }

    /** Closes what is still open. */
    @Override
    public void close() {
        openPorts.values().forEach(JSerialCommPort::close);
    }
}
