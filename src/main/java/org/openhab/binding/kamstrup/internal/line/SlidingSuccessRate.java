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
import java.util.Arrays;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The share of good ones over the last hour, day or the like, in constant memory: it is counted in equal spans, and the
 * oldest span is forgotten as a whole.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SlidingSuccessRate {

    private static final SuccessRate NONE = new SuccessRate(0, 0);

    private final SuccessRate[] spans;
    private final long spanNanos;
    private final long begin;
    private long currentSpan;

    /**
     * Begins with nothing.
     *
     * @param period how far back it looks
     * @param spans into how many spans that is divided
     * @param now the moment
     */
    SlidingSuccessRate(Duration period, int spans, long now) {
        this.spans = new SuccessRate[spans];
        Arrays.fill(this.spans, NONE);
        spanNanos = period.toNanos() / spans;
        begin = now;
    }

    void add(boolean good, long now) {
        forgetUntil(now);
        int index = index(currentSpan);
        spans[index] = spans[index].plus(new SuccessRate(good ? 1 : 0, 1));
    }

    SuccessRate share(long now) {
        forgetUntil(now);
        SuccessRate sum = NONE;
        for (SuccessRate span : spans) {
            sum = sum.plus(span);
        }
        return sum;
    }

    private void forgetUntil(long now) {
        long span = (now - begin) / spanNanos;
        // after a long pause every span is forgotten once, not once for each span of the pause
        for (long old = Math.max(currentSpan + 1, span - spans.length + 1); old <= span; old++) {
            spans[index(old)] = NONE;
        }
        currentSpan = Math.max(currentSpan, span);
    }

    private int index(long span) {
        return (int) (span % spans.length);
    }
}
