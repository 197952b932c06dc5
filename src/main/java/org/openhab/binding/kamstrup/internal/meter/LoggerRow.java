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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * A row of a logger: counters at the end of a period. The row stamped with the beginning of a day holds the counters at
 * the end of the day before.
 *
 * @param logId its number, from 1 on; the next row of the logger has the next number
 * @param at date and time by the meter's clock, a few seconds after the boundary of the period
 * @param dstMinutes how many minutes of daylight saving time are in it
 * @param values the registers that were read, each with the unit and the decimals of its own row
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record LoggerRow(long logId, LocalDateTime at, int dstMinutes, Map<Integer, RegisterValue> values) {

    /** Copies the map. */
    public LoggerRow {
        values = Map.copyOf(values);
    }

    /** @return a register; empty if the logger does not have it or it could not be read */
    public Optional<RegisterValue> find(int id) {
        return Optional.ofNullable(values.get(id));
    }

    /** @return the time without daylight saving time, which rises from row to row in autumn too */
    LocalDateTime standardTime() {
        return at.minus(Duration.ofMinutes(dstMinutes));
    }

    /**
     * The moment of the row. In the hour that autumn repeats, daylight saving time tells the first one.
     *
     * @param zone where the meter hangs
     */
    public Instant instant(ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return (dstMinutes > 0 ? local.withEarlierOffsetAtOverlap() : local.withLaterOffsetAtOverlap()).toInstant();
    }
}
