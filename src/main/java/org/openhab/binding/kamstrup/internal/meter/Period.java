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

import java.time.LocalDate;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A period whose consumption is counted.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Period {
    DAY(date -> date),
    MONTH(TemporalAdjusters.firstDayOfMonth()),
    YEAR(TemporalAdjusters.firstDayOfYear());

    private final TemporalAdjuster firstDay;

    Period(TemporalAdjuster firstDay) {
        this.firstDay = firstDay;
    }

    /** @return the first day of the period in which a day is */
    public LocalDate firstDay(LocalDate day) {
        return day.with(firstDay);
    }
}
