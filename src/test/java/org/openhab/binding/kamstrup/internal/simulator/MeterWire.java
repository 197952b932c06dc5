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

import java.util.OptionalLong;
import java.util.function.IntPredicate;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The wire between a port and a meter. All times are given from outside, in nanoseconds.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
interface MeterWire {

    /**
     * The port sends bytes. At another speed than the meter's, neither side understands the other.
     *
     * @param hasBaudRate whether the port has a speed
     */
    void send(long now, byte[] bytes, int length, IntPredicate hasBaudRate);

    /** When something happens next without anything being sent. */
    OptionalLong nextEvent();

    /**
     * Lets everything happen that happens until now, and gives the bytes that have reached the port.
     *
     * @param hasBaudRate whether the port has a speed
     */
    byte[] receive(long now, IntPredicate hasBaudRate);
}
