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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a meter has counted in one hour, day, month or year: the difference of two rows of a logger.
 *
 * @param begin of the period
 * @param end of the period
 * @param first the counters at the beginning
 * @param last the counters at the end
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record LoggedConsumption(ZonedDateTime begin, ZonedDateTime end, LoggerRow first, LoggerRow last) {

    /**
     * The consumption by periods, the oldest one first. A period without a row at its beginning or its end is left out.
     * So are rows that were written inside a period, for example after a failure of the meter's supply.
     *
     * @param logger the logger of the rows
     * @param rows the oldest one first
     * @param zone where the meter hangs
     */
    public static List<LoggedConsumption> of(MeterLogger logger, List<LoggerRow> rows, ZoneId zone) {
        List<LoggerRow> atBoundaries = rows.stream().filter(row -> row.boundary(logger, zone).isPresent()).toList();
        List<LoggedConsumption> found = new ArrayList<>();
        for (int i = 1; i < atBoundaries.size(); i++) {
            LoggerRow first = atBoundaries.get(i - 1);
            LoggerRow last = atBoundaries.get(i);
            first.boundary(logger, zone)
                    .flatMap(begin -> last.boundary(logger, zone).filter(end -> isPeriod(logger.period(), begin, end))
                            .map(end -> new LoggedConsumption(begin, end, first, last)))
                    .ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /** Hours are counted in real time, so that the hours at a change of daylight saving time are right. */
    private static boolean isPeriod(ChronoUnit period, ZonedDateTime begin, ZonedDateTime end) {
        return period == ChronoUnit.HOURS ? end.toInstant().equals(begin.toInstant().plus(1, period))
                : end.toLocalDate().equals(begin.toLocalDate().plus(1, period));
    }

    /** @return whether registers were read at the beginning and at the end */
    public boolean has(Collection<Integer> registers) {
        return registers.stream().allMatch(id -> first.find(id).isPresent() && last.find(id).isPresent());
    }

    /**
     * The consumption by a counter.
     *
     * @param register id of the counter
     * @return in the unit and with the decimals of the last row; empty if the counter is missing in one of the rows or
     *         has fallen
     */
    public Optional<PhysicalQuantity> used(int register) {
        return difference(register).flatMap(counted -> last.find(register).flatMap(counted::used));
    }

    /**
     * The mean flow or return temperature, weighted by volume.
     *
     * @param register the one with the sum of volume times temperature
     * @return empty if a counter is missing or has fallen, or if the volume is too small for a mean to one degree
     */
    public Optional<PhysicalQuantity> meanTemperature(int register) {
        return difference(register, RegisterIds.VOLUME).flatMap(counted -> counted.meanTemperature(register));
    }

    /**
     * The mean of flow temperature less return temperature, weighted by volume.
     *
     * @return empty if a counter is missing or has fallen, or if the volume is too small for a mean to one degree
     */
    public Optional<PhysicalQuantity> meanCooling() {
        return difference(RegisterIds.VOLUME_FLOW_TEMPERATURE, RegisterIds.VOLUME_RETURN_TEMPERATURE,
                RegisterIds.VOLUME).flatMap(CounterDifference::meanCooling);
    }

    /** @return the mean heat power of a day; empty if the heat energy is missing or has fallen */
    Optional<DailyPower> power() {
        return difference(RegisterIds.HEAT_ENERGY).flatMap(counted -> counted.added(RegisterIds.HEAT_ENERGY))
                .map(energy -> new DailyPower(begin.toLocalDate(), energy.amount(),
                        Duration.between(begin, end).toSeconds()));
    }

    private Optional<CounterDifference> difference(Integer... ids) {
        CounterSnapshot before = CounterSnapshot.of(Instant.from(begin), first.values());
        CounterSnapshot after = CounterSnapshot.of(Instant.from(end), last.values());
        return List.of(ids).stream().anyMatch(id -> after.isBelow(before, id)) ? Optional.empty()
                : Optional.of(new CounterDifference(before, after));
    }
}
