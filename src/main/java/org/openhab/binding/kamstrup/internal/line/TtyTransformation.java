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
package org.openhab.binding.kamstrup.internal.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Direction;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.FrameDecoder;
import org.openhab.binding.kamstrup.internal.kmp.LineItem;

/**
 * The changes of bytes by a port that is not raw but treats them as characters of a terminal. A change is found only if
 * it turns the request, or a response with the right CRC, into exactly the received bytes.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum TtyTransformation {
    /** icrnl */
    CR_TO_LF("0D > 0A", becomes(TtyTransformation.CR, TtyTransformation.LF), changed -> List.of(ended(changed))),
    /** igncr */
    CR_LOST("0D > -", becomes(TtyTransformation.CR),
            changed -> List.of(inserted(changed, changed.size(), TtyTransformation.CR))),
    /** inlcr */
    LF_TO_CR("0A > 0D", becomes(TtyTransformation.LF, TtyTransformation.CR),
            changed -> List.of(ended(changed.stream().map(TtyTransformation::crToLf).toList()))),
    /** onlcr */
    LF_TO_CR_LF("0A > 0D 0A", becomes(TtyTransformation.LF, TtyTransformation.CR, TtyTransformation.LF),
            changed -> List.of(withoutAddedCr(changed))),
    /** ixon. Only one lost byte is guessed: more have too many places. */
    XON_XOFF_LOST("11, 13 > -",
            byteValue -> byteValue == TtyTransformation.XON || byteValue == TtyTransformation.XOFF ? List.of()
                    : List.of(byteValue),
            TtyTransformation::withOneMore),
    /** istrip, or 7 data bits. The original response cannot be guessed. */
    SEVEN_BITS("bit 7 > 0", byteValue -> List.of(byteValue & TtyTransformation.LOWER_BITS), changed -> List.of()),
    /** echoctl */
    CARETS("10 > 5E 50", byteValue -> byteValue < ' ' ? List.of((int) '^', byteValue | '@') : List.of(byteValue),
            changed -> List.of());

    private static final int CR = 0x0D;
    private static final int LF = 0x0A;
    private static final int XON = 0x11;
    private static final int XOFF = 0x13;
    private static final int LOWER_BITS = 0x7F;
    /** Limits the work: the length of a response, and the number of places where one may begin. */
    private static final int MAX_BYTES = 256;
    private static final int MAX_RESPONSES = 4;

    private final String change;
    private final Effect effect;
    private final Guesses guesses;

    TtyTransformation(String change, Effect effect, Guesses guesses) {
        this.change = change;
        this.effect = effect;
        this.guesses = guesses;
    }

    /** The bytes that a byte becomes. */
    private interface Effect {
        List<Integer> on(int byteValue);
    }

    /** The possible originals of a changed response. */
    private interface Guesses {
        List<List<Integer>> of(List<Integer> changed);
    }

    private static Effect becomes(int changed, Integer... bytes) {
        List<Integer> result = List.of(bytes);
        return byteValue -> byteValue == changed ? result : List.of(byteValue);
    }

    /** @return the change of which bytes, as hex */
    String change() {
        return change;
    }

    /**
     * Finds a change.
     *
     * @param sent the request
     * @param received the received bytes, without a valid response
     * @param isResponse whether a frame is a response to the request
     */
    static Optional<TtyTransformation> find(ByteString sent, ByteString received, Predicate<Frame> isResponse) {
        List<Integer> request = list(sent);
        List<Integer> all = list(received);
        if (!startsWith(all, request)) {
            for (TtyTransformation change : values()) {
                if (change.isEcho(request, all)) {
                    return Optional.of(change);
                }
            }
        }
        int responses = 0;
        for (int begin = 0; begin < all.size() && responses < MAX_RESPONSES; begin++) {
            if (all.get(begin) == Direction.RESPONSE.start() && all.size() - begin <= MAX_BYTES) {
                responses++;
                List<Integer> changed = all.subList(begin, all.size());
                for (TtyTransformation change : values()) {
                    if (change.guesses.of(changed).stream()
                            .anyMatch(guess -> change.applied(guess).equals(changed) && isFrame(guess, isResponse))) {
                        return Optional.of(change);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** @return whether the received bytes begin with the changed request */
    private boolean isEcho(List<Integer> request, List<Integer> received) {
        // other settings decide on the end of a line; without it, the echo may also be cut short
        List<Integer> original = this == CARETS ? request.subList(0, request.size() - 1) : request;
        List<Integer> echo = applied(original);
        return this != CR_LOST && !echo.equals(original) && startsWith(received, echo);
    }

    private List<Integer> applied(List<Integer> bytes) {
        return bytes.stream().flatMap(byteValue -> effect.on(byteValue).stream()).toList();
    }

    private static boolean isFrame(List<Integer> bytes, Predicate<Frame> isResponse) {
        List<LineItem> items = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(items::add);
        bytes.forEach(decoder::accept);
        decoder.end();
        return items.size() == 1 && items.get(0)instanceof LineItem.Received received
                && isResponse.test(received.frame());
    }

    private static boolean startsWith(List<Integer> all, List<Integer> beginning) {
        return all.size() >= beginning.size() && all.subList(0, beginning.size()).equals(beginning);
    }

    private static List<Integer> inserted(List<Integer> bytes, int place, int byteValue) {
        List<Integer> more = new ArrayList<>(bytes);
        more.add(place, byteValue);
        return more;
    }

    private static List<List<Integer>> withOneMore(List<Integer> bytes) {
        List<List<Integer>> more = new ArrayList<>();
        for (int place = 1; place < bytes.size(); place++) {
            more.add(inserted(bytes, place, XON));
            more.add(inserted(bytes, place, XOFF));
        }
        return more;
    }

    private static List<Integer> withoutAddedCr(List<Integer> bytes) {
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            boolean isAdded = bytes.get(i) == CR && i + 1 < bytes.size() && bytes.get(i + 1) == LF;
            if (!isAdded) {
                others.add(bytes.get(i));
            }
        }
        return others;
    }

    private static Integer crToLf(Integer byteValue) {
        return byteValue == CR ? Integer.valueOf(LF) : byteValue;
    }

    /** A line feed at the end becomes the end of a frame. */
    private static List<Integer> ended(List<Integer> bytes) {
        List<Integer> others = new ArrayList<>(bytes);
        int last = others.size() - 1;
        if (others.get(last) == LF) {
            others.set(last, CR);
        }
        return others;
    }

    private static List<Integer> list(ByteString bytes) {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            list.add(bytes.at(i));
        }
        return list;
    }
}
