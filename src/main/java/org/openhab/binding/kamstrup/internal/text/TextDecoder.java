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

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * Finds answers of meters from before KMP in the bytes of a line, in pieces of any size. It takes constant memory for
 * any input and drops no byte.
 * <p>
 * A port strips the parity bit or delivers it as bit 7. Both are understood without a setting: if a byte of an item has
 * bit 7, the parity of all its bytes has to be even. An answer has characters of both parities, so its kind is certain.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class TextDecoder {

    /** The longest answer that is known has 185 bytes from STX to BCC, the longest line 97. */
    public static final int MAX_ITEM = 512;

    private static final int STX = 0x02;
    private static final int ETX = 0x03;
    private static final int ACK = 0x06;
    private static final int MIN_LINE = 8;

    /** What is being received. */
    private enum State {
        NOISE,
        /** A line of digits and blanks. */
        LINE,
        /** The beginning of a request that the head sends back, or of an identification. */
        ECHO,
        IDENTIFICATION,
        BLOCK,
        /** The byte after ETX. */
        BCC
    }

    private final BiConsumer<TextItem, ByteString> sink;
    private final byte[] wire = new byte[MAX_ITEM];
    private int size;
    private State state = State.NOISE;
    private boolean isMemory;

    /**
     * Makes a decoder.
     *
     * @param sink receives the items with their bytes, which together are all bytes in their order, during the calls of
     *            {@code accept} and {@code end}
     */
    public TextDecoder(BiConsumer<TextItem, ByteString> sink) {
        this.sink = sink;
    }

    /**
     * Takes bytes.
     *
     * @param buffer holds the bytes
     * @param offset of the first
     * @param length how many
     */
    public void accept(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            accept(buffer[i]);
        }
    }

    /**
     * Takes a byte.
     *
     * @param next of which the lowest eight bits count
     */
    public void accept(int next) {
        int character = next & SevenBit.CHARACTER;
        if (begins(character)) {
            end();
            state = stateAfter(character);
        } else if (state == State.NOISE && isOfLine(character)) {
            end();
            state = State.LINE;
        }
        wire[size++] = (byte) next;
        proceed(character);
        if (size == MAX_ITEM) {
            if (state == State.NOISE) {
                end();
            } else {
                reject(TextItem.Reason.TOO_LONG);
            }
        }
    }

    /** @return whether a character begins something that cannot be a part of what is being received */
    private boolean begins(int character) {
        return switch (character) {
            case STX -> state != State.BCC;
            case '/', ACK -> state == State.NOISE || state == State.LINE;
            default -> false;
        };
    }

    private static State stateAfter(int character) {
        return character == STX ? State.BLOCK : State.ECHO;
    }

    private static boolean isOfLine(int character) {
        return character == ' ' || character >= '0' && character <= '?';
    }

    private void proceed(int character) {
        switch (state) {
            case LINE -> proceedLine(character);
            case ECHO -> proceedEcho(character);
            case IDENTIFICATION -> proceedIdentification(character);
            case BLOCK -> proceedBlock(character);
            case BCC -> finishBlock();
            case NOISE -> {
                // goes on until something begins
            }
        }
    }

    private void proceedLine(int character) {
        if (character == '\r') {
            if (isMemory) {
                reject(TextItem.Reason.MEMORY);
            } else {
                emit(new TextItem.Line(SevenBit.decode(bytes(0, size - 1))));
            }
        } else if (!isOfLine(character)) {
            // a few digits may be noise, too
            if (size <= MIN_LINE) {
                state = State.NOISE;
            } else {
                reject(TextItem.Reason.UNEXPECTED_CHARACTER);
            }
        } else {
            isMemory |= character > '9';
        }
    }

    private void proceedEcho(int character) {
        String text = SevenBit.decode(bytes(0, size));
        Optional<TextRequest> echoed = Arrays.stream(TextRequest.values())
                .filter(request -> request.text().startsWith(text)).findFirst();
        if (echoed.isEmpty()) {
            if (wire[0] == ACK) {
                state = State.NOISE;
            } else {
                state = State.IDENTIFICATION;
                proceedIdentification(character);
            }
        } else if (echoed.get().text().equals(text)) {
            emit(new TextItem.Echo(echoed.get()));
        }
    }

    private void proceedIdentification(int character) {
        if (character == '\n') {
            emit(new TextItem.Identification(SevenBit.decode(bytes(1, size - 1)).strip()));
        } else if (!isText(character)) {
            reject(TextItem.Reason.UNEXPECTED_CHARACTER);
        }
    }

    private void proceedBlock(int character) {
        if (character == ETX) {
            state = State.BCC;
        } else if (size > 1 && !isText(character)) {
            reject(TextItem.Reason.UNEXPECTED_CHARACTER);
        }
    }

    private static boolean isText(int character) {
        return character >= ' ' && character <= '~' || character == '\r' || character == '\n';
    }

    /** The BCC is the sum of all characters after STX, ETX included, modulo 128: not the XOR of IEC 1107. */
    private void finishBlock() {
        if (bcc(bytes(1, size - 1)) == (wire[size - 1] & SevenBit.CHARACTER)) {
            emit(new TextItem.Block(SevenBit.decode(bytes(1, size - 2))));
        } else {
            reject(TextItem.Reason.BAD_BCC);
        }
    }

    /** @return the BCC of the characters after STX, ETX included (Kamstrup 5511-634 §4) */
    static int bcc(ByteString bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.size(); i++) {
            sum += bytes.at(i) & SevenBit.CHARACTER;
        }
        return sum & SevenBit.CHARACTER;
    }

    /** Ends the input, because of silence or because nothing follows: an unfinished item is handed on. */
    public void end() {
        if (size == 0) {
            return;
        }
        if (state == State.NOISE || state == State.LINE && size < MIN_LINE || state == State.ECHO && size == 1) {
            handOn(new TextItem.Noise());
        } else {
            reject(TextItem.Reason.TRUNCATED);
        }
    }

    private void emit(TextItem item) {
        if (isParityRight()) {
            handOn(item);
        } else {
            reject(TextItem.Reason.PARITY);
        }
    }

    private boolean isParityRight() {
        boolean withParity = false;
        boolean even = true;
        for (int i = 0; i < size; i++) {
            withParity |= (wire[i] & SevenBit.PARITY) != 0;
            even &= SevenBit.isEven(wire[i]);
        }
        return even || !withParity;
    }

    private void reject(TextItem.Reason reason) {
        handOn(new TextItem.Rejected(reason));
    }

    private ByteString bytes(int from, int to) {
        return ByteString.copyOf(wire, from, to);
    }

    private void handOn(TextItem item) {
        ByteString bytes = bytes(0, size);
        size = 0;
        state = State.NOISE;
        isMemory = false;
        sink.accept(item, bytes);
    }
}
