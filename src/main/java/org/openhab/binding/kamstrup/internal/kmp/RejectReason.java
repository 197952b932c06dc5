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

import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The reasons why bytes that began like a frame are rejected.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum RejectReason {
    /** The CRC is wrong. */
    BAD_CRC,
    /** Too few bytes for address, command and CRC. */
    TOO_SHORT,
    /** An escape stands before a byte that ends or begins a frame. */
    WRONG_ESCAPE,
    /** A byte is escaped that is not reserved; no meter does that. */
    NEEDLESS_ESCAPE,
    /** A byte that must be escaped stands bare: a copy of a frame without its escapes. */
    UNSTUFFED,
    /** The frame breaks off: silence follows, or the start of another frame. */
    MISSING_STOP,
    /** Longer than any frame. */
    TOO_LONG,
    /** The CRC is right, but the content does not fit the command. */
    MALFORMED;

    /** @return the name of the reason in data, lower-case-hyphen */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
