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
package org.openhab.binding.kamstrup.internal.meter;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The smallest flow of the last 24 hours: a flow that never stops is a sign of a leak. Immutable.
 *
 * @param since the first of the readings without a gap between them
 * @param until the last one
 * @param hours the smallest flow of each hour in l/h, by the number of the hour since 1970
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record FlowMinimum(Instant since, Instant until, Map<Long, BigDecimal> hours) {

    private static final Duration DAY = Duration.ofDays(1);
    /** Without a reading for longer, it is not known that there was no smaller flow. */
    private static final Duration LONGEST_GAP = Duration.ofHours(2);

    /** Copies the map. */
    public FlowMinimum {
        hours = Map.copyOf(hours);
    }

    /** @return the minimum before the first reading */
    public static FlowMinimum none() {
        return new FlowMinimum(Instant.EPOCH, Instant.EPOCH, Map.of());
    }

    /**
     * The minimum after a reading.
     *
     * @param reading nothing changes without a flow
     * @param now when it ended
     */
    FlowMinimum with(Reading reading, Instant now) {
        return reading.find(RegisterIds.FLOW).flatMap(RegisterKind.FLOW::measure)
                .map(flow -> with(flow.amount(), reading.at(Set.of(RegisterIds.FLOW)).orElseGet(() -> now)))
                .orElseGet(() -> this);
    }

    private FlowMinimum with(BigDecimal flow, Instant at) {
        boolean isGap = Duration.between(until, at).abs().compareTo(LONGEST_GAP) > 0;
        Map<Long, BigDecimal> known = new HashMap<>(hours);
        known.keySet().removeIf(hour -> hour < hour(at.minus(DAY)) || hour > hour(at));
        known.merge(hour(at), flow, BigDecimal::min);
        return new FlowMinimum(isGap ? at : since, at, known);
    }

    private static long hour(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), Duration.ofHours(1).toSeconds());
    }

    /** @return the smallest flow in l/h; empty until it was read for 24 hours without a gap */
    public Optional<PhysicalQuantity> smallest() {
        return Duration.between(since, until).compareTo(DAY) < 0 ? Optional.empty()
                : hours.values().stream().min(Comparator.naturalOrder())
                        .map(flow -> new PhysicalQuantity(flow, Unit.L_PER_H));
    }
}
