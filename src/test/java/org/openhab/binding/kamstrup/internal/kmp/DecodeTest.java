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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The decoder of recorded bytes, with its exact output.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DecodeTest {

    private static final String EMPTY = "{\"frames\":[],\"rejected\":[],\"noise\":\"\"}";
    private static final String TEMPERATURE = "{\"frames\":[{\"direction\":\"response\",\"address\":\"3F\","
            + "\"command\":\"10\",\"registers\":[{\"id\":86,\"unit\":\"°C\",\"value\":\"53.65\"}]}],"
            + "\"rejected\":[],\"noise\":\"\"}";
    private static final int MAX_LINE = 64 * 1024;
    /** An answer with two bare stops inside, as a concentrator keeps it. */
    private static final String COPY = "40 3F 10 00 44 28 04 42 00 02 0D 0D 7E DF 0D";

    private static List<String> decode(String input) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream output = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            Decode.decode(new StringReader(input), output);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "40 3F 10 00 56 25 02 42 14 F5 69 DC 0D", "403f10005625024214f569dc0d",
            "0x40, 0x3F, 0x10, 0x00, 0x56, 0x25, 0x02, 0x42, 0x14, 0xF5, 0x69, 0xDC, 0x0D",
            "\\x40\\x3f\\x10\\x00\\x56\\x25\\x02\\x42\\x14\\xf5\\x69\\xdc\\x0d", "0X400X3F10005625024214F569DC0D",
            "[40:3F:10:00:56:25:02:42:14:F5:69:DC:0D]", "40-3F-10-00-56-25-02-42-14-F5-69-DC-0D",
            "{40;3F|10 00}(56 25 02)<42 14 F5>'69' \"DC\"\t0D\r", "\uFEFF40 3F 10 00 56 25 02 42 14 F5 69 DC 0D" })
    void readsBytesInCommonNotations(String line) throws IOException {
        assertEquals(List.of(TEMPERATURE), decode(line));
    }

    @Test
    void listsIgnoredWords() throws IOException {
        assertEquals(List.of("{\"frames\":[{\"direction\":\"response\",\"ack\":true}],\"rejected\":[],\"noise\":\"\","
                + "\"ignored\":[\"RX\",\"0\",\"Zähler\\\\\"]}"), decode("RX: 06 0 Zähler\\"));
    }

    @Test
    void printsOneObjectPerLine() throws IOException {
        assertEquals(List.of(EMPTY, EMPTY, "{\"frames\":[],\"rejected\":[],\"noise\":\"00\"}"), decode("\n \r\n00"));
        assertEquals(List.of(), decode(""));
    }

    @Test
    void rejectsFrameWithMalformedContent() throws IOException {
        String wire = new Frame(Direction.RESPONSE, 0x3F, 0x02, ByteString.of(1, 2, 3)).toWire().toString();
        JsonObject actual = JsonParser.parseString(decode(wire).get(0)).getAsJsonObject();
        JsonObject rejected = actual.getAsJsonArray("rejected").get(0).getAsJsonObject();
        assertTrue(actual.getAsJsonArray("frames").isEmpty());
        assertEquals("malformed", rejected.get("reason").getAsString());
        assertEquals(wire, rejected.get("hex").getAsString());
    }

    @Test
    void printsCodeOfUnknownUnit() throws IOException {
        String wire = new Frame(Direction.RESPONSE, 0x3F, 0x10, ByteString.fromHex("00 3C 5D 01 00 05")).toWire()
                .toString();
        assertTrue(decode(wire).get(0).contains("{\"id\":60,\"unit\":\"unit 93\",\"value\":\"5\"}"));
    }

    @Test
    void findsUnstuffedCopiesAmongNoise() throws IOException {
        String copy = "{\"reason\":\"unstuffed\",\"hex\":\"" + COPY + "\"}";
        assertEquals(List.of("{\"frames\":[],\"rejected\":[" + copy + "," + copy + "],\"noise\":\"0F 00\"}"),
                decode(COPY + " 0F " + COPY + " 00"));
    }

    @Test
    void decodesFrameAfterUnstuffedCopy() throws IOException {
        JsonObject actual = JsonParser.parseString(decode(COPY + " 40 3F 10 07 9A 0D").get(0)).getAsJsonObject();
        assertEquals(1, actual.getAsJsonArray("rejected").size());
        assertEquals(1, actual.getAsJsonArray("frames").size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "00", "0x00", "40", "\\x1B" })
    void readsLineOfMaximumLength(String piece) throws IOException {
        String line = piece.repeat(MAX_LINE / piece.length());
        List<String> printed = decode(line + "\n06");
        assertEquals(2, printed.size());
        JsonObject actual = JsonParser.parseString(printed.get(0)).getAsJsonObject();
        assertEquals(null, actual.get("error"));
        assertEquals(null, actual.get("ignored"));
    }

    @Test
    void cutsLongerLineAndReadsNextLine() throws IOException {
        List<String> printed = decode("00".repeat(MAX_LINE) + "\n06");
        JsonObject actual = JsonParser.parseString(printed.get(0)).getAsJsonObject();
        assertEquals("only the first 65536 characters were read", actual.get("error").getAsString());
        assertEquals(MAX_LINE / 2 * 3 - 1, actual.get("noise").getAsString().length());
        assertEquals("{\"frames\":[{\"direction\":\"response\",\"ack\":true}],\"rejected\":[],\"noise\":\"\"}",
                printed.get(1));
    }

    @Test
    void answersRandomTextInJson() throws IOException {
        assertRandomTextIsAnsweredInJson(1_000);
    }

    @Test
    @Tag("slow")
    void answersManyRandomTextsInJson() throws IOException {
        assertRandomTextIsAnsweredInJson(20_000);
    }

    private static void assertRandomTextIsAnsweredInJson(int texts) throws IOException {
        Random random = new Random(20260901L);
        for (int i = 0; i < texts; i++) {
            StringBuilder line = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                char character = random.nextInt(8) == 0 ? (char) random.nextInt(0x10000)
                        : "0123456789abcdefx\\ \t\"".charAt(random.nextInt(21));
                line.append(character == '\n' ? ' ' : character);
            }
            List<String> printed = decode(line + "\n");
            JsonObject actual = JsonParser.parseString(String.join("\n", printed)).getAsJsonObject();
            assertTrue(actual.has("frames") && actual.has("rejected") && actual.has("noise"), line.toString());
        }
    }
}
