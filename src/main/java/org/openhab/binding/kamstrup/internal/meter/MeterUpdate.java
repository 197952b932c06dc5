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

import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The result of a reading.
 *
 * @param state the state of the meter after the reading
 * @param accepted the plausible values
 * @param refused the registers whose values are wrong for certain
 * @param pending the registers that a second reading has to decide on
 * @param appeared conditions of the info code that have begun
 * @param gone conditions of the info code that have ended
 * @param isComplete whether the meter has answered every request of a reading
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeterUpdate(MeterState state, Reading accepted, Set<Integer> refused, Set<Integer> pending,
        Set<InfoCondition> appeared, Set<InfoCondition> gone, boolean isComplete) {

    /**
     * An update without a value.
     *
     * @param state the state of the meter
     * @param isComplete whether the meter has answered
     */
    public static MeterUpdate of(MeterState state, boolean isComplete) {
        return new MeterUpdate(state, Reading.of(state.profile().catalogue()), Set.of(), Set.of(), Set.of(), Set.of(),
                isComplete);
    }

    /** @return whether the channels of some registers have a new state */
    public boolean hasAll(Set<Integer> registers) {
        return accepted.asked().containsAll(registers);
    }

    /** @return the same with another state */
    public MeterUpdate with(MeterState newState) {
        return new MeterUpdate(newState, accepted, refused, pending, appeared, gone, isComplete);
    }
}
