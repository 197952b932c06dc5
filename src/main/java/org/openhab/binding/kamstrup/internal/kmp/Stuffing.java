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
 * The bytes that mean something on the line, and how they are hidden inside a frame: as an escape and their complement
 * (Kamstrup 5512-447 rev. M1 §3.1).
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

    static boolean isStart(int byteValue) {
        return byteValue == Direction.REQUEST.start() || byteValue == Direction.RESPONSE.start();
    }

    static boolean isReserved(int byteValue) {
        return isStart(byteValue) || byteValue == STOP || byteValue == ACKNOWLEDGE || byteValue == ESCAPE;
    }

    static int complement(int byteValue) {
        return ~byteValue & 0xFF;
    }

    static void stuff(int byteValue, ByteArrayOutputStream wire) {
        if (isReserved(byteValue)) {
            wire.write(ESCAPE);
            wire.write(complement(byteValue));
        } else {
            wire.write(byteValue);
        }
    }

    /**
     * Takes out the escapes, in one pass, so that an escaped escape escapes nothing.
     *
     * @param wire a frame whose escapes are right
     * @param from where its content begins
     * @param size of the content without escapes
     */
    static byte[] unstuff(ByteString wire, int from, int size) {
        byte[] plain = new byte[size];
        int next = from;
        for (int i = 0; i < size; i++) {
            int byteValue = wire.at(next++);
            plain[i] = (byte) (byteValue == ESCAPE ? complement(wire.at(next++)) : byteValue);
        }
        return plain;
    }
}
