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
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;

/**
 * The application layer with wrong, hostile and extreme data.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MessageTest {

    private static final long SEED = 20260901L;

    private static Message request(int command, ByteString data) {
        return Message.of(new Frame(Direction.REQUEST, 0x3F, command, data));
    }

    private static Message response(int command, ByteString data) {
        return Message.of(new Frame(Direction.RESPONSE, 0x3F, command, data));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 9 })
    void refusesRequestWithoutOneToEightRegisters(int count) {
        assertThrows(IllegalArgumentException.class, () -> new GetRegisters(0x3F, Collections.nCopies(count, 60)));
    }

    @ParameterizedTest
    @ValueSource(ints = { -1, 0x10000 })
    void refusesRegisterIdBeyondSixteenBits(int id) {
        assertThrows(IllegalArgumentException.class, () -> new GetRegisters(0x3F, List.of(id)));
    }

    @Test
    void decodesEncodedRequestOfEightRegisters() {
        GetRegisters asked = new GetRegisters(0x3F, List.of(0, 6, 13, 27, 64, 128, 1004, 0xFFFF));
        assertEquals(asked, Message.of(asked.toFrame()));
    }

    @Test
    void requestsRegistersInBatchesOfEight() {
        List<Integer> ids = IntStream.rangeClosed(60, 76).boxed().toList();
        assertEquals(List.of(new GetRegisters(0x3F, ids.subList(0, 8)), new GetRegisters(0x3F, ids.subList(8, 16)),
                new GetRegisters(0x3F, ids.subList(16, 17))), GetRegisters.batches(0x3F, ids));
        assertEquals(List.of(), GetRegisters.batches(0x3F, List.of()));
    }

    @Test
    void requestsARepeatedRegisterOnce() {
        assertEquals(List.of(new GetRegisters(0x3F, List.of(60, 80))), GetRegisters.batches(0x3F, List.of(60, 80, 60)));
    }

    @Test
    void findsRegisterById() {
        RegisterValues values = assertInstanceOf(RegisterValues.class,
                response(0x10, ByteString.fromHex("00 56 25 02 42 1A 45 00 3C 08 01 00 05")));
        assertEquals("5", values.find(60).orElseThrow().number().toPlainString());
        assertEquals("67.25", values.find(86).orElseThrow().number().toPlainString());
        assertTrue(values.find(87).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({ "01,00 04 06", "02,01 23 45", "02,01 23 45 67 89", "10,00 3C 08 04 42 00 00 54",
            "10,00 3C 08 01 00 05 00", "A0,01 01 10 F3 00 3C 08 04 00 00",
            "B8,07 04 00 02 01 00 00 00 09 00 00 00 09 00 00 00 3C 08 01 00 05" })
    void decodesResponseOfWrongLengthAsMalformed(String command, String data) {
        assertInstanceOf(Message.Malformed.class, response(Integer.parseInt(command, 16), ByteString.fromHex(data)));
    }

    @ParameterizedTest
    @CsvSource({ "01,00", "10,00", "10,02 00 3C", "10,01 00 3C 00", "09,00 01 14 4A", "A1,01 02 00 3C 03 80",
            "B8,06 04 00 00 00 09 00 01 02 00 3C" })
    void decodesRequestOfWrongLengthAsMalformed(String command, String data) {
        assertInstanceOf(Message.Malformed.class, request(Integer.parseInt(command, 16), ByteString.fromHex(data)));
    }

    @Test
    void refusesRepeatedEmptyRows() {
        // 255 registers without bytes, and one byte left: 65535 rows of that would be millions of values
        List<ByteString> data = new ArrayList<>();
        data.add(ByteString.fromHex("07 04 FF FF FF 00 00 00 01 00 00 00 01 00 00"));
        data.addAll(Collections.nCopies(255, ByteString.fromHex("01 01 02 00 00")));
        data.add(ByteString.of(0));
        assertInstanceOf(Message.Malformed.class, response(0xB8, ByteString.join(data)));
    }

    @Test
    void showsInvalidClockAsNumbers() {
        assertEquals("{\"date\":\"4294967295\",\"time\":\"99\"}",
                request(0x09, ByteString.fromHex("FF FF FF FF 00 00 00 63")).fields().toJson());
    }

    @Test
    void showsUnknownLoggerRequest() {
        assertEquals("{\"sub\":\"08\",\"data\":\"08 04 01 02\",\"logger\":4}",
                request(0xB8, ByteString.fromHex("08 04 01 02")).fields().toJson());
    }

    /** Names from programs that read electricity meters and from Kamstrup's description. */
    @ParameterizedTest
    @CsvSource({ "07, reset", "09, set clock", "11, set register", "85, set time", "86, set date", "88, set key",
            "92, log in", "97, switch the cut-off relay", "A6, set logger" })
    void commandThatChangesAMeterHasNoEncoder(String command, String name) {
        Random random = new Random(SEED);
        for (int length = 0; length < 64; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            Message message = request(Integer.parseInt(command, 16), ByteString.copyOf(data));
            assertFalse(message instanceof Request, () -> name + " is encoded as " + message);
        }
    }

    /** A request with an encoder is one of these; a new one has to be added here. */
    @Test
    void onlyRequestsThatReadHaveAnEncoder() {
        Request[] all = { new GetType(0x3F), new GetSerialNumber(0x3F), new GetRegisters(0x3F, List.of(1)),
                new GetLoggerConfiguration(0x3F, 1),
                new GetLoggerRows(0x3F, 2, LoggerStart.LOG_ID, 0, 1, List.of(60)) };
        assertEquals(Stream.of(all).map(Object::getClass).collect(Collectors.toSet()),
                Set.of(Request.class.getPermittedSubclasses()));
        assertEquals(List.of(0x01, 0x02, 0x10, 0xB8, 0xB8),
                Stream.of(all).map(request -> request.toFrame().command()).toList());
    }

    @Test
    void decodesUnknownCommandAsData() {
        assertEquals("{\"data\":\"12 34\"}", response(0x92, ByteString.fromHex("12 34")).fields().toJson());
    }

    @ParameterizedTest
    @CsvSource({ "1,1,A1", "26,255,Z255", "0,0,0.0", "27,1,27.1" })
    void formatsSoftwareRevision(int letter, int number, String text) {
        assertEquals(text, new SoftwareRevision(letter, number).toString());
    }

    @Test
    void decodesRandomDataOfEachCommand() {
        Random random = new Random(SEED);
        int[] commands = { 0x01, 0x02, 0x09, 0x10, 0xA0, 0xA1, 0xA2, 0xA3, 0xB8, 0x9B };
        for (int i = 0; i < 200_000; i++) {
            byte[] data = new byte[random.nextInt(48)];
            for (int j = 0; j < data.length; j++) {
                data[j] = (byte) (random.nextBoolean() ? random.nextInt(9) : random.nextInt(256));
            }
            int command = commands[random.nextInt(commands.length)];
            Frame frame = new Frame(random.nextBoolean() ? Direction.REQUEST : Direction.RESPONSE, 0x3F, command,
                    ByteString.copyOf(data));
            Message message = Message.of(frame);
            message.fields().toJson();
            if (message instanceof Request request) {
                assertEquals(frame, request.toFrame());
            } else if (message instanceof Response answer) {
                assertEquals(frame, answer.toFrame());
            }
        }
    }
}
