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
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Bytes that somebody recorded, as text of hexadecimal digits however it was written, and what they mean.
 *
 * @param items what was found in the bytes
 * @param ignored words that are no bytes
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Dump(List<LineItem> items, List<String> ignored) {

    /** Among what separates words is the byte order mark with which some programs begin a file. */
    private static final Pattern WORD = Pattern.compile("[^\\s,;:|<>()\\[\\]{}\"'\\uFEFF-]+");
    /** Before a byte, as programmers write it: 0x3F or \\x3F. */
    private static final Pattern PREFIX = Pattern.compile("0[xX](?=\\p{XDigit}{2})|\\\\[xX]");

    static Dump of(String text) {
        List<String> ignored = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String word = words.group();
            String plain = PREFIX.matcher(word).replaceAll("");
            if (plain.length() % 2 == 0 && plain.chars().allMatch(HexFormat::isHexDigit)) {
                digits.append(plain);
            } else {
                ignored.add(word);
            }
        }
        return new Dump(UnstuffedCopies.join(itemsOf(HexFormat.of().parseHex(digits))), List.copyOf(ignored));
    }

    private static List<LineItem> itemsOf(byte[] octets) {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        decoder.accept(octets, 0, octets.length);
        decoder.end();
        return items;
    }

    Facts facts() {
        List<Facts> frames = new ArrayList<>();
        List<Facts> rejected = new ArrayList<>();
        List<Octets> noise = new ArrayList<>();
        for (LineItem item : items) {
            if (item instanceof LineItem.Received received) {
                Message message = Message.of(received.frame());
                if (message instanceof Message.Malformed) {
                    rejected.add(rejection(RejectReason.MALFORMED, received.wire()).and(message.facts()));
                } else {
                    frames.add(heading(received.frame()).and(message.facts()));
                }
            } else if (item instanceof LineItem.Rejected rejection) {
                rejected.add(rejection(rejection.reason(), rejection.wire()));
            } else if (item instanceof LineItem.Noise octets) {
                noise.add(octets.wire());
            } else {
                frames.add(Facts.of("direction", Direction.RESPONSE.id()).and("ack", true));
            }
        }
        Facts facts = Facts.of("frames", frames).and("rejected", rejected).and("noise",
                noise.stream().map(Octets::toString).collect(Collectors.joining(" ")));
        return ignored.isEmpty() ? facts : facts.and("ignored", ignored);
    }

    private static Facts heading(Frame frame) {
        return Facts.of("direction", frame.direction().id()).and("address", Facts.hex(frame.address())).and("command",
                Facts.hex(frame.command()));
    }

    private static Facts rejection(RejectReason reason, Octets wire) {
        return Facts.of("reason", reason.id()).and("hex", wire.toString());
    }
}
