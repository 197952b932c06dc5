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

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Every line of kmp/vectors.jsonl: valid frames give exactly the expected values, invalid ones are rejected with the
 * stated reason. The expected values are compared with the output of {@link Decode}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class VectorsTest {

    /** The reasons in the words of the file and in those of the decoder. */
    private static final Map<String, String> REASONS = Map.ofEntries(entry("bad CRC (document erratum)", "bad-crc"),
            entry("bad CRC", "bad-crc"), entry("bad CRC and count/ids mismatch", "bad-crc"),
            entry("fragment", "bad-crc"), entry("garbage (wrong baud/parity on the bridge)", "bad-crc"),
            entry("no data link layer: stuffing example only", "bad-crc"), entry("too short", "too-short"),
            entry("too short / wrong escape", "too-short"), entry("stuffing example only (no CRC)", "too-short"),
            entry("wrong escape", "wrong-escape"), entry("needless escape", "needless-escape"),
            entry("missing stop", "missing-stop"), entry("truncated", "missing-stop"),
            entry("echo + truncated answer", "missing-stop"), entry("unstuffed copy", "unstuffed"),
            entry("unstuffed reserved bytes in the CRC", "unstuffed"),
            entry("malformed application layer", "malformed"));
    /** Names in the file and in the output. */
    private static final Map<String, String> NAMES = Map.ofEntries(entry("dest", "address"), entry("cid", "command"),
            entry("meter_type", "type"), entry("sw", "software"), entry("max_len", "maxLength"), entry("rest", "from"),
            entry("log_id", "logId"), entry("first_log_id", "firstLogId"), entry("last_log_id", "lastLogId"),
            entry("last_returned_rec", "lastReturned"), entry("newest_rec", "newest"), entry("rec_id", "record"),
            entry("values", "registers"), entry("unit_name", "unit"), entry("raw", "value"), entry("datetime", "as"),
            entry("dst_minutes", "dst"), entry("ascii", "value"));
    /** Names in the file that follow from others or belong to a lower layer. */
    private static final List<String> DERIVED = List.of("count", "nregs", "unit", "len", "siex", "note");

    static List<Vector> frames() {
        return Vector.all().stream().filter(vector -> vector.is("form", "wire") || vector.is("form", "unstuffed-copy"))
                .toList();
    }

    static List<Vector> rightFrames() {
        return frames().stream().filter(vector -> vector.malformed() == null).toList();
    }

    static List<Vector> wrongFrames() {
        return frames().stream().filter(vector -> REASONS.containsKey(String.valueOf(vector.malformed())))
                // without a reserved byte inside, a copy without escapes is the frame itself
                .filter(vector -> !vector.is("form", "unstuffed-copy")
                        || !frameOf(vector).toWire().toString().equals(vector.text("hex")))
                .toList();
    }

    static List<Vector> unstuffedCopies() {
        return Vector.all().stream().filter(vector -> vector.is("form", "unstuffed-copy")).toList();
    }

    static List<Vector> values() {
        return Vector.all().stream().filter(vector -> vector.is("form", "fragment") && vector.is("kind", "value"))
                .toList();
    }

    static List<Vector> logFragments() {
        return Vector.all().stream().filter(vector -> vector.is("form", "fragment") && vector.is("kind", "log"))
                .toList();
    }

    private static JsonObject decode(String hex) {
        return JsonParser.parseString(Decode.json(hex)).getAsJsonObject();
    }

    private static Frame frameOf(Vector vector) {
        ByteString body = ByteString.fromHex(vector.text("unstuffed").toUpperCase(Locale.ROOT));
        return new Frame(vector.is("direction", "request") ? Direction.REQUEST : Direction.RESPONSE, body.at(0),
                body.at(1), body.slice(2, body.size() - 2));
    }

    private static JsonObject fields(Frame frame) {
        DecodedFields fields = DecodedFields.of("address", DecodedFields.hex(frame.address()))
                .and("command", DecodedFields.hex(frame.command())).and(Message.of(frame).fields());
        return JsonParser.parseString(fields.toJson()).getAsJsonObject();
    }

    /** Everything that is expected is there, and equal. */
    private static void assertHolds(JsonElement expected, JsonElement actual, String where) {
        if (expected.isJsonArray()) {
            JsonArray expectedItems = expected.getAsJsonArray();
            JsonArray actualItems = actual.getAsJsonArray();
            assertEquals(expectedItems.size(), actualItems.size(), where);
            for (int i = 0; i < expectedItems.size(); i++) {
                assertHolds(expectedItems.get(i), actualItems.get(i), where + "[" + i + "]");
            }
        } else if (expected.isJsonObject()) {
            JsonObject actualFields = actual.getAsJsonObject();
            for (Map.Entry<String, JsonElement> field : expected.getAsJsonObject().entrySet()) {
                if (!DERIVED.contains(field.getKey())) {
                    String name = NAMES.getOrDefault(field.getKey(), field.getKey());
                    JsonElement found = actualFields.get(name);
                    assertNotNull(found, where + "." + name + " of " + actual);
                    assertHolds(field.getValue(), found, where + "." + name);
                }
            }
        } else if (actual.isJsonObject()) {
            // the id of a register
            assertEquals(expected.getAsInt(), actual.getAsJsonObject().get("id").getAsInt(), where);
        } else {
            assertEquals(expected.getAsString().toUpperCase(Locale.ROOT), actual.getAsString().toUpperCase(Locale.ROOT),
                    where);
        }
    }

    @Test
    void testsEveryVector() {
        List<Vector> tested = new ArrayList<>();
        Stream.of(rightFrames(), wrongFrames(), unstuffedCopies(), values(), logFragments()).forEach(tested::addAll);
        List<String> rest = Vector.all().stream().filter(vector -> !tested.contains(vector)).map(Vector::toString)
                .toList();
        // these have tests of their own below
        assertEquals(List.of("golles257-partial", "go-garbage-prefix", "echo-mc21-99", "echo-esphome-003c", "echo-only",
                "noise00-answer"), rest);
        assertTrue(Vector.all().size() >= 111, "vectors: " + Vector.all().size());
    }

    @ParameterizedTest
    @MethodSource("rightFrames")
    void decodesValidFrame(Vector vector) {
        JsonObject actual = decode(vector.text("hex"));
        assertTrue(actual.getAsJsonArray("rejected").isEmpty(), actual.toString());
        assertEquals("", actual.get("noise").getAsString());
        assertEquals(1, actual.getAsJsonArray("frames").size());
        JsonObject frame = actual.getAsJsonArray("frames").get(0).getAsJsonObject();
        assertEquals(vector.text("direction"), frame.get("direction").getAsString());
        JsonObject expected = vector.expected().deepCopy();
        // the head of a logger's configuration is taken apart, which has a test of its own
        expected.remove("config_head");
        assertHolds(expected, frame, vector.toString());
    }

    static List<Vector> electricityFrames() {
        return Vector.lines("/kmp/electricity.jsonl").map(Vector::new).toList();
    }

    /** Made of the formats that real meters have sent, with the values that their owners have read. */
    @ParameterizedTest
    @MethodSource("electricityFrames")
    void decodesFrameOfElectricityMeter(Vector vector) {
        JsonObject frame = decode(vector.text("hex")).getAsJsonArray("frames").get(0).getAsJsonObject();
        assertEquals(vector.text("direction"), frame.get("direction").getAsString());
        JsonObject expected = vector.expected();
        if (expected.has("values")) {
            List<String> values = new ArrayList<>();
            frame.getAsJsonArray("registers")
                    .forEach(register -> values.add((register.getAsJsonObject().get("value").getAsString() + " "
                            + register.getAsJsonObject().get("unit").getAsString()).replace(" number", "")));
            List<String> wanted = new ArrayList<>();
            expected.getAsJsonArray("values").forEach(value -> wanted.add(value.getAsString()));
            assertEquals(wanted, values);
        } else {
            assertHolds(expected, frame, vector.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("rightFrames")
    void encodesDecodedMessageToSameBytes(Vector vector) {
        if (vector.is("kind", "ack")) {
            return;
        }
        Message message = Message.of(frameOf(vector));
        Frame frame = message instanceof Request request ? request.toFrame()
                : message instanceof Response response ? response.toFrame() : frameOf(vector);
        assertEquals(vector.text("hex"), frame.toWire().toString());
    }

    @ParameterizedTest
    @MethodSource("wrongFrames")
    void rejectsInvalidFrameWithReason(Vector vector) {
        JsonObject actual = decode(vector.text("hex"));
        assertTrue(actual.getAsJsonArray("frames").isEmpty(), actual.toString());
        JsonArray rejected = actual.getAsJsonArray("rejected");
        assertEquals(1, rejected.size(), actual.toString());
        assertEquals(REASONS.get(Objects.requireNonNull(vector.malformed())),
                rejected.get(0).getAsJsonObject().get("reason").getAsString());
        assertEquals(vector.text("hex"), rejected.get(0).getAsJsonObject().get("hex").getAsString());
    }

    @ParameterizedTest
    @MethodSource("unstuffedCopies")
    void decodesContentOfUnstuffedCopy(Vector vector) {
        assertHolds(vector.expected(), fields(frameOf(vector)), vector.toString());
    }

    @ParameterizedTest
    @MethodSource("logFragments")
    void decodesApplicationLayerOfLogs(Vector vector) {
        ByteString body = ByteString.fromHex(vector.text("hex"));
        Direction direction = vector.text("id").endsWith("req") ? Direction.REQUEST : Direction.RESPONSE;
        assertHolds(vector.expected(), fields(new Frame(direction, 0x3F, body.at(0), body.slice(1, body.size()))),
                vector.toString());
    }

    @ParameterizedTest
    @MethodSource("values")
    void decodesValue(Vector vector) {
        ByteString bytes = ByteString.fromHex(vector.text("hex"));
        JsonObject expected = vector.expected();
        RegisterValue value;
        if (vector.text("id").matches("frag-(clock|date).*")) {
            Map<String, Unit> units = Map.of("frag-clock", Unit.TIME, "frag-date1", Unit.DATE, "frag-date1-max",
                    Unit.DATE, "frag-date3-max", Unit.YEARLESS_DATE);
            Unit unit = Objects.requireNonNull(units.get(vector.text("id")));
            value = new RegisterValue(1, unit.code(), 0, bytes);
        } else {
            // with or without the unit before length, sign and exponent, mantissa
            boolean withUnit = expected.has("unit");
            ByteString format = withUnit ? bytes : ByteString.join(List.of(ByteString.of(0), bytes));
            assertEquals(format.at(1), format.size() - 3, "length");
            value = new RegisterValue(1, format.at(0), format.at(2), format.slice(3, format.size()));
        }
        JsonObject wanted = expected.deepCopy();
        wanted.remove("id");
        assertHolds(wanted, JsonParser.parseString(value.fields().toJson()), vector.toString());
    }

    @Test
    void decodesPartOfFrameAsNoise() {
        JsonObject actual = decode("02 42 09 DE 00 4A 29 04 00 00 00 01");
        assertEquals("02 42 09 DE 00 4A 29 04 00 00 00 01", actual.get("noise").getAsString());
        assertTrue(actual.getAsJsonArray("frames").isEmpty() && actual.getAsJsonArray("rejected").isEmpty());
    }

    @Test
    void decodesFrameAfterNoise() {
        JsonObject actual = decode("00 FF 12 40 3F 02 00 BC 61 4E B4 83 0D");
        assertEquals("00 FF 12", actual.get("noise").getAsString());
        assertEquals(12345678, actual.getAsJsonArray("frames").get(0).getAsJsonObject().get("serial").getAsLong());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void separatesEchoAndResponseInOneLine(Vector vector) {
        JsonObject actual = decode(vector.text("hex"));
        JsonArray frames = new JsonArray();
        for (JsonElement element : vector.expected().getAsJsonArray("frames")) {
            JsonObject frame = element.getAsJsonObject();
            if (frame.has("noise")) {
                assertEquals(frame.get("noise"), actual.get("noise"));
            } else if (frame.has("truncated")) {
                JsonObject rejected = actual.getAsJsonArray("rejected").get(0).getAsJsonObject();
                assertEquals("missing-stop", rejected.get("reason").getAsString());
                assertEquals(frame.get("hex"), rejected.get("hex"));
                assertEquals("0", actual.getAsJsonArray("ignored").get(0).getAsString(), "half a byte");
            } else {
                JsonObject decoded = frame.getAsJsonObject("decoded").deepCopy();
                decoded.add("direction", frame.get("direction"));
                frames.add(decoded);
            }
        }
        assertHolds(frames, actual.getAsJsonArray("frames"), vector.toString());
    }

    static List<Vector> streams() {
        return Vector.all().stream().filter(vector -> vector.is("form", "stream")).toList();
    }

    @Test
    void decodesLoggerConfiguration() {
        Vector vector = Vector.all().stream().filter(candidate -> candidate.is("id", "jkt-b8-05-resp")).findAny()
                .orElseThrow();
        Response.LoggerConfiguration configuration = assertInstanceOf(Response.LoggerConfiguration.class,
                Message.of(frameOf(vector)));
        assertEquals("01 01 01 01 00 00 01 00 01 00", configuration.dates().toString());
        assertEquals(20, configuration.depth());
        assertEquals(43, configuration.registers().size());
    }
}
