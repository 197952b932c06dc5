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

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * Tests {@link SlidingSuccessRate} and {@link SuccessRate}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SlidingSuccessRateTest {

    private static final long BEGIN = 12_345;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final SlidingSuccessRate hour = new SlidingSuccessRate(Duration.ofHours(1), 60, BEGIN);

    @Test
    void nothingIsNoShare() {
        assertEquals(Optional.empty(), hour.share(BEGIN).percent());
    }

    @Test
    void goodAndBadAreCounted() {
        hour.add(true, BEGIN);
        hour.add(false, BEGIN + MINUTE);
        hour.add(true, BEGIN + 59 * MINUTE);
        assertEquals(new SuccessRate(2, 3), hour.share(BEGIN + 59 * MINUTE));
    }

    @Test
    void whatIsOlderThanAnHourIsForgotten() {
        hour.add(false, BEGIN);
        hour.add(true, BEGIN + 30 * MINUTE);
        assertEquals(new SuccessRate(1, 2), hour.share(BEGIN + 59 * MINUTE));
        assertEquals(new SuccessRate(1, 1), hour.share(BEGIN + 60 * MINUTE));
        assertEquals(new SuccessRate(0, 0), hour.share(BEGIN + 90 * MINUTE));
    }

    @Test
    void afterYearsOfSilenceEverythingIsForgottenAtOnce() {
        hour.add(false, BEGIN);
        long later = BEGIN + Duration.ofDays(36_500).toNanos();
        hour.add(true, later);
        assertEquals(new SuccessRate(1, 1), hour.share(later));
    }

    @Test
    void aHundredPercentMeansAll() {
        assertEquals(Optional.of(new BigDecimal("99.9")), new SuccessRate(99_999, 100_000).percent());
        assertEquals(Optional.of(new BigDecimal("100.0")), new SuccessRate(7, 7).percent());
    }
}
