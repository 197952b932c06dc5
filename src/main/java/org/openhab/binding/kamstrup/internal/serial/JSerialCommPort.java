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
import java.util.TooManyListenersException;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.transport.serial.SerialPort;
import org.openhab.core.io.transport.serial.SerialPortEvent;
import org.openhab.core.io.transport.serial.SerialPortEventListener;
import org.openhab.core.io.transport.serial.UnsupportedCommOperationException;

/**
 * A port of jSerialComm as openHAB's serial transport wants it. The methods without <code>@Override</code> are those
 * that came with openHAB 3.1.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JSerialCommPort implements SerialPort {

    private final String name;
    private final String owner;
    private final JSerialCommDevice device;
    private final JSerialCommInput input;
    private final JSerialCommOutput output;
    private final JSerialCommEvents events;
    private final Consumer<JSerialCommPort> whenClosed;

    /**
     * @param name of the port with its scheme
     * @param owner who opens it
     * @param device what is opened
     * @param whenClosed hears that it is closed
     */
    JSerialCommPort(String name, String owner, JSerialCommDevice device, Consumer<JSerialCommPort> whenClosed) {
        this.name = name;
        this.owner = owner;
        this.device = device;
        this.whenClosed = whenClosed;
        input = new JSerialCommInput(device);
        output = new JSerialCommOutput(device);
        events = new JSerialCommEvents(device);
    }

    /** @return whether the port is open now */
    boolean open() {
        return device.open();
    }

    /** @return who opened the port */
    String owner() {
        return owner;
    }

    @Override
    public void close() {
        device.close();
        whenClosed.accept(this);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public @Nullable InputStream getInputStream() {
        return input;
    }

    @Override
    public @Nullable OutputStream getOutputStream() {
        return output;
    }

    private void apply(Predicate<com.fazecast.jSerialComm.SerialPort> setting)
            throws UnsupportedCommOperationException {
        if (!device.apply(setting)) {
            throw new UnsupportedCommOperationException(new IOException("the port does not accept it"));
        }
    }

    @Override
    public void setSerialPortParams(int baudRate, int dataBits, int stopBits, int parity)
            throws UnsupportedCommOperationException {
        apply(port -> port.setComPortParameters(baudRate, dataBits, JSerialCommCodes.stopBits(stopBits), parity));
    }

    public int getBaudRate() {
        return device.ask(com.fazecast.jSerialComm.SerialPort::getBaudRate);
    }

    public int getDataBits() {
        return device.ask(com.fazecast.jSerialComm.SerialPort::getNumDataBits);
    }

    public int getStopBits() {
        return JSerialCommCodes.stopBits(device.ask(com.fazecast.jSerialComm.SerialPort::getNumStopBits));
    }

    public int getParity() {
        return device.ask(com.fazecast.jSerialComm.SerialPort::getParity);
    }

    @Override
    public void setFlowControlMode(int mode) throws UnsupportedCommOperationException {
        apply(port -> port.setFlowControl(JSerialCommCodes.toFlowControl(mode)));
    }

    public int getFlowControlMode() {
        return JSerialCommCodes
                .fromFlowControl(device.ask(com.fazecast.jSerialComm.SerialPort::getFlowControlSettings));
    }

    @Override
    public void enableReceiveTimeout(int millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("a time-out cannot be negative: " + millis);
        }
        input.enableTimeout(millis);
    }

    @Override
    public void disableReceiveTimeout() {
        input.disableTimeout();
    }

    @Override
    public void enableReceiveThreshold(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a threshold cannot be negative: " + bytes);
        }
        input.setThreshold(bytes);
    }

    /** Does nothing where the port has no such line, as RXTX. */
    @Override
    public void setRTS(boolean on) {
        device.apply(on ? com.fazecast.jSerialComm.SerialPort::setRTS : com.fazecast.jSerialComm.SerialPort::clearRTS);
    }

    public boolean isRTS() {
        return device.apply(com.fazecast.jSerialComm.SerialPort::getRTS);
    }

    /** Does nothing where the port has no such line, as RXTX. */
    public void setDTR(boolean on) {
        device.apply(on ? com.fazecast.jSerialComm.SerialPort::setDTR : com.fazecast.jSerialComm.SerialPort::clearDTR);
    }

    public boolean isDTR() {
        return device.apply(com.fazecast.jSerialComm.SerialPort::getDTR);
    }

    public boolean isCTS() {
        return device.apply(com.fazecast.jSerialComm.SerialPort::getCTS);
    }

    public boolean isDSR() {
        return device.apply(com.fazecast.jSerialComm.SerialPort::getDSR);
    }

    public boolean isCD() {
        return device.apply(com.fazecast.jSerialComm.SerialPort::getDCD);
    }

    public boolean isRI() {
        return device.apply(com.fazecast.jSerialComm.SerialPort::getRI);
    }

    /** Holds the line in the state of a break for a time, or until the port is closed. */
    public void sendBreak(int millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("a break cannot be negative: " + millis);
        }
        device.apply(com.fazecast.jSerialComm.SerialPort::setBreak);
        try {
            device.pause(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // closed meanwhile, by which the break has ended
        } finally {
            device.apply(com.fazecast.jSerialComm.SerialPort::clearBreak);
        }
    }

    @Override
    public void addEventListener(SerialPortEventListener listener) throws TooManyListenersException {
        events.listen(listener);
    }

    @Override
    public void removeEventListener() {
        events.listenNoMore();
    }

    @Override
    public void notifyOnDataAvailable(boolean on) {
        events.want(SerialPortEvent.DATA_AVAILABLE, on);
    }

    @Override
    public void notifyOnBreakInterrupt(boolean on) {
        events.want(SerialPortEvent.BI, on);
    }

    @Override
    public void notifyOnFramingError(boolean on) {
        events.want(SerialPortEvent.FE, on);
    }

    @Override
    public void notifyOnOverrunError(boolean on) {
        events.want(SerialPortEvent.OE, on);
    }

    @Override
    public void notifyOnParityError(boolean on) {
        events.want(SerialPortEvent.PE, on);
    }

    public void notifyOnOutputEmpty(boolean on) {
        events.want(SerialPortEvent.OUTPUT_BUFFER_EMPTY, on);
    }

    public void notifyOnCTS(boolean on) {
        events.want(SerialPortEvent.CTS, on);
    }

    public void notifyOnDSR(boolean on) {
        events.want(SerialPortEvent.DSR, on);
    }

    public void notifyOnRingIndicator(boolean on) {
        events.want(SerialPortEvent.RI, on);
    }

    public void notifyOnCarrierDetect(boolean on) {
        events.want(SerialPortEvent.CD, on);
    }
}
