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
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.transport.serial.PortInUseException;
import org.openhab.core.io.transport.serial.ProtocolType;
import org.openhab.core.io.transport.serial.ProtocolType.PathType;
import org.openhab.core.io.transport.serial.SerialPort;
import org.openhab.core.io.transport.serial.SerialPortIdentifier;
import org.openhab.core.io.transport.serial.SerialPortProvider;

/**
 * Ports with names such as <code>jserialcomm:/dev/ttyUSB0</code> and <code>jserialcomm:COM3</code>. They have a scheme
 * of their own and the path type of network ports, so openHAB never resolves a name without a scheme here: ports of
 * other bindings stay with the library that they have.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JSerialCommPortProvider implements SerialPortProvider, AutoCloseable {

    /** Whether a port is a file. */
    private static final boolean IS_POSIX = File.separatorChar == '/';

    /** The open ports by their devices. */
    private final Map<String, JSerialCommPort> openPorts = new ConcurrentHashMap<>();

    @Override
    public @Nullable SerialPortIdentifier getPortIdentifier(URI port) {
        // COM3 is no path, so no other part of the URI has it
        PortName name = new PortName(port.getSchemeSpecificPart());
        // the library would look for a port of the same name in other folders
        return IS_POSIX && name.file().isEmpty() ? null : new Identifier(port.toString(), name.device(), openPorts);
    }

    @Override
    public Stream<ProtocolType> getAcceptedProtocols() {
        return Stream.of(new ProtocolType(PathType.NET, PortName.JSERIALCOMM));
    }

    /** @return none: other bindings offer each port of this list, and some open the first one */
    @Override
    public Stream<SerialPortIdentifier> getSerialPortIdentifiers() {
        return Stream.empty();
    }

    /** Closes all open ports. */
    @Override
    public void close() {
        openPorts.values().forEach(JSerialCommPort::close);
    }

    /**
     * A port that jSerialComm can open.
     *
     * @param name the name with its scheme
     * @param device the file without links, so a device has one name only
     * @param openPorts the open ports by their devices
     */
    private record Identifier(String name, String device,
            Map<String, JSerialCommPort> openPorts) implements SerialPortIdentifier {

        @Override
        public String getName() {
            return name;
        }

        /** Opens the port at once or not at all. openHAB has one exception only for a port that is not opened. */
        @Override
        public SerialPort open(String owner, int timeoutMillis) throws PortInUseException {
            JSerialCommPort port = new JSerialCommPort(name, owner, device, closed -> openPorts.remove(device, closed));
            boolean open = false;
            try {
                open = openPorts.putIfAbsent(device, port) == null && port.open();
            } finally {
                if (!open) {
                    openPorts.remove(device, port);
                }
            }
            if (!open) {
                throw portInUse();
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

        /** The exception has a constructor without parameters in openHAB 3.0, and one with a cause since 3.1. */
        private static PortInUseException portInUse() {
            IllegalStateException cause = new IllegalStateException("the port is in use or cannot be opened");
            try {
                Constructor<?> constructor = Stream.of(PortInUseException.class.getConstructors())
                        .min(Comparator.comparingInt(Constructor::getParameterCount)).orElseThrow();
                Object[] parameters = Arrays.copyOf(new Object[] { cause }, constructor.getParameterCount());
                return PortInUseException.class.cast(constructor.newInstance(parameters));
            } catch (ReflectiveOperationException e) {
                cause.addSuppressed(e);
                throw cause;
            }
        }
    }
}
