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
 * What the decoder does with any octets of a line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Timeout(10)
class FrameDecoderFuzzTest {

    /** A start, and twice the content with one octet more. */
    private static final int LONGEST_ITEM = 1 + 2 * (2048 + 1);
    private static final int MEMORY = 32 * 1024;
    private static final int MEMORY_OF_OCTET = 128;

    @FuzzTest
    void line(byte[] octets) {
        Octets line = Octets.copyOf(octets);
        List<LineItem> items = LineItems.of(line);
        assertEquals(line, LineItems.wireOf(items), "no octet is lost");
        assertEquals(items, inPieces(octets), "no split matters");

        List<Frame> frames = new ArrayList<>();
        for (LineItem item : items) {
            assertTrue(LineItem.wireOf(item).size() <= LONGEST_ITEM);
            if (item instanceof LineItem.Received received) {
                assertEquals(received.wire(), received.frame().toWire(), "one frame, one spelling");
                frames.add(received.frame());
            }
        }
        assertEquals(PlainFrames.in(line), frames);
        Allocation.assertAtMost(MEMORY + (long) MEMORY_OF_OCTET * octets.length, () -> decode(octets));
    }

    private static void decode(byte[] octets) {
        FrameDecoder decoder = new FrameDecoder(item -> {
        });
        decoder.accept(octets, 0, octets.length);
        decoder.end();
    }

    /** The octets themselves say how many of them come at once, so that an input is nothing but a line. */
    private static List<LineItem> inPieces(byte[] octets) {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        for (int at = 0; at < octets.length;) {
            int length = Math.min(octets.length - at, octets[at] & 7);
            decoder.accept(octets, at, length);
            at += length;
            if (length == 0) {
                decoder.accept(octets[at++] & 0xFF);
            }
        }
        decoder.end();
        return items;
    }
}
