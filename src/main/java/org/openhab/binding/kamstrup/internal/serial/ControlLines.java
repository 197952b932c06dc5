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

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.core.io.transport.serial.SerialPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches RTS and DTR of an open port. The interface of openHAB 3.0 has <code>setRTS</code> only. Methods of later
 * versions are called by reflection. The port is read even if a line cannot be switched, because the head may have its
 * own power supply.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ControlLines {

    private static final Logger LOGGER = LoggerFactory.getLogger(ControlLines.class);

    private ControlLines() {
    }

    /**
     * Switches both lines.
     *
     * @param port the port
     * @param settings the wanted states
     * @return the names of the lines that do not have the wanted state
     */
    static List<String> set(SerialPort port, LineSettings settings) {
        return wanted(settings).filter(line -> !isSet(port, line.getKey(), line.getValue() == ControlLineState.ON))
                .map(Map.Entry::getKey).toList();
    }

    /**
     * The wanted states by the names of the lines.
     *
     * @param settings the wanted states
     */
    static Stream<Map.Entry<String, ControlLineState>> wanted(LineSettings settings) {
        return Stream.of(Map.entry("RTS", settings.rts()), Map.entry("DTR", settings.dtr()))
                .filter(line -> line.getValue() != ControlLineState.AS_DRIVER_SETS);
    }

    private static boolean isSet(SerialPort port, String line, boolean on) {
        try {
            method(port, "set" + line).orElseThrow().invoke(port, on);
            // a serial library does not report that a port has no such line
            Optional<Method> getter = method(port, "is" + line);
            return getter.isEmpty() || Boolean.valueOf(on).equals(getter.get().invoke(port));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.debug("{} of {} cannot be switched", line, port.getName(), e);
            return false;
        }
    }

    /** The interface comes first, because the class of a port need not be public. */
    private static Optional<Method> method(SerialPort port, String name) {
        return Stream.of(SerialPort.class, port.getClass()).flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> method.getName().equals(name)).findFirst();
    }
}
