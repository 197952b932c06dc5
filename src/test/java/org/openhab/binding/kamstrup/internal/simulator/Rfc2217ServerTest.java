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
package org.openhab.binding.kamstrup.internal.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;

/**
 * The server as a plain socket sees it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Rfc2217ServerTest {

    private static final String REQUEST = "80 3F 10 01 00 3C B2 5F 0D";
    private static final String ANSWER = "40 3F 10 00 3C 08 04 42 00 00 28 07 88 C6 0D";
    private static final WireSettings FAST = new WireSettings(1_000_000, Duration.ZERO, false, List.of());
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 300;

    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));
    private final Rfc2217Server server = new Rfc2217Server(0, meter, FAST);

    Rfc2217ServerTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket("127.0.0.1", server.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static void send(Socket client, String hex) throws IOException {
        client.getOutputStream().write(ByteString.fromHex(hex).toByteArray());
    }

    private static String receive(Socket client, int bytes) throws IOException {
        return ByteString.copyOf(client.getInputStream().readNBytes(bytes)).toString();
    }

    private static void assertAnswers(Socket client) throws IOException {
        send(client, REQUEST);
        assertEquals(ANSWER, receive(client, 15));
    }

    @ParameterizedTest
    @CsvSource({ "WILL BINARY, FF FB 00, FF FD 00", "DO BINARY, FF FD 00, FF FB 00", "DO SGA, FF FD 03, FF FB 03",
            "WILL COM-PORT, FF FB 2C, FF FD 2C", "DO ECHO is refused, FF FD 01, FF FC 01",
            "WILL TERMINAL-TYPE is refused, FF FB 18, FF FE 18",
            "baud rate, FF FA 2C 01 00 0F 42 40 FF F0, FF FA 2C 65 00 0F 42 40 FF F0",
            "data size, FF FA 2C 02 08 FF F0, FF FA 2C 66 08 FF F0",
            "parity, FF FA 2C 03 01 FF F0, FF FA 2C 67 01 FF F0",
            "stop size, FF FA 2C 04 02 FF F0, FF FA 2C 68 02 FF F0",
            "control, FF FA 2C 05 01 FF F0, FF FA 2C 69 01 FF F0",
            "a mask of FF is escaped, FF FA 2C 0B FF FF FF F0, FF FA 2C 6F FF FF FF F0",
            "purge, FF FA 2C 0C 03 FF F0, FF FA 2C 70 03 FF F0" })
    void agreesOnTheFormOfTheLine(String what, String said, String answered) throws IOException {
        try (Socket client = connect()) {
            send(client, said);
            assertEquals(answered, receive(client, ByteString.fromHex(answered).size()), what);
            assertAnswers(client);
        }
    }

    @Test
    void tellsTheSpeedToWhoSetsNone() throws IOException {
        try (Socket client = connect()) {
            send(client, "FF FA 2C 01 00 0F 42 40 FF F0 FF FA 2C 01 00 00 00 00 FF F0");
            assertEquals("FF FA 2C 65 00 0F 42 40 FF F0 FF FA 2C 65 00 0F 42 40 FF F0", receive(client, 20));
        }
    }

    @Test
    void theByteFFIsEscapedOnTheWayIn() throws IOException {
        ByteString request = new GetRegisters(0x3F, List.of(0xFF)).toFrame().toWire();
        try (Socket client = connect()) {
            send(client, request.toString().replace("FF", "FF FF"));
            assertEquals("40 3F 10 07 9A 0D", receive(client, 6));
        }
    }

    @Test
    void theByteFFIsEscapedOnTheWayOut() throws IOException {
        meter.become(meter.image().with(60, "2.55"));
        try (Socket client = connect()) {
            send(client, REQUEST);
            assertEquals("40 3F 10 00 3C 08 04 42 00 00 00 FF FF", receive(client, 13));
        }
    }

    @Test
    void whoSpeaksAtAnotherSpeedIsNotUnderstood() throws IOException {
        try (Socket client = connect()) {
            send(client, "FF FA 2C 01 00 00 09 60 FF F0 " + REQUEST);
            assertEquals("FF FA 2C 65 00 00 09 60 FF F0", receive(client, 10));
            client.setSoTimeout(SILENCE_MILLIS);
            assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
        }
    }

    @Test
    void aSecondClientIsTurnedAway() throws IOException {
        try (Socket first = connect(); Socket second = connect()) {
            assertEquals(-1, second.getInputStream().read());
            assertAnswers(first);
        }
    }

    @Test
    void aClientThatComesBackAtOnceIsServed() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (Socket client = connect()) {
                assertAnswers(client);
            }
        }
    }

    @Test
    void theConnectionOfAClientThatHasGoneIsClosed() throws IOException {
        try (Socket client = connect()) {
            assertAnswers(client);
            client.shutdownOutput();
            assertEquals(-1, client.getInputStream().read());
        }
    }

    @Test
    void aCommandWithoutEndIsCut() throws IOException {
        try (Socket client = connect()) {
            OutputStream output = client.getOutputStream();
            output.write(ByteString.fromHex("FF FA 2C 07").toByteArray());
            output.write(new byte[1 << 16]);
            output.write(ByteString.fromHex("FF F0").toByteArray());
            assertEquals("FF FA 2C 6B" + " 00".repeat(254) + " FF F0", receive(client, 260));
            assertAnswers(client);
        }
    }

    @RepeatedTest(20)
    void whoHasClosedRefusesFromThenOn() throws IOException {
        server.close();
        assertThrows(ConnectException.class, this::connect);
    }
}
