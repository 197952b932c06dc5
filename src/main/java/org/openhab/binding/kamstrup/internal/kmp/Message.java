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
 * The content of a frame, on the application layer.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface Message permits Request,Response,LoggerMessage,Message.SetClock,Message.Unsupported,Message.Malformed {

    /** @return the message besides direction, address and command */
    DecodedFields fields();

    /**
     * Reads a frame.
     *
     * @param frame any frame
     * @return its message; {@link Unsupported} for a command that is not known
     */
    static Message of(Frame frame) {
        return Command.read(frame);
    }

    /**
     * A request of another program that sets the clock of a meter. It is decoded and never encoded.
     *
     * @param date in the unit {@link Unit#DATE}
     * @param time in the unit {@link Unit#TIME}
     */
    record SetClock(RegisterValue date, RegisterValue time) implements Message {

        static Message read(Frame frame) {
            return Command.ofLength(frame, 8,
                    data -> new SetClock(new RegisterValue(0, Unit.DATE.code(), 0, data.slice(0, 4)),
                            new RegisterValue(0, Unit.TIME.code(), 0, data.slice(4, 8))));
        }

        /** A value that is no date or time is shown as a number. */
        private static String text(RegisterValue value) {
            String text = value.content().text();
            return text.isEmpty() ? value.number().toPlainString() : text;
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("date", text(date)).and("time", text(time));
        }
    }

    /**
     * A frame with a command that is not known.
     *
     * @param frame the frame
     */
    record Unsupported(Frame frame) implements Message {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("data", frame.data().toString());
        }
    }

    /**
     * A frame whose content does not fit its command.
     *
     * @param frame the frame
     * @param detail the reason
     */
    record Malformed(Frame frame, String detail) implements Message {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("error", detail);
        }
    }
}
