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

import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * Characters of seven bits and an even parity bit (Kamstrup 5511-634 §4). A port with eight data bits and no parity has
 * the same bits on the wire; it sends and receives the parity bit as bit 7. A port with seven data bits strips it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class SevenBit {

    static final int CHARACTER = 0x7F;
    static final int PARITY = 0x80;
    private static final int MIN_TEXT_BYTES = 8;
    private static final int MIN_TEXT_PERCENT = 90;
    private static final int ALL_PERCENT = 100;
    /** Start and end of text, line feed, carriage return. */
    private static final String CONTROLS = "\u0002\u0003\n\r";

    private SevenBit() {
    }

    /**
     * Encodes a text.
     *
     * @param text characters of ASCII
     * @param withParity whether bit 7 of each byte is its parity bit; otherwise it is 0
     */
    public static ByteString encode(String text, boolean withParity) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; withParity && i < bytes.length; i++) {
            bytes[i] |= (byte) (isEven(bytes[i]) ? 0 : PARITY);
        }
        return ByteString.copyOf(bytes);
    }

    /**
     * Decodes bytes of either kind.
     *
     * @return the characters, without their parity bits, which are not checked
     */
    static String decode(ByteString bytes) {
        byte[] characters = bytes.toByteArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] &= CHARACTER;
        }
        return new String(characters, StandardCharsets.US_ASCII);
    }

    /**
     * Tells whether bytes are readable text with parity bits, even if a few of them are damaged.
     *
     * @return false for fewer than eight bytes, which may be noise: one random byte in five looks like a character
     */
    public static boolean isText(ByteString bytes) {
        int characters = 0;
        for (int i = 0; i < bytes.size(); i++) {
            int character = bytes.at(i) & CHARACTER;
            boolean isReadable = character >= ' ' && character <= '~' || CONTROLS.indexOf(character) >= 0;
            characters += isReadable && isEven(bytes.at(i)) ? 1 : 0;
        }
        return bytes.size() >= MIN_TEXT_BYTES && characters * ALL_PERCENT >= bytes.size() * MIN_TEXT_PERCENT;
    }

    /** @return whether the number of bits of a byte is even, as the parity bit makes it */
    static boolean isEven(int byteValue) {
        return Integer.bitCount(byteValue & 0xFF) % 2 == 0;
    }
}
