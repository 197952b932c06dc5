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

import java.util.EnumSet;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a meter has to complain about.
 *
 * @param conditions what is known by name
 * @param unexplained what of the info code no source explains, as a number; empty if everything is explained
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record InfoState(Set<InfoCondition> conditions, String unexplained) {

    /** Makes a state. */
    public InfoState {
        conditions = Set.copyOf(conditions);
    }

    /** @return the state of a meter that has nothing to complain about */
    public static InfoState none() {
        return new InfoState(Set.of(), "");
    }

    /** @return what of this was not there before, in the order in which conditions are declared */
    public Set<InfoCondition> notIn(InfoState before) {
        Set<InfoCondition> fresh = EnumSet.noneOf(InfoCondition.class);
        fresh.addAll(conditions);
        fresh.removeAll(before.conditions);
        return fresh;
    }

    /** @return whether a sensor is out of order, so that a temperature cannot be believed */
    public boolean doubts(int temperatureRegister) {
        return conditions.stream()
                .anyMatch(condition -> condition.temperature().filter(id -> id == temperatureRegister).isPresent());
    }
}
