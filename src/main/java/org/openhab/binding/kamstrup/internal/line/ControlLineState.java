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
 * What a control line of a port, RTS or DTR, is to be while the port is open. Infrared heads without a supply of their
 * own feed on these lines.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum ControlLineState {
    ON,
    OFF,
    /** Whatever the driver makes of it, which is on with most. */
    AS_DRIVER_SETS
}
