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

import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * Recognises an electricity meter that speaks another protocol than KMP: DLMS in HDLC frames (IEC 62056-46), or texts
 * of IEC 62056-21, which the customer port (P1) uses, too.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ElectricityMeterAnswer {

    private static final int FLAG = 0x7E;
    /** Format type 3: the upper four bits of the first byte, the next one says whether the frame is segmented. */
    private static final int FORMAT_BITS = 0xF0;
    private static final int FORMAT = 0xA0;
    private static final int LENGTH_BITS = 0x07;
    /** Format, two addresses, control and FCS. */
    private static final int SHORTEST = 7;
    /** CRC-16/X-25 over a frame with its own FCS. */
    private static final int FCS_OF_VALID_FRAME = 0xF0B8;
    private static final int FCS_POLYNOMIAL = 0x8408;
    private static final int ALL_BITS = 0xFFFF;
    private static final int SEVEN_BITS = 0x7F;

    /**
     * The identification of a 382, or the OBIS code of imported energy: 1.8.0 by the standard, 1.20 of the first 382.
     */
    private static final Pattern TEXT = Pattern
            .compile("/[A-Za-z]{3}[^\\r\\n]{0,16}(382|684|685)|(?<![\\d.])1\\.(8\\.\\d|20)\\(");

    private ElectricityMeterAnswer() {
    }

    /** @return whether received bytes have an HDLC frame, or are the text of an electricity meter */
    static boolean isIn(ByteString bytes) {
        return TEXT.matcher(text(bytes)).find() || IntStream.range(0, bytes.size()).anyMatch(i -> isFrame(bytes, i));
    }

    /** @return the characters, whatever the parity bits are */
    private static String text(ByteString bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.size(); i++) {
            text.append((char) (bytes.at(i) & SEVEN_BITS));
        }
        return text.toString();
    }

    private static boolean isFrame(ByteString bytes, int flag) {
        int from = flag + 1;
        if (bytes.at(flag) != FLAG || from + SHORTEST >= bytes.size() || (bytes.at(from) & FORMAT_BITS) != FORMAT) {
            return false;
        }
        int to = from + ((bytes.at(from) & LENGTH_BITS) << Byte.SIZE | bytes.at(from + 1));
        return to >= from + SHORTEST && to < bytes.size() && bytes.at(to) == FLAG
                && fcs(bytes.slice(from, to)) == FCS_OF_VALID_FRAME;
    }

    private static int fcs(ByteString frame) {
        int fcs = ALL_BITS;
        for (int i = 0; i < frame.size(); i++) {
            fcs ^= frame.at(i);
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                fcs = (fcs & 1) == 0 ? fcs >> 1 : fcs >> 1 ^ FCS_POLYNOMIAL;
            }
        }
        return fcs;
    }
}
