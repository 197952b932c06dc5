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
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The part of the year whose highest daily mean power is shown.
 *
 * @param first its first day; 29 February is 28 February in other years
 * @param last its last day, in the same year or in the next one
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record HeatingSeason(MonthDay first, MonthDay last) {

    /** The heating season of most suppliers. */
    public static final HeatingSeason OCTOBER_TO_APRIL = new HeatingSeason(MonthDay.of(10, 1), MonthDay.of(4, 30));

    /**
     * Reads a configuration.
     *
     * @param text the first and the last day, such as <code>10-01/04-30</code>
     * @return empty if it is something else, or has a day that does not exist
     */
    public static Optional<HeatingSeason> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HeatingSeason(MonthDay.parse("--" + text.substring(0, slash).strip()),
                    MonthDay.parse("--" + text.substring(slash + 1).strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @return the first day of the running season; after its end, of the one that ended last */
    LocalDate begin(LocalDate day) {
        return BillingPeriod.latest(first, day);
    }

    /** @return whether a day is in the season that begins on another day */
    boolean isIn(LocalDate begin, LocalDate day) {
        LocalDate sameYear = last.atYear(begin.getYear());
        LocalDate end = sameYear.isBefore(begin) ? last.atYear(begin.getYear() + 1) : sameYear;
        return !day.isBefore(begin) && !day.isAfter(end);
    }
}
