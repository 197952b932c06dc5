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
 * The items of a decoder, for its tests.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class LineItems {

    private LineItems() {
    }

    /** All items of bytes that come in one go and are followed by silence. */
    static List<LineItem> of(ByteString bytes) {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        decoder.accept(bytes.toByteArray(), 0, bytes.size());
        decoder.end();
        return items;
    }

    /** The bytes that items were made of, in their order. */
    static ByteString wireOf(List<LineItem> items) {
        return ByteString.join(items.stream().map(LineItem::wireOf).toList());
    }
}
