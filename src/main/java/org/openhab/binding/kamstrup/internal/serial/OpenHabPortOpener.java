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
import org.openhab.core.io.transport.serial.PortInUseException;
import org.openhab.core.io.transport.serial.SerialPort;
import org.openhab.core.io.transport.serial.SerialPortIdentifier;
import org.openhab.core.io.transport.serial.SerialPortManager;
import org.openhab.core.io.transport.serial.UnsupportedCommOperationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens ports through openHAB's serial transport, so whatever port that offers: local ones,
 * <code>rfc2217://host:port</code>, and those of this add-on, <code>jserialcomm:/dev/ttyUSB0</code>.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OpenHabPortOpener implements PortOpener {

    private static final int OPEN_TIMEOUT_MILLIS = 2000;
    /** A read that finds nothing must come back: RXTX does not close a port in which somebody reads. */
    private static final int RECEIVE_TIMEOUT_MILLIS = 200;
    /** Where ports are files. */
    private static final Path DEVICES = Path.of("/dev");
    /** Those of all things, by their ports. */
    private static final Map<String, Claim> CLAIMS = new ConcurrentHashMap<>();

    private final Logger logger = LoggerFactory.getLogger(OpenHabPortOpener.class);

    private final SerialPortManager serialPortManager;
    private final String owner;
    private final BooleanSupplier hasJSerialComm;
    private final NrJavaSerial nrJavaSerial;
    /** Where ports are no files, listing them costs a test opening of each: it is done once while a port is missing. */
    private @Nullable String existingPorts;
    private List<String> deadControlLines = List.of();
    /**
     * The name of a kind that the serial transport does not know. It complains in the log whenever it is asked for one,
     * so it is asked once.
     */
    private @Nullable String nameOfUnknownKind;

    /**
     * @param serialPortManager openHAB's
     * @param owner who opens, to be named to others who want the same port
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

    /** Whatever goes wrong in a serial library, down to a native part that is missing, is a port that is not open. */
    @Override
    public OpenResult open(LineSettings settings) {
        PortName name = new PortName(settings.portName());
        if (name.isForJSerialComm() && !hasJSerialComm.getAsBoolean()) {
            // the serial transport would complain about a port of an unknown kind in the log, each time
            return new NotOpened(Finding.PORT_NO_JSERIALCOMM, "");
        }
        if (name.isUselessAddress() || settings.portName().equals(nameOfUnknownKind)) {
            return new NotOpened(Finding.PORT_NAME, "");
        }
        Claim mine = new Claim(owner);
        String key = name.key();
        // who was there before may still be closing it
        @Nullable
        Claim holder = CLAIMS.merge(key, mine, (before, now) -> before.owner.equals(owner) ? now : before);
        if (holder != null && !holder.equals(mine)) {
            return new NotOpened(Finding.PORT_BUSY, holder.owner);
        }
        Runnable release = () -> CLAIMS.remove(key, mine);
        OpenResult opening = open(name, settings, release);
        if (!(opening instanceof Opened)) {
            release.run();
        }
        return opening;
    }

    /**
     * Who has a port open, or is about to. Neither library knows what the other one has open, openHAB 3.0 does not tell
     * who has a port, and the server of a network port knows no things.
     */
    private static final class Claim {
        private final String owner;

        Claim(String owner) {
            this.owner = owner;
        }
    }

    private OpenResult open(PortName name, LineSettings settings, Runnable whenClosed) {
        try {
            // RXTX loses file descriptors whenever it is asked, up to openHAB 3.2, until no port can be opened any
            // more; asking once is no way out: it forgets an identifier while its port is open, and then who has it
            boolean isUseless = name.isUselessFile() || name.isForNrJavaSerial() && nrJavaSerial.isKnownToFail();
            SerialPortIdentifier identifier = isUseless ? null : serialPortManager.getIdentifier(name.device());
            if (identifier == null && name.isOfUncommonKind()) {
                nameOfUnknownKind = settings.portName();
                return new NotOpened(Finding.PORT_NAME, "");
            }
            if (identifier == null && name.isForNrJavaSerial() && !name.isUselessFile()) {
                return nrJavaSerial.fault().orElseGet(() -> notFound(name));
            }
            return identifier == null ? notFound(name) : open(identifier, settings, name, whenClosed);
        } catch (IllegalArgumentException e) {
            return new NotOpened(Finding.PORT_NAME, String.valueOf(e.getMessage()));
        } catch (LinkageError e) {
            logger.debug("The library of {} does not work", settings.portName(), e);
            return new NotOpened(Finding.PORT_NO_LIBRARY, rootMessage(e));
        } catch (RuntimeException | OutOfMemoryError e) {
            // the latter when there are too many threads for the one that a network port needs
            logger.debug("Opening {} failed", settings.portName(), e);
            return new NotOpened(Finding.PORT_UNAVAILABLE, rootMessage(e));
        }
    }

    @Override
    public List<String> deadControlLines() {
        return deadControlLines;
    }

    private OpenResult open(SerialPortIdentifier identifier, LineSettings settings, PortName name,
            Runnable whenClosed) {
        existingPorts = null;
        try {
            SerialPort port = identifier.open(owner, OPEN_TIMEOUT_MILLIS);
            return settle(port, settings, name, whenClosed);
        } catch (PortInUseException e) {
            String other = identifier.getCurrentOwner();
            return other == null ? notFound(name) : new NotOpened(Finding.PORT_BUSY, other);
        } catch (IllegalStateException e) {
            // how the RFC 2217 transport says that the other end cannot be reached
            return unreachable(name, root(e));
        }
    }

    private static NotOpened unreachable(PortName name, Throwable why) {
        String evidence = String.valueOf(why.getMessage());
        if (why instanceof UnknownHostException) {
            return new NotOpened(Finding.PORT_UNKNOWN_HOST, evidence);
        }
        // a connection that was made and then broke: those of the JDK that were not made are special ones
        return name.isOfNetwork() && why.getClass() == SocketException.class ? NetworkPeer.refusal(name, evidence)
                : new NotOpened(Finding.PORT_UNREACHABLE, evidence);
    }

    /** The serial library finds no port that it cannot open, so it is to be told from one that is not there. */
    private NotOpened notFound(PortName name) {
        Optional<Path> file = name.file();
        if (file.isEmpty()) {
            return name.linkTarget().map(target -> new NotOpened(Finding.PORT_LINK, target))
                    .orElseGet(() -> new NotOpened(Finding.PORT_MISSING, existingPorts()));
        }
        return file.filter(path -> Files.isReadable(path) && Files.isWritable(path))
                .map(path -> SystemRefusal.of(path).orElseGet(() -> new NotOpened(Finding.PORT_UNAVAILABLE, "")))
                .orElseGet(() -> new NotOpened(Finding.PORT_FORBIDDEN, ""));
    }

    private OpenResult settle(SerialPort port, LineSettings settings, PortName name, Runnable whenClosed) {
        try {
            int stopBits = settings.stopBits() == 1 ? SerialPort.STOPBITS_1 : SerialPort.STOPBITS_2;
            port.setSerialPortParams(settings.baudRate(), SerialPort.DATABITS_8, stopBits, SerialPort.PARITY_NONE);
            whereSupported(() -> port.setFlowControlMode(SerialPort.FLOWCONTROL_NONE));
            whereSupported(() -> port.enableReceiveTimeout(RECEIVE_TIMEOUT_MILLIS));
            deadControlLines = ControlLines.set(port, settings);
            return new Opened(new OpenHabPort(port, name.file().isPresent(), whenClosed));
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

    private String existingPorts() {
        String list = existingPorts;
        if (list == null) {
            if (Files.isDirectory(DEVICES)) {
                return joined(new PortFiles(DEVICES).names());
            }
            list = joined(
                    serialPortManager.getIdentifiers().map(SerialPortIdentifier::getName).distinct().sorted().toList());
            existingPorts = list;
        }
        return list;
    }

    private static String joined(List<String> ports) {
        return String.join(", ", ports);
    }

    private static String rootMessage(Throwable throwable) {
        return String.valueOf(root(throwable).getMessage());
    }

    private static Throwable root(Throwable throwable) {
        Throwable root = throwable;
        for (Throwable cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        return root;
    }
}
