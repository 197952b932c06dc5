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
 * The serial number of a meter, in answer to {@link GetSerialNumber}.
 *
 * @param address of the meter, 0 to 255
 * @param number 0 to 4294967295; without the leading zeros that are printed on the meter
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record SerialNumber(int address, long number) implements Response {

    static Message read(Frame frame) {
        return Command.ofLength(frame, 4,
                data -> new SerialNumber(frame.address(), Integer.toUnsignedLong(data.number(0, 4))));
    }

    @Override
    public DecodedFields fields() {
        return DecodedFields.of("serial", number);
    }

    @Override
    public Frame toFrame() {
        return new Frame(Direction.RESPONSE, address, Command.GET_SERIAL_NUMBER.code,
                ByteString.of((int) (number >> 24), (int) (number >> 16), (int) (number >> 8), (int) number));
    }
}
