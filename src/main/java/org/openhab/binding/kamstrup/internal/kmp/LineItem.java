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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A part of what was received. Together the items hold every byte, in its order.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface LineItem {

    /**
     * A frame whose form and CRC are right.
     *
     * @param frame the frame
     * @param wire the bytes as they were on the line
     */
    record Received(Frame frame, ByteString wire) implements LineItem {
    }

    /**
     * Bytes that begin like a frame, but are none.
     *
     * @param reason why it was rejected
     * @param wire the bytes as they were on the line, never empty
     */
    record Rejected(RejectReason reason, ByteString wire) implements LineItem {
    }

    /**
     * Bytes outside of frames.
     *
     * @param wire the bytes, never empty; long noise comes in several items
     */
    record Noise(ByteString wire) implements LineItem {
    }

    /** The bare byte with which a meter acknowledges a write. */
    record Acknowledgement() implements LineItem {
    }

    /**
     * The bytes of an item, as they were on the line.
     *
     * @param item any item
     */
    static ByteString wireOf(LineItem item) {
        if (item instanceof LineItem.Received received) {
            return received.wire();
        } else if (item instanceof LineItem.Rejected rejected) {
            return rejected.wire();
        } else if (item instanceof LineItem.Noise noise) {
            return noise.wire();
        }
        return ByteString.of(Stuffing.ACKNOWLEDGE);
    }
}
