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
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The decoder against whatever a line can bring.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FrameDecoderTest {

    private static final String ANSWER = "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D";
    private static final int[] FRAME_OCTETS = { 0x80, 0x40, 0x0D, 0x06, 0x1B, 0x3F, 0x10, 0x00, 0x7F, 0xBF, 0xE4 };

    private static List<LineItem> decode(byte[] octets, Random chunks) {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        for (int from = 0; from < octets.length;) {
            int length = Math.min(octets.length - from, 1 + chunks.nextInt(7));
            decoder.accept(octets, from, length);
            from += length;
        }
        decoder.end();
        return items;
    }

    private static List<LineItem> decode(byte[] octets) {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        decoder.accept(octets, 0, octets.length);
        decoder.end();
        return items;
    }

    private static Octets wireOf(LineItem item) {
        return item instanceof LineItem.Received received ? received.wire()
                : item instanceof LineItem.Rejected rejected ? rejected.wire()
                        : item instanceof LineItem.Noise noise ? noise.wire() : Octets.of(0x06);
    }

    /** Octets of which many mean something on the line. */
    private static byte[] random(Random random) {
        byte[] octets = new byte[random.nextInt(60)];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (random.nextBoolean() ? FRAME_OCTETS[random.nextInt(FRAME_OCTETS.length)]
                    : random.nextInt(256));
        }
        return octets;
    }

    @Test
    void whateverComesNothingIsLostAndNothingThrows() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = random(random);
            List<LineItem> items = decode(octets);
            assertEquals(Octets.copyOf(octets), Octets.join(items.stream().map(FrameDecoderTest::wireOf).toList()));
            for (LineItem item : items) {
                if (item instanceof LineItem.Received received) {
                    Json.of(Message.of(received.frame()).facts());
                }
            }
        }
    }

    @Test
    void itDoesNotMatterInWhatPiecesTheOctetsCome() {
        Random random = new Random(2);
        for (int i = 0; i < 50_000; i++) {
            byte[] octets = random(random);
            // noise may be cut elsewhere, frames may not
            assertEquals(decode(octets), decode(octets, random));
        }
    }

    @Test
    void anyFrameComesThroughTheWireAsItWas() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] data = new byte[random.nextInt(40)];
            random.nextBytes(data);
            Frame frame = new Frame(random.nextBoolean() ? Direction.REQUEST : Direction.RESPONSE, random.nextInt(256),
                    random.nextInt(256), Octets.copyOf(data));
            assertEquals(List.of(new LineItem.Received(frame, frame.toWire())), decode(frame.toWire().toByteArray()));
        }
    }

    @Test
    void everyContentOfAValidFrameHasADefinedMeaning() {
        Random random = new Random(4);
        int[] commands = { 0x01, 0x02, 0x09, 0x10, 0xA0, 0xA1, 0xA2, 0xA3, 0xB8 };
        for (int i = 0; i < 200_000; i++) {
            byte[] data = new byte[random.nextInt(40)];
            random.nextBytes(data);
            if (data.length > 1 && commands[i % commands.length] == 0xB8) {
                data[0] = (byte) (5 + random.nextInt(3));
            }
            Frame frame = new Frame(random.nextBoolean() ? Direction.REQUEST : Direction.RESPONSE, 0x3F,
                    commands[i % commands.length], Octets.copyOf(data));
            assertTrue(Json.of(Message.of(frame).facts()).startsWith("{"));
        }
    }

    @Test
    void aFrameThatNeverEndsIsRefusedAndTheNextOneIsRead() {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        decoder.accept(0x40);
        for (int i = 0; i < FrameDecoder.MAX_CONTENT + 1; i++) {
            decoder.accept(0x1B);
            decoder.accept(0xE4);
        }
        assertEquals(RejectReason.TOO_LONG, assertInstanceOf(LineItem.Rejected.class, items.get(0)).reason());
        byte[] answer = Octets.fromHex(ANSWER).toByteArray();
        decoder.accept(answer, 0, answer.length);
        assertInstanceOf(LineItem.Received.class, items.get(items.size() - 1));
    }

    @Test
    void noiseWithoutEndIsHandedOnInPieces() {
        int[] longest = new int[1];
        int[] count = new int[1];
        FrameDecoder decoder = new FrameDecoder(item -> {
            longest[0] = Math.max(longest[0], wireOf(item).size());
            count[0] += wireOf(item).size();
        });
        int total = 10_000_000;
        for (int i = 0; i < total; i++) {
            decoder.accept(0x55);
        }
        decoder.end();
        assertEquals(total, count[0]);
        assertTrue(longest[0] <= 256);
    }

    @Test
    void everyErrorOfOneOrTwoBitsIsSeen() {
        byte[] right = Octets.fromHex(ANSWER).toByteArray();
        int bits = right.length * 8;
        for (int first = 0; first < bits; first++) {
            for (int second = first; second < bits; second++) {
                byte[] wrong = right.clone();
                wrong[first / 8] ^= 1 << first % 8;
                if (second != first) {
                    wrong[second / 8] ^= 1 << second % 8;
                }
                assertTrue(decode(wrong).stream().noneMatch(FrameDecoderTest::isAnswer), first + ", " + second);
            }
        }
    }

    /** A request is an echo for whoever listens, and never an answer. */
    private static boolean isAnswer(LineItem item) {
        return item instanceof LineItem.Received received && received.frame().direction() == Direction.RESPONSE;
    }

    @ParameterizedTest
    @ValueSource(ints = { 0x80, 0x40, 0x0D, 0x06, 0x1B })
    void aReservedOctetIsHiddenInAFrame(int octet) {
        Frame frame = new Frame(Direction.RESPONSE, octet, octet, Octets.of(octet, 0x7F, octet));
        Octets wire = frame.toWire();
        assertTrue(IntStream.range(1, wire.size() - 1).allMatch(i -> wire.at(i) == 0x1B || wire.at(i) != octet));
        assertEquals(List.of(new LineItem.Received(frame, wire)), decode(wire.toByteArray()));
    }
}
