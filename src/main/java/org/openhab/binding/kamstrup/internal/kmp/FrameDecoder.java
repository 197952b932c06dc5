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

import java.util.Arrays;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Finds frames in the bytes of a line, in pieces of any size. It takes some kilobytes of memory for any input and drops
 * no byte: bytes that are no frame are noise, or rejected with a reason.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class FrameDecoder {

    /**
     * The longest content of a frame, unstuffed and with its CRC. An answer with eight registers of the longest known
     * values has 188 bytes; a logger's answer is limited by its own length fields.
     */
    public static final int MAX_CONTENT = 2048;

    /** Address, command and CRC. */
    static final int MIN_CONTENT = 4;
    private static final int CRC_BYTES = 2;
    private static final int NOISE_CHUNK = 256;
    /** A start, and the content with the byte that exceeds it, each byte escaped. */
    private static final int MAX_WIRE = 1 + 2 * (MAX_CONTENT + 1);

    private final Consumer<LineItem> sink;
    /** Noise, or a frame as it was on the line; it grows for long frames only. */
    private byte[] wire = new byte[NOISE_CHUNK];
    private int wireSize;
    /** Bytes of the frame without its escapes, which are removed when the frame is complete. */
    private int contentSize;
    private int crc;
    private boolean inFrame;
    private boolean escaped;
    private @Nullable RejectReason fault;

    /**
     * Makes a decoder.
     *
     * @param sink receives the items, during the calls of {@code accept} and {@code end}
     */
    public FrameDecoder(Consumer<LineItem> sink) {
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
            accept(buffer[i] & 0xFF);
        }
    }

    /**
     * Takes a byte.
     *
     * @param next 0 to 255
     */
    public void accept(int next) {
        if (Stuffing.isStart(next)) {
            // a start is never bare inside a frame: the frame before was cut, as an echo by its answer
            close(RejectReason.WRONG_ESCAPE);
            inFrame = true;
            keep(next);
        } else if (inFrame) {
            keep(next);
            acceptInFrame(next);
        } else if (next == Stuffing.ACKNOWLEDGE) {
            end();
            sink.accept(new LineItem.Acknowledgement());
        } else {
            keep(next);
            if (wireSize == NOISE_CHUNK) {
                end();
            }
        }
    }

    /** Ends the input, because of silence or because nothing follows: an unfinished item is handed on. */
    public void end() {
        close(RejectReason.MISSING_STOP);
    }

    /** Hands on the open item; a frame is rejected for its missing stop, or for an escape as its last byte. */
    private void close(RejectReason afterEscape) {
        if (inFrame) {
            reject(escaped ? afterEscape : RejectReason.MISSING_STOP);
        } else if (wireSize > 0) {
            sink.accept(new LineItem.Noise(takeWire()));
        }
    }

    private void keep(int next) {
        if (wireSize == wire.length) {
            wire = Arrays.copyOf(wire, Math.min(2 * wireSize, MAX_WIRE));
        }
        wire[wireSize++] = (byte) next;
    }

    private void acceptInFrame(int next) {
        if (next == Stuffing.STOP) {
            finish();
        } else if (escaped) {
            escaped = false;
            int plain = Stuffing.complement(next);
            if (Stuffing.isReserved(next)) {
                blame(RejectReason.WRONG_ESCAPE);
            } else if (!Stuffing.isReserved(plain)) {
                blame(RejectReason.NEEDLESS_ESCAPE);
            }
            count(plain);
        } else if (next == Stuffing.ESCAPE) {
            escaped = true;
        } else {
            if (next == Stuffing.ACKNOWLEDGE) {
                blame(RejectReason.UNSTUFFED);
            }
            count(next);
        }
    }

    private void count(int plain) {
        if (contentSize == MAX_CONTENT) {
            reject(RejectReason.TOO_LONG);
        } else {
            contentSize++;
            crc = Crc16.update(crc, plain);
        }
    }

    private void blame(RejectReason reason) {
        if (fault == null) {
            fault = reason;
        }
    }

    private void finish() {
        RejectReason blamed = fault;
        int size = contentSize;
        if (escaped) {
            reject(RejectReason.WRONG_ESCAPE);
        } else if (size < MIN_CONTENT) {
            reject(RejectReason.TOO_SHORT);
        } else if (blamed != null) {
            reject(blamed);
        } else if (crc != 0) {
            reject(RejectReason.BAD_CRC);
        } else {
            ByteString bytes = takeWire();
            byte[] content = Stuffing.unstuff(bytes, 1, size);
            sink.accept(new LineItem.Received(new Frame(Direction.ofStart(bytes.at(0)), content[0] & 0xFF,
                    content[1] & 0xFF, ByteString.copyOf(content, 2, size - CRC_BYTES)), bytes));
        }
    }

    private void reject(RejectReason reason) {
        sink.accept(new LineItem.Rejected(reason, takeWire()));
    }

    private ByteString takeWire() {
        ByteString bytes = ByteString.copyOf(wire, 0, wireSize);
        wireSize = 0;
        contentSize = 0;
        crc = 0;
        inFrame = false;
        escaped = false;
        fault = null;
        return bytes;
    }
}
