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
import java.time.Instant;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.Snapshot;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.SuccessRate;

/**
 * Tests {@link LineStatistics}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LineStatisticsTest {

    private static final long BEGIN = 12_345;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final ByteString REQUEST = ByteString.fromHex("80 3F 02 35 5E 0D");

    private final LineStatistics statistics = new LineStatistics(BEGIN);

    private void add(boolean success, long now) {
        statistics.add(new Exchange(Instant.EPOCH, success ? 1 : 2, REQUEST, ByteString.EMPTY, 10,
                success ? new RequestResult.Answered(new SerialNumber(0x3F, 1))
                        : new RequestResult.Failed(Finding.DAMAGED, ""),
                Optional.of(Duration.ofMillis(300)).filter(time -> success)), now);
    }

    private Snapshot snapshot(long now) {
        return statistics.snapshot(Finding.GOOD, "", now);
    }

    @Test
    void hasNoRateWithoutAttempts() {
        assertEquals(Optional.empty(), snapshot(BEGIN).lastHour().percent());
    }

    @Test
    void countsSuccessesAndAttempts() {
        add(true, BEGIN);
        add(false, BEGIN + MINUTE);
        add(true, BEGIN + 59 * MINUTE);
        assertEquals(new Snapshot(Finding.GOOD, "", new SuccessRate(2, 3), new SuccessRate(2, 3),
                Optional.of(Duration.ofMillis(300)), 1, 18, 30), snapshot(BEGIN + 59 * MINUTE));
    }

    @Test
    void keepsTheResponseTimeAfterAFailure() {
        add(true, BEGIN);
        add(false, BEGIN);
        assertEquals(Optional.of(Duration.ofMillis(300)), snapshot(BEGIN).responseTime());
    }

    @Test
    void dropsWhatIsOlderThanAnHourOrADay() {
        add(false, BEGIN);
        add(true, BEGIN + 30 * MINUTE);
        assertEquals(new SuccessRate(1, 2), snapshot(BEGIN + 59 * MINUTE).lastHour());
        assertEquals(new SuccessRate(1, 1), snapshot(BEGIN + 60 * MINUTE).lastHour());
        assertEquals(new SuccessRate(0, 0), snapshot(BEGIN + 90 * MINUTE).lastHour());
        assertEquals(new SuccessRate(1, 2), snapshot(BEGIN + 24 * 60 * MINUTE - 1).lastDay());
        assertEquals(new SuccessRate(1, 1), snapshot(BEGIN + 24 * 60 * MINUTE).lastDay());
        assertEquals(new SuccessRate(0, 0), snapshot(BEGIN + 25 * 60 * MINUTE).lastDay());
    }

    @Test
    void dropsEverythingAfterYearsOfSilence() {
        add(false, BEGIN);
        long later = BEGIN + Duration.ofDays(36_500).toNanos();
        add(true, later);
        assertEquals(new SuccessRate(1, 1), snapshot(later).lastHour());
    }

    @Test
    void roundsDownSoThatAHundredPercentMeansAll() {
        assertEquals(Optional.of(new BigDecimal("99.9")), new SuccessRate(99_999, 100_000).percent());
        assertEquals(Optional.of(new BigDecimal("100.0")), new SuccessRate(7, 7).percent());
    }
}
