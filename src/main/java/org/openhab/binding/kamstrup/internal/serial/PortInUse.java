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

import java.lang.reflect.Constructor;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.transport.serial.PortInUseException;

/**
 * Makes the exception that says that a port is in use. Its constructor of openHAB 3.0 has gone in 3.1, and those of 3.1
 * are not there in 3.0.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class PortInUse {

    private PortInUse() {
    }

    /**
     * Makes the exception.
     *
     * @param owner who has the port, if that is known
     */
    static PortInUseException by(@Nullable String owner) {
        IllegalStateException cause = new IllegalStateException(
                owner == null ? "the port cannot be opened" : "the port is used by " + owner);
        try {
            for (Constructor<?> constructor : PortInUseException.class.getConstructors()) {
                int parameters = constructor.getParameterCount();
                if (parameters <= 1 && (parameters == 0 ? constructor.newInstance()
                        : constructor.newInstance(cause))instanceof PortInUseException exception) {
                    return exception;
                }
            }
        } catch (ReflectiveOperationException e) {
            cause.addSuppressed(e);
        }
        throw cause;
    }
}
