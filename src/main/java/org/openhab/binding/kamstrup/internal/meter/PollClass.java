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
 * How often what a register says changes, and thus how often it is worth a reading.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum PollClass {
    /** Flow, power, temperatures. */
    LIVE,
    /** What adds up: energy, volume, hours. */
    COUNTER,
    /** What the meter has to complain about, and its clock. */
    STATUS,
    /** Extremes, averages, identification. */
    SLOW
}
