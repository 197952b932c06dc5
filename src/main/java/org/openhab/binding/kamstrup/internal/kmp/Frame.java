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
 * A frame of the data link layer.
 *
 * @param direction to the meter or from it
 * @param address of the meter, 0 to 255; 3F is that of heat, cooling and water meters
 * @param command 0 to 255, see {@link Command}
 * @param data bytes between the command and the CRC
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Frame(Direction direction, int address, int command, ByteString data) {

    /** @return the bytes on the wire: start, stuffed content with CRC, stop */
    public ByteString toWire() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(address);
        content.write(command);
        content.writeBytes(data.toByteArray());
        int crc = Crc16.of(ByteString.copyOf(content.toByteArray()));
        content.write(crc >> Byte.SIZE);
        content.write(crc);

        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.write(direction.start());
        for (byte value : content.toByteArray()) {
            Stuffing.stuff(value & 0xFF, wire);
        }
        wire.write(Stuffing.STOP);
        return ByteString.copyOf(wire.toByteArray());
    }
}
