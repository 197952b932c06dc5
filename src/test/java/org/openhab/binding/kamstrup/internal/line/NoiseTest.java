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
package org.openhab.binding.kamstrup.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The short form of {@link NoiseSimulation}: no wrong value gets through, and asking again helps.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NoiseTest {

    @ParameterizedTest
    @CsvSource({ "1e-5, 100", "1e-4, 99", "1e-3, 45", "1e-2, 0" })
    void noWrongValueGetsThrough(double rate, int leastPercent) throws IOException {
        assertNoWrongValue(rate, leastPercent, 250);
    }

    @ParameterizedTest
    @CsvSource({ "1e-5, 100", "1e-4, 99", "1e-3, 45", "1e-2, 0" })
    @Tag("slow")
    void noWrongValueInThousandsOfReadings(double rate, int leastPercent) throws IOException {
        assertNoWrongValue(rate, leastPercent, 5000);
    }

    /** @param leastPercent the smallest accepted share of good readings */
    private static void assertNoWrongValue(double rate, int leastPercent, int readings) throws IOException {
        NoiseSimulation.Result result = NoiseSimulation.overBitErrors(rate, readings, 601);
        assertEquals(0, result.wrong, result::toString);
        assertTrue(result.good * 100 >= (long) leastPercent * readings, result::toString);
        // something was damaged, or this has shown nothing
        assertTrue(result.goodAttempts < result.attempts, result::toString);
    }
}
