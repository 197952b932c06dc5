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
package org.openhab.binding.kamstrup.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * An example of bytes and what they mean, from text/vectors.jsonl.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record TextVector(JsonObject json) {

    static List<TextVector> all() {
        try (InputStream input = TextVector.class.getResourceAsStream("/text/vectors.jsonl")) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> new TextVector(JsonParser.parseString(line).getAsJsonObject())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TextVector of(String id) {
        return all().stream().filter(vector -> vector.text("id").equals(id)).findFirst().orElseThrow();
    }

    String text(String name) {
        return json.get(name).getAsString();
    }

    boolean isRequest() {
        return "request".equals(text("direction"));
    }

    /** The bytes of a port with seven data bits. */
    ByteString stripped() {
        return ByteString.fromHex(text("hex"));
    }

    /** The bytes of a port with eight data bits. */
    ByteString withParity() {
        return ByteString.fromHex(text("hex_8n1"));
    }

    @Override
    public String toString() {
        return text("id");
    }
}
