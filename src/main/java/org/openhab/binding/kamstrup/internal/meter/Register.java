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
package org.openhab.binding.kamstrup.internal.meter;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A register of a meter, as the binding shows it.
 *
 * @param id the number by which it is asked for, 0 to 65535
 * @param channel the id of the channel that shows it
 * @param quantity what it tells
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Register(int id, String channel, Quantity quantity) {
}
