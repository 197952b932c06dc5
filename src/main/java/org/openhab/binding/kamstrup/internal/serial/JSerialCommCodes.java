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
import org.openhab.core.io.transport.serial.SerialPort;

/**
 * The numbers that openHAB and jSerialComm give to the same things, where they differ. Parities do not.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class JSerialCommCodes {

    /** The library's bit of each of openHAB's. */
    private static final Map<Integer, Integer> FLOW_CONTROLS = Map.of( //
            SerialPort.FLOWCONTROL_RTSCTS_IN, com.fazecast.jSerialComm.SerialPort.FLOW_CONTROL_RTS_ENABLED, //
            SerialPort.FLOWCONTROL_RTSCTS_OUT, com.fazecast.jSerialComm.SerialPort.FLOW_CONTROL_CTS_ENABLED, //
            SerialPort.FLOWCONTROL_XONXOFF_IN, com.fazecast.jSerialComm.SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED, //
            SerialPort.FLOWCONTROL_XONXOFF_OUT, com.fazecast.jSerialComm.SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED);
    /** The sum of openHAB's code and the library's: 1 and 1, 2 and 3, 3 and 2. */
    private static final int TWO_OR_ONE_AND_A_HALF = 5;

    private JSerialCommCodes() {
    }

    /** @return the code for stop bits of the one as that of the other */
    static int stopBits(int code) {
        return code == SerialPort.STOPBITS_1 ? code : TWO_OR_ONE_AND_A_HALF - code;
    }

    /** @return openHAB's mode as the library's */
    static int toFlowControl(int mode) {
        return FLOW_CONTROLS.entrySet().stream().filter(entry -> (mode & entry.getKey()) != 0)
                .mapToInt(Map.Entry::getValue).sum();
    }

    /** @return the library's flow control as openHAB's mode */
    static int fromFlowControl(int flowControl) {
        return FLOW_CONTROLS.entrySet().stream().filter(entry -> (flowControl & entry.getValue()) != 0)
                .mapToInt(Map.Entry::getKey).sum();
    }
}
