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
 * Requests the serial number of a meter (Kamstrup 5512-447 rev. M1 §6.2.2). {@link SerialNumber} answers it.
 *
 * @param address of the meter, 0 to 255
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record GetSerialNumber(int address) implements Request {

    static Message read(Frame frame) {
        return Command.ofLength(frame, 0, data -> new GetSerialNumber(frame.address()));
    }

    @Override
    public DecodedFields fields() {
        return DecodedFields.NONE;
    }

    @Override
    public Frame toFrame() {
        return new Frame(Direction.REQUEST, address, Command.GET_SERIAL_NUMBER.code, ByteString.EMPTY);
    }
}
