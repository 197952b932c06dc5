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
package org.openhab.binding.kamstrup.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Timeout;
import org.openhab.binding.kamstrup.internal.kmp.Allocation;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * The decoder of texts, and what reads its items, with any bytes.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Timeout(10)
class TextDecoderFuzzTest {

    private static final int MEMORY = 32 * 1024;
    private static final int MEMORY_OF_BYTE = 512;

    @FuzzTest
    void line(byte[] bytes) {
        ByteString line = ByteString.copyOf(bytes);
        TextItems received = TextItems.of(line);
        assertEquals(line, received.wire(), "no byte is lost");
        assertEquals(received, inPieces(bytes), "no split matters");
        for (int i = 0; i < received.items().size(); i++) {
            ByteString wire = received.wires().get(i);
            assertTrue(wire.size() <= TextDecoder.MAX_ITEM);
            TextItem item = received.items().get(i);
            if (item instanceof TextItem.Line text) {
                assertTrue(text.text().matches("[0-9 ]*"), text::toString);
                assertTrue(text.text().equals(SevenBit.decode(wire).substring(0, wire.size() - 1)));
                read(text);
            } else if (item instanceof TextItem.Block block) {
                DataBlock.read(block).ifPresent(data -> assertTrue(data.values().size() <= 3));
            }
        }
        Allocation.assertAtMost(MEMORY + (long) MEMORY_OF_BYTE * bytes.length, () -> decode(bytes));
    }

    /** A line belongs to one request at most, and its digits come back as they were. */
    private static void read(TextItem.Line line) {
        for (TextRequest request : TextRequest.values()) {
            TextAnswer.read(request, 0, line).ifPresent(answer -> {
                answer.isConsistent();
                answer.values(Scales.ofCode(44119));
                StringBuilder digits = new StringBuilder();
                request.fields(0).forEach(field -> digits
                        .append(String.format("%0" + field.digits() + "d ", answer.digits(field).orElseThrow())));
                assertEquals(line.text().stripTrailing(), digits.toString().stripTrailing());
            });
        }
    }

    private static void decode(byte[] bytes) {
        TextDecoder decoder = new TextDecoder((item, wire) -> {
        });
        decoder.accept(bytes, 0, bytes.length);
        decoder.end();
    }

    /** The bytes themselves say how many of them come at once, so that an input is nothing but a line. */
    private static TextItems inPieces(byte[] bytes) {
        TextItems items = new TextItems(new ArrayList<>(), new ArrayList<>());
        TextDecoder decoder = items.decoder();
        for (int at = 0; at < bytes.length;) {
            int length = Math.min(bytes.length - at, bytes[at] & 7);
            decoder.accept(bytes, at, length);
            at += length;
            if (length == 0) {
                decoder.accept(bytes[at++]);
            }
        }
        decoder.end();
        return items;
    }
}
