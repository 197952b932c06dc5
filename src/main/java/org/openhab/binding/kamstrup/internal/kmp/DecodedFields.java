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
package org.openhab.binding.kamstrup.internal.kmp;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a message says, as names and values in their order, for people and tools. A value is a text, a whole number, a
 * truth value, more facts, or a list of such.
 *
 * @param entries names and values
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record DecodedFields(Map<String, Object> entries) {

    /** @return no facts */
    static DecodedFields none() {
        return new DecodedFields(Map.of());
    }

    /** @return one fact */
    static DecodedFields of(String name, Object value) {
        return none().and(name, value);
    }

    /** @return these facts and one more */
    DecodedFields and(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(entries);
        more.put(name, value);
        return new DecodedFields(more);
    }

    /** @return these facts and others */
    DecodedFields and(DecodedFields others) {
        Map<String, Object> more = new LinkedHashMap<>(entries);
        more.putAll(others.entries);
        return new DecodedFields(more);
    }

    /** @return a byte as two hexadecimal digits */
    static String hex(int byteValue) {
        return String.format(Locale.ROOT, "%02X", byteValue);
    }

    /** @return registers of which only the ids are known */
    static List<DecodedFields> ofIds(Collection<Integer> ids) {
        return ids.stream().map(id -> of("id", id)).toList();
    }

    /** @return registers with their values */
    static List<DecodedFields> ofValues(Collection<RegisterValue> values) {
        return values.stream().map(RegisterValue::facts).toList();
    }
}
