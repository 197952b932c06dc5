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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The items that the decoder finds in a line, and its properties for any bytes.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FrameDecoderTest {

    private static final long SEED = 20260901L;
    private static final int RANDOM_LINES = 200_000;
    private static final int[] RESERVED = { 0x80, 0x40, 0x0D, 0x06, 0x1B };
    private static final Frame HEAT_ENERGY = new Frame(Direction.RESPONSE, 0x3F, 0x10,
            ByteString.fromHex("00 3C 08 04 42 00 00 54 82"));

    private static List<LineItem> decode(String hex) {
        return LineItems.of(ByteString.fromHex(hex));
    }

    @ParameterizedTest
    @CsvSource({ "40 3F 10 07 9A,MISSING_STOP", "40,MISSING_STOP", "40 3F 10 00 1B,MISSING_STOP",
            "40 3F 1B 0D,WRONG_ESCAPE", "40 3F 10 1B 06 00 0D,WRONG_ESCAPE", "40 3F 10 1B 1B 00 0D,WRONG_ESCAPE",
            "40 3F 10 1B C5 07 9A 0D,NEEDLESS_ESCAPE", "40 1B C5 0D,TOO_SHORT", "40 0D,TOO_SHORT",
            "40 3F 10 06 00 00 0D,UNSTUFFED", "40 3F 10 07 9B 0D,BAD_CRC" })
    void rejectsBrokenFrameWithReason(String hex, RejectReason reason) {
        assertEquals(List.of(new LineItem.Rejected(reason, ByteString.fromHex(hex))), decode(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = { "40 3F 10 07 9A", "40 3F 1B 0D", "40 3F 10 1B 06 00 0D", "40 3F 10 1B C5 07 9A 0D",
            "40 0D", "40 3F 10 06 00 00 0D", "40 3F 10 07 9B 0D", "00", "06" })
    void decodesFrameAfterBrokenFrame(String hex) {
        List<LineItem> items = decode(hex + " " + HEAT_ENERGY.toWire());
        assertEquals(2, items.size());
        assertEquals(new LineItem.Received(HEAT_ENERGY, HEAT_ENERGY.toWire()), items.get(1));
    }

    @ParameterizedTest
    @CsvSource({ "80 3F 10 01 00,MISSING_STOP", "80 3F 10 01 1B,WRONG_ESCAPE" })
    void findsResponseThatCutsItsEcho(String echo, RejectReason reason) {
        ByteString answer = HEAT_ENERGY.toWire();
        assertEquals(List.of(new LineItem.Rejected(reason, ByteString.fromHex(echo)),
                new LineItem.Received(HEAT_ENERGY, answer)), decode(echo + " " + answer));
    }

    @Test
    void splitsNoiseAtAcknowledgement() {
        assertEquals(List.of(new LineItem.Noise(ByteString.of(0)), new LineItem.Acknowledgement(),
                new LineItem.Noise(ByteString.of(1))), decode("00 06 01"));
    }

    @Test
    void removesEscapesInOnePass() {
        // a frame of address 1B and command 7F: the escaped escape must not make an escape with what follows it
        Frame frame = new Frame(Direction.RESPONSE, 0x1B, 0x7F, ByteString.EMPTY);
        assertTrue(frame.toWire().toString().startsWith("40 1B E4 7F "), frame.toWire().toString());
        assertEquals(List.of(new LineItem.Received(frame, frame.toWire())), LineItems.of(frame.toWire()));
    }

    @Test
    void carriesEveryByteAsAddressCommandAndData() {
        for (Direction direction : Direction.values()) {
            for (int byteValue = 0; byteValue <= 0xFF; byteValue++) {
                Frame frame = new Frame(direction, byteValue, byteValue, ByteString.of(byteValue, 0, byteValue));
                assertEquals(List.of(new LineItem.Received(frame, frame.toWire())), LineItems.of(frame.toWire()));
            }
        }
    }

    @Test
    void escapesEveryReservedByte() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] data = new byte[random.nextInt(60)];
            random.nextBytes(data);
            ByteString wire = new Frame(Direction.RESPONSE, random.nextInt(256), random.nextInt(256),
                    ByteString.copyOf(data)).toWire();
            for (int j = 1; j < wire.size() - 1; j++) {
                int byteValue = wire.at(j);
                assertTrue(byteValue == Stuffing.ESCAPE || !Stuffing.isReserved(byteValue), wire.toString());
            }
        }
    }

    @Test
    void acceptsLongestFrameAndRejectsLongerFrame() {
        // content of escaped bytes only, so that the wire is as long as it can be
        int fitting = FrameDecoder.MAX_CONTENT - FrameDecoder.MIN_CONTENT;
        int[] bytes = new int[fitting];
        Arrays.fill(bytes, 0x1B);
        Frame longest = new Frame(Direction.RESPONSE, 0x3F, 0xB8, ByteString.of(bytes));
        assertEquals(List.of(new LineItem.Received(longest, longest.toWire())), LineItems.of(longest.toWire()));

        Frame tooLong = new Frame(Direction.RESPONSE, 0x3F, 0xB8,
                ByteString.join(List.of(ByteString.of(bytes), ByteString.of(0x1B))));
        List<LineItem> items = LineItems.of(ByteString.join(List.of(tooLong.toWire(), HEAT_ENERGY.toWire())));
        assertEquals(RejectReason.TOO_LONG, ((LineItem.Rejected) items.get(0)).reason());
        assertEquals(new LineItem.Received(HEAT_ENERGY, HEAT_ENERGY.toWire()), items.get(items.size() - 1));
    }

    @ParameterizedTest
    @CsvSource({ "00,FF", "40,1B", "40,00", "80,E4" })
    void boundsItemsWithoutStop(String first, String filling) {
        long[] bytes = new long[1];
        FrameDecoder decoder = new FrameDecoder(item -> {
            int size = LineItem.wireOf(item).size();
            assertTrue(size <= 2 * (FrameDecoder.MAX_CONTENT + 2), "size " + size);
            bytes[0] += size;
        });
        decoder.accept(Integer.parseInt(first, 16));
        byte[] chunk = new byte[10_000];
        Arrays.fill(chunk, (byte) Integer.parseInt(filling, 16));
        for (int i = 0; i < 1000; i++) {
            decoder.accept(chunk, 0, chunk.length);
        }
        decoder.end();
        assertEquals(10_000_001, bytes[0]);
    }

    @Test
    void keepsEveryByteWhateverTheSplit() {
        Random random = new Random(SEED);
        for (int i = 0; i < RANDOM_LINES; i++) {
            ByteString line = randomLine(random);
            List<LineItem> items = LineItems.of(line);
            assertEquals(line, LineItems.wireOf(items));

            List<LineItem> split = new ArrayList<>();
            FrameDecoder decoder = new FrameDecoder(split::add);
            byte[] buffer = line.toByteArray();
            for (int at = 0; at < buffer.length;) {
                int length = Math.min(buffer.length - at, random.nextInt(4));
                decoder.accept(buffer, at, length);
                at += length;
            }
            decoder.end();
            assertEquals(items, split, line.toString());
            for (LineItem item : items) {
                if (item instanceof LineItem.Received received) {
                    assertEquals(received.wire(), received.frame().toWire(), "one frame, one spelling");
                    Message.of(received.frame()).fields();
                }
            }
        }
    }

    /** Bytes that are often reserved ones, or frames of which some are damaged. */
    private static ByteString randomLine(Random random) {
        List<ByteString> pieces = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (random.nextBoolean()) {
                int[] bytes = new int[random.nextInt(24)];
                for (int j = 0; j < bytes.length; j++) {
                    bytes[j] = random.nextInt(3) == 0 ? RESERVED[random.nextInt(RESERVED.length)] : random.nextInt(256);
                }
                pieces.add(ByteString.of(bytes));
            } else {
                byte[] wire = HEAT_ENERGY.toWire().toByteArray();
                for (int j = random.nextInt(3); j > 0; j--) {
                    wire[random.nextInt(wire.length)] ^= (byte) (1 << random.nextInt(8));
                }
                pieces.add(ByteString.copyOf(wire, random.nextInt(2), wire.length - random.nextInt(2)));
            }
        }
        return ByteString.join(pieces);
    }

    @Test
    void rejectsEveryOneAndTwoBitError() {
        List<Frame> accepted = new ArrayList<>();
        int bits = HEAT_ENERGY.toWire().size() * 8;
        for (int first = 0; first < bits; first++) {
            for (int second = first; second < bits; second++) {
                byte[] damaged = HEAT_ENERGY.toWire().toByteArray();
                flip(damaged, first);
                if (second > first) {
                    flip(damaged, second);
                }
                accepted.addAll(framesIn(damaged));
            }
        }
        // the CRC does not cover the start: two bits of it make a request of the answer, which nobody waits for
        assertEquals(
                List.of(new Frame(Direction.REQUEST, HEAT_ENERGY.address(), HEAT_ENERGY.command(), HEAT_ENERGY.data())),
                accepted);
    }

    /**
     * The CRC notices every burst of up to 16 bits in what it covers. A burst that makes a start moves that: what
     * follows may be a frame of its own by chance, but none that answers what was asked.
     */
    @Test
    @Tag("slow")
    void rejectsEveryBurstErrorUpToSixteenBits() {
        assertBurstErrorsAreRejected(1);
    }

    @Test
    void rejectsBurstErrorsUpToSixteenBits() {
        assertBurstErrorsAreRejected(13);
    }

    /** @param step bits between the beginnings of bursts */
    private static void assertBurstErrorsAreRejected(int step) {
        byte[] wire = HEAT_ENERGY.toWire().toByteArray();
        int end = (wire.length - 1) * 8;
        for (int from = 8; from < end; from += step) {
            // every pattern that begins with a wrong bit, and therefore every burst once
            for (int pattern = 1; pattern <= 0xFFFF; pattern += 2) {
                if (from + Integer.SIZE - Integer.numberOfLeadingZeros(pattern) <= end) {
                    byte[] damaged = wire.clone();
                    for (int bit = 0; bit < 16; bit++) {
                        if ((pattern >> bit & 1) != 0) {
                            flip(damaged, from + bit);
                        }
                    }
                    for (Frame frame : framesIn(damaged)) {
                        assertTrue(hasReserved(damaged), () -> "accepted " + ByteString.copyOf(damaged));
                        assertNotEquals(List.of(HEAT_ENERGY.address(), HEAT_ENERGY.command()),
                                List.of(frame.address(), frame.command()));
                    }
                }
            }
        }
    }

    private static void flip(byte[] bytes, int bit) {
        bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
    }

    private static boolean hasReserved(byte[] wire) {
        return IntStream.range(1, wire.length - 1).anyMatch(i -> Stuffing.isReserved(wire[i] & 0xFF));
    }

    private static List<Frame> framesIn(byte[] wire) {
        return LineItems.of(ByteString.copyOf(wire)).stream().filter(LineItem.Received.class::isInstance)
                .map(item -> ((LineItem.Received) item).frame()).toList();
    }
}
