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

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * Values and readings for tests.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class TestValues {

    private TestValues() {
    }

    static RegisterValue value(int id, Unit unit, String number) {
        return RegisterValue.of(id, unit, new BigDecimal(number), 8);
    }

    /** A value without bytes. */
    static RegisterValue emptyValue(int id, Unit unit) {
        return new RegisterValue(id, unit.code(), 0, ByteString.EMPTY);
    }

    static Reading reading(RegisterValue... values) {
        List<RegisterValue> all = List.of(values);
        return Reading.none().and(all.stream().map(RegisterValue::id).toList(), all);
    }

    static Register register(int id) {
        return RegisterCatalogue.HEAT.find(id).orElseThrow();
    }

    /** A meter with registers and any identity. */
    static MeterProfile profile(RegisterValue... values) {
        return new MeterProfile(0xF000, new SoftwareRevision(1, 1), 12345678, reading(values).values());
    }

    static Set<Integer> ids(RegisterValue... values) {
        return reading(values).values().keySet();
    }
}
