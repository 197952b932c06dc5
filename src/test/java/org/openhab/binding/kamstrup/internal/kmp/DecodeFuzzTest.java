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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Timeout;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonObject;

/**
 * The decoder of recorded bytes with any text and any bytes.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Timeout(10)
class DecodeFuzzTest {

    private static final Set<String> NAMES = Set.of("frames", "rejected", "noise");
    /** The longest output for one byte or character, an impossible date of many zeros. */
    private static final int LONGEST_FIELD = 400;
    private static final HexFormat AS_IN_C = HexFormat.of().withPrefix("0x").withSuffix(",");

    /** The input is a text in UTF-8, or 16 bits for each character, whatever these are, behind a byte order mark. */
    @FuzzTest
    void text(byte[] input) {
        boolean wide = input.length >= 2 && input[0] == (byte) 0xFE && input[1] == (byte) 0xFF;
        String text = wide ? ByteBuffer.wrap(input).asCharBuffer().toString()
                : new String(input, StandardCharsets.UTF_8);
        JsonObject fields = assertOneLine(Decode.json(text), text.length());
        assertTrue(fields.keySet().containsAll(NAMES));
        assertEquals(fields, assertOneLine(Decode.json(" " + text + "\r"), text.length()), "blanks are nothing");
    }

    @FuzzTest
    void bytes(byte[] input) {
        String json = Decode.json(ByteString.copyOf(input));
        assertEquals(NAMES, assertOneLine(json, input.length).keySet());
        assertEquals(json, Decode.json(HexFormat.of().formatHex(input)), "digits without blanks");
        assertEquals(json, Decode.json(AS_IN_C.formatHex(input)), "as a program has them");
    }

    private static JsonObject assertOneLine(String json, int length) {
        assertEquals(1, json.lines().count());
        assertEquals(json, new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        assertTrue(json.length() <= LONGEST_FIELD * (1 + length), () -> json.length() + " characters");
        return StrictJson.parse(json).getAsJsonObject();
    }
}
