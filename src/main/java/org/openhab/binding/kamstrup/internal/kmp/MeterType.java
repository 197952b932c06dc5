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
 * The type and software of a meter, in answer to {@link GetType}.
 *
 * @param address of the meter, 0 to 255
 * @param type 0 to 65535; its meaning has been published for MULTICAL 601 only
 * @param software revision of the software
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeterType(int address, int type, SoftwareRevision software) implements Response {

    static Message read(Frame frame) {
        return Command.ofLength(frame, 4, data -> new MeterType(frame.address(), data.number(0, 2),
                new SoftwareRevision(data.at(2), data.at(3))));
    }

    @Override
    public DecodedFields fields() {
        return DecodedFields.of("type", DecodedFields.hexWord(type)).and("software", software.toString());
    }

    @Override
    public Frame toFrame() {
        return new Frame(Direction.RESPONSE, address, Command.GET_TYPE.code,
                ByteString.of(type >> Byte.SIZE, type, software.letter(), software.number()));
    }
}
