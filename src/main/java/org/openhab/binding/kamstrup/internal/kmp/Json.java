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
import java.util.Locale;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Writes facts as JSON. The decoder has to run without any library beside it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Json {

    private Json() {
    }

    /** @return a value as JSON on one line */
    static String of(Object value) {
        if (value instanceof DecodedFields facts) {
            return facts.entries().entrySet().stream().map(entry -> text(entry.getKey()) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof Collection<?> values) {
            return values.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        return text(value.toString());
    }

    private static String text(String text) {
        return text.chars().mapToObj(Json::character).collect(Collectors.joining("", "\"", "\""));
    }

    private static String character(int character) {
        if (character == '"' || character == '\\') {
            return "\\" + (char) character;
        }
        return character < ' ' || Character.isSurrogate((char) character)
                ? String.format(Locale.ROOT, "\\u%04x", character)
                : String.valueOf((char) character);
    }
}
