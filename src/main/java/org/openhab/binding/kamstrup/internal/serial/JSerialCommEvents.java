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
import java.util.TooManyListenersException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.transport.serial.SerialPortEvent;
import org.openhab.core.io.transport.serial.SerialPortEventListener;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortDataListener;

/**
 * Tells the events of a port of jSerialComm as those of openHAB. This binding wants none; others may use the port too.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JSerialCommEvents implements SerialPortDataListener {

    /** The library's bit of each of openHAB's events. */
    private static final Map<Integer, Integer> BITS = Map.of( //
            SerialPortEvent.DATA_AVAILABLE, SerialPort.LISTENING_EVENT_DATA_AVAILABLE, //
            SerialPortEvent.OUTPUT_BUFFER_EMPTY, SerialPort.LISTENING_EVENT_DATA_WRITTEN, //
            SerialPortEvent.CTS, SerialPort.LISTENING_EVENT_CTS, //
            SerialPortEvent.DSR, SerialPort.LISTENING_EVENT_DSR, //
            SerialPortEvent.RI, SerialPort.LISTENING_EVENT_RING_INDICATOR, //
            SerialPortEvent.CD, SerialPort.LISTENING_EVENT_CARRIER_DETECT, //
            SerialPortEvent.OE, SerialPort.LISTENING_EVENT_FIRMWARE_OVERRUN_ERROR, //
            SerialPortEvent.PE, SerialPort.LISTENING_EVENT_PARITY_ERROR, //
            SerialPortEvent.FE, SerialPort.LISTENING_EVENT_FRAMING_ERROR, //
            SerialPortEvent.BI, SerialPort.LISTENING_EVENT_BREAK_INTERRUPT);

    /** An event as openHAB wants it. */
    private record Event(int getEventType, boolean getNewValue) implements SerialPortEvent {
    }

    private final JSerialCommDevice device;
    private volatile int wanted;
    private volatile @Nullable SerialPortEventListener listener;

    JSerialCommEvents(JSerialCommDevice device) {
        this.device = device;
    }

    /**
     * Begins to tell.
     *
     * @param newListener hears the events that are wanted
     * @throws TooManyListenersException there is a listener already
     */
    synchronized void listen(SerialPortEventListener newListener) throws TooManyListenersException {
        if (listener != null) {
            throw new TooManyListenersException();
        }
        listener = newListener;
        device.listen(this);
    }

    /** Tells no more. */
    synchronized void listenNoMore() {
        listener = null;
        device.listenNoMore();
    }

    /**
     * Says which events are wanted.
     *
     * @param type one of openHAB's
     * @param on whether it is
     */
    synchronized void want(int type, boolean on) {
        int bit = BITS.getOrDefault(type, 0);
        wanted = on ? wanted | bit : wanted & ~bit;
        if (listener != null) {
            device.listen(this);
        }
    }

    @Override
    public int getListeningEvents() {
        return wanted;
    }

    @Override
    public void serialEvent(com.fazecast.jSerialComm.@Nullable SerialPortEvent event) {
        SerialPortEventListener current = listener;
        if (event != null && current != null) {
            BITS.forEach((type, bit) -> {
                if ((event.getEventType() & bit) != 0) {
                    current.serialEvent(new Event(type, newValue(type)));
                }
            });
        }
    }

    private boolean newValue(int type) {
        return switch (type) {
            case SerialPortEvent.CTS -> device.apply(SerialPort::getCTS);
            case SerialPortEvent.DSR -> device.apply(SerialPort::getDSR);
            case SerialPortEvent.RI -> device.apply(SerialPort::getRI);
            case SerialPortEvent.CD -> device.apply(SerialPort::getDCD);
            default -> true;
        };
    }
}
