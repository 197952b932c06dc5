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
 * What a frame says, on the application layer.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface Message permits Request,Response,UnsupportedMessage,Message.Malformed {

    /**
     * A frame whose content is not what its command demands.
     *
     * @param frame the frame
     * @param detail what is wrong with it
     */
    record Malformed(Frame frame, String detail) implements Message {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("error", detail);
        }
    }

    /** @return what it says, besides direction, address and command */
    DecodedFields fields();

    /**
     * Reads a frame.
     *
     * @param frame any frame
     * @return what it says; commands that nobody has described are {@link UnsupportedMessage.Other}
     */
    static Message of(Frame frame) {
        return Command.read(frame);
    }
}
