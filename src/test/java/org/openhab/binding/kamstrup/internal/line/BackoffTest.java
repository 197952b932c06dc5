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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BackoffTest {

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(18);

    private final Backoff backoff = Backoff.of(SHORTEST, LONGEST);

    @Test
    void aPauseIsTwiceTheOneBeforeUpToTheLongest() {
        assertEquals(SHORTEST, backoff.next());
        assertEquals(Duration.ofSeconds(10), backoff.grown().next());
        assertEquals(LONGEST, backoff.grown().grown().next());
        assertEquals(LONGEST, backoff.grown().grown().grown().next());
        assertEquals(SHORTEST, Backoff.of(LONGEST, SHORTEST).next());
    }

    @Test
    void aPauseIsSpreadToBothSides() {
        assertEquals(Duration.ofMillis(3750), backoff.spread(0));
        assertEquals(SHORTEST, backoff.spread(0.5));
        assertEquals(Duration.ofMillis(6250), backoff.spread(1));
    }
}
