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
 * The result of an attempt to open a port.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface OpenResult {

    /**
     * The port is open.
     *
     * @param port the port, which the caller closes
     */
    record Opened(LinePort port) implements OpenResult {
    }

    /**
     * The port is not open; nothing is to be closed.
     *
     * @param finding why
     * @param evidence the message of the operating system or the serial library, for the user; may be empty
     */
    record NotOpened(Finding finding, String evidence) implements OpenResult {
    }
}
