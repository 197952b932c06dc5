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
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openhab.binding.kamstrup.internal.meter.TestValues.register;

import java.math.BigDecimal;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PipeLimitsTest {

    private static Optional<BigDecimal> optional(@Nullable String number) {
        return Optional.ofNullable(number).map(BigDecimal::new);
    }

    /** In l/h and W: water of 180 K more carries 210.6 W for each litre an hour. */
    @ParameterizedTest
    @CsvSource({ "1500, 20000, 3000, 20000", "1500,, 3000, 631800", "600,, 1200, 252720", ", 20000, 2000000, 20000",
            ",, 2000000, 421200000" })
    void calculatesLimitsFromNominalFlow(@Nullable String nominalFlow, @Nullable String maximumPower, BigDecimal flow,
            BigDecimal power) {
        PipeLimits limits = PipeLimits.of(optional(nominalFlow), optional(maximumPower));
        assertEquals(0, flow.compareTo(limits.flow()));
        assertEquals(0, power.compareTo(limits.power()));
    }

    @ParameterizedTest
    @CsvSource({ "74, 3000,", "75, 2000000,", "80, 20000,", "372, 421200000,", "68,, 3000", "69,, 2000000", "72,, 3000",
            "73,, 2000000", "60,, 72000000", "63,, 72000000", "61,, 1516320000000", "97,, 600000", "1004,, 3600",
            "86,,", "99,,", "1003,," })
    void registerHasLimitOfItsKind(int id, @Nullable String highest, @Nullable String perHour) {
        PipeLimits limits = PipeLimits.of(optional("1500"), optional("20000"));
        assertSame(highest, limits.highest(register(id)));
        assertSame(perHour, limits.perHour(register(id)));
    }

    private static void assertSame(@Nullable String expected, Optional<BigDecimal> limit) {
        assertEquals(optional(expected).map(BigDecimal::stripTrailingZeros), limit.map(BigDecimal::stripTrailingZeros));
    }

    @Test
    void eachCounterHasLimit() {
        PipeLimits limits = PipeLimits.of(Optional.empty(), Optional.empty());
        RegisterCatalogue.HEAT.registers().stream().filter(Register::rises).forEach(register -> assertTrue(
                limits.perHour(register).filter(limit -> limit.signum() > 0).isPresent(), register.channel()));
    }
}
