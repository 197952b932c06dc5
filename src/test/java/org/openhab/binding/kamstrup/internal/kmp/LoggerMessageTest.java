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

import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRefusal;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Requests and answers of loggers, by the frames in loggers.jsonl and by answers that no meter should give.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LoggerMessageTest {

    private static final int ADDRESS = 0x3F;
    private static final int COMMAND = 0xB8;
    /** 460 rows of the heat energy of the day logger, from its newest row on. */
    private static final GetLoggerRows DAYS = new GetLoggerRows(ADDRESS, 4, LoggerStart.LOG_ID, 645, 460, List.of(60));

    /** Names in the file and in the output. */
    private static final Map<String, String> NAMES = Map.of("cid", "command", "max_len", "maxLength", "log_id", "logId",
            "first_log_id", "firstLogId", "last_log_id", "lastLogId", "last", "lastReturned");
    /** What the file has in a form of its own, for which there are assertions of their own. */
    private static final Set<String> OF_OWN_FORM = Set.of("values", "time", "es2", "records");

    static List<Vector> vectors() {
        return Vector.lines("/kmp/loggers.jsonl").map(Vector::new).toList();
    }

    private static Message message(Vector vector) {
        List<LineItem> items = LineItems.of(ByteString.fromHex(vector.text("hex")));
        assertEquals(1, items.size(), vector.toString());
        return Message.of(assertInstanceOf(LineItem.Received.class, items.get(0)).frame());
    }

    private static Message message(String id) {
        return message(vectors().stream().filter(vector -> vector.is("id", id)).findAny().orElseThrow());
    }

    private static LoggerRows rows(String id) {
        return assertInstanceOf(LoggerRows.class, message(id));
    }

    private static List<String> values(LoggerRows rows) {
        return rows.rows().stream().map(row -> row.get(0).number().toPlainString()).toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void decodesRecordedFrame(Vector vector) {
        JsonObject decoded = JsonParser.parseString(Decode.json(vector.text("hex"))).getAsJsonObject();
        JsonArray frames = decoded.getAsJsonArray("frames");
        // the smallest forms of A0 are guesses and have no layout
        assertEquals(1, frames.size(), decoded::toString);
        JsonObject frame = frames.get(0).getAsJsonObject();
        assertEquals(vector.text("direction"), frame.get("direction").getAsString());
        if (frame.has("data") && !frame.has("sub")) {
            return;
        }
        JsonObject expected = vector.expected().deepCopy();
        OF_OWN_FORM.forEach(expected::remove);
        if (frame.has("time")) {
            // the offset of A3 belongs to its time
            expected.remove("offset");
        }
        expected.entrySet().forEach(field -> {
            JsonElement found = frame.get(NAMES.getOrDefault(field.getKey(), field.getKey()));
            assertNotNull(found, () -> field.getKey() + " of " + frame);
            if (field.getValue().isJsonArray()) {
                List<String> ids = field.getValue().getAsJsonArray().asList().stream().map(JsonElement::getAsString)
                        .toList();
                assertEquals(ids, found.getAsJsonArray().asList().stream()
                        .map(register -> register.getAsJsonObject().get("id").getAsString()).toList());
            } else {
                assertTrue(field.getValue().getAsString().startsWith(found.getAsString()),
                        () -> field + " and " + found);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encodesDecodedMessageToSameBytes(Vector vector) {
        Message message = message(vector);
        boolean isB8 = vector.text("hex").startsWith("B8", 6);
        if (message instanceof Request request) {
            assertEquals(vector.text("hex"), request.toFrame().toWire().toString());
        } else if (message instanceof Response response) {
            assertEquals(vector.text("hex"), response.toFrame().toWire().toString());
        }
        boolean isSent = isB8 && !vector.is("id", "omni-b8-02-req") || vector.text("id").startsWith("01-");
        assertEquals(isSent, message instanceof Request || message instanceof Response);
    }

    @Test
    void encodesNoRequestButForConfigurationAndRows() {
        Set<String> encoded = new TreeSet<>();
        // below are the commands of requests for type, serial number and registers
        for (int command = 0x11; command <= 0xFF; command++) {
            for (int sub = 0; sub <= 0xFF; sub++) {
                for (String rest : List.of("", " 04", " 04 00 00 00 01 01 00 3C", " 04 00 00 00 00 00 01 01 00 3C")) {
                    ByteString data = ByteString.fromHex(String.format("%02X", sub) + rest);
                    if (Message.of(new Frame(Direction.REQUEST, ADDRESS, command, data)) instanceof Request) {
                        encoded.add(String.format("%02X %02X", command, sub));
                    }
                }
            }
        }
        assertEquals(Set.of("B8 05", "B8 06", "B8 07"), encoded);
    }

    @Test
    void readsPageWithLogIdsAndInfo() {
        LoggerResult.Page page = assertInstanceOf(LoggerResult.Page.class, rows("b8-day-page1-resp").result(DAYS));
        assertEquals(645, page.newestId());
        assertEquals(645, page.lastLogId());
        assertEquals(Set.of(LoggerInfo.ROWS_TRUNCATED, LoggerInfo.NEWEST), page.info());
        assertEquals(List.of("54.60", "54.57", "54.55", "54.52", "54.49"), values(rows("b8-day-page1-resp")));
    }

    @Test
    void keepsUnitOfRowsBeforeFormatChange() {
        GetLoggerRows asked = assertInstanceOf(GetLoggerRows.class, message("b8-format-req"));
        LoggerRows answer = rows("b8-format-resp");
        LoggerResult.Page page = assertInstanceOf(LoggerResult.Page.class, answer.result(asked));
        assertEquals(Set.of(LoggerInfo.FORMAT_CHANGED), page.info());
        assertEquals(List.of("22.10", "22.07", "22.03"), values(answer));
        assertTrue(page.rows().stream().allMatch(row -> row.get(0).unit().filter(Unit.GJ::equals).isPresent()));
    }

    @Test
    void readsRowOfZerosOfEmptyLoggerAsEmpty() {
        GetLoggerRows asked = assertInstanceOf(GetLoggerRows.class, message("b8-range-7-req"));
        assertEquals(new LoggerResult.Empty(), rows("b8-empty-resp").result(asked));
    }

    @ParameterizedTest
    @CsvSource({ "b8-oor-resp-norows", "b8-oor-resp-zerorow" })
    void readsOutOfRangeWithNewestLogId(String id) {
        GetLoggerRows asked = assertInstanceOf(GetLoggerRows.class, message("b8-range-oor-req"));
        assertEquals(new LoggerResult.OutOfRange(645), rows(id).result(asked));
    }

    @Test
    void readsRegistersThatTheLoggerHas() {
        GetLoggerRows asked = new GetLoggerRows(ADDRESS, 4, LoggerStart.LOG_ID, 645, 1, List.of(60, 4711));
        LoggerResult.Page page = assertInstanceOf(LoggerResult.Page.class, rows("b8-unsupported-resp").result(asked));
        assertEquals(Set.of(LoggerInfo.UNSUPPORTED_REGISTER, LoggerInfo.NEWEST), page.info());
        assertEquals(List.of(60), page.rows().get(0).stream().map(RegisterValue::id).toList());
    }

    @Test
    void readsConfiguration() {
        LoggerConfiguration year = new LoggerConfiguration(ADDRESS, 2,
                ByteString.fromHex("01 01 01 01 00 00 01 00 01 00"), 20, List.of(60, 348));
        assertEquals(year, Message.of(year.toFrame()));
        assertEquals("80 3F B8 05 02 70 EE 0D", new GetLoggerConfiguration(ADDRESS, 2).toFrame().toWire().toString());
    }

    private static Message response(String data) {
        return Message.of(new Frame(Direction.RESPONSE, ADDRESS, COMMAND, ByteString.fromHex(data)));
    }

    /** Subcommand 06, logger 4, entries, registers, first and last log id, info, and rows of register 60. */
    private static final String ROW = " 00 3C 08 01 00 05";

    @ParameterizedTest
    @CsvSource({
            // one row of zeros without a bit
            "06 04 00 01 01 00 00 00 00 00 00 02 85 00 00, Invalid",
            // more rows than asked
            "06 04 00 03 01 00 00 00 BC 00 00 02 85 00 00, Invalid",
            // log ids that go backwards: the newest one is older than the first
            "06 04 00 01 01 00 00 00 BC 00 00 00 05 00 00, Invalid",
            // an answer of another logger, and from another row on
            "06 05 00 01 01 00 00 00 BC 00 00 02 85 00 00, Invalid",
            "06 04 00 01 01 00 00 00 BD 00 00 02 85 00 00, Invalid",
            "07 04 00 01 01 00 00 00 BC 00 00 02 85 00 00, Invalid",
            // errors of the meter
            "06 04 00 01 01 00 00 00 BC 00 00 02 85 01 00, Invalid",
            "06 04 00 01 01 00 00 00 BC 00 00 02 85 02 00, Invalid",
            "06 04 00 01 01 00 00 00 BC 00 00 02 85 04 00, Invalid",
            "06 04 00 01 01 00 00 00 BC 00 00 02 85 00 02, OutOfRange",
            "06 04 00 01 01 00 00 00 00 00 00 00 00 00 01, Empty",
            // a bit without a name says nothing
            "06 04 00 01 01 00 00 00 BC 00 00 02 85 80 40, Page" })
    void readsAnswerThatNoMeterShouldGive(String header, String expected) {
        GetLoggerRows asked = new GetLoggerRows(ADDRESS, 4, LoggerStart.LOG_ID, 188, 2, List.of(60));
        int rows = ByteString.fromHex(header).at(3);
        LoggerRows answer = assertInstanceOf(LoggerRows.class, response(header + ROW + " 06".repeat(rows - 1)));
        assertEquals(expected, answer.result(asked).getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource({ "06 04 00 00 00 00 00 00 BC 00 00 02 85 00 08, Unsupported",
            "06 04 00 00 01 00 00 00 BC 00 00 02 85 00 00, OutOfRange" })
    void readsAnswerWithoutRows(String data, String expected) {
        GetLoggerRows asked = new GetLoggerRows(ADDRESS, 4, LoggerStart.LOG_ID, 188, 2, List.of(60));
        LoggerRows answer = assertInstanceOf(LoggerRows.class, response(data));
        assertEquals(expected, answer.result(asked).getClass().getSimpleName());
    }

    @Test
    void refusesRegisterThatWasNotAskedFor() {
        LoggerRows answer = assertInstanceOf(LoggerRows.class,
                response("06 04 00 01 01 00 00 02 85 00 00 02 85 00 00 00 44 08 01 00 05"));
        assertFalse(answer.answers(DAYS));
        assertInstanceOf(LoggerResult.Invalid.class, answer.result(DAYS));
    }

    @ParameterizedTest
    @CsvSource({ "06 04 00 02 01 00 00 02 85 00 00 02 85 00 00 00 3C 08 02 00 05 06 07",
            "06 04 00 01 01 00 00 02 85 00 00 02 85 00 00 00 3C 08 04 00 05",
            "06 04 00 01 00 00 00 02 85 00 00 02 85 00 00 05", "05 04 01 01 01 01 00 00 01 00 01 00 00 14 02 00 3C" })
    void decodesPageThatEndsInsideAValueAsMalformed(String data) {
        assertInstanceOf(Message.Malformed.class, response(data));
    }

    @Test
    void readsShortAnswerAsRefusal() {
        assertEquals(new LoggerRefusal(ADDRESS, ByteString.fromHex("05 FF")), response("05 FF"));
    }

    @ParameterizedTest
    @CsvSource({ "LOG_ID, 4294967296, 1, 1", "LOG_ID, -1, 1, 1", "OFFSET, 65536, 1, 1", "LOG_ID, 1, 0, 1",
            "LOG_ID, 1, 65536, 1", "LOG_ID, 1, 1, 0", "LOG_ID, 1, 1, 256" })
    void refusesRequestThatDoesNotFit(LoggerStart start, long from, int rows, int registers) {
        List<Integer> ids = IntStream.range(0, registers).boxed().toList();
        assertThrows(IllegalArgumentException.class, () -> new GetLoggerRows(ADDRESS, 4, start, from, rows, ids));
    }

    static Stream<GetLoggerRows> longRequests() {
        return Stream.of(
                new GetLoggerRows(0xFF, 0xFF, LoggerStart.LOG_ID, 0xFFFFFFFFL, 0xFFFF,
                        IntStream.range(0, 255).boxed().toList()),
                new GetLoggerRows(ADDRESS, 4, LoggerStart.OFFSET, LoggerStart.OLDEST, 1, List.of(1002)));
    }

    @ParameterizedTest
    @MethodSource("longRequests")
    void decodesEncodedRequest(GetLoggerRows asked) {
        assertEquals(asked, Message.of(asked.toFrame()));
    }

    @Test
    void namesEachBitOfInfoOnce() {
        assertEquals(EnumSet.allOf(LoggerInfo.class), LoggerInfo.of(0xFFFF));
        Arrays.stream(LoggerInfo.values())
                .forEach(bit -> assertEquals(Set.of(bit), LoggerInfo.of(LoggerInfo.word(Set.of(bit)))));
    }
}
