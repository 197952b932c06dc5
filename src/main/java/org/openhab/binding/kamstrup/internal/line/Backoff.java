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

import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The pauses between failed attempts. Each is twice as long as the one before, up to a longest. Immutable.
 *
 * @param next the pause before the next attempt
 * @param longest the longest pause
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Backoff(Duration next, Duration longest) {

    private static final double SPREAD = 0.25;

    /**
     * Starts with the shortest pause.
     *
     * @param shortest the first pause, unless the longest is shorter
     * @param longest the longest pause
     */
    public static Backoff of(Duration shortest, Duration longest) {
        return new Backoff(shortest.compareTo(longest) < 0 ? shortest : longest, longest);
    }

    /**
     * The pause, up to a quarter longer or shorter, so that all ports of a hub or a network are not opened at once.
     *
     * @param chance from 0 for the shortest to 1 for the longest
     * @return the pause before the next attempt
     */
    public Duration spread(double chance) {
        return Duration.ofNanos((long) (next.toNanos() * (1 - SPREAD + 2 * SPREAD * chance)));
    }

    /** @return the state after one more failure */
    public Backoff grown() {
        return of(next.multipliedBy(2), longest);
    }
}
