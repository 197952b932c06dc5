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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Counts the attempts on a line and their success, in constant memory. Used by the line's thread, or by the thread of
 * {@link Line#watch} while that hangs in the port.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class LineStatistics {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SPANS_OF_HOUR = 60;
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SPANS_OF_DAY = 96;

    private final Window lastHour;
    private final Window lastDay;
    private Optional<Duration> responseTime = Optional.empty();
    private long retries;
    private long bytesSent;
    private long bytesReceived;

    LineStatistics(long now) {
        lastHour = new Window(HOUR, SPANS_OF_HOUR, now);
        lastDay = new Window(DAY, SPANS_OF_DAY, now);
    }

    /**
     * The state of a line at a moment. Each attempt counts: a request that is answered at the second attempt is one
     * success of two attempts.
     *
     * @param finding what is known of the line
     * @param evidence the received bytes as hex, or the message of the system; may be empty
     * @param lastHour the success rate of the last hour
     * @param lastDay the success rate of the last day
     * @param responseTime from the end of the latest answered request to the beginning of its response
     * @param retries the repeated requests since the line was created
     * @param bytesSent the bytes sent since then
     * @param bytesReceived the bytes received since then, own echo included
     */
    public record Snapshot(Finding finding, String evidence, SuccessRate lastHour, SuccessRate lastDay,
            Optional<Duration> responseTime, long retries, long bytesSent, long bytesReceived) {
    }

    /**
     * The share of attempts that succeeded.
     *
     * @param successes the attempts with a valid response
     * @param attempts all attempts
     */
    public record SuccessRate(long successes, long attempts) {

        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
        private static final int DECIMALS = 1;
        static final SuccessRate NONE = new SuccessRate(0, 0);

        /** @return the rate in percent, rounded down to tenths so that 100 means all; empty without attempts */
        public Optional<BigDecimal> percent() {
            return attempts == 0 ? Optional.empty()
                    : Optional.of(BigDecimal.valueOf(successes).multiply(HUNDRED).divide(BigDecimal.valueOf(attempts),
                            DECIMALS, RoundingMode.DOWN));
        }

        SuccessRate plus(boolean success) {
            return plus(new SuccessRate(success ? 1 : 0, 1));
        }

        SuccessRate plus(SuccessRate other) {
            return new SuccessRate(successes + other.successes, attempts + other.attempts);
        }
    }

    void add(Exchange exchange, long now) {
        boolean success = !(exchange.outcome() instanceof RequestResult.Failed);
        lastHour.add(success, now);
        lastDay.add(success, now);
        responseTime = exchange.responseTime().or(() -> responseTime);
        retries += exchange.attempt() > 1 ? 1 : 0;
        bytesSent += exchange.sent().size();
        bytesReceived += exchange.receivedBytes();
    }

    Snapshot snapshot(Finding finding, String evidence, long now) {
        return new Snapshot(finding, evidence, lastHour.rate(now), lastDay.rate(now), responseTime, retries, bytesSent,
                bytesReceived);
    }

    /** The success rate of a period that ends now. It is counted in equal spans; the oldest span is dropped as one. */
    private static final class Window {

        private final SuccessRate[] spans;
        private final long spanNanos;
        private final long begin;
        private long currentSpan;

        Window(Duration period, int spanCount, long now) {
            spans = new SuccessRate[spanCount];
            Arrays.fill(spans, SuccessRate.NONE);
            spanNanos = period.toNanos() / spanCount;
            begin = now;
        }

        void add(boolean success, long now) {
            advanceTo(now);
            int index = index(currentSpan);
            spans[index] = spans[index].plus(success);
        }

        SuccessRate rate(long now) {
            advanceTo(now);
            return Arrays.stream(spans).reduce(SuccessRate.NONE, SuccessRate::plus);
        }

        private void advanceTo(long now) {
            long span = (now - begin) / spanNanos;
            // after a long pause each span is cleared once, not once for each span of the pause
            for (long old = Math.max(currentSpan + 1, span - spans.length + 1); old <= span; old++) {
                spans[index(old)] = SuccessRate.NONE;
            }
            currentSpan = Math.max(currentSpan, span);
        }

        private int index(long span) {
            return (int) (span % spans.length);
        }
    }
}
