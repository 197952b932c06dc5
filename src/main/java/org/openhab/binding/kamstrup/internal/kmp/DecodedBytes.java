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
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The frames and everything else in recorded bytes, and their form as {@link DecodedFields}.
 *
 * @param items the items that were found
 * @param ignored words of the text around the bytes that are no bytes
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record DecodedBytes(List<LineItem> items, List<String> ignored) {

    static DecodedBytes of(ByteString bytes) {
        return new DecodedBytes(itemsOf(bytes), List.of());
    }

    /**
     * Finds the items in bytes. A copy of a frame from which a concentrator or a logger removed the escapes has bare
     * stops and starts inside, so the decoder cuts it into pieces. They are one rejected item here if their CRC is
     * right.
     */
    static List<LineItem> itemsOf(ByteString bytes) {
        List<LineItem> pieces = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(pieces::add);
        decoder.accept(bytes.toByteArray(), 0, bytes.size());
        decoder.end();
        List<LineItem> items = new ArrayList<>();
        int begin = 0;
        int endOfCopy = 0;
        for (LineItem piece : pieces) {
            int end = begin + LineItem.wireOf(piece).size();
            if (begin >= endOfCopy) {
                endOfCopy = begin + (piece instanceof LineItem.Rejected ? lengthOfCopy(bytes, begin) : 0);
                items.add(endOfCopy == begin ? piece
                        : new LineItem.Rejected(RejectReason.UNSTUFFED, bytes.slice(begin, endOfCopy)));
            } else if (end > endOfCopy) {
                // only noise can follow a stop within a piece
                items.add(new LineItem.Noise(bytes.slice(endOfCopy, end)));
            }
            begin = end;
        }
        return items;
    }

    /** @return how many bytes a frame without escapes has that starts at an index; 0 if the CRC of none is right */
    private static int lengthOfCopy(ByteString bytes, int start) {
        int length = 0;
        int crc = 0;
        int limit = Math.min(bytes.size(), start + 2 + FrameDecoder.MAX_CONTENT);
        for (int i = start + 1; i < limit; i++) {
            if (bytes.at(i) == Stuffing.STOP && crc == 0 && i - start > FrameDecoder.MIN_CONTENT) {
                length = i + 1 - start;
            }
            crc = Crc16.update(crc, bytes.at(i));
        }
        return length;
    }

    /** @return how many bytes are in frames whose CRC is right */
    int proved() {
        return items.stream().filter(DecodedBytes::isProved).mapToInt(item -> LineItem.wireOf(item).size()).sum();
    }

    private static boolean isProved(LineItem item) {
        return item instanceof LineItem.Received
                || item instanceof LineItem.Rejected rejected && rejected.reason() == RejectReason.UNSTUFFED
                        && lengthOfCopy(rejected.wire(), 0) == rejected.wire().size();
    }

    List<ByteString> rejected() {
        return items.stream().filter(LineItem.Rejected.class::isInstance).map(LineItem::wireOf).toList();
    }

    private int noise() {
        return items.stream().filter(LineItem.Noise.class::isInstance).mapToInt(item -> LineItem.wireOf(item).size())
                .sum();
    }

    /** More bytes in right frames are better, and so is less noise beside the same right and rejected frames. */
    boolean isBetterThan(DecodedBytes other) {
        return proved() > other.proved() || proved() == other.proved() && proved() + rejected().size() > 0
                && rejected().equals(other.rejected()) && noise() < other.noise();
    }

    /** @return whether there are right frames and nothing else */
    boolean isCertain() {
        return proved() > 0 && rejected().isEmpty() && noise() == 0 && ignored.isEmpty();
    }

    DecodedFields fields() {
        List<DecodedFields> frames = new ArrayList<>();
        List<DecodedFields> rejected = new ArrayList<>();
        List<String> noise = new ArrayList<>();
        for (LineItem item : items) {
            if (item instanceof LineItem.Received received) {
                Frame frame = received.frame();
                Message message = Message.of(frame);
                if (message instanceof Message.Malformed) {
                    rejected.add(rejection(RejectReason.MALFORMED, item).and(message.fields()));
                } else {
                    frames.add(DecodedFields.of("direction", frame.direction().id())
                            .and("address", DecodedFields.hex(frame.address()))
                            .and("command", DecodedFields.hex(frame.command())).and(message.fields()));
                }
            } else if (item instanceof LineItem.Rejected rejection) {
                rejected.add(rejection(rejection.reason(), item));
            } else if (item instanceof LineItem.Noise) {
                noise.add(LineItem.wireOf(item).toString());
            } else {
                frames.add(DecodedFields.of("direction", Direction.RESPONSE.id()).and("ack", true));
            }
        }
        DecodedFields fields = DecodedFields.of("frames", frames).and("rejected", rejected).and("noise",
                noise.stream().collect(Collectors.joining(" ")));
        return ignored.isEmpty() ? fields : fields.and("ignored", ignored);
    }

    private static DecodedFields rejection(RejectReason reason, LineItem item) {
        return DecodedFields.of("reason", reason.id()).and("hex", LineItem.wireOf(item).toString());
    }
}
