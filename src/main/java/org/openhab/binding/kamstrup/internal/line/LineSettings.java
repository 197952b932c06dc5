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
package org.openhab.binding.kamstrup.internal.line;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The settings of a port. The optical eye of a MULTICAL uses 1200 baud, 8 data bits, no parity, 2 stop bits (Kamstrup
 * 5512-447 rev. M1 §3.1).
 *
 * @param portName the port as openHAB's serial transport names it
 * @param baudRate bits per second
 * @param stopBits 1 or 2
 * @param rts the state of the control line RTS
 * @param dtr the state of the control line DTR
 * @param triesOtherSpeed whether {@link #otherSpeed} is tried as long as nothing has answered
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record LineSettings(String portName, int baudRate, int stopBits, ControlLineState rts, ControlLineState dtr,
        boolean triesOtherSpeed) {

    private static final int OTHER_BAUD_RATE = 9600;
    private static final int OTHER_STOP_BITS = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** One start bit and eight data bits come before the stop bits. */
    private static final int START_AND_DATA_BITS = 9;

    /** Settings whose speed is the only one. */
    public LineSettings(String portName, int baudRate, int stopBits, ControlLineState rts, ControlLineState dtr) {
        this(portName, baudRate, stopBits, rts, dtr, false);
    }

    /** Settings that leave the control lines to the driver. */
    public LineSettings(String portName, int baudRate, int stopBits) {
        this(portName, baudRate, stopBits, ControlLineState.AS_DRIVER_SETS, ControlLineState.AS_DRIVER_SETS);
    }

    /**
     * The same port at another speed.
     *
     * @param newBaudRate speed
     * @param newStopBits 1 or 2
     */
    LineSettings with(int newBaudRate, int newStopBits) {
        return new LineSettings(portName, newBaudRate, newStopBits, rts, dtr, triesOtherSpeed);
    }

    /** @return the same port at the speed of most electricity meters: 9600 baud, 1 stop bit */
    LineSettings otherSpeed() {
        return with(OTHER_BAUD_RATE, OTHER_STOP_BITS);
    }

    /**
     * The same port with other control lines.
     *
     * @param newRts the state of RTS
     * @param newDtr the state of DTR
     */
    LineSettings with(ControlLineState newRts, ControlLineState newDtr) {
        return new LineSettings(portName, baudRate, stopBits, newRts, newDtr, triesOtherSpeed);
    }

    /**
     * The time that bytes need on the wire.
     *
     * @param bytes how many
     * @return nanoseconds
     */
    public long wireNanos(int bytes) {
        return NANOS_PER_SECOND * bytes * (START_AND_DATA_BITS + stopBits) / baudRate;
    }
}
