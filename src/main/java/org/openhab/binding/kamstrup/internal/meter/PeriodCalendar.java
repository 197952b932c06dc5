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
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.stream.Stream;

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
            case RECORDED -> LocalDate.EPOCH;
        };
    }

    /** @return the beginning of the period in which a moment is */
    Instant beginning(Period period, Instant moment) {
        return start(firstDay(period, moment));
    }

    /** @return the beginning of the period before the one in which a moment is */
    Instant beginningBefore(Period period, Instant moment) {
        return beginning(period, start(firstDay(period, moment).minusDays(1)));
    }

    /**
     * The same time in the period before.
     *
     * @return the moment a day, a month, a year or the length of the billing period before, but within that period; 28
     *         February for 29, 30 and 31 March
     */
    Instant sameTimeBefore(Period period, Instant moment) {
        ZonedDateTime now = moment.atZone(zone);
        Instant same = (period == Period.DAY ? now.minusDays(1) : now.minusMonths(months(period))).toInstant();
        Instant begun = beginningBefore(period, moment);
        return Stream.of(same, beginning(period, moment)).min(Comparator.naturalOrder()).filter(begun::isBefore)
                .orElseGet(() -> begun);
    }

    private int months(Period period) {
        return period == Period.MONTH ? 1 : period == Period.BILLING ? billing.months() : BillingPeriod.YEAR.months();
    }

    /** @return the beginning of a day */
    Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
