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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Bytes that somebody recorded, and what they mean.
 *
 * @param items what was found in the bytes
 * @param ignored words that are no bytes
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Dump(List<LineItem> items, List<String> ignored) {

    /**
     * Reads a text in whatever notation gives the most right frames.
     *
     * @param text bytes however they were written, among anything else
     * @return what they mean, or that the notation is unclear
     */
    static DecodedFields read(String text) {
        List<PostedText> candidates = PostedText.candidates(text);
        Map<ByteString, List<LineItem>> known = new HashMap<>();
        Map<Notation, Dump> likely = new EnumMap<>(Notation.class);
        Dump plain = of(candidates.get(0), Notation.PAIRS.read(candidates.get(0).text()), known);
        Dump best = plain;
        for (PostedText candidate : candidates) {
            for (Notation notation : Notation.values()) {
                if (best.isCertain()) {
                    return best.facts();
                }
                Notation.Reading reading = notation.read(candidate.text());
                Dump dump = of(candidate, reading, known);
                if (reading.likely() && candidate.equals(candidates.get(0))) {
                    likely.put(notation, dump);
                }
                best = dump.isBetterThan(best) ? dump : best;
            }
        }
        if (best.proved() == 0 && likely.values().stream().map(Dump::rejected).distinct().count() > 1) {
            return unclear(likely);
        }
        Dump first = likely.isEmpty() ? plain : likely.values().iterator().next();
        return (best.proved() > 0 || best.rejected().equals(first.rejected()) ? best : first).facts();
    }

    /** Many notations give the same bytes; these are looked at once. */
    private static Dump of(PostedText text, Notation.Reading reading, Map<ByteString, List<LineItem>> known) {
        ByteString bytes = ByteString.copyOf(reading.bytes());
        List<LineItem> items = known.getOrDefault(bytes, List.of());
        if (items.isEmpty()) {
            items = itemsOf(bytes);
            known.put(bytes, items);
        }
        return new Dump(items, Stream.concat(text.removed().stream(), reading.ignored().stream()).toList());
    }

    private static DecodedFields unclear(Map<Notation, Dump> likely) {
        List<DecodedFields> readings = likely.entrySet().stream().map(
                reading -> DecodedFields.of("notation", reading.getKey().description()).and(reading.getValue().facts()))
                .toList();
        return new Dump(List.of(), List.of()).facts()
                .and("error", "the notation is unclear, and in none that is likely there is a right frame")
                .and("readings", readings);
    }

    /** @return how many bytes are in frames whose CRC is right */
    private int proved() {
        return items.stream().filter(Dump::isProved).mapToInt(item -> LineItem.wireOf(item).size()).sum();
    }

    private static boolean isProved(LineItem item) {
        return item instanceof LineItem.Received || item instanceof LineItem.Rejected rejected
                && rejected.reason() == RejectReason.UNSTUFFED && hasCheckSum(rejected.wire());
    }

    private static boolean hasCheckSum(ByteString wire) {
        return wire.at(wire.size() - 1) == Stuffing.STOP && Crc16.of(wire.slice(1, wire.size() - 1)) == 0;
    }

    private List<ByteString> rejected() {
        return items.stream().filter(LineItem.Rejected.class::isInstance).map(LineItem::wireOf).toList();
    }

    private int noise() {
        return items.stream().filter(LineItem.Noise.class::isInstance).mapToInt(item -> LineItem.wireOf(item).size())
                .sum();
    }

    /** More right frames are better, and less noise beside the same frames, but never fewer damaged ones. */
    private boolean isBetterThan(Dump other) {
        return proved() > other.proved() || proved() == other.proved() && proved() + rejected().size() > 0
                && rejected().equals(other.rejected()) && noise() < other.noise();
    }

    private boolean isCertain() {
        return proved() > 0 && rejected().isEmpty() && noise() == 0 && ignored.isEmpty();
    }

    static DecodedFields read(ByteString bytes) {
        return new Dump(itemsOf(bytes), List.of()).facts();
    }

    private static List<LineItem> itemsOf(ByteString bytes) {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        decoder.accept(bytes.toByteArray(), 0, bytes.size());
        decoder.end();
        return UnstuffedCopies.join(items);
    }

    private DecodedFields facts() {
        List<DecodedFields> frames = new ArrayList<>();
        List<DecodedFields> rejected = new ArrayList<>();
        List<ByteString> noise = new ArrayList<>();
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
            } else if (item instanceof LineItem.Noise bytes) {
                noise.add(bytes.wire());
            } else {
                frames.add(DecodedFields.of("direction", Direction.RESPONSE.id()).and("ack", true));
            }
        }
        DecodedFields facts = DecodedFields.of("frames", frames).and("rejected", rejected).and("noise",
                noise.stream().map(ByteString::toString).collect(Collectors.joining(" ")));
        return ignored.isEmpty() ? facts : facts.and("ignored", ignored);
    }

    private static DecodedFields heading(Frame frame) {
        return DecodedFields.of("direction", frame.direction().id()).and("address", DecodedFields.hex(frame.address()))
                .and("command", DecodedFields.hex(frame.command()));
    }

    private static DecodedFields rejection(RejectReason reason, ByteString wire) {
        return DecodedFields.of("reason", reason.id()).and("hex", wire.toString());
    }
}
