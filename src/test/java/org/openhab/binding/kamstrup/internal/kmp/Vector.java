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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * An example of bytes and what they mean, from kmp/vectors.jsonl. Its lines name their sources.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Vector(JsonObject json) {

    static List<Vector> all() {
        return lines("/kmp/vectors.jsonl").map(Vector::new).toList();
    }

    static Stream<JsonObject> lines(String file) {
        try (InputStream input = Vector.class.getResourceAsStream(file)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) {
        return json.get(name).getAsString();
    }

    boolean is(String name, String value) {
        return value.equals(text(name));
    }

    @Nullable
    String malformed() {
        return json.get("malformed").isJsonNull() ? null : text("malformed");
    }

    JsonObject expected() {
        return json.getAsJsonObject("expected");
    }

    @Override
    public String toString() {
        return text("id");
    }
}
