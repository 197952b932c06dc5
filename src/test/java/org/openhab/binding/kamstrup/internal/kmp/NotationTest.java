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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Every right frame of the files of kmp in every notation in which people post bytes, and the posts themselves.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NotationTest {

    /** A single octet, as the acknowledgement is, proves no notation. */
    private static final int MIN_FRAME = 6;
    private static final Map<String, Function<byte[], String>> NOTATIONS = notations();

    private static Map<String, Function<byte[], String>> notations() {
        Map<String, Function<byte[], String>> notations = new LinkedHashMap<>();
        notations.put("pairs", each(" ", "%02X"));
        notations.put("digits only", each("", "%02x"));
        notations.put("with stops", each(".", "%02x"));
        notations.put("x80 x3f", each(" ", "x%02x"));
        notations.put("x80x3f", each("", "x%02x"));
        notations.put("0x803f", octets -> "0x" + each("", "%02x").apply(octets));
        notations.put("$80 $3F", each(" ", "$%02X"));
        notations.put("&H80", each(", ", "&H%02X"));
        notations.put("80h 3Fh", each(" ", "%02Xh"));
        notations.put("\\x80", each("", "\\x%02x"));
        notations.put("\\u0080", each("", "\\u%04x"));
        notations.put("list of Python's hex()", octets -> "[" + each(", ", "'0x%x'").apply(octets) + "]");
        notations.put("single digits", each(" ", "%X"));
        notations.put("single digits with commas", each(",", "%x"));
        notations.put("groups of four", octets -> groups(octets, 1));
        notations.put("decimal", each(", ", "%d"));
        notations.put("decimal with blanks", each(" ", "%d"));
        notations.put("decimal, three digits", each(" ", "%03d"));
        notations.put("signed", octets -> Arrays.toString(octets));
        notations.put("octal, three digits", each(" ", "%03o"));
        notations.put("binary",
                octets -> each(octets, " ", octet -> Integer.toBinaryString(octet | 0x100).substring(1)));
        notations.put("time and label", octets -> "12:34:56.789 RX: " + each(" ", "%02X").apply(octets));
        notations.put("date, level, source", octets -> "2026-11-28 17:10:16.123 DEBUG (MainThread) [dev.ttyUSB0]"
                + " Received 15 bytes: " + each(" ", "%02x").apply(octets));
        notations.put("ESPHome", octets -> "[17:10:16.123][D][uart_debug:114]: <<< " + each(":", "%02X").apply(octets));
        notations.put(">>>", octets -> ">>> " + each(" ", "%02X").apply(octets));
        notations.put("Tasmota", octets -> "17:10:16.123 MQT: tele/m/RESULT = {\"SSerialReceived\":\""
                + each("", "%02X").apply(octets) + "\"}");
        notations.put("one byte a line with its time",
                octets -> IntStream.range(0, octets.length)
                        .mapToObj(i -> String.format("12:34:56.%03d RX[1]: %02X", i, octets[i]))
                        .collect(Collectors.joining("\n")));
        notations.put("socat", octets -> "< 2026/11/28 17:10:16.123456  length=" + octets.length + " from=0 to="
                + (octets.length - 1) + "\n " + each(" ", "%02x").apply(octets));
        notations.put("hexdump -C", octets -> dump(octets, "%08x  ", " ", "  |%s|", 1));
        notations.put("xxd", octets -> dump(octets, "%08x: ", " ", "  %s", 2));
        notations.put("offset of four digits", octets -> dump(octets, "%04x   ", " ", "   %s", 1));
        notations.put("offset with a colon", octets -> dump(octets, "%04X: ", " ", "", 1));
        notations.put("hexdump", octets -> swapped(octets));
        notations.put("C array", octets -> "uint8_t b[] = {" + each(", ", "0x%02X").apply(octets) + "};");
        notations.put("C array of single digits, with comments", octets -> "const byte b[" + octets.length + "] = { "
                + each(", /* 80 */\n  ", "0x%X").apply(octets) + " }; // 64 bytes");
        notations.put("C string", octets -> "char b[] = \"" + each("", "\\x%02x").apply(octets) + "\";");
        notations.put("C string, octal", octets -> "\"" + each("", "\\%03o").apply(octets) + "\"");
        notations.put("strace", octets -> "read(3, \"" + string(octets, octet -> String.format("\\%03o", octet))
                + "\", 512) = " + octets.length);
        notations.put("Python", octets -> "b'" + string(octets, octet -> String.format("\\x%02x", octet)) + "'");
        notations.put("Python in a log", octets -> "12:34:56 INFO serial: got b'"
                + string(octets, octet -> String.format("\\x%02x", octet)) + "'");
        notations.put("Python without quotes", octets -> string(octets, octet -> String.format("\\x%02x", octet)));
        notations.put("JSON",
                octets -> "{\"data\":\"" + string(octets, octet -> String.format("\\u%04x", octet)) + "\"}");
        notations.put("JSON in a string", octets -> "\"{\\\"data\\\":\\\""
                + string(octets, octet -> String.format("\\\\u%04x", octet)) + "\\\"}\"");
        notations.put("percent", each("", "%%%02X"));
        notations.put("percent where needed", octets -> string(octets, octet -> String.format("%%%02X", octet)));
        return notations;
    }

    private static Function<byte[], String> each(String delimiter, String format) {
        return octets -> each(octets, delimiter, octet -> String.format(Locale.ROOT, format, octet));
    }

    private static String each(byte[] octets, String delimiter, IntFunction<String> writer) {
        return IntStream.range(0, octets.length).mapToObj(i -> writer.apply(octets[i] & 0xFF))
                .collect(Collectors.joining(delimiter));
    }

    /** Letters and digits as they are, where an escape before them does not go on; the rest as escapes. */
    private static String string(byte[] octets, IntFunction<String> escape) {
        return each(octets, "",
                octet -> octet >= '0' && octet <= 'z' && octet != '\\' && octet != '`' ? String.valueOf((char) octet)
                        : octet == '\r' && escape.apply(octet).startsWith("\\x") ? "\\r" : escape.apply(octet));
    }

    private static String groups(byte[] octets, int blanks) {
        return each(octets, "", octet -> String.format("%02X", octet)).replaceAll("(.{4})(?=.)",
                "$1" + " ".repeat(blanks));
    }

    private static String dump(byte[] octets, String offset, String delimiter, String characters, int group) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < octets.length; i += 16) {
            byte[] row = Arrays.copyOfRange(octets, i, Math.min(i + 16, octets.length));
            String hex = group == 1 ? each(delimiter, "%02x").apply(row) : groups(row, 1).toLowerCase(Locale.ROOT);
            String shown = each(row, "", octet -> octet >= ' ' && octet < 0x7F ? String.valueOf((char) octet) : ".");
            rows.add(String.format(offset, i) + hex
                    + (characters.isEmpty() ? "" : " ".repeat(48 - hex.length()) + String.format(characters, shown)));
        }
        return String.join("\n", rows);
    }

    private static String swapped(byte[] octets) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < octets.length; i += 16) {
            StringBuilder row = new StringBuilder(String.format("%07x", i));
            for (int j = i; j < Math.min(i + 16, octets.length); j += 2) {
                row.append(String.format(" %02x%02x", j + 1 < octets.length ? octets[j + 1] : 0, octets[j]));
            }
            rows.add(row.toString());
        }
        rows.add(String.format("%07x", octets.length));
        return String.join("\n", rows);
    }

    static List<JsonObject> posts() {
        return Vector.lines("/kmp/posted.jsonl").toList();
    }

    private static List<Octets> rightFrames() {
        Stream<String> vectors = VectorsTest.rightFrames().stream().map(vector -> vector.text("hex"));
        Stream<String> posts = posts().stream().filter(post -> !post.getAsJsonObject("expected").has("rejected"))
                .map(post -> post.get("hex").getAsString()).filter(hex -> hex.matches("(40|80)( ?\\p{XDigit}{2})+"))
                .map(hex -> hex.replace(" ", "").toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1 "));
        return Stream.concat(vectors, posts).map(Octets::fromHex).filter(octets -> octets.size() >= MIN_FRAME).toList();
    }

    static Set<String> names() {
        return NOTATIONS.keySet();
    }

    private static String written(String notation, Octets octets) {
        return Stream.of(octets.toByteArray()).map(NOTATIONS.get(notation)).findFirst().orElseThrow();
    }

    private static JsonObject decode(String text) {
        return JsonParser.parseString(Decode.json(text)).getAsJsonObject();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aRightFrameIsReadInEachNotation(String notation) {
        for (Octets frame : rightFrames()) {
            String text = written(notation, frame);
            JsonObject actual = decode(text);
            JsonObject expected = JsonParser.parseString(Decode.json(frame)).getAsJsonObject();
            assertEquals(1, expected.getAsJsonArray("frames").size());
            assertEquals(expected.get("frames"), actual.get("frames"), text);
            assertEquals(new JsonArray(), actual.get("rejected"), text);
            // hexdump pads its last word
            assertEquals("hexdump".equals(notation) && frame.size() % 2 == 1 ? "00" : "",
                    actual.get("noise").getAsString(), text);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aDamagedFrameIsNoFrameInAnyNotation(String notation) {
        // all readings are tried then, so some frames have to do
        for (Octets frame : rightFrames().subList(0, 15)) {
            byte[] damaged = frame.toByteArray();
            // the address, with which no octet comes about that ends or escapes
            damaged[1] ^= 0x20;
            String text = written(notation, Octets.copyOf(damaged));
            JsonObject actual = decode(text);
            assertEquals(new JsonArray(), actual.get("frames"), text);
            assertTrue(actual.has("error") || !actual.getAsJsonArray("rejected").isEmpty(), text + ": " + actual);
        }
    }

    @ParameterizedTest
    @MethodSource("posts")
    void aPostIsReadAsItIs(JsonObject post) {
        JsonObject expected = post.getAsJsonObject("expected");
        JsonObject actual = decode(post.get("hex").getAsString());
        assertEquals(expected.has("noise"), !actual.get("noise").getAsString().isEmpty(), actual.toString());
        if (expected.has("rejected")) {
            assertEquals(new JsonArray(), actual.get("frames"), actual.toString());
            assertEquals(expected.get("rejected"),
                    actual.getAsJsonArray("rejected").get(0).getAsJsonObject().get("reason"), actual.toString());
            return;
        }
        assertEquals(new JsonArray(), actual.get("rejected"), actual.toString());
        assertEquals(1, actual.getAsJsonArray("frames").size(), actual.toString());
        JsonObject frame = actual.getAsJsonArray("frames").get(0).getAsJsonObject();
        assertEquals(post.get("direction"), frame.get("direction"));
        if (expected.has("command")) {
            assertEquals(expected.get("command"), frame.get("command"));
            assertEquals(expected.get("data"), frame.get("data"));
            return;
        }
        JsonArray registers = frame.getAsJsonArray("registers");
        List<JsonElement> wanted = expected.has("registers") ? expected.getAsJsonArray("registers").asList()
                : List.of(expected);
        assertEquals(wanted.size(), registers.size());
        for (int i = 0; i < wanted.size(); i++) {
            JsonObject register = registers.get(i).getAsJsonObject();
            if (wanted.get(i).isJsonObject()) {
                JsonObject values = wanted.get(i).getAsJsonObject();
                assertEquals(values.get("id"), register.get("id"));
                assertEquals(values.get("value"), register.get("value"));
            } else {
                assertEquals(wanted.get(i), register.get("id"));
            }
        }
    }

    @Test
    void whatCanBeReadInTwoWaysAndIsRightInNoneIsUnclear() {
        JsonObject actual = decode("64 63 16 0 68 40 4 67 0 3 53 95 21 53 12");
        assertEquals(new JsonArray(), actual.get("rejected"), "it is not damaged for certain");
        assertTrue(actual.get("error").getAsString().contains("notation is unclear"));
        assertTrue(actual.getAsJsonArray("readings").toString().contains("\"decimal numbers\""), actual.toString());
    }

    @Test
    void pairsAreClearThoughTheyAreDamaged() {
        JsonObject actual = decode("40 3f 10 00 44 28 04 43 00 03 35 5f 15 36 0d");
        assertFalse(actual.has("error"));
        assertEquals("bad-crc", actual.getAsJsonArray("rejected").get(0).getAsJsonObject().get("reason").getAsString());
    }

    @Test
    void aDamagedFrameBesideARightOneIsToldBehindALabelToo() {
        JsonObject actual = decode("TX: 80 3F 10 01 00 3C B2 5E 0D RX: 40 3F 10 07 9A 0D");
        assertEquals(1, actual.getAsJsonArray("frames").size());
        assertEquals(1, actual.getAsJsonArray("rejected").size());
    }

    @Test
    void ourOwnTraceIsRead() {
        String request = "80 3F 10 01 00 3C B2 5F 0D";
        String answer = "40 3F 10 00 44 28 04 43 00 03 35 5F 15 35 0D";
        String trace = "2026-09-01 12:00:00.000 +02:00 attempt 1\n  > " + request + "\n    = "
                + Decode.json(Octets.fromHex(request)) + "\n  < " + answer + "\n    = "
                + Decode.json(Octets.fromHex(answer)) + "\n  ! answered after 240 ms";
        JsonObject actual = decode(trace);
        assertEquals(2, actual.getAsJsonArray("frames").size(), actual.toString());
        assertEquals("", actual.get("noise").getAsString());
        assertEquals(new JsonArray(), actual.get("rejected"));
    }

    /** Each of them would take hours if the effort rose with the square of the length. */
    @ParameterizedTest
    @ValueSource(strings = { "40  ", "'\\x40", "\"", "\\", "%40", "[1:", "/*", "x40", "0x", "1:11:11 ", "= ", "4 ",
            "40: ", "40 |", "a" })
    void aLongTextIsReadWhateverItRepeats(String piece) {
        assertTrue(decode(piece.repeat((1 << 16) / piece.length())).has("frames"));
    }

    @Test
    void hexadecimalDigitsAreTheSameAsTheOctets() {
        for (Octets frame : rightFrames()) {
            assertEquals(Decode.json(frame), Decode.json(HexFormat.of().formatHex(frame.toByteArray())));
        }
    }
}
