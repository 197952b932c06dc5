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
    static Facts read(String text) {
        List<PostedText> candidates = PostedText.candidates(text);
        Map<Octets, List<LineItem>> known = new HashMap<>();
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

    /** Many notations give the same octets; these are looked at once. */
    private static Dump of(PostedText text, Notation.Reading reading, Map<Octets, List<LineItem>> known) {
        Octets octets = Octets.copyOf(reading.octets());
        List<LineItem> items = known.getOrDefault(octets, List.of());
        if (items.isEmpty()) {
            items = itemsOf(octets);
            known.put(octets, items);
        }
        return new Dump(items, Stream.concat(text.removed().stream(), reading.ignored().stream()).toList());
    }

    private static Facts unclear(Map<Notation, Dump> likely) {
        List<Facts> readings = likely.entrySet().stream()
                .map(reading -> Facts.of("notation", reading.getKey().description()).and(reading.getValue().facts()))
                .toList();
        return new Dump(List.of(), List.of()).facts()
                .and("error", "the notation is unclear, and in none that is likely there is a right frame")
                .and("readings", readings);
    }

    /** @return how many octets are in frames whose check sum is right */
    private int proved() {
        return items.stream().filter(Dump::isProved).mapToInt(item -> LineItem.wireOf(item).size()).sum();
    }

    private static boolean isProved(LineItem item) {
        return item instanceof LineItem.Received || item instanceof LineItem.Rejected rejected
                && rejected.reason() == RejectReason.UNSTUFFED && hasCheckSum(rejected.wire());
    }

    private static boolean hasCheckSum(Octets wire) {
        return wire.at(wire.size() - 1) == Stuffing.STOP && Crc16.of(wire.slice(1, wire.size() - 1)) == 0;
    }

    private List<Octets> rejected() {
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

    static Facts read(Octets octets) {
        return new Dump(itemsOf(octets), List.of()).facts();
    }

    private static List<LineItem> itemsOf(Octets octets) {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        decoder.accept(octets.toByteArray(), 0, octets.size());
        decoder.end();
        return UnstuffedCopies.join(items);
    }

    private Facts facts() {
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
