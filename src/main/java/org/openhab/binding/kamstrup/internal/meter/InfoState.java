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
 * The meaning of an info code.
 *
 * @param conditions the known conditions
 * @param unexplained the part of the info code that no source explains, as a number; empty if there is none
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record InfoState(Set<InfoCondition> conditions, String unexplained) {

    /** Copies the set. */
    public InfoState {
        conditions = Set.copyOf(conditions);
    }

    /** @return the state of a meter that reports no condition */
    public static InfoState none() {
        return new InfoState(Set.of(), "");
    }

    /** @return the conditions that an earlier state does not have, in the order of their declaration */
    public Set<InfoCondition> notIn(InfoState before) {
        Set<InfoCondition> fresh = EnumSet.noneOf(InfoCondition.class);
        fresh.addAll(conditions);
        fresh.removeAll(before.conditions);
        return fresh;
    }

    /** @return whether a condition makes a temperature invalid */
    public boolean invalidates(int temperatureRegister) {
        return conditions.stream()
                .anyMatch(condition -> condition.temperature().filter(id -> id == temperatureRegister).isPresent());
    }
}
