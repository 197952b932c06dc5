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

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Recognises copies of frames whose escapes somebody took away, as concentrators and some loggers do. On a line they
 * cannot be: a bare stop or start cuts them into pieces, which are joined here if their CRC is right then.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class UnstuffedCopies {

    private UnstuffedCopies() {
    }

    /** @return the items, with the pieces of each such copy joined to one that is rejected as unstuffed */
    static List<LineItem> join(List<LineItem> items) {
        List<LineItem> joined = new ArrayList<>();
        int next = 0;
        while (next < items.size()) {
            int length = lengthOfCopy(items, next);
            if (length == 0) {
                joined.add(items.get(next++));
            } else {
                List<ByteString> pieces = new ArrayList<>();
                for (int size = 0; size < length; size += pieces.get(pieces.size() - 1).size()) {
                    pieces.add(LineItem.wireOf(items.get(next++)));
                }
                ByteString wire = ByteString.join(pieces);
                joined.add(new LineItem.Rejected(RejectReason.UNSTUFFED, wire.slice(0, length)));
                if (wire.size() > length) {
                    // of the pieces only noise goes on behind a stop
                    joined.add(new LineItem.Noise(wire.slice(length, wire.size())));
                }
            }
        }
        return joined;
    }

    /** @return how many bytes a copy has that begins with an item, from its start to its stop; 0 if none does */
    private static int lengthOfCopy(List<LineItem> items, int first) {
        int length = 0;
        int crc = 0;
        int size = items.get(first) instanceof LineItem.Rejected ? 0 : FrameDecoder.MAX_CONTENT;
        for (int i = first; i < items.size() && size < FrameDecoder.MAX_CONTENT; i++) {
            ByteString wire = LineItem.wireOf(items.get(i));
            for (int j = i == first ? 1 : 0; j < wire.size(); j++) {
                if (wire.at(j) == Stuffing.STOP && crc == 0 && size >= FrameDecoder.MIN_CONTENT) {
                    length = 1 + size + 1;
                }
                crc = Crc16.update(crc, wire.at(j));
                size++;
            }
        }
        return length;
    }
}
