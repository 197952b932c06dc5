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
import org.junit.jupiter.api.Tag;
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

    /** A single byte, such as the acknowledgement, proves no notation. */
    private static final int MIN_FRAME = 6;
    private static final Map<String, Function<byte[], String>> NOTATIONS = notations();

    private static Map<String, Function<byte[], String>> notations() {
        Map<String, Function<byte[], String>> notations = new LinkedHashMap<>();
        notations.put("pairs", each(" ", "%02X"));
        notations.put("digits only", each("", "%02x"));
        notations.put("with stops", each(".", "%02x"));
        notations.put("x80 x3f", each(" ", "x%02x"));
        notations.put("x80x3f", each("", "x%02x"));
        notations.put("0x803f", bytes -> "0x" + each("", "%02x").apply(bytes));
        notations.put("$80 $3F", each(" ", "$%02X"));
        notations.put("&H80", each(", ", "&H%02X"));
        notations.put("80h 3Fh", each(" ", "%02Xh"));
        notations.put("\\x80", each("", "\\x%02x"));
        notations.put("\\u0080", each("", "\\u%04x"));
        notations.put("list of Python's hex()", bytes -> "[" + each(", ", "'0x%x'").apply(bytes) + "]");
        notations.put("single digits", each(" ", "%X"));
        notations.put("single digits with commas", each(",", "%x"));
        notations.put("groups of four", bytes -> groups(bytes, 1));
        notations.put("decimal", each(", ", "%d"));
        notations.put("decimal with blanks", each(" ", "%d"));
        notations.put("decimal, three digits", each(" ", "%03d"));
        notations.put("decimal, with the escape of a line end", bytes -> "'" + each(", ", "%d").apply(bytes) + "\\n'");
        notations.put("signed", bytes -> Arrays.toString(bytes));
        notations.put("octal, three digits", each(" ", "%03o"));
        notations.put("binary",
                bytes -> each(bytes, " ", byteValue -> Integer.toBinaryString(byteValue | 0x100).substring(1)));
        notations.put("time and label", bytes -> "12:34:56.789 RX: " + each(" ", "%02X").apply(bytes));
        notations.put("date, level, source", bytes -> "2026-11-28 17:10:16.123 DEBUG (MainThread) [dev.ttyUSB0]"
                + " Received 15 bytes: " + each(" ", "%02x").apply(bytes));
        notations.put("ESPHome", bytes -> "[17:10:16.123][D][uart_debug:114]: <<< " + each(":", "%02X").apply(bytes));
        notations.put(">>>", bytes -> ">>> " + each(" ", "%02X").apply(bytes));
        notations.put("Tasmota", bytes -> "17:10:16.123 MQT: tele/m/RESULT = {\"SSerialReceived\":\""
                + each("", "%02X").apply(bytes) + "\"}");
        notations.put("one byte a line with its time",
                bytes -> IntStream.range(0, bytes.length)
                        .mapToObj(i -> String.format("12:34:56.%03d RX[1]: %02X", i, bytes[i]))
                        .collect(Collectors.joining("\n")));
        notations.put("socat", bytes -> "< 2026/11/28 17:10:16.123456  length=" + bytes.length + " from=0 to="
                + (bytes.length - 1) + "\n " + each(" ", "%02x").apply(bytes));
        notations.put("hexdump -C", bytes -> dump(bytes, "%08x  ", " ", "  |%s|", 1));
        notations.put("xxd", bytes -> dump(bytes, "%08x: ", " ", "  %s", 2));
        notations.put("offset of four digits", bytes -> dump(bytes, "%04x   ", " ", "   %s", 1));
        notations.put("offset with a colon", bytes -> dump(bytes, "%04X: ", " ", "", 1));
        notations.put("hexdump", bytes -> swapped(bytes));
        notations.put("C array", bytes -> "uint8_t b[] = {" + each(", ", "0x%02X").apply(bytes) + "};");
        notations.put("C array of single digits, with comments", bytes -> "const byte b[" + bytes.length + "] = { "
                + each(", /* 80 */\n  ", "0x%X").apply(bytes) + " }; // 64 bytes");
        notations.put("C string", bytes -> "char b[] = \"" + each("", "\\x%02x").apply(bytes) + "\";");
        notations.put("C string, octal", bytes -> "\"" + each("", "\\%03o").apply(bytes) + "\"");
        notations.put("strace", bytes -> "read(3, \"" + string(bytes, byteValue -> String.format("\\%03o", byteValue))
                + "\", 512) = " + bytes.length);
        notations.put("Python", bytes -> "b'" + string(bytes, byteValue -> String.format("\\x%02x", byteValue)) + "'");
        notations.put("Python in a log", bytes -> "12:34:56 INFO serial: got b'"
                + string(bytes, byteValue -> String.format("\\x%02x", byteValue)) + "'");
        notations.put("Python without quotes",
                bytes -> string(bytes, byteValue -> String.format("\\x%02x", byteValue)));
        notations.put("JSON",
                bytes -> "{\"data\":\"" + string(bytes, byteValue -> String.format("\\u%04x", byteValue)) + "\"}");
        notations.put("JSON in a string", bytes -> "\"{\\\"data\\\":\\\""
                + string(bytes, byteValue -> String.format("\\\\u%04x", byteValue)) + "\\\"}\"");
        notations.put("percent", each("", "%%%02X"));
        notations.put("percent where needed", bytes -> string(bytes, byteValue -> String.format("%%%02X", byteValue)));
        return notations;
    }

    private static Function<byte[], String> each(String delimiter, String format) {
        return bytes -> each(bytes, delimiter, byteValue -> String.format(Locale.ROOT, format, byteValue));
    }

    private static String each(byte[] bytes, String delimiter, IntFunction<String> writer) {
        return IntStream.range(0, bytes.length).mapToObj(i -> writer.apply(bytes[i] & 0xFF))
                .collect(Collectors.joining(delimiter));
    }

    /** Letters and digits as they are, where an escape before them does not go on; the rest as escapes. */
    private static String string(byte[] bytes, IntFunction<String> escape) {
        return each(bytes, "",
                byteValue -> byteValue >= '0' && byteValue <= 'z' && byteValue != '\\' && byteValue != '`'
                        ? String.valueOf((char) byteValue)
                        : byteValue == '\r' && escape.apply(byteValue).startsWith("\\x") ? "\\r"
                                : escape.apply(byteValue));
    }

    private static String groups(byte[] bytes, int blanks) {
        return each(bytes, "", byteValue -> String.format("%02X", byteValue)).replaceAll("(.{4})(?=.)",
                "$1" + " ".repeat(blanks));
    }

    private static String dump(byte[] bytes, String offset, String delimiter, String characters, int group) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 16) {
            byte[] row = Arrays.copyOfRange(bytes, i, Math.min(i + 16, bytes.length));
            String hex = group == 1 ? each(delimiter, "%02x").apply(row) : groups(row, 1).toLowerCase(Locale.ROOT);
            String shown = each(row, "",
                    byteValue -> byteValue >= ' ' && byteValue < 0x7F ? String.valueOf((char) byteValue) : ".");
            rows.add(String.format(offset, i) + hex
                    + (characters.isEmpty() ? "" : " ".repeat(48 - hex.length()) + String.format(characters, shown)));
        }
        return String.join("\n", rows);
    }

    private static String swapped(byte[] bytes) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 16) {
            StringBuilder row = new StringBuilder(String.format("%07x", i));
            for (int j = i; j < Math.min(i + 16, bytes.length); j += 2) {
                row.append(String.format(" %02x%02x", j + 1 < bytes.length ? bytes[j + 1] : 0, bytes[j]));
            }
            rows.add(row.toString());
        }
        rows.add(String.format("%07x", bytes.length));
        return String.join("\n", rows);
    }

    static List<JsonObject> posts() {
        return Vector.lines("/kmp/posted.jsonl").toList();
    }

    private static List<ByteString> rightFrames() {
        Stream<String> vectors = VectorsTest.rightFrames().stream().map(vector -> vector.text("hex"));
        Stream<String> posts = posts().stream().filter(post -> !post.getAsJsonObject("expected").has("rejected"))
                .map(post -> post.get("hex").getAsString()).filter(hex -> hex.matches("(40|80)( ?\\p{XDigit}{2})+"))
                .map(hex -> hex.replace(" ", "").toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1 "));
        return Stream.concat(vectors, posts).map(ByteString::fromHex).filter(bytes -> bytes.size() >= MIN_FRAME)
                .toList();
    }

    static Set<String> names() {
        return NOTATIONS.keySet();
    }

    private static String written(String notation, ByteString bytes) {
        return Stream.of(bytes.toByteArray()).map(NOTATIONS.get(notation)).findFirst().orElseThrow();
    }

    private static JsonObject decode(String text) {
        return JsonParser.parseString(Decode.json(text)).getAsJsonObject();
    }

    @ParameterizedTest
    @MethodSource("names")
    void decodesValidFrameInEachNotation(String notation) {
        for (ByteString frame : rightFrames()) {
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
    void decodesNoFrameFromDamagedFrameInAnyNotation(String notation) {
        // all readings are tried then, so some frames have to do
        for (ByteString frame : rightFrames().subList(0, 15)) {
            byte[] damaged = frame.toByteArray();
            // the address, with which no byte comes about that ends or escapes
            damaged[1] ^= 0x20;
            String text = written(notation, ByteString.copyOf(damaged));
            JsonObject actual = decode(text);
            assertEquals(new JsonArray(), actual.get("frames"), text);
            assertTrue(actual.has("error") || !actual.getAsJsonArray("rejected").isEmpty(), text + ": " + actual);
        }
    }

    @ParameterizedTest
    @MethodSource("posts")
    void decodesPostedText(JsonObject post) {
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
    void reportsUnclearNotation() {
        JsonObject actual = decode("64 63 16 0 68 40 4 67 0 3 53 95 21 53 12");
        assertEquals(new JsonArray(), actual.get("rejected"), "it is not damaged for certain");
        assertTrue(actual.get("error").getAsString().contains("notation is unclear"));
        assertTrue(actual.getAsJsonArray("readings").toString().contains("\"decimal numbers\""), actual.toString());
    }

    @Test
    void rejectsDamagedPairsWithoutDoubtAboutNotation() {
        JsonObject actual = decode("40 3f 10 00 44 28 04 43 00 03 35 5f 15 36 0d");
        assertFalse(actual.has("error"));
        assertEquals("bad-crc", actual.getAsJsonArray("rejected").get(0).getAsJsonObject().get("reason").getAsString());
    }

    @Test
    void rejectsDamagedFrameBesideValidFrameBehindLabels() {
        JsonObject actual = decode("TX: 80 3F 10 01 00 3C B2 5E 0D RX: 40 3F 10 07 9A 0D");
        assertEquals(1, actual.getAsJsonArray("frames").size());
        assertEquals(1, actual.getAsJsonArray("rejected").size());
    }

    @Test
    void decodesTraceOfThisAddOn() {
        String request = "80 3F 10 01 00 3C B2 5F 0D";
        String answer = "40 3F 10 00 44 28 04 43 00 03 35 5F 15 35 0D";
        String trace = "2026-09-01 12:00:00.000 +02:00 attempt 1\n  > " + request + "\n    = "
                + Decode.json(ByteString.fromHex(request)) + "\n  < " + answer + "\n    = "
                + Decode.json(ByteString.fromHex(answer)) + "\n  ! answered after 240 ms";
        JsonObject actual = decode(trace);
        assertEquals(2, actual.getAsJsonArray("frames").size(), actual.toString());
        assertEquals("", actual.get("noise").getAsString());
        assertEquals(new JsonArray(), actual.get("rejected"));
    }

    /** Each of them would take hours if the effort rose with the square of the length. */
    @ParameterizedTest
    @ValueSource(strings = { "40  ", "'\\x40", "\"", "\\", "%40", "[1:", "/*", "x40", "0x", "1:11:11 ", "= ", "4 ",
            "40: ", "40 |", "a" })
    @Tag("slow")
    void readsLongTextInLinearTime(String piece) {
        assertTrue(decode(piece.repeat((1 << 16) / piece.length())).has("frames"));
    }

    @Test
    void decodesHexadecimalDigitsLikeBytes() {
        for (ByteString frame : rightFrames()) {
            assertEquals(Decode.json(frame), Decode.json(HexFormat.of().formatHex(frame.toByteArray())));
        }
    }
}
