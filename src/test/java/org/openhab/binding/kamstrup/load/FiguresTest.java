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
package org.openhab.binding.kamstrup.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * Tests what the figures of long tests are made of.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FiguresTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static Gaps gaps(long seconds, long... moments) {
        return Gaps.of(INTERVAL, nanos(0), nanos(seconds),
                LongStream.of(moments).map(FiguresTest::nanos).boxed().toList());
    }

    private static long nanos(long seconds) {
        // as nanoTime() does, they may begin anywhere
        return Long.MAX_VALUE / 2 + seconds * 1_000_000_000L;
    }

    @Test
    void whatHappensRegularlyMissesNothing() {
        assertEquals(new Gaps(5, 0, 0, Duration.ofSeconds(11)), gaps(50, 4, 15, 24, 35, 44));
    }

    @Test
    void aLongGapHasSomethingMissing() {
        assertEquals(new Gaps(3, 0, 2, Duration.ofSeconds(31)), gaps(50, 4, 35, 44));
    }

    @Test
    void somethingMayBeMissingAtBothEnds() {
        assertEquals(new Gaps(1, 0, 3, Duration.ofSeconds(25)), gaps(45, 20));
        assertEquals(new Gaps(0, 0, 4, Duration.ofSeconds(50)), gaps(50));
    }

    @Test
    void aRepetitionCountsOnce() {
        assertEquals(new Gaps(2, 2, 0, Duration.ofSeconds(10)), gaps(20, 4, 5, 14, 16));
    }

    @Test
    void whatIsOutsideOfTheObservationDoesNotCount() {
        assertEquals(new Gaps(1, 0, 0, Duration.ofSeconds(6)), gaps(10, -5, 4, 12));
    }

    @Test
    void gapsTravelBetweenProcesses() {
        Gaps gaps = new Gaps(1, 2, 3, Duration.ofMillis(4567));
        assertEquals(gaps, Gaps.ofLine(gaps.toLine()));
        assertEquals(4, gaps.expected());
        assertEquals("4 expected, 1 made, 3 missed; longest gap 4.6 s; 2 made twice", gaps.toString());
    }

    @Test
    void timesHaveAMedianAndALongest() {
        Times times = new Times();
        assertEquals(0, times.longest());
        List.of(3_000_000L, 1_000_000L, 2_000_000L).forEach(times::add);
        assertEquals("3 times: half within 2.0 ms, 99 % within 3.0 ms, longest 3.0 ms", times.toString());
    }

    @Test
    void aHistogramTellsOfSeconds() {
        Instant begin = Instant.EPOCH;
        PerSecond perSecond = new PerSecond(begin,
                Stream.of(-10, 500, 2100, 2200, 2900, 4000).map(begin::plusMillis).toList());
        assertEquals(5, perSecond.total());
        assertEquals(3, perSecond.most());
        assertEquals("3 s with 0, 2 s with 1, 1 s with 2-3", perSecond.histogram(Duration.ofSeconds(6)));
    }
}
