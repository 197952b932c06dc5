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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Timeout;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Messages of frames with any content and the right CRC.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Timeout(10)
class MessageFuzzTest {

    private static final int HEADER = 3;
    private static final int LONGEST_DATA = 2048 - 4;
    private static final int MEMORY = 32 * 1024;
    private static final int MEMORY_OF_BYTE = 512;

    /** The input is a byte of which one bit says the direction, the address, the command and the data. */
    @FuzzTest
    void content(byte[] input) {
        if (input.length < HEADER || input.length > HEADER + LONGEST_DATA) {
            return;
        }
        Frame frame = new Frame((input[0] & 1) == 0 ? Direction.RESPONSE : Direction.REQUEST, input[1] & 0xFF,
                input[2] & 0xFF, ByteString.copyOf(input, HEADER, input.length));
        assertEquals(List.of(new LineItem.Received(frame, frame.toWire())), LineItems.of(frame.toWire()));
        assertEquals(List.of(frame), PlainFrames.in(frame.toWire()));

        Message message = Message.of(frame);
        if (message instanceof Request request) {
            assertEquals(frame, request.toFrame());
        } else if (message instanceof Response response) {
            assertEquals(frame, response.toFrame());
        }
        if (message instanceof RegisterValues values) {
            values.values().forEach(MessageFuzzTest::assertExact);
        }
        if (message instanceof LoggerRows rows) {
            assertHolds(rows);
        }
        String json = message.fields().toJson();
        assertTrue(StrictJson.parse(json).isJsonObject());
        Allocation.assertAtMost(MEMORY + (long) MEMORY_OF_BYTE * input.length, () -> Message.of(frame));
    }

    /** The page of a request that it can answer has all rows, with log ids that exist. */
    private static void assertHolds(LoggerRows rows) {
        List<Integer> ids = rows.rows().stream().limit(1).flatMap(List::stream).map(RegisterValue::id).toList();
        GetLoggerRows asked = new GetLoggerRows(rows.address(), rows.logger(), rows.start(),
                rows.start() == LoggerStart.LOG_ID ? rows.firstLogId() : 0, Math.max(1, rows.rows().size()),
                ids.isEmpty() ? List.of(0) : ids);
        if (rows.result(asked)instanceof LoggerResult.Page page) {
            assertEquals(rows.rows(), page.rows());
            assertTrue(page.newestId() <= page.lastLogId() && page.newestId() >= page.rows().size());
            assertTrue(page.rows().stream().allMatch(row -> row.size() == ids.size()));
        }
    }

    private static void assertExact(RegisterValue value) {
        BigDecimal number = value.number();
        BigInteger magnitude = new BigInteger(1, value.mantissa().toByteArray());
        assertEquals((value.signExponent() & 0x80) == 0 ? magnitude : magnitude.negate(), number.unscaledValue());
        assertEquals(value.signExponent() & 0x3F, Math.abs(number.scale()));
        if (value.content()instanceof Content.Decimal decimal) {
            assertEquals(number, decimal.value());
        }
    }
}
