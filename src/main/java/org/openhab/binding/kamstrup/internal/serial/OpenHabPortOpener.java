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
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.OpenResult.NotOpened;
import org.openhab.binding.kamstrup.internal.line.OpenResult.Opened;
import org.openhab.binding.kamstrup.internal.line.PortOpener;
import org.openhab.binding.kamstrup.internal.line.PortRefusedException;
import org.openhab.core.io.transport.serial.PortInUseException;
import org.openhab.core.io.transport.serial.SerialPort;
import org.openhab.core.io.transport.serial.SerialPortIdentifier;
import org.openhab.core.io.transport.serial.SerialPortManager;
import org.openhab.core.io.transport.serial.UnsupportedCommOperationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens ports through openHAB's serial transport: local ports, <code>rfc2217://host:port</code>, and those of this
 * add-on, <code>jserialcomm:/dev/ttyUSB0</code>. A port <code>tcp://host:port</code> does without the transport.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OpenHabPortOpener implements PortOpener {

    private static final int OPEN_TIMEOUT_MILLIS = 2000;
    /** RXTX does not close a port during a read, so a read must end. */
    private static final int RECEIVE_TIMEOUT_MILLIS = 200;
    /** Where ports are files. */
    private static final Path DEVICES = Path.of("/dev");
    /** The claims of all things by the keys of their ports. */
    private static final Map<String, Claim> CLAIMS = new ConcurrentHashMap<>();

    private final Logger logger = LoggerFactory.getLogger(OpenHabPortOpener.class);

    private final SerialPortManager serialPortManager;
    private final String owner;
    private final BooleanSupplier hasJSerialComm;
    private final NrJavaSerial nrJavaSerial;
    /**
     * Where ports are no files, the serial library opens each to list them, so this is done once for a missing port.
     */
    private @Nullable String existingPorts;
    private List<String> deadControlLines = List.of();
    /** A name whose kind the serial transport does not have. It logs a warning at each call, so it is called once. */
    private @Nullable String nameOfUnknownKind;

    /**
     * @param serialPortManager openHAB's serial transport
     * @param owner the name to report to others that want the same port
     */
    public OpenHabPortOpener(SerialPortManager serialPortManager, String owner) {
        this(serialPortManager, owner, JSerialComm::isInstalled, new NrJavaSerial());
    }

    OpenHabPortOpener(SerialPortManager serialPortManager, String owner, BooleanSupplier hasJSerialComm,
            NrJavaSerial nrJavaSerial) {
        this.serialPortManager = serialPortManager;
        this.owner = owner;
        this.hasJSerialComm = hasJSerialComm;
        this.nrJavaSerial = nrJavaSerial;
    }

    /**
     * The open port of one thing. It is needed because the two serial libraries ignore each other, openHAB 3.0 does not
     * report the owner of a port, and a server of network ports does not know the thing. Two claims are never equal.
     */
    private static final class Claim {
        private final String owner;

        Claim(String owner) {
            this.owner = owner;
        }
    }

    /** Any failure in a serial library, a missing native part included, is returned as a port that is not open. */
    @Override
    public OpenResult open(LineSettings settings) {
        PortName name = new PortName(settings.portName());
        if (name.isForJSerialComm() && !hasJSerialComm.getAsBoolean()) {
            // the serial transport would log a warning each time
            return new NotOpened(Finding.PORT_NO_JSERIALCOMM, "");
        }
        // the serial transport accepts a malformed address and fails to connect
        if (name.isMalformedAddress() || name.text().equals(nameOfUnknownKind)) {
            return new NotOpened(Finding.PORT_NAME, "");
        }
        Claim mine = new Claim(owner);
        String key = name.key();
        // this thing may still be closing the port
        Claim holder = CLAIMS.merge(key, mine, (before, now) -> before.owner.equals(owner) ? now : before);
        if (holder != null && !holder.equals(mine)) {
            return new NotOpened(Finding.PORT_BUSY, holder.owner);
        }
        Runnable release = () -> CLAIMS.remove(key, mine);
        OpenResult result = name.isOfPlainTcp() ? connect(name, settings, release) : open(name, settings, release);
        if (!(result instanceof Opened)) {
            release.run();
        }
        return result;
    }

    private OpenResult connect(PortName name, LineSettings settings, Runnable whenClosed) {
        try {
            TcpPort port = TcpPort.connect(name, whenClosed);
            deadControlLines = ControlLines.wanted(settings).map(Map.Entry::getKey).toList();
            return new Opened(port);
        } catch (PortRefusedException e) {
            return PortRefusedException.reason(e);
        } catch (IOException e) {
            return notConnected(e);
        }
    }

    private OpenResult open(PortName name, LineSettings settings, Runnable whenClosed) {
        try {
            // Up to openHAB 3.2, RXTX loses file descriptors at each call, until no port can be opened any more. An
            // identifier cannot be kept for later: RXTX forgets it, and the owner with it, while its port is open.
            boolean isForRxtx = name.isForNrJavaSerial() && !name.isInaccessibleFile();
            if (isForRxtx && nrJavaSerial.lacksDescriptors()) {
                return new NotOpened(Finding.PORT_TOO_MANY_FILES, "");
            }
            boolean isUseless = name.isInaccessibleFile() || isForRxtx && nrJavaSerial.isKnownToFail();
            SerialPortIdentifier identifier = isUseless ? null : serialPortManager.getIdentifier(name.device());
            if (identifier != null) {
                existingPorts = null;
                return open(identifier, settings, name, whenClosed);
            }
            if (name.isOfUncommonKind()) {
                nameOfUnknownKind = name.text();
                return new NotOpened(Finding.PORT_NAME, "");
            }
            return Optional.of(nrJavaSerial).filter(library -> isForRxtx).flatMap(NrJavaSerial::fault)
                    .orElseGet(() -> notFound(name));
        } catch (IllegalArgumentException e) {
            return new NotOpened(Finding.PORT_NAME, message(e));
        } catch (LinkageError e) {
            logger.debug("The library of {} does not work", name.text(), e);
            return new NotOpened(Finding.PORT_NO_LIBRARY, message(root(e)));
        } catch (RuntimeException | OutOfMemoryError e) {
            // an OutOfMemoryError if no thread can be started for a network port
            logger.debug("Opening {} failed", name.text(), e);
            return new NotOpened(Finding.PORT_UNAVAILABLE, message(root(e)));
        }
    }

    private OpenResult open(SerialPortIdentifier identifier, LineSettings settings, PortName name,
            Runnable whenClosed) {
        try {
            return set(identifier.open(owner, OPEN_TIMEOUT_MILLIS), settings, name, whenClosed);
        } catch (PortInUseException e) {
            return Optional.ofNullable(identifier.getCurrentOwner())
                    .map(other -> new NotOpened(Finding.PORT_BUSY, other)).orElseGet(() -> notFound(name));
        } catch (IllegalStateException e) {
            // the RFC 2217 transport cannot connect
            return unreachable(name, root(e));
        }
    }

    private static NotOpened unreachable(PortName name, Throwable cause) {
        // the JDK has subclasses for a connection that was not made; this one was made and broke
        if (name.isOfNetwork() && cause.getClass() == SocketException.class) {
            return NetworkPeer.refusal(name, message(cause));
        }
        return notConnected(cause);
    }

    private static NotOpened notConnected(Throwable cause) {
        return new NotOpened(
                cause instanceof UnknownHostException ? Finding.PORT_UNKNOWN_HOST : Finding.PORT_UNREACHABLE,
                message(cause));
    }

    /** The serial library does not find a port that it cannot open. Other means find out whether it exists. */
    private NotOpened notFound(PortName name) {
        Optional<Path> file = name.file();
        if (file.isEmpty()) {
            return name.linkTarget().map(target -> new NotOpened(Finding.PORT_LINK, target))
                    .orElseGet(() -> new NotOpened(Finding.PORT_MISSING, existingPorts()));
        }
        return file.filter(PortName::isAccessible)
                .map(path -> SttyProbe.run(path).orElseGet(() -> new NotOpened(Finding.PORT_UNAVAILABLE, "")))
                .orElseGet(() -> new NotOpened(Finding.PORT_FORBIDDEN, ""));
    }

    private String existingPorts() {
        if (Files.isDirectory(DEVICES)) {
            return String.join(", ", new PortFiles(DEVICES).names());
        }
        String names = existingPorts;
        if (names == null) {
            names = String.join(", ",
                    serialPortManager.getIdentifiers().map(SerialPortIdentifier::getName).distinct().sorted().toList());
            existingPorts = names;
        }
        return names;
    }

    private OpenResult set(SerialPort port, LineSettings settings, PortName name, Runnable whenClosed) {
        try {
            OpenHabPort.setSpeed(port, settings.baudRate(), settings.stopBits());
            setIfSupported(() -> port.setFlowControlMode(SerialPort.FLOWCONTROL_NONE));
            setIfSupported(() -> port.enableReceiveTimeout(RECEIVE_TIMEOUT_MILLIS));
            deadControlLines = ControlLines.set(port, settings);
            return new Opened(new OpenHabPort(port, name, whenClosed));
        } catch (UnsupportedCommOperationException e) {
            port.close();
            return new NotOpened(Finding.PORT_SETTINGS, message(e));
        } catch (IOException | RuntimeException e) {
            port.close();
            return new NotOpened(Finding.PORT_LOST, message(root(e)));
        }
    }

    private void setIfSupported(PortSetting setting) {
        try {
            setting.set();
        } catch (UnsupportedCommOperationException e) {
            logger.debug("Port setting not supported: {}", e.getMessage());
        }
    }

    private interface PortSetting {
        void set() throws UnsupportedCommOperationException;
    }

    @Override
    public List<String> deadControlLines() {
        return deadControlLines;
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : root(cause);
    }
}
