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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HeatingSeasonTest {

    @Test
    void isFromOctoberToAprilByDefault() {
        assertEquals(Optional.of(HeatingSeason.OCTOBER_TO_APRIL), HeatingSeason.parse("10-01/04-30"));
    }

    @ParameterizedTest
    @CsvSource({ "10-01/04-30, 2026-09-30, 2025-10-01, false", "10-01/04-30, 2026-10-01, 2026-10-01, true",
            "10-01/04-30, 2027-04-30, 2026-10-01, true", "10-01/04-30, 2027-05-01, 2026-10-01, false",
            "07-01/06-30, 2026-06-30, 2025-07-01, true", "12-01 / 02-29, 2026-02-28, 2025-12-01, true",
            "12-01/02-29, 2028-02-29, 2027-12-01, true", "01-01/12-31, 2026-12-31, 2026-01-01, true",
            "03-15/03-15, 2026-03-16, 2026-03-15, false" })
    void isOfItsDays(String text, LocalDate day, LocalDate begin, boolean isIn) {
        HeatingSeason season = HeatingSeason.parse(text).orElseThrow();
        assertEquals(begin, season.begin(day));
        assertEquals(isIn, season.isIn(begin, day));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "10-01", "10-04", "10-01/", "/04-30", "10-01/02-30", "10-32/04-30",
            "10-01/04-30/05-01", "2026-10-01/2027-04-30" })
    void hasTwoExistingDays(String text) {
        assertEquals(Optional.empty(), HeatingSeason.parse(text));
    }
}
