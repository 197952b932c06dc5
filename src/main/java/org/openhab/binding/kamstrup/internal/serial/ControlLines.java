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
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.core.io.transport.serial.SerialPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches RTS and DTR of a port. The port of openHAB 3.0 has no more than <code>setRTS</code>; what came later is
 * called by its name. A line that cannot be switched is no reason not to read: the head may have a supply of its own.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ControlLines {

    private final Logger logger = LoggerFactory.getLogger(ControlLines.class);

    private final SerialPort port;
    private final List<String> dead = new ArrayList<>();

    private ControlLines(SerialPort port) {
        this.port = port;
    }

    /**
     * Makes the lines of an open port what they are to be.
     *
     * @param port the port
     * @param settings what they are to be
     * @return the names of those that are not
     */
    static List<String> set(SerialPort port, LineSettings settings) {
        ControlLines lines = new ControlLines(port);
        lines.set("RTS", settings.rts(), port::setRTS);
        lines.set("DTR", settings.dtr(), lines::setDTR);
        return List.copyOf(lines.dead);
    }

    private void set(String line, ControlLineState state, Switch lineSwitch) {
        if (state == ControlLineState.AS_DRIVER_SETS) {
            return;
        }
        boolean on = state == ControlLineState.ON;
        try {
            lineSwitch.turn(on);
            // a serial library keeps it to itself when a port has no such line
            if (isOn(line, on) != on) {
                dead.add(line);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            logger.debug("{} of {} cannot be switched", line, port.getName(), e);
            dead.add(line);
        }
    }

    /** Turns a line on or off. */
    private interface Switch {
        void turn(boolean on) throws ReflectiveOperationException;
    }

    private void setDTR(boolean on) throws ReflectiveOperationException {
        method("setDTR", boolean.class).invoke(port, on);
    }

    private boolean isOn(String line, boolean unlessItTells) throws ReflectiveOperationException {
        Method question;
        try {
            question = method("is" + line);
        } catch (NoSuchMethodException e) {
            return unlessItTells;
        }
        return Boolean.TRUE.equals(question.invoke(port));
    }

    /** The class of a port need not be public, and the interface of openHAB 3.0 lacks what a class may have. */
    private Method method(String name, Class<?>... parameters) throws NoSuchMethodException {
        try {
            return SerialPort.class.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            return port.getClass().getMethod(name, parameters);
        }
    }
}
