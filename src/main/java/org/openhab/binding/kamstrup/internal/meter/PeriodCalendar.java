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

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * When periods begin.
 *
 * @param zone in which a day begins
 * @param billing when the supplier's billing periods begin
 * @param season when it is heated
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record PeriodCalendar(ZoneId zone, BillingPeriod billing, HeatingSeason season) {

    /** Makes a calendar whose billing period is the year, with a heating season from October to April. */
    public PeriodCalendar(ZoneId zone) {
        this(zone, BillingPeriod.YEAR, HeatingSeason.OCTOBER_TO_APRIL);
    }

    /** @return the day in which a moment is */
    LocalDate day(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    /** @return the first day of the period in which a moment is */
    LocalDate firstDay(Period period, Instant moment) {
        LocalDate day = day(moment);
        return switch (period) {
            case DAY -> day;
            case MONTH -> day.with(TemporalAdjusters.firstDayOfMonth());
            case YEAR -> day.with(TemporalAdjusters.firstDayOfYear());
            case BILLING -> billing.firstDay(day);
        };
    }

    /** @return the beginning of the period in which a moment is */
    Instant beginning(Period period, Instant moment) {
        return start(firstDay(period, moment));
    }

    /** @return the beginning of a day */
    Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
