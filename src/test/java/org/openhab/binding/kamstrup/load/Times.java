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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How long something took, time and again. For any number of threads.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Times {

    private static final double PER_MILLI = 1e6;

    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    void add(long duration) {
        nanos.add(duration);
    }

    /**
     * The longest, in nanoseconds; 0 if there was none.
     */
    long longest() {
        return sorted().stream().reduce(0L, (one, other) -> other);
    }

    private List<Long> sorted() {
        synchronized (nanos) {
            return nanos.stream().sorted().toList();
        }
    }

    /**
     * The time within which a share of them was done, in nanoseconds; 0 if there was none.
     */
    static long quantile(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
    }

    @Override
    public String toString() {
        List<Long> sorted = sorted();
        return "%d times: half within %.1f ms, 99 %% within %.1f ms, longest %.1f ms".formatted(sorted.size(),
                quantile(sorted, 0.5) / PER_MILLI, quantile(sorted, 0.99) / PER_MILLI, longest() / PER_MILLI);
    }
}
