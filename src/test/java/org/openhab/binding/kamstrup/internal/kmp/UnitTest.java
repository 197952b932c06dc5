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
package org.openhab.binding.kamstrup.internal.kmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * The table of units and its gaps.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class UnitTest {

    /** By their codes from 0 on. */
    private static final List<String> SYMBOLS = List.of("", "Wh", "kWh", "MWh", "GWh", "J", "kJ", "MJ", "GJ", "cal",
            "kcal", "Mcal", "Gcal", "varh", "kvarh", "Mvarh", "Gvarh", "VAh", "kVAh", "MVAh", "GVAh", "W", "kW", "MW",
            "GW", "var", "kvar", "Mvar", "Gvar", "VA", "kVA", "MVA", "GVA", "V", "A", "kV", "kA", "°C", "K", "l", "m³",
            "l/h", "m³/h", "m³×°C", "ton", "ton/h", "h", "hh:mm:ss", "yy:mm:dd", "yyyy:mm:dd", "mm:dd", "number", "bar",
            "RTC", "ASCII", "m³×10", "ton×10", "GJ×10", "minutes", "bit field", "s", "ms", "days", "RTC-Q", "datetime",
            "imp/l", "l/imp", "Hz", "degree", "percent", "US gal", "US gal/min", "KamDateTime", "IPv4", "IPv6");

    private static Optional<String> symbol(int code) {
        return Unit.ofCode(code).map(Unit::symbol);
    }

    @Test
    void findsEveryUnitByCode() {
        for (int code = 0; code < SYMBOLS.size(); code++) {
            assertEquals(Optional.of(SYMBOLS.get(code)), symbol(code), "unit " + code);
        }
        assertEquals(Optional.of("DST date-time"), symbol(79));
        assertEquals(List.of("%RH", "%O2", "m/s", "kJ/kg", "pH", "g/kg"),
                IntStream.rangeClosed(85, 90).mapToObj(code -> symbol(code).orElse("-")).toList());
    }

    @Test
    void findsNoUnitForOtherCodes() {
        IntStream.rangeClosed(0, 255).filter(code -> code >= 75 && code != 79 && (code < 85 || code > 90))
                .forEach(code -> assertEquals(Optional.empty(), symbol(code), "unit " + code));
    }
}
