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
 * The two readings around midnight that show the consumption of a day before the next day begins.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class DayBoundary {

    /** The number of readings around midnight. */
    public static final int READINGS = 2;

    /**
     * The time from the first reading to midnight. On a line of 1200 baud that damages all bytes, the last of six
     * attempts at a request ends after 53 s: each is 0.5 s for the request, 2 s until the answer begins, 3.2 s for it
     * and two silences of 1.65 s.
     */
    public static final Duration LEAD = Duration.ofMinutes(1);
    /** The time from midnight to the second reading. A timer may be a little early. */
    private static final Duration AFTER = Duration.ofSeconds(1);

    private DayBoundary() {
    }

    /**
     * The time until the next of these readings.
     *
     * @param now the present moment in the zone of the meter
     */
    public static Duration untilReading(ZonedDateTime now) {
        ZonedDateTime midnight = now.toLocalDate().plusDays(1).atStartOfDay(now.getZone());
        Duration left = Duration.between(now, midnight);
        return left.compareTo(LEAD) > 0 ? left.minus(LEAD) : left.plus(AFTER);
    }
}
