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
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.PortRefusedException;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.core.io.transport.serial.SerialPort;
import org.openhab.core.io.transport.serial.UnsupportedCommOperationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open port of openHAB's serial transport.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OpenHabPort implements LinePort {

    private final Logger logger = LoggerFactory.getLogger(OpenHabPort.class);

    private final SerialPort port;
    private final PortName name;
    private final boolean isFile;
    private final Runnable whenClosed;
    private final NetworkPeer peer = new NetworkPeer();
    private final InputStream input;
    private final OutputStream output;

    /**
     * @param port the port, open and set
     * @param name its name
     * @param whenClosed runs when the port is closed
     */
    OpenHabPort(SerialPort port, PortName name, Runnable whenClosed) throws IOException {
        this.port = port;
        this.name = name;
        // a file of the operating system fails when the plug is pulled
        isFile = name.file().isPresent();
        this.whenClosed = whenClosed;
        InputStream portInput = port.getInputStream();
        OutputStream portOutput = port.getOutputStream();
        if (portInput == null || portOutput == null) {
            throw new IOException("the port has no streams");
        }
        input = portInput;
        output = portOutput;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        try {
            output.write(bytes);
            output.flush();
        } catch (IOException | RuntimeException e) {
            throw lost(e);
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            // a read over RFC 2217 without data blocks for ever, even with a timeout
            int available = input.available();
            if (available <= 0) {
                return 0;
            }
            int count = input.read(buffer, 0, Math.min(available, buffer.length));
            if (count < 0) {
                throw new IOException("the port was closed by its other end");
            }
            peer.received(buffer, count);
            return count;
        } catch (IOException | RuntimeException e) {
            throw lost(e);
        }
    }

    @Override
    public boolean setSpeed(int baudRate, int stopBits) throws IOException {
        try {
            setSpeed(port, baudRate, stopBits);
            return true;
        } catch (UnsupportedCommOperationException e) {
            logger.debug("{} does not take {} baud", port.getName(), baudRate, e);
            return false;
        } catch (RuntimeException e) {
            throw lost(e);
        }
    }

    /**
     * Sets the speed of a port.
     *
     * @throws UnsupportedCommOperationException the port does not have the speed
     */
    static void setSpeed(SerialPort port, int baudRate, int stopBits) throws UnsupportedCommOperationException {
        port.setSerialPortParams(baudRate, SerialPort.DATABITS_8,
                stopBits == 1 ? SerialPort.STOPBITS_1 : SerialPort.STOPBITS_2, SerialPort.PARITY_NONE);
    }

    private IOException lost(Exception failure) {
        // any exception can come out of the serial library when the port is pulled out
        IOException cause = failure instanceof IOException exception ? exception
                : new IOException(failure.toString(), failure);
        if (isFile) {
            return cause;
        }
        if (!peer.hasSent() && !NetworkPeer.speaksRfc2217(port)) {
            // the server has refused the port, and its text may have been lost by the write
            return new PortRefusedException(NetworkPeer.refusal(name, String.valueOf(cause.getMessage())), cause);
        }
        return peer.lost(cause, false);
    }

    @Override
    public Optional<RequestResult.Failed> foreignPeer() {
        return isFile || NetworkPeer.speaksRfc2217(port) ? Optional.empty()
                : Optional.of(new RequestResult.Failed(Finding.PORT_NOT_NEGOTIATED, peer.text()));
    }

    @Override
    public boolean tellsWhenLost() {
        return isFile;
    }

    @Override
    public void close() {
        // RXTX does not close on an interrupted thread
        boolean interrupted = Thread.interrupted();
        try {
            port.close();
        } catch (RuntimeException e) {
            logger.debug("Closing {} failed", port.getName(), e);
        } finally {
            whenClosed.run();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
