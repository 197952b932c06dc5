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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * The CRC against the published check value of CRC-16/XMODEM.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Crc16Test {

    @Test
    void matchesPublishedCheckValue() {
        assertEquals(0x31C3, Crc16.of(ByteString.copyOf("123456789".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void isZeroOverNoBytes() {
        assertEquals(0, Crc16.of(ByteString.EMPTY));
    }

    @Test
    void isZeroOverDataWithCrc() {
        assertEquals(0, Crc16.of(ByteString.fromHex("3F 01 05 8A")));
    }
}
