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

import java.io.ByteArrayOutputStream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The reserved bytes of the line. Inside a frame they are replaced by an escape and their complement (Kamstrup 5512-447
 * rev. M1 §3.1).
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Stuffing {

    static final int STOP = 0x0D;
    static final int ACKNOWLEDGE = 0x06;
    static final int ESCAPE = 0x1B;

    private Stuffing() {
    }

    static boolean isStart(int value) {
        return value == Direction.REQUEST.start() || value == Direction.RESPONSE.start();
    }

    static boolean isReserved(int value) {
        return isStart(value) || value == STOP || value == ACKNOWLEDGE || value == ESCAPE;
    }

    static int complement(int value) {
        return ~value & 0xFF;
    }

    static void stuff(int value, ByteArrayOutputStream wire) {
        if (isReserved(value)) {
            wire.write(ESCAPE);
            wire.write(complement(value));
        } else {
            wire.write(value);
        }
    }

    /**
     * Removes the escapes in one pass, so that an escaped escape does not escape the next byte.
     *
     * @param wire a frame whose escapes are right
     * @param from index at which its content begins
     * @param size of the content without escapes
     */
    static byte[] unstuff(ByteString wire, int from, int size) {
        byte[] plain = new byte[size];
        int next = from;
        for (int i = 0; i < size; i++) {
            int value = wire.at(next++);
            plain[i] = (byte) (value == ESCAPE ? complement(wire.at(next++)) : value);
        }
        return plain;
    }
}
