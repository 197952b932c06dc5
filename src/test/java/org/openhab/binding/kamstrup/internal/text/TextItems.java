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

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * The items of a decoder and their bytes, for its tests.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record TextItems(List<TextItem> items, List<ByteString> wires) {

    /** All items of bytes that come in one go and are followed by silence. */
    static TextItems of(ByteString bytes) {
        TextItems received = new TextItems(new ArrayList<>(), new ArrayList<>());
        TextDecoder decoder = received.decoder();
        decoder.accept(bytes.toByteArray(), 0, bytes.size());
        decoder.end();
        return received;
    }

    /** All items of characters without parity. */
    static List<TextItem> of(String text) {
        return of(SevenBit.encode(text, false)).items();
    }

    /** The only line of a text. */
    static TextItem.Line line(String text) {
        return (TextItem.Line) of(text + "\r").get(0);
    }

    TextDecoder decoder() {
        return new TextDecoder((item, wire) -> {
            items.add(item);
            wires.add(wire);
        });
    }

    ByteString wire() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        wires.forEach(wire -> joined.writeBytes(wire.toByteArray()));
        return ByteString.copyOf(joined.toByteArray());
    }
}
