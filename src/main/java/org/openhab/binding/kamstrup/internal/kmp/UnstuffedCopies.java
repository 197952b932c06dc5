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
 * cannot be: a bare stop or start cuts them into pieces, which are joined here if their check sum is right then.
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
            int end = endOfCopy(items, next);
            if (end > next) {
                joined.add(new LineItem.Rejected(RejectReason.UNSTUFFED, wireOf(items.subList(next, end))));
                next = end;
            } else {
                joined.add(items.get(next++));
            }
        }
        return joined;
    }

    /** @return the index behind the last piece of a copy that begins with an item, or that item's if none does */
    private static int endOfCopy(List<LineItem> items, int first) {
        int end = first;
        int crc = 0;
        int size = items.get(first) instanceof LineItem.Rejected ? 0 : FrameDecoder.MAX_CONTENT;
        for (int i = first; i < items.size() && size < FrameDecoder.MAX_CONTENT; i++) {
            Octets wire = wireOf(items.get(i));
            for (int j = i == first ? 1 : 0; j < wire.size(); j++) {
                boolean stops = j == wire.size() - 1 && wire.at(j) == Stuffing.STOP;
                if (stops && crc == 0 && size >= FrameDecoder.MIN_CONTENT) {
                    end = i + 1;
                }
                crc = Crc16.update(crc, wire.at(j));
                size++;
            }
        }
        return end;
    }

    private static Octets wireOf(List<LineItem> items) {
        return Octets.join(items.stream().map(UnstuffedCopies::wireOf).toList());
    }

    private static Octets wireOf(LineItem item) {
        if (item instanceof LineItem.Received received) {
            return received.wire();
        } else if (item instanceof LineItem.Rejected rejected) {
            return rejected.wire();
        } else if (item instanceof LineItem.Noise noise) {
            return noise.wire();
        }
        return Octets.of(Stuffing.ACKNOWLEDGE);
    }
}
