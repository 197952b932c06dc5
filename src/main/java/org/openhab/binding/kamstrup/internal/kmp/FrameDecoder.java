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
 * Finds frames in bytes that are fed to it as they come. It needs little memory, some kilobytes whatever comes, and
 * throws nothing away: what is no frame is handed on as noise or with the reason for which it was rejected.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class FrameDecoder {

    /**
     * The longest content of a frame that is taken, unstuffed and with its CRC. An answer to eight registers of
     * the longest known values has 188 bytes; an answer of a logger fits into what its own length fields can say.
     */
    public static final int MAX_CONTENT = 2048;

    /** Address, command and CRC. */
    static final int MIN_CONTENT = 4;
    private static final int CRC_BYTES = 2;
    private static final int NOISE_CHUNK = 256;
    /** A start, and content of which each byte is escaped, with the one that is too many. */
    private static final int MAX_WIRE = 1 + 2 * (MAX_CONTENT + 1);

    private final Consumer<LineItem> sink;
    /** Noise, or the frame as it was on the line; it grows for those frames only that are longer than nearly all. */
    private byte[] wire = new byte[NOISE_CHUNK];
    private int wireSize;
    /** What the frame has without its escapes, which are taken out when it is known to be one. */
    private int contentSize;
    private int crc;
    private boolean inFrame;
    private boolean escaped;
    private @Nullable RejectReason fault;

    /**
     * Makes a decoder.
     *
     * @param sink takes what is found, during the calls that feed the decoder
     */
    public FrameDecoder(Consumer<LineItem> sink) {
        this.sink = sink;
    }

    /**
     * Takes bytes.
     *
     * @param buffer holds them
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
     * @param byte 0 to 255
     */
    public void accept(int byteValue) {
        if (Stuffing.isStart(byteValue)) {
            // inside a frame a start is never bare: the frame before was cut, as an echo is when the answer begins
            close(RejectReason.WRONG_ESCAPE);
            inFrame = true;
            keep(byteValue);
        } else if (inFrame) {
            keep(byteValue);
            acceptInFrame(byteValue);
        } else if (byteValue == Stuffing.ACKNOWLEDGE) {
            end();
            sink.accept(new LineItem.Acknowledgement());
        } else {
            keep(byteValue);
            if (wireSize == NOISE_CHUNK) {
                end();
            }
        }
    }

    /** Says that silence followed, or that there is nothing more: what is unfinished is handed on as it is. */
    public void end() {
        close(RejectReason.MISSING_STOP);
    }

    /** Hands on what is open, a frame for want of its stop or, if its last byte is an escape, for another reason. */
    private void close(RejectReason afterEscape) {
        if (inFrame) {
            reject(escaped ? afterEscape : RejectReason.MISSING_STOP);
        } else if (wireSize > 0) {
            sink.accept(new LineItem.Noise(takeWire()));
        }
    }

    private void keep(int byteValue) {
        if (wireSize == wire.length) {
            wire = Arrays.copyOf(wire, Math.min(2 * wireSize, MAX_WIRE));
        }
        wire[wireSize++] = (byte) byteValue;
    }

    private void acceptInFrame(int byteValue) {
        if (byteValue == Stuffing.STOP) {
            finish();
        } else if (escaped) {
            escaped = false;
            int plain = Stuffing.complement(byteValue);
            if (Stuffing.isReserved(byteValue)) {
                blame(RejectReason.WRONG_ESCAPE);
            } else if (!Stuffing.isReserved(plain)) {
                blame(RejectReason.NEEDLESS_ESCAPE);
            }
            count(plain);
        } else if (byteValue == Stuffing.ESCAPE) {
            escaped = true;
        } else {
            if (byteValue == Stuffing.ACKNOWLEDGE) {
                blame(RejectReason.UNSTUFFED);
            }
            count(byteValue);
        }
    }

    private void count(int byteValue) {
        if (contentSize == MAX_CONTENT) {
            reject(RejectReason.TOO_LONG);
        } else {
            contentSize++;
            crc = Crc16.update(crc, byteValue);
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
