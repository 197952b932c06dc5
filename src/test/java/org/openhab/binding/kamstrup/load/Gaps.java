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

import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How regularly something happened that was to happen at intervals.
 *
 * @param made how often it happened
 * @param again how often it happened once more within the interval
 * @param missed how often it did not happen, by the gaps
 * @param longest the longest gap
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Gaps(long made, long again, long missed, Duration longest) {

    static final Gaps NONE = new Gaps(0, 0, 0, Duration.ZERO);

    /**
     * Measures. A gap of more than one and a half intervals has something missing in it; what comes sooner than half an
     * interval after the last is a repetition.
     *
     * @param interval from one time to the next
     * @param begin of the observation, in nanoseconds
     * @param end of the observation
     * @param moments when it happened, in their order; those outside of the observation are left out
     */
    static Gaps of(Duration interval, long begin, long end, List<Long> moments) {
        Gaps gaps = NONE;
        long last = begin;
        for (long moment : moments) {
            if (moment < begin || moment > end) {
                continue;
            }
            if (gaps.made > 0 && moment - last < interval.toNanos() / 2) {
                gaps = new Gaps(gaps.made, gaps.again + 1, gaps.missed, gaps.longest);
                continue;
            }
            gaps = gaps.and(new Gaps(1, 0, missed(moment - last, interval), Duration.ofNanos(moment - last)));
            last = moment;
        }
        return gaps.and(new Gaps(0, 0, missed(end - last, interval), Duration.ofNanos(end - last)));
    }

    private static long missed(long nanos, Duration interval) {
        return Math.max(0, Math.round((double) nanos / interval.toNanos()) - 1);
    }

    /**
     * How often it was to happen.
     */
    long expected() {
        return made + missed;
    }

    /**
     * Both together.
     */
    Gaps and(Gaps other) {
        return new Gaps(made + other.made, again + other.again, missed + other.missed,
                longest.compareTo(other.longest) < 0 ? other.longest : longest);
    }

    @Override
    public String toString() {
        return "%d expected, %d made, %d missed; longest gap %.1f s; %d made twice".formatted(expected(), made, missed,
                longest.toMillis() / 1e3, again);
    }

    /**
     * As one line for another process.
     */
    String toLine() {
        return made + " " + again + " " + missed + " " + longest.toNanos();
    }

    /**
     * From the line of another process.
     */
    static Gaps ofLine(String line) {
        String[] parts = line.split(" ");
        return new Gaps(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]),
                Duration.ofNanos(Long.parseLong(parts[3])));
    }
}
