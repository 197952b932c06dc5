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
package org.openhab.binding.kamstrup.internal.simulator;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A time after which what a meter remembers begins anew.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Period {
    HOUR(5, ChronoUnit.HOURS, time -> time.truncatedTo(ChronoUnit.HOURS)),
    DAY(4, ChronoUnit.DAYS, time -> time.truncatedTo(ChronoUnit.DAYS)),
    MONTH(3, ChronoUnit.MONTHS, time -> time.with(LocalTime.MIDNIGHT).withDayOfMonth(1)),
    YEAR(2, ChronoUnit.YEARS, time -> time.with(LocalTime.MIDNIGHT).withDayOfYear(1));

    private final int logger;
    private final ChronoUnit unit;
    private final UnaryOperator<LocalDateTime> beginning;

    Period(int logger, ChronoUnit unit, UnaryOperator<LocalDateTime> beginning) {
        this.logger = logger;
        this.unit = unit;
        this.beginning = beginning;
    }

    /** The number of the logger with a row for each of its ends. */
    int logger() {
        return logger;
    }

    ChronoUnit unit() {
        return unit;
    }

    LocalDateTime beginning(LocalDateTime time) {
        return beginning.apply(time);
    }

    /** How much of it is over at a time. */
    long secondsUntil(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) - beginning(time).toEpochSecond(ZoneOffset.UTC);
    }
}
