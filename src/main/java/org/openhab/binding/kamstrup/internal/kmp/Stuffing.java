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
 * The octets that mean something on the line, and how they are hidden inside a frame: as an escape and their complement
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

    static boolean isStart(int octet) {
        return octet == Direction.REQUEST.start() || octet == Direction.RESPONSE.start();
    }

    static boolean isReserved(int octet) {
        return isStart(octet) || octet == STOP || octet == ACKNOWLEDGE || octet == ESCAPE;
    }

    static int complement(int octet) {
        return ~octet & 0xFF;
    }

    static void stuff(int octet, ByteArrayOutputStream wire) {
        if (isReserved(octet)) {
            wire.write(ESCAPE);
            wire.write(complement(octet));
        } else {
            wire.write(octet);
        }
    }

    /**
     * Takes out the escapes, in one pass, so that an escaped escape escapes nothing.
     *
     * @param wire a frame whose escapes are right
     * @param from where its content begins
     * @param size of the content without escapes
     */
    static byte[] unstuff(Octets wire, int from, int size) {
        byte[] plain = new byte[size];
        int next = from;
        for (int i = 0; i < size; i++) {
            int octet = wire.at(next++);
            plain[i] = (byte) (octet == ESCAPE ? complement(wire.at(next++)) : octet);
        }
        return plain;
    }
}
