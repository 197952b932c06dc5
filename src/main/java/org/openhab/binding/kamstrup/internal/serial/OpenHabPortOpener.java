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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.link.Finding;
import org.openhab.binding.kamstrup.internal.link.LineSettings;
import org.openhab.binding.kamstrup.internal.link.Opening;
import org.openhab.binding.kamstrup.internal.link.Opening.NotOpened;
import org.openhab.binding.kamstrup.internal.link.Opening.Opened;
import org.openhab.binding.kamstrup.internal.link.PortOpener;
import org.openhab.core.io.transport.serial.PortInUseException;
import org.openhab.core.io.transport.serial.SerialPort;
import org.openhab.core.io.transport.serial.SerialPortIdentifier;
import org.openhab.core.io.transport.serial.SerialPortManager;
import org.openhab.core.io.transport.serial.UnsupportedCommOperationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens ports through openHAB's serial transport, so whatever port that offers: local ones and
 * <code>rfc2217://host:port</code>.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OpenHabPortOpener implements PortOpener {

    /** Where ports are that are files. */
    private static final String DEVICE_FOLDER = "/";
    private static final int OPEN_TIMEOUT_MILLIS = 2000;
    /** A read that finds nothing must come back: RXTX does not close a port in which somebody reads. */
    private static final int RECEIVE_TIMEOUT_MILLIS = 200;

    private final Logger logger = LoggerFactory.getLogger(OpenHabPortOpener.class);

    private final SerialPortManager serialPortManager;
    private final String owner;
    /** The list of ports costs a test opening of each of them: it is made once while a port is missing. */
    private @Nullable String existingPorts;
    private List<String> deadControlLines = List.of();

    /**
     * @param serialPortManager openHAB's
     * @param owner who opens, to be named to others who want the same port
     */
    public OpenHabPortOpener(SerialPortManager serialPortManager, String owner) {
        this.serialPortManager = serialPortManager;
        this.owner = owner;
    }

    /** Whatever goes wrong in a serial library, down to a native part that is missing, is a port that is not open. */
    @Override
    public Opening open(LineSettings settings) {
        try {
            if (isAbsent(settings.portName())) {
                return notFound(settings.portName());
            }
            SerialPortIdentifier identifier = serialPortManager.getIdentifier(deviceOf(settings.portName()));
            return identifier == null ? notFound(settings.portName()) : open(identifier, settings);
        } catch (IllegalArgumentException e) {
            return new NotOpened(Finding.PORT_NAME, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            logger.debug("Opening {} failed", settings.portName(), e);
            return new NotOpened(Finding.PORT_UNAVAILABLE, rootMessage(e));
        }
    }

    @Override
    public List<String> deadControlLines() {
        return deadControlLines;
    }

    private Opening open(SerialPortIdentifier identifier, LineSettings settings) {
        existingPorts = null;
        try {
            return settle(identifier.open(owner, OPEN_TIMEOUT_MILLIS), settings);
        } catch (PortInUseException e) {
            String other = identifier.getCurrentOwner();
            return other == null ? new NotOpened(Finding.PORT_UNAVAILABLE, "")
                    : new NotOpened(Finding.PORT_BUSY, other);
        } catch (IllegalStateException e) {
            // how the RFC 2217 transport says that the other end cannot be reached
            return new NotOpened(Finding.PORT_UNREACHABLE, rootMessage(e));
        }
    }

    /** The serial library finds no port that it cannot open, so it is to be told from one that is not there. */
    private NotOpened notFound(String portName) {
        return existingPath(portName)
                .map(path -> new NotOpened(Files.isReadable(path) && Files.isWritable(path) ? Finding.PORT_UNAVAILABLE
                        : Finding.PORT_FORBIDDEN, ""))
                .orElseGet(() -> new NotOpened(Finding.PORT_MISSING, existingPorts()));
    }

    private Opening settle(SerialPort port, LineSettings settings) {
        try {
            int stopBits = settings.stopBits() == 1 ? SerialPort.STOPBITS_1 : SerialPort.STOPBITS_2;
            port.setSerialPortParams(settings.baudRate(), SerialPort.DATABITS_8, stopBits, SerialPort.PARITY_NONE);
            whereSupported(() -> port.setFlowControlMode(SerialPort.FLOWCONTROL_NONE));
            whereSupported(() -> port.enableReceiveTimeout(RECEIVE_TIMEOUT_MILLIS));
            deadControlLines = ControlLines.set(port, settings);
            return new Opened(new OpenHabPort(port));
        } catch (UnsupportedCommOperationException e) {
            port.close();
            return new NotOpened(Finding.PORT_SETTINGS, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            port.close();
            return new NotOpened(Finding.PORT_LOST, rootMessage(e));
        }
    }

    private void whereSupported(PortSetting setting) {
        try {
            setting.apply();
        } catch (UnsupportedCommOperationException e) {
            logger.debug("Port setting not supported: {}", e.getMessage());
        }
    }

    /** A setting that not every kind of port has. */
    private interface PortSetting {
        void apply() throws UnsupportedCommOperationException;
    }

    /** The serial library of openHAB 3 does not follow links such as /dev/serial/by-id/… or those of udev. */
    private String deviceOf(String portName) {
        return existingPath(portName).filter(Files::isSymbolicLink).map(OpenHabPortOpener::linkTarget)
                .orElseGet(() -> portName);
    }

    private static String linkTarget(Path link) {
        try {
            return link.toRealPath().toString();
        } catch (IOException e) {
            // gone in this moment: then the link is missing as well
            return link.toString();
        }
    }

    /**
     * Whether a port is a device that is not there. The serial library would open all others to look for it, and that
     * of openHAB 3.0 leaves a descriptor open for each: a head that is away for weeks would use up all there are.
     */
    private static boolean isAbsent(String portName) {
        return portName.startsWith(DEVICE_FOLDER) && existingPath(portName).isEmpty();
    }

    /** @return the port as a file, if it is one */
    private static Optional<Path> existingPath(String portName) {
        try {
            return Optional.of(Path.of(portName)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private String existingPorts() {
        String list = existingPorts;
        if (list == null) {
            list = serialPortManager.getIdentifiers().map(SerialPortIdentifier::getName).distinct().sorted()
                    .collect(Collectors.joining(", "));
            existingPorts = list;
        }
        return list;
    }

    private static String rootMessage(Throwable throwable) {
        Throwable root = throwable;
        for (Throwable cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }
}
