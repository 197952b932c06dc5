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
package org.openhab.binding.kamstrup.internal.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.core.thing.ThingUID;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterExchangeTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:30Z");

    private final MeterExchange exchange = new MeterExchange(new ThingUID("kamstrup:meter:heat"), ZONE);

    private static RegisterValue value(int id, Unit unit, String number) {
        return RegisterValue.of(id, unit, new BigDecimal(number), 4);
    }

    /** A meter after a reading of its registers. */
    private static MeterState meter(long number, Instant at, RegisterValue... registers) {
        Map<Integer, RegisterValue> values = List.of(registers).stream()
                .collect(Collectors.toMap(RegisterValue::id, Function.identity()));
        MeterState before = MeterState.of(new MeterProfile(4, new SoftwareRevision(6, 1), number, values));
        return new ReadingProcessor(Optional.empty(), Optional.empty(), ZONE, Instant.EPOCH)
                .process(before, new Reading(values.keySet(), values), at, true).state();
    }

    @Test
    void reportsLastValuesOfOldMeterAndFirstOnesOfNewMeterOnce() {
        MeterState old = meter(4711, NOW, value(60, Unit.GJ, "216.34"), value(68, Unit.M3, "1208.96"),
                value(86, Unit.CELSIUS, "70.12"));
        MeterState fresh = meter(4712, NOW.plusSeconds(3600), value(60, Unit.MWH, "0.001"), value(68, Unit.M3, "0.02"));
        MeterState identified = MeterState.of(new MeterProfile(4, new SoftwareRevision(6, 1), 4712, Map.of()));
        assertEquals(Map.of(), exchange.follow(Optional.empty(), old));
        assertEquals(Map.of(), exchange.follow(Optional.of(old), old));
        assertEquals(Map.of(), exchange.follow(Optional.of(old), identified));
        assertEquals(
                Map.of("previousMeter", "4711 2026-03-04T13:00 heat-energy 216.34 GJ, volume 1208.96 m³", "firstValues",
                        "4712 2026-03-04T14:00 heat-energy 0.001 MWh, volume 0.02 m³"),
                exchange.follow(Optional.of(identified), fresh));
        assertEquals(Map.of(), exchange.follow(Optional.of(fresh), fresh));
    }

    @Test
    void meterThatWasNeverReadHasItsNumberOnly() {
        MeterState old = MeterState.of(new MeterProfile(4, new SoftwareRevision(6, 1), 4711, Map.of()));
        assertEquals("4711",
                exchange.follow(Optional.of(old), meter(4712, NOW, value(60, Unit.GJ, "1.00"))).get("previousMeter"));
    }
}
