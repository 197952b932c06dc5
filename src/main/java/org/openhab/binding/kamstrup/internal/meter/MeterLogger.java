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

import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The loggers of a 303, 403, 603, 803, 21 or a newer water meter that keep counters by period; in the order in which
 * they are read.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum MeterLogger {
    DAY(4, 1000, ChronoUnit.DAYS),
    MONTH(3, 120, ChronoUnit.MONTHS),
    YEAR(2, 50, ChronoUnit.YEARS),
    HOUR(5, 3000, ChronoUnit.HOURS);

    private final int number;
    private final int maxRows;
    private final ChronoUnit period;

    MeterLogger(int number, int maxRows, ChronoUnit period) {
        this.number = number;
        this.maxRows = maxRows;
        this.period = period;
    }

    /**
     * Finds a logger.
     *
     * @param id day, month, year or hour
     * @return empty if there is none of that name
     */
    public static Optional<MeterLogger> ofId(String id) {
        return Arrays.stream(values()).filter(logger -> logger.id().equals(id)).findAny();
    }

    /** @return the number of the logger in requests */
    public int number() {
        return number;
    }

    /** @return the most rows that are kept, whatever depth a meter tells; a 603 has 460 days and 1400 hours */
    public int maxRows() {
        return maxRows;
    }

    /** @return the time from one row to the next */
    public ChronoUnit period() {
        return period;
    }

    /** @return the name in commands and texts: day, month, year or hour */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
