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

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.IsoFields;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * When the supplier's billing periods begin.
 *
 * @param start the day of each year; 29 February is 28 February in other years; empty for the quarters of the year
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record BillingPeriod(Optional<MonthDay> start) {

    /** The calendar year. */
    public static final BillingPeriod YEAR = new BillingPeriod(Optional.of(MonthDay.of(1, 1)));
    private static final String QUARTER = "quarter";
    private static final int MONTHS_OF_YEAR = 12;
    private static final int MONTHS_OF_QUARTER = 3;

    /**
     * Reads a configuration.
     *
     * @param text <code>quarter</code>, a day of each year such as <code>07-01</code>, or the first day of one of the
     *            periods such as <code>2026-03-15</code>: the others begin on the same day of the years before and
     *            after it
     * @return empty if it is none of them, or a day that does not exist
     */
    public static Optional<BillingPeriod> parse(String text) {
        if (QUARTER.equalsIgnoreCase(text)) {
            return Optional.of(new BillingPeriod(Optional.empty()));
        }
        try {
            return Optional.of(new BillingPeriod(Optional
                    .of(text.length() > 5 ? MonthDay.from(LocalDate.parse(text)) : MonthDay.parse("--" + text))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @return the first day of the period in which a day is */
    LocalDate firstDay(LocalDate day) {
        return start.map(each -> latest(each, day)).orElseGet(() -> day.with(IsoFields.DAY_OF_QUARTER, 1));
    }

    /** @return its length in months */
    int months() {
        return start.isPresent() ? MONTHS_OF_YEAR : MONTHS_OF_QUARTER;
    }

    /** @return the latest one of a day of each year, not after another day */
    static LocalDate latest(MonthDay each, LocalDate day) {
        LocalDate sameYear = each.atYear(day.getYear());
        return sameYear.isAfter(day) ? each.atYear(day.getYear() - 1) : sameYear;
    }
}
