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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A clock that was right when it was made, and runs faster than time.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class FastClock extends Clock {

    private final Clock base;
    private final Instant start;
    private final int speed;

    /**
     * @param base the right time
     * @param speed its seconds in a second
     */
    public FastClock(Clock base, int speed) {
        this(base, base.instant(), speed);
    }

    private FastClock(Clock base, Instant start, int speed) {
        if (speed < 1) {
            throw new IllegalArgumentException("A clock does not run at a speed of " + speed);
        }
        this.base = base;
        this.start = start;
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.between(start, base.instant()).multipliedBy(speed));
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new FastClock(base.withZone(zone), start, speed);
    }
}
