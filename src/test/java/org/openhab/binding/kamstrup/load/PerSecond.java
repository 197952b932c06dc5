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
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How often something happened in each second.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class PerSecond {

    private final TreeMap<Long, Integer> counts = new TreeMap<>();
    private final int total;

    /**
     * @param begin where the seconds are counted from
     * @param moments when it happened; those before the beginning are left out
     */
    PerSecond(Instant begin, List<Instant> moments) {
        moments.stream().filter(moment -> !moment.isBefore(begin))
                .forEach(moment -> counts.merge(Duration.between(begin, moment).toSeconds(), 1, Integer::sum));
        total = counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int total() {
        return total;
    }

    /**
     * The most in one second.
     */
    int most() {
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /**
     * In how many seconds it happened how often: {@code 12 s with 0, 3 s with 2-3}.
     *
     * @param duration of the observation
     */
    String histogram(Duration duration) {
        TreeMap<Integer, Integer> classes = new TreeMap<>();
        for (long second = 0; second < duration.toSeconds(); second++) {
            classes.merge(32 - Integer.numberOfLeadingZeros(counts.getOrDefault(second, 0)), 1, Integer::sum);
        }
        return String.join(", ", classes.entrySet().stream()
                .map(entry -> entry.getValue() + " s with " + range(entry.getKey())).toList());
    }

    /** A class reaches from one power of two to the next. */
    private static String range(int bits) {
        int first = bits == 0 ? 0 : 1 << bits - 1;
        int last = bits == 0 ? 0 : (1 << bits) - 1;
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
