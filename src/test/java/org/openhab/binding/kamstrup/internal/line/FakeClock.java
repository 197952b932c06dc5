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

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A clock that needs no time: a pause moves it on.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class FakeClock implements LineClock {

    private volatile long now = 1_000_000_000L;
    private volatile boolean stopped;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
    }

    /** @return the same time for a simulated meter */
    public Clock asClock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(@Nullable ZoneId zone) {
                return Clock.fixed(instant(), zone == null ? getZone() : zone);
            }

            @Override
            public Instant instant() {
                return FakeClock.this.instant();
            }
        };
    }

    @Override
    public boolean pause(long nanos) {
        now += Math.max(0, nanos);
        return !stopped;
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
