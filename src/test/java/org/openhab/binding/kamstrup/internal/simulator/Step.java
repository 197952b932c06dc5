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
package org.openhab.binding.kamstrup.internal.simulator;

import java.time.LocalDateTime;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A while during which nothing changes in a meter.
 *
 * @param from when it begins, by the meter's calendar
 * @param operation what goes on
 * @param seconds how long it lasts; 0 for a look at what goes on
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Step(LocalDateTime from, Operation operation, long seconds) {
}
