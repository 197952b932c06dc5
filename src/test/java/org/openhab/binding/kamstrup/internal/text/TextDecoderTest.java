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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextDecoderTest {

    private static final String READING = "0507109 1296626 0032673 0006811 0003366 0003445 0000031 0000079 0000093 0000000 ";
    private static final String BLOCK = "0.0(00012345)\r\n6.8(00507.109*MWh)!\r\n";

    static List<TextVector> responses() {
        return TextVector.all().stream().filter(vector -> !vector.isRequest()).toList();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void givesSameItemsWithAndWithoutParityBit(TextVector vector) {
        TextItems stripped = TextItems.of(vector.stripped());
        TextItems withParity = TextItems.of(vector.withParity());
        assertEquals(stripped.items(), withParity.items());
        assertEquals(vector.stripped(), stripped.wire());
        assertEquals(vector.withParity(), withParity.wire());
    }

    @ParameterizedTest
    @MethodSource("responses")
    void separatesLinesAndBlocksOfRecordedAnswers(TextVector vector) {
        String text = vector.text("text");
        String expected = switch (vector.text("id")) {
            case "66c-8-resp-junk" -> "MEMORY";
            case "66c-6-resp-head" -> "Line Line";
            case "401-iec-ident" -> "Identification";
            case "66c-iec-resp", "382a-iec-resp" -> "Identification Block";
            case "41-iec-resp" -> "Block";
            default -> "Line";
        };
        assertEquals(expected, names(TextItems.of(text)));
    }

    private static String names(List<TextItem> items) {
        return items.stream().map(item -> item instanceof TextItem.Rejected rejected ? rejected.reason().name()
                : item.getClass().getSimpleName()).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void rejectsEachCharacterWithWrongParity(TextVector vector) {
        byte[] bytes = vector.withParity().toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) 0x80;
            List<TextItem> items = TextItems.of(ByteString.copyOf(damaged)).items();
            assertEquals(1, items.stream().filter(item -> item instanceof TextItem.Rejected rejected
                    && (rejected.reason() == TextItem.Reason.PARITY || rejected.reason() == TextItem.Reason.MEMORY))
                    .count(), "byte " + i);
        }
    }

    static Stream<Arguments> input() {
        String noise = "\u0001\u0010\u007F";
        return Stream.of( //
                Arguments.of("answer", READING + "\r", "Line"), //
                Arguments.of("half a line, cut at its end", READING.substring(0, 33), "TRUNCATED"), //
                Arguments.of("half a line, cut at its beginning", READING.substring(33) + "\r", "Line"), //
                Arguments.of("a letter in a line", READING.replace("31", "3A") + "\r", "UNEXPECTED_CHARACTER Line"), //
                Arguments.of("a sign in a line", READING.replace("0003445", "-003445") + "\r",
                        "UNEXPECTED_CHARACTER Line"), //
                Arguments.of("memory", "0000000 :224384 0000000 \r", "MEMORY"), //
                Arguments.of("memory from the first character", "?927228 0000000 \r", "MEMORY"), //
                Arguments.of("line after memory", ":224384 \r0000001 \r", "MEMORY Line"), //
                Arguments.of("noise", noise, "Noise"), //
                Arguments.of("digits in noise", noise + "31" + noise, "Noise Noise"), //
                Arguments.of("noise before an answer", noise + READING + "\r", "Noise Line"), //
                Arguments.of("noise after an answer", READING + "\r" + noise, "Line Noise"), //
                Arguments.of("a few digits and silence", "0507", "Noise"), //
                Arguments.of("an empty line", "\r", "Noise"), //
                Arguments.of("echo and answer", "/#1" + READING + "\r", "Echo Line"), //
                Arguments.of("echo of the identification request", "/?!\r\n/KAM MC\r\n", "Echo Identification"), //
                Arguments.of("echo of the acknowledgement", "\u0006000\r\n", "Echo"), //
                Arguments.of("half an echo", "/#", "TRUNCATED"), //
                Arguments.of("a slash", "/", "Noise"), //
                Arguments.of("an ACK", "\u0006", "Noise"), //
                Arguments.of("an ACK and an answer", "\u0006" + READING + "\r", "Noise Line"), //
                Arguments.of("line cut by an identification", READING + "/KAM MC\r\n", "TRUNCATED Identification"), //
                Arguments.of("identification cut by a block", "/KAM" + block(BLOCK, 0), "TRUNCATED Block"), //
                Arguments.of("identification without an end", "/KAM MC", "TRUNCATED"), //
                Arguments.of("control character in an identification", "/KAM\u0001\r\n", "UNEXPECTED_CHARACTER Noise"), //
                Arguments.of("block", block(BLOCK, 0), "Block"), //
                Arguments.of("block with a wrong sum", block(BLOCK, 1), "BAD_BCC"), //
                Arguments.of("block without its sum", "\u0002" + BLOCK + "\u0003", "TRUNCATED"), //
                Arguments.of("block without an end", "\u0002" + BLOCK, "TRUNCATED"), //
                Arguments.of("block cut by a block", "\u0002" + BLOCK + block(BLOCK, 0), "TRUNCATED Block"), //
                Arguments.of("control character in a block", "\u00026.8(\u0007)" + block(BLOCK, 0),
                        "UNEXPECTED_CHARACTER Noise Block"), //
                Arguments.of("line that does not end", "0".repeat(TextDecoder.MAX_ITEM + 1), "TOO_LONG Noise"), //
                Arguments.of("block that does not end", "\u0002" + "A".repeat(TextDecoder.MAX_ITEM), "TOO_LONG Noise"), //
                Arguments.of("long noise", "A".repeat(2 * TextDecoder.MAX_ITEM + 1), "Noise Noise Noise"));
    }

    private static String block(String text, int error) {
        int sum = TextDecoder.bcc(SevenBit.encode(text + "\u0003", false)) + error;
        return "\u0002" + text + "\u0003" + (char) (sum & 0x7F);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("input")
    void separates(String input, String text, String expected) {
        assertEquals(expected, names(TextItems.of(text)));
        assertEquals(expected, names(TextItems.of(SevenBit.encode(text, true)).items()), "with parity");
    }

    @Test
    void rejectsLineWithTwoKindsOfParity() {
        byte[] bytes = SevenBit.encode(READING + "\r", true).toByteArray();
        bytes[bytes.length - 1] = '\r';
        assertEquals("PARITY", names(TextItems.of(ByteString.copyOf(bytes)).items()));
    }

    /** Kamstrup's example of a MULTICAL 382 ends in the character >, which is not the XOR of IEC 1107. */
    @Test
    void sumsCharactersForBcc() {
        assertEquals(0x3E, TextDecoder.bcc(
                SevenBit.encode(TextVector.of("382a-iec-resp").text("text").replaceAll("(?s).*\u0002|.$", ""), false)));
    }

    @Test
    void takesBytesAsSignedOrUnsigned() {
        TextItems signed = new TextItems(new ArrayList<>(), new ArrayList<>());
        TextDecoder decoder = signed.decoder();
        ByteString bytes = SevenBit.encode(READING + "\r", true);
        for (int i = 0; i < bytes.size(); i++) {
            decoder.accept(bytes.at(i));
        }
        assertEquals(TextItems.of(bytes).items(), signed.items());
    }
}
