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

import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Everything that is known of a meter. Immutable; each reading makes a new one ({@link ReadingProcessor}).
 *
 * @param profile identity and registers; stored
 * @param counters the last accepted value of each counter, by register; stored
 * @param consumption of the day, the month, the year and the billing period; stored
 * @param info the info code; stored
 * @param pending the values that wait for a second reading, by register
 * @param lastImplausible the latest implausible value and what became of it
 * @param rejectedValues how many values were rejected
 * @param power calculates power from flow and temperatures
 * @param flow the smallest flow of the last 24 hours; stored
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeterState(MeterProfile profile, Map<Integer, TimedValue> counters, Consumption consumption,
        InfoState info, Map<Integer, Plausibility.Pending> pending, Optional<PlausibilityResult> lastImplausible,
        int rejectedValues, CalculatedPower power, FlowMinimum flow) {

    /** Copies the maps. */
    public MeterState {
        counters = Map.copyOf(counters);
        pending = Map.copyOf(pending);
    }

    /** The state that was stored before a restart. */
    public MeterState(MeterProfile profile, Map<Integer, TimedValue> counters, Consumption consumption,
            InfoState info) {
        this(profile, counters, consumption, info, Map.of(), Optional.empty(), 0,
                CalculatedPower.none().with(profile.firstReading()), FlowMinimum.none());
    }

    /** @return the state of a meter after its first identification */
    public static MeterState of(MeterProfile profile) {
        return new MeterState(profile, Map.of(), Consumption.none(), InfoState.none());
    }

    /**
     * The state of a meter that replaces another one.
     *
     * @param profile of the new meter
     * @param before the state of the old one; its consumption counts too
     */
    public static MeterState of(MeterProfile profile, Optional<MeterState> before) {
        return of(profile)
                .with(before.map(MeterState::consumption).map(Consumption::ofNextMeter).orElseGet(Consumption::none));
    }

    /** @return the state after the same meter was asked for all its registers again */
    public MeterState with(MeterProfile newProfile) {
        return new MeterState(newProfile, counters, consumption, info, pending, lastImplausible, rejectedValues,
                power.with(newProfile.firstReading()), flow);
    }

    /** @return the same with another consumption */
    public MeterState with(Consumption newConsumption) {
        return new MeterState(profile, counters, newConsumption, info, pending, lastImplausible, rejectedValues, power,
                flow);
    }

    /** @return the same with another smallest flow */
    public MeterState with(FlowMinimum newFlow) {
        return new MeterState(profile, counters, consumption, info, pending, lastImplausible, rejectedValues, power,
                newFlow);
    }
}
