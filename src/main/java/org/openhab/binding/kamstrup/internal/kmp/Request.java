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
package org.openhab.binding.kamstrup.internal.kmp;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A request that can be sent to a meter. There are no others, and none changes anything in the meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface Request extends Message permits GetType,GetSerialNumber,GetRegisters {

    /** @return the address of the meter, 0 to 255 */
    int address();

    /** @return the frame to send */
    Frame toFrame();
}
