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

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Finds frames without the code of the decoder, to compare the decoder with it for any bytes. A start is never bare
 * inside a frame, and a frame ends with the first stop.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class PlainFrames {

    private static final String STARTS = "\u0080\u0040";
    private static final String RESERVED = STARTS + "\r\u0006\u001B";
    private static final int POLYNOMIAL = 0x1021;

    private PlainFrames() {
    }

    /** The frames in the bytes of a line, in their order. */
    public static List<Frame> in(ByteString line) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            if (STARTS.indexOf(line.at(i)) >= 0) {
                int end = i + 1;
                while (end < line.size() && line.at(end) != '\r' && STARTS.indexOf(line.at(end)) < 0) {
                    end++;
                }
                if (end < line.size() && line.at(end) == '\r') {
                    Direction direction = line.at(i) == 0x80 ? Direction.REQUEST : Direction.RESPONSE;
                    frame(direction, line.slice(i + 1, end)).ifPresent(frames::add);
                }
            }
        }
        return frames;
    }

    private static Optional<Frame> frame(Direction direction, ByteString stuffed) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int crc = 0;
        for (int i = 0; i < stuffed.size(); i++) {
            int byteValue = stuffed.at(i);
            if (byteValue == 0x1B) {
                i++;
                byteValue = i < stuffed.size() ? 0xFF - stuffed.at(i) : 0;
                if (RESERVED.indexOf(byteValue) < 0) {
                    return Optional.empty();
                }
            } else if (byteValue == 0x06) {
                return Optional.empty();
            }
            content.write(byteValue);
            for (int bit = 0x80; bit > 0; bit >>= 1) {
                boolean divide = (crc & 0x8000) != 0 ^ (byteValue & bit) != 0;
                crc = (divide ? crc << 1 ^ POLYNOMIAL : crc << 1) & 0xFFFF;
            }
        }
        ByteString plain = ByteString.copyOf(content.toByteArray());
        return crc == 0 && plain.size() >= 4 && plain.size() <= 2048
                ? Optional.of(new Frame(direction, plain.at(0), plain.at(1), plain.slice(2, plain.size() - 2)))
                : Optional.empty();
    }
}
