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
    HOUR(time -> time.truncatedTo(ChronoUnit.HOURS)),
    DAY(time -> time.truncatedTo(ChronoUnit.DAYS)),
    MONTH(time -> time.with(LocalTime.MIDNIGHT).withDayOfMonth(1)),
    YEAR(time -> time.with(LocalTime.MIDNIGHT).withDayOfYear(1));

    private final UnaryOperator<LocalDateTime> beginning;

    Period(UnaryOperator<LocalDateTime> beginning) {
        this.beginning = beginning;
    }

    LocalDateTime beginning(LocalDateTime time) {
        return beginning.apply(time);
    }

    /** How much of it is over at a time. */
    long secondsUntil(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) - beginning(time).toEpochSecond(ZoneOffset.UTC);
    }
}
