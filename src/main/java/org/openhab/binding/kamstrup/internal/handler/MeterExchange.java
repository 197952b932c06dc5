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

import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.meter.TimedValue;
import org.openhab.core.thing.ThingUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a meter was exchanged, and reports the last values of the old one and the first ones of the new one: the
 * bill needs both.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterExchange {

    /** The property with the last values of the old meter. */
    static final String PREVIOUS = "previousMeter";
    /** The property with the first values of the new meter. */
    static final String FIRST = "firstValues";

    private static final List<Integer> REGISTERS = List.of(RegisterIds.HEAT_ENERGY, RegisterIds.COOLING_ENERGY,
            RegisterIds.VOLUME, RegisterIds.ACTIVE_ENERGY_IMPORT);

    private final Logger logger = LoggerFactory.getLogger(MeterExchange.class);

    private final ThingUID thing;
    private final ZoneId zone;
    /** The old meter, until the new one has sent a counter. */
    private Optional<MeterState> replaced = Optional.empty();

    /**
     * Makes a report for one thing.
     *
     * @param thing the meter
     * @param zone of the times
     */
    MeterExchange(ThingUID thing, ZoneId zone) {
        this.thing = thing;
        this.zone = zone;
    }

    /**
     * Takes each state of the meter of a thing.
     *
     * @param before the state before; empty if there was none
     * @param now the state
     * @return the properties {@link #PREVIOUS} and {@link #FIRST} when a new meter has sent its first counters, which
     *         is
     *         logged too; else none
     */
    Map<String, String> follow(Optional<MeterState> before, MeterState now) {
        replaced = before.filter(known -> !known.profile().isSameMeterAs(now.profile())).or(() -> replaced);
        if (replaced.isEmpty() || REGISTERS.stream().noneMatch(now.counters()::containsKey)) {
            return Map.of();
        }
        String last = text(replaced.get());
        String first = text(now);
        replaced = Optional.empty();
        logger.info("The meter {} was exchanged. Last values of the old one: {}. First values of the new one: {}",
                thing, last, first);
        return Map.of(PREVIOUS, last, FIRST, first);
    }

    /** The number of a meter, the time of its latest value, and its counters. */
    private String text(MeterState state) {
        String values = REGISTERS.stream().flatMap(id -> value(state, id).stream()).collect(Collectors.joining(", "));
        Optional<Instant> at = REGISTERS.stream().flatMap(id -> Optional.ofNullable(state.counters().get(id)).stream())
                .map(TimedValue::at).max(Comparator.naturalOrder());
        return state.profile().serialNumber() + at
                .map(time -> " " + time.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES) + " " + values)
                .orElseGet(() -> "");
    }

    /** A counter in the unit of the meter. */
    private static Optional<String> value(MeterState state, int id) {
        Optional<Register> register = state.profile().catalogue().find(id);
        Optional<Unit> unit = Optional.ofNullable(state.profile().registers().get(id)).flatMap(value -> value.unit());
        return Optional.ofNullable(state.counters().get(id))
                .flatMap(
                        counter -> register.flatMap(known -> unit.filter(known.kind()::isMeasuredIn)
                                .map(sent -> known.channel() + " " + counter.measure().amount()
                                        .divide(known.kind().factor(sent), MathContext.DECIMAL64).toPlainString() + " "
                                        + sent.symbol())));
    }
}
