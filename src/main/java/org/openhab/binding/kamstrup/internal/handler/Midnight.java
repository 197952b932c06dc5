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
package org.openhab.binding.kamstrup.internal.handler;

import java.time.Duration;
import java.time.ZonedDateTime;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The two readings by which what a day came to is told before the next one begins.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Midnight {

    /** How many readings there are around midnight. */
    static final int READINGS = 2;

    private static final Duration BEFORE = Duration.ofSeconds(10);
    /** A timer may be early by a little. */
    private static final Duration AFTER = Duration.ofSeconds(1);

    private Midnight() {
    }

    /**
     * The time until the next of these readings.
     *
     * @param now the moment, where the meter hangs
     */
    static Duration untilReading(ZonedDateTime now) {
        ZonedDateTime midnight = now.toLocalDate().plusDays(1).atStartOfDay(now.getZone());
        Duration left = Duration.between(now, midnight);
        return left.compareTo(BEFORE) > 0 ? left.minus(BEFORE) : left.plus(AFTER);
    }
}
