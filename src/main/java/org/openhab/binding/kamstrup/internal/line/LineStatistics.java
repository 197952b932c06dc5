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
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Counts how well a line works, in constant memory. Used by the line's thread, or by another one while that hangs in
 * the
 * port ({@link PortWatchdog}).
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LineStatistics {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SPANS_OF_HOUR = 60;
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SPANS_OF_DAY = 96;

    private final SlidingSuccessRate lastHour;
    private final SlidingSuccessRate lastDay;
    private Optional<Duration> responseTime = Optional.empty();
    private long retries;
    private long sent;
    private long received;

    LineStatistics(long now) {
        lastHour = new SlidingSuccessRate(HOUR, SPANS_OF_HOUR, now);
        lastDay = new SlidingSuccessRate(DAY, SPANS_OF_DAY, now);
    }

    void add(Exchange exchange, long now) {
        boolean good = exchange.outcome() instanceof RequestResult.Answered;
        lastHour.add(good, now);
        lastDay.add(good, now);
        responseTime = exchange.responseTime().or(() -> responseTime);
        retries += exchange.attempt() > 1 ? 1 : 0;
        sent += exchange.sent().size();
        received += exchange.heardBytes();
    }

    LinkQuality quality(long now) {
        return new LinkQuality(lastHour.share(now), lastDay.share(now), responseTime, retries, sent, received);
    }
}
