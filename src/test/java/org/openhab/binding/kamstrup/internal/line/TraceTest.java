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
package org.openhab.binding.kamstrup.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;

/**
 * Tests {@link Trace}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TraceTest {

    private static final ByteString REQUEST = ByteString.fromHex("80 3F 02 35 5E 0D");

    private final Trace trace = new Trace();

    private static Exchange silent(int second) {
        return new Exchange(Instant.ofEpochSecond(second), 1, REQUEST, ByteString.EMPTY, 0,
                new RequestResult.Failed(Finding.SILENT, ""), Optional.empty());
    }

    @Test
    void keepsTheLast300Exchanges() {
        for (int second = 0; second < 1000; second++) {
            trace.add(silent(second));
        }
        List<Exchange> kept = trace.exchanges();
        assertEquals(300, kept.size());
        assertEquals(Instant.ofEpochSecond(700), kept.get(0).at());
        assertEquals(Instant.ofEpochSecond(999), kept.get(299).at());
    }

    @Test
    void keepsNothingWhileSwitchedOff() {
        trace.add(silent(1));
        trace.set(false);
        trace.add(silent(2));
        assertEquals(List.of(), trace.exchanges());
        trace.set(true);
        trace.add(silent(3));
        assertEquals(1, trace.exchanges().size());
    }

    @Test
    void writesEachExchangeWithItsDecoding() {
        Exchange answered = new Exchange(Instant.EPOCH, 2, REQUEST, ByteString.fromHex("40 3F 02 01 23 45 67 E9 56 0D"),
                10, new RequestResult.Answered(new SerialNumber(0x3F, 19088743)), Optional.of(Duration.ofMillis(271)));
        trace.add(silent(1));
        trace.add(answered);
        List<String> lines = trace.lines(ZoneOffset.UTC);
        assertEquals("1970-01-01 00:00:01.000 +00:00 attempt 1", lines.get(0));
        assertEquals("  > 80 3F 02 35 5E 0D", lines.get(1));
        assertEquals("  < nothing", lines.get(3));
        assertEquals("  ! silent", lines.get(4));
        assertEquals("1970-01-01 00:00:00.000 +00:00 attempt 2", lines.get(5));
        assertEquals("  < 40 3F 02 01 23 45 67 E9 56 0D", lines.get(8));
        assertEquals(true, lines.get(9).contains("19088743"), lines.get(9));
        assertEquals("  ! answered after 271 ms", lines.get(10));
    }
}
