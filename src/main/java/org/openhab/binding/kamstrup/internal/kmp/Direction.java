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
 * The direction of a frame. Each has its own start byte, which tells an echo from an answer.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Direction {
    /** To the meter. */
    REQUEST(0x80),
    /** From the meter. */
    RESPONSE(0x40);

    private final int start;

    Direction(int start) {
        this.start = start;
    }

    /** @return the name of the direction in data */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the byte that begins a frame, 0 to 255 */
    public int start() {
        return start;
    }

    static Direction ofStart(int start) {
        return start == REQUEST.start ? REQUEST : RESPONSE;
    }
}
