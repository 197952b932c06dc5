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

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * A register of the catalogue.
 *
 * @param id 0 to 65535
 * @param group the group of its channel
 * @param channel the id of its channel and of the channel's type
 * @param kind what it measures
 * @param dateRegister for a time of day, the register with the date that it belongs to
 * @param unit the unit of a plain number; empty if several units are possible
 * @param pollClass how often it changes
 * @param everyday whether its channel is shown without "Show advanced"
 * @param rises whether it is a counter that cannot fall
 * @param models the MULTICAL models that have it according to a source
 * @param label its name in English
 * @param description what it is, in English
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Register(int id, String group, String channel, RegisterKind kind, OptionalInt dateRegister,
        Optional<Unit> unit, PollClass pollClass, boolean everyday, boolean rises, Set<String> models, String label,
        String description) {

    private static final Set<Integer> WITHOUT_UNIT = Set.of(Unit.NONE.code(), Unit.NUMBER.code());

    /** @return an answer with the unit of this register if the meter sent a plain number, otherwise as it came */
    public RegisterValue understood(RegisterValue value) {
        return unit.filter(missing -> WITHOUT_UNIT.contains(value.unitCode()))
                .map(missing -> new RegisterValue(value.id(), missing.code(), value.signExponent(), value.mantissa()))
                .orElseGet(() -> value);
    }
}
