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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DecodeTest {

    private static final String EMPTY = "{\"frames\":[],\"rejected\":[],\"noise\":\"\"}";
    private static final String ENERGY = "{\"frames\":[{\"direction\":\"response\",\"address\":\"3F\",\"command\":\"10\","
            + "\"registers\":[{\"id\":60,\"unit\":\"GJ\",\"value\":\"216.34\"}]}],\"rejected\":[],\"noise\":\"\"}";

    private static List<String> decode(String input) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Decode.decode(new StringReader(input), new PrintStream(output, true, StandardCharsets.UTF_8));
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D", "403f10003c0804420000548204df0d",
            "0x40,0x3F,0x10,0x00,0x3C,0x08,0x04,0x42,0x00,0x00,0x54,0x82,0x04,0xDF,0x0D",
            "\\x40\\x3F\\x10\\x00\\x3C\\x08\\x04\\x42\\x00\\x00\\x54\\x82\\x04\\xDF\\x0D",
            "40:3F:10:00:3C:08:04:42:00:00:54:82:04:DF:0D", "[40-3F-10-00-3C-08-04-42-00-00-54-82-04-DF-0D]\r" })
    void bytesAreReadHoweverTheyAreWritten(String line) throws IOException {
        assertEquals(List.of(ENERGY), decode(line));
    }

    @Test
    void eachLineHasItsObject() throws IOException {
        assertEquals(List.of(EMPTY, ENERGY, EMPTY), decode("\n40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D\n \n"));
    }

    @Test
    void wordsAndHalfBytesAreListed() throws IOException {
        assertEquals(
                List.of("{\"frames\":[],\"rejected\":[],\"noise\":\"12 34\",\"ignored\":[\"RX\",\"\\\\o/\",\"5\"]}"),
                decode("RX: 12 34 \\o/ 5"));
    }

    @Test
    void aLineWithoutEndIsCutAndSaysSo() throws IOException {
        String line = decode("40 ".repeat(1_000_000)).get(0);
        assertTrue(line.endsWith("\"error\":\"only the first 65536 characters were read\"}"));
    }

    @Test
    void aLineOfNothingButBrokenFramesEnds() throws IOException {
        assertEquals(1, decode("400D".repeat(16_000)).size());
    }
}
