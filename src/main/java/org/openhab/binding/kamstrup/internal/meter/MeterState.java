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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What has to be known of a meter to go on after a restart.
 *
 * @param profile who it is and what it has
 * @param counters what its counters said when they were last believed, by register
 * @param consumption what they were when the periods began, and since
 * @param info what it complained about
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeterState(MeterProfile profile, Map<Integer, TimedValue> counters, Consumption.Memory consumption,
        InfoState info) {

    /** @return what is known of a meter that was only just met */
    public static MeterState of(MeterProfile profile) {
        return new MeterState(profile, Map.of(), Consumption.Memory.none(), InfoState.none());
    }

    /** @return the same with what the meter has found out anew */
    public MeterState with(MeterProfile newProfile) {
        return new MeterState(newProfile, counters, consumption, info);
    }
}
