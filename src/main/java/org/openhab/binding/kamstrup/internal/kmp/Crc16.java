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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The CRC of a frame: polynomial 1021h, initial value 0, high bit first, nothing inverted at the end (Kamstrup
 * 5512-447 rev. M1 §3.1; also known as CRC-16/XMODEM). Over data with their CRC it is 0.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Crc16 {

    private static final int POLYNOMIAL = 0x1021;
    private static final int[] TABLE = table();

    private Crc16() {
    }

    /** @return the CRC of bytes, 0 to FFFF */
    static int of(ByteString bytes) {
        int crc = 0;
        for (int i = 0; i < bytes.size(); i++) {
            crc = update(crc, bytes.at(i));
        }
        return crc;
    }

    /** @return the CRC of bytes and the next one, 0 to 255 */
    static int update(int crc, int next) {
        return (crc << Byte.SIZE ^ TABLE[crc >> Byte.SIZE ^ next]) & 0xFFFF;
    }

    private static int[] table() {
        int[] table = new int[1 << Byte.SIZE];
        for (int value = 0; value < table.length; value++) {
            int crc = value << Byte.SIZE;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            table[value] = crc & 0xFFFF;
        }
        return table;
    }
}
