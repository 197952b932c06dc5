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

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Timeout;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * The decoder of frames with any bytes.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Timeout(10)
class FrameDecoderFuzzTest {

    /** A start, and twice the content with one byte more. */
    private static final int LONGEST_ITEM = 1 + 2 * (2048 + 1);
    private static final int MEMORY = 32 * 1024;
    private static final int MEMORY_OF_BYTE = 128;

    @FuzzTest
    void line(byte[] bytes) {
        ByteString line = ByteString.copyOf(bytes);
        List<LineItem> items = LineItems.of(line);
        assertEquals(line, LineItems.wireOf(items), "no byte is lost");
        assertEquals(items, inPieces(bytes), "no split matters");

        List<Frame> frames = new ArrayList<>();
        for (LineItem item : items) {
            assertTrue(LineItem.wireOf(item).size() <= LONGEST_ITEM);
            if (item instanceof LineItem.Received received) {
                assertEquals(received.wire(), received.frame().toWire(), "one frame, one spelling");
                frames.add(received.frame());
            }
        }
        assertEquals(PlainFrames.in(line), frames);
        Allocation.assertAtMost(MEMORY + (long) MEMORY_OF_BYTE * bytes.length, () -> decode(bytes));
    }

    private static void decode(byte[] bytes) {
        FrameDecoder decoder = new FrameDecoder(item -> {
        });
        decoder.accept(bytes, 0, bytes.length);
        decoder.end();
    }

    /** The bytes themselves say how many of them come at once, so that an input is nothing but a line. */
    private static List<LineItem> inPieces(byte[] bytes) {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        for (int at = 0; at < bytes.length;) {
            int length = Math.min(bytes.length - at, bytes[at] & 7);
            decoder.accept(bytes, at, length);
            at += length;
            if (length == 0) {
                decoder.accept(bytes[at++] & 0xFF);
            }
        }
        decoder.end();
        return items;
    }
}
