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
package org.openhab.binding.kamstrup.internal.text;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a part of the received bytes is.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface TextItem {

    /** Why bytes that began like an answer are rejected. */
    enum Reason {
        /** A parity bit is wrong. */
        PARITY,
        /** Silence follows, or the beginning of something else. */
        TRUNCATED,
        /** A line has something else than digits and blanks, or a text something else than characters. */
        UNEXPECTED_CHARACTER,
        /** A line shows the meter's memory: {@code : ; < = > ?} are its digits above 9. */
        MEMORY,
        /** The sum at the end of a data block is wrong. */
        BAD_BCC,
        /** Longer than any answer. */
        TOO_LONG
    }

    /**
     * A line of digits and blanks, up to its carriage return. It has no check sum.
     *
     * @param text the digits and blanks
     */
    record Line(String text) implements TextItem {
    }

    /**
     * The identification with which an answer to {@link TextRequest#IDENTIFICATION} begins.
     *
     * @param text between the slash and the end of the line, such as {@code KAM MC}
     */
    record Identification(String text) implements TextItem {
    }

    /**
     * The text between STX and ETX of a block whose BCC is right.
     *
     * @param text the data sets, see {@link DataBlock}
     */
    record Block(String text) implements TextItem {
    }

    /**
     * A request that the head sent back.
     *
     * @param request which
     */
    record Echo(TextRequest request) implements TextItem {
    }

    /** Bytes that are nothing else; long noise comes in several items. */
    record Noise() implements TextItem {
    }

    /**
     * Bytes that begin like an answer, but are none.
     *
     * @param reason why they are rejected
     */
    record Rejected(Reason reason) implements TextItem {
    }
}
