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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;
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

    /** A row is written a few seconds after the boundary of its period. */
    private static final Duration OFF_BOUNDARY = Duration.ofMinutes(2);

    /** Copies the map. */
    public LoggerRow {
        values = Map.copyOf(values);
    }

    /**
     * Makes a row.
     *
     * @param logId its number
     * @param values its registers, that of its time among them
     * @return empty if it has no usable time
     */
    public static Optional<LoggerRow> of(long logId, Map<Integer, RegisterValue> values) {
        Optional<Content> time = content(values, RegisterIds.DATE_TIME);
        if (time.isPresent()) {
            return time.get()instanceof Content.DateTime stamp
                    ? Optional.of(new LoggerRow(logId, stamp.value(), stamp.dstMinutes(), values))
                    : Optional.empty();
        }
        Optional<LocalTime> clock = content(values, RegisterIds.CLOCK).flatMap(
                content -> content instanceof Content.TimeOfDay read ? Optional.of(read.value()) : Optional.empty());
        Optional<LocalDate> date = content(values, RegisterIds.DATE).flatMap(
                content -> content instanceof Content.Date read ? Optional.of(read.value()) : Optional.empty());
        return date.map(day -> new LoggerRow(logId, day.atTime(clock.orElseGet(() -> LocalTime.MIDNIGHT)), 0, values));
    }

    private static Optional<Content> content(Map<Integer, RegisterValue> row, int id) {
        return Optional.ofNullable(row.get(id)).map(RegisterValue::content);
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
        return at(at, zone).toInstant();
    }

    private ZonedDateTime at(LocalDateTime time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        return dstMinutes > 0 ? local.withEarlierOffsetAtOverlap() : local.withLaterOffsetAtOverlap();
    }

    /**
     * The end of a period at which the meter has written the row.
     *
     * @param logger days, months and years end at midnight, hours at a full hour; the meter sets the day of the month
     *            or of the year
     * @param zone where the meter hangs
     * @return empty if the row was written at another time, for example after a failure of the meter's supply
     */
    Optional<ZonedDateTime> boundary(MeterLogger logger, ZoneId zone) {
        LocalDateTime boundary = at.plus(OFF_BOUNDARY)
                .truncatedTo(logger == MeterLogger.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS);
        return Duration.between(boundary, at).abs().compareTo(OFF_BOUNDARY) > 0 ? Optional.empty()
                : Optional.of(at(boundary, zone));
    }
}
