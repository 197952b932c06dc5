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
 * Finds frames in octets that are fed to it as they come. It needs little memory, some kilobytes whatever comes, and
 * throws nothing away: what is no frame is handed on as noise or with the reason for which it was rejected.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class FrameDecoder {

    /**
     * The longest content of a frame that is taken, unstuffed and with its check sum. An answer to eight registers of
     * the longest known values has 188 octets; an answer of a logger fits into what its own length fields can say.
     */
    public static final int MAX_CONTENT = 2048;

    /** Address, command and check sum. */
    static final int MIN_CONTENT = 4;
    private static final int CRC_OCTETS = 2;
    private static final int NOISE_CHUNK = 256;
    /** A start, and content of which each octet is escaped, with the one that is too many. */
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
     * Takes octets.
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
     * Takes an octet.
     *
     * @param octet 0 to 255
     */
    public void accept(int octet) {
        if (Stuffing.isStart(octet)) {
            // inside a frame a start is never bare: the frame before was cut, as an echo is when the answer begins
            close(RejectReason.WRONG_ESCAPE);
            inFrame = true;
            keep(octet);
        } else if (inFrame) {
            keep(octet);
            acceptInFrame(octet);
        } else if (octet == Stuffing.ACKNOWLEDGE) {
            end();
            sink.accept(new LineItem.Acknowledgement());
        } else {
            keep(octet);
            if (wireSize == NOISE_CHUNK) {
                end();
            }
        }
    }

    /** Says that silence followed, or that there is nothing more: what is unfinished is handed on as it is. */
    public void end() {
        close(RejectReason.MISSING_STOP);
    }

    /** Hands on what is open, a frame for want of its stop or, if its last octet is an escape, for another reason. */
    private void close(RejectReason afterEscape) {
        if (inFrame) {
            reject(escaped ? afterEscape : RejectReason.MISSING_STOP);
        } else if (wireSize > 0) {
            sink.accept(new LineItem.Noise(takeWire()));
        }
    }

    private void keep(int octet) {
        if (wireSize == wire.length) {
            wire = Arrays.copyOf(wire, Math.min(2 * wireSize, MAX_WIRE));
        }
        wire[wireSize++] = (byte) octet;
    }

    private void acceptInFrame(int octet) {
        if (octet == Stuffing.STOP) {
            finish();
        } else if (escaped) {
            escaped = false;
            int plain = Stuffing.complement(octet);
            if (Stuffing.isReserved(octet)) {
                blame(RejectReason.WRONG_ESCAPE);
            } else if (!Stuffing.isReserved(plain)) {
                blame(RejectReason.NEEDLESS_ESCAPE);
            }
            count(plain);
        } else if (octet == Stuffing.ESCAPE) {
            escaped = true;
        } else {
            if (octet == Stuffing.ACKNOWLEDGE) {
                blame(RejectReason.UNSTUFFED);
            }
            count(octet);
        }
    }

    private void count(int octet) {
        if (contentSize == MAX_CONTENT) {
            reject(RejectReason.TOO_LONG);
        } else {
            contentSize++;
            crc = Crc16.update(crc, octet);
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
            Octets octets = takeWire();
            byte[] content = Stuffing.unstuff(octets, 1, size);
            sink.accept(new LineItem.Received(new Frame(Direction.ofStart(octets.at(0)), content[0] & 0xFF,
                    content[1] & 0xFF, Octets.copyOf(content, 2, size - CRC_OCTETS)), octets));
        }
    }

    private void reject(RejectReason reason) {
        sink.accept(new LineItem.Rejected(reason, takeWire()));
    }

    private Octets takeWire() {
        Octets octets = Octets.copyOf(wire, 0, wireSize);
        wireSize = 0;
        contentSize = 0;
        crc = 0;
        inFrame = false;
        escaped = false;
        fault = null;
        return octets;
    }
}
