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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A decoded message as names and values in their order. A value is a text, a whole number, a boolean, more fields, or a
 * list of these.
 *
 * @param entries names and values
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record DecodedFields(Map<String, Object> entries) {

    static final DecodedFields NONE = new DecodedFields(Map.of());

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pattern QUOTED = Pattern.compile("[\"\\\\]");
    /** Half a surrogate pair cannot be written as UTF-8. */
    private static final Pattern CODED = Pattern.compile("[\\x00-\\x1F\\p{Cs}]");

    /** @return one field */
    static DecodedFields of(String name, Object value) {
        return NONE.and(name, value);
    }

    /** @return these fields and one more */
    DecodedFields and(String name, Object value) {
        return and(new DecodedFields(Map.of(name, value)));
    }

    /** @return these fields and others */
    DecodedFields and(DecodedFields others) {
        Map<String, Object> more = new LinkedHashMap<>(entries);
        more.putAll(others.entries);
        return new DecodedFields(more);
    }

    /** @return a byte as two hexadecimal digits */
    static String hex(int value) {
        return HEX.toHexDigits((byte) value);
    }

    /** @return two bytes as four hexadecimal digits */
    static String hexWord(int value) {
        return HEX.toHexDigits((short) value);
    }

    /** @return registers of which only the ids are known */
    static List<DecodedFields> ofIds(Collection<Integer> ids) {
        return ids.stream().map(id -> of("id", id)).toList();
    }

    /** @return registers with their values */
    static List<DecodedFields> ofValues(Collection<RegisterValue> values) {
        return values.stream().map(RegisterValue::fields).toList();
    }

    /** @return the fields as a JSON object on one line; written here because {@link Decode} runs without libraries */
    String toJson() {
        return json(this);
    }

    private static String json(Object value) {
        if (value instanceof DecodedFields fields) {
            return fields.entries.entrySet().stream()
                    .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof Collection<?> values) {
            return values.stream().map(DecodedFields::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
    }

    private static String quoted(String text) {
        String escaped = QUOTED.matcher(text).replaceAll("\\\\$0");
        return '"' + CODED.matcher(escaped).replaceAll(code -> "\\\\u" + HEX.toHexDigits(code.group().charAt(0))) + '"';
    }
}
