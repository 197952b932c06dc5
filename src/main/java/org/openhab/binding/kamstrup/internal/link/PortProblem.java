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
package org.openhab.binding.kamstrup.internal.link;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Why there is no open port.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum PortProblem {
    /** The name is none that a serial transport could have. */
    INVALID_NAME,
    /** There is no such port. The evidence lists those that exist. */
    MISSING,
    /** The user that openHAB runs as may not read or write the port. */
    FORBIDDEN,
    /** Another part of openHAB has it open. The evidence names it. */
    BUSY,
    /** The port is there, but cannot be opened: another program has it, or it is no serial port. */
    UNAVAILABLE,
    /** The port does not do the speed or the stop bits. */
    UNSUPPORTED_SETTINGS,
    /** The other end of a network port does not answer. */
    UNREACHABLE,
    /** The port was open and failed. */
    LOST
}
