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

import java.time.Duration;
import java.time.ZonedDateTime;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The two readings by which what a day came to is told before the next one begins.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class DayBoundary {

    /** How many readings there are around midnight. */
    public static final int READINGS = 2;

    /**
     * So long before midnight the first of them begins. On a line of 1200 baud that damages everything, the last of six
     * attempts at a request ends after 53 s: each is 0.5 s for the request, 2 s until the answer begins, 3.2 s for it
     * and two silences of 1.65 s.
     */
    public static final Duration LEAD = Duration.ofMinutes(1);
    /** A timer may be early by a little. */
    private static final Duration AFTER = Duration.ofSeconds(1);

    private DayBoundary() {
    }

    /**
     * The time until the next of these readings.
     *
     * @param now the moment, where the meter hangs
     */
    public static Duration untilReading(ZonedDateTime now) {
        ZonedDateTime midnight = now.toLocalDate().plusDays(1).atStartOfDay(now.getZone());
        Duration left = Duration.between(now, midnight);
        return left.compareTo(LEAD) > 0 ? left.minus(LEAD) : left.plus(AFTER);
    }
}
