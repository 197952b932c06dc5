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

import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * The characters of a meter from before KMP, such as a MULTICAL 66 or 401 (IEC 1107): seven bits and an even parity
 * bit,
 * which a port set to eight bits hears as the highest one.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class OldMeterText {

    /** Fewer could be noise: one byte in five looks like a character. */
    private static final int LEAST_BYTES = 8;
    private static final int LEAST_PERCENT = 90;
    private static final int ALL_PERCENT = 100;
    private static final int SEVEN_BITS = 0x7F;
    private static final int PARITY_BIT = 0x80;
    private static final int FIRST_PRINTABLE = ' ';
    private static final int LAST_PRINTABLE = '~';
    /** Start and end of text, line feed, carriage return. */
    private static final String CONTROLS = "\u0002\u0003\n\r";

    private OldMeterText() {
    }

    /** @return whether such a meter said this */
    static boolean isIn(ByteString heard) {
        int characters = 0;
        for (int i = 0; i < heard.size(); i++) {
            characters += isCharacter(heard.at(i)) ? 1 : 0;
        }
        return heard.size() >= LEAST_BYTES && characters * ALL_PERCENT >= heard.size() * LEAST_PERCENT;
    }

    private static boolean isCharacter(int byteValue) {
        int character = byteValue & SEVEN_BITS;
        return Integer.bitCount(byteValue) % 2 == 0
                && (character >= FIRST_PRINTABLE && character <= LAST_PRINTABLE || CONTROLS.indexOf(character) >= 0);
    }

    /** @return a text as such a meter understands it */
    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] |= (byte) (Integer.bitCount(bytes[i]) % 2 == 0 ? 0 : PARITY_BIT);
        }
        return bytes;
    }
}
