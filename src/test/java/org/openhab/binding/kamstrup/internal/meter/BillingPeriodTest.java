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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BillingPeriodTest {

    @ParameterizedTest
    @CsvSource({ "01-01, 2026-12-31, 2026-01-01", "01-01, 2026-01-01, 2026-01-01", "07-01, 2026-06-30, 2025-07-01",
            "07-01, 2026-07-01, 2026-07-01", "12-31, 2026-12-30, 2025-12-31", "quarter, 2026-03-31, 2026-01-01",
            "quarter, 2026-04-01, 2026-04-01", "QUARTER, 2026-12-31, 2026-10-01",
            // the years before and after a date
            "2026-03-15, 2026-03-14, 2025-03-15", "2026-03-15, 2026-03-15, 2026-03-15",
            "2026-03-15, 2028-03-14, 2027-03-15", "2030-03-15, 2026-11-29, 2026-03-15",
            // 29 February
            "02-29, 2027-02-27, 2026-02-28", "02-29, 2027-02-28, 2027-02-28", "02-29, 2028-02-28, 2027-02-28",
            "02-29, 2028-02-29, 2028-02-29", "2024-02-29, 2026-11-29, 2026-02-28" })
    void beginsOnItsDay(String text, LocalDate day, LocalDate first) {
        assertEquals(Optional.of(first), BillingPeriod.parse(text).map(period -> period.firstDay(day)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "02-30", "2026-02-30", "2026-02-29", "13-01", "00-01", "04-31", "7-1", "07-01 ",
            "0701", "07/01", "quarters", "2026", "2026-07", "26-07-01", "2026-07-01T00:00", "--07-01" })
    void hasNoOtherBeginnings(String text) {
        assertEquals(Optional.empty(), BillingPeriod.parse(text));
    }
}
