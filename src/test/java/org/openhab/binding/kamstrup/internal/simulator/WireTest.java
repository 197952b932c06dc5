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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WireTest {

    private static final String REQUEST = "80 3F 10 01 00 3C B2 5F 0D";
    private static final String ANSWER = "40 3F 10 00 3C 08 04 42 00 00 28 07 88 C6 0D";
    private static final long BYTE = 11 * 1_000_000_000L / 1200;
    private static final long RESPONSE_TIME = 250_000_000L;
    private static final long MILLI = 1_000_000L;

    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));

    private static void send(Wire wire, long now, String hex) {
        byte[] bytes = ByteString.fromHex(hex).toByteArray();
        wire.send(now, bytes, bytes.length, baudRate -> true);
    }

    private record Received(String hex, List<Long> at) {
    }

    /** Everything that reaches the port, with the time of each byte. */
    private static Received receive(Wire wire) {
        List<ByteString> bytes = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (OptionalLong next = wire.nextEvent(); next.isPresent(); next = wire.nextEvent()) {
            long at = next.getAsLong();
            assertArrayEquals(new byte[0], wire.receive(at - 1, baudRate -> true), "nothing comes before its time");
            for (byte byteValue : wire.receive(at, baudRate -> true)) {
                bytes.add(ByteString.of(byteValue));
                times.add(at);
            }
        }
        return new Received(String.join(" ", bytes.stream().map(ByteString::toString).toList()), times);
    }

    @Test
    void anAnswerTakesItsTimeOnTheWire() {
        Wire wire = new Wire(meter, WireSettings.DEFAULT);
        send(wire, 0, REQUEST);
        Received received = receive(wire);
        assertEquals(ANSWER, received.hex());
        for (int i = 0; i < received.at().size(); i++) {
            assertEquals(9 * BYTE + RESPONSE_TIME + (i + 1) * BYTE, received.at().get(i), "byte " + i);
        }
    }

    @Test
    void theEchoComesAtTheSpeedOfTheRequest() {
        Wire wire = new Wire(meter, WireSettings.DEFAULT.withEcho());
        send(wire, 0, REQUEST);
        Received received = receive(wire);
        assertEquals(REQUEST + " " + ANSWER, received.hex());
        for (int i = 0; i < 9; i++) {
            assertEquals((i + 1) * BYTE, received.at().get(i));
        }
    }

    @Test
    void aGapInsideARequestMakesItNone() {
        Wire wire = new Wire(meter, WireSettings.DEFAULT);
        send(wire, 0, "80 3F 10 01");
        assertEquals("", receive(wire).hex());
        send(wire, 4 * BYTE + 60 * MILLI, "00 3C B2 5F 0D");
        assertEquals("", receive(wire).hex());
    }

    @Test
    void aShortGapIsForgiven() {
        Wire wire = new Wire(meter, WireSettings.DEFAULT);
        send(wire, 0, "80 3F 10 01");
        receive(wire);
        send(wire, 4 * BYTE + 26 * MILLI, "00 3C B2 5F 0D");
        assertEquals(ANSWER, receive(wire).hex());
    }

    @Test
    void afterAFaultyRequestTheMeterIsDeafFor1600Milliseconds() {
        Wire wire = new Wire(meter, WireSettings.DEFAULT);
        send(wire, 0, "80 3F 10 01 00 3C B2 5E 0D");
        assertEquals("", receive(wire).hex());
        send(wire, 1500 * MILLI, REQUEST);
        assertEquals("", receive(wire).hex());
        send(wire, 1700 * MILLI, REQUEST);
        assertEquals(ANSWER, receive(wire).hex());
    }

    @Test
    void whoTalksIntoAnAnswerIsNotHeard() {
        Wire wire = new Wire(meter, WireSettings.DEFAULT);
        send(wire, 0, REQUEST);
        wire.receive(9 * BYTE, baudRate -> true);
        send(wire, 10 * BYTE, REQUEST);
        assertEquals(ANSWER, receive(wire).hex());
    }

    @ParameterizedTest
    @CsvSource({ "a register that the meter does not have is left out, 80 3F 10 01 01 0A D7 FB 0D, 40 3F 10 07 9A 0D",
            "nobody sets its clock, 80 3F 09 00 01 14 4A 00 02 77 15 77 4E 0D, ''",
            "another address is somebody else, 80 3A 01 FA 7F 0D, ''" })
    void aRequestGetsTheAnswerOfAMeter(String what, String request, String answer) {
        Wire wire = new Wire(meter, WireSettings.DEFAULT);
        send(wire, 0, request);
        assertEquals(answer, receive(wire).hex(), what);
    }

    @Test
    void whatIsSentFasterThanThePortCanKeepIsLost() {
        Wire wire = new Wire(meter, WireSettings.DEFAULT.withEcho());
        wire.send(0, new byte[2 * Wire.BACKLOG], 2 * Wire.BACKLOG, baudRate -> true);
        Received received = receive(wire);
        assertEquals(Wire.BACKLOG, received.at().size());
        send(wire, received.at().get(Wire.BACKLOG - 1) + 2000 * MILLI, REQUEST);
        assertEquals(REQUEST + " " + ANSWER, receive(wire).hex());
    }

    @Test
    void aLineHasASpeedAndTimeRunsForward() {
        assertThrows(IllegalArgumentException.class, () -> new WireSettings(0, Duration.ZERO, false, List.of()));
        assertThrows(IllegalArgumentException.class,
                () -> WireSettings.DEFAULT.withResponseTime(Duration.ofMillis(-1)));
    }

    @Test
    void atAnotherSpeedTheEchoIsIntactAndTheMeterHearsGarbage() {
        Wire wire = new Wire(meter, WireSettings.DEFAULT.withEcho());
        byte[] bytes = ByteString.fromHex(REQUEST).toByteArray();
        wire.send(0, bytes, bytes.length, baudRate -> false);
        assertEquals(REQUEST, receive(wire).hex());
    }
}
