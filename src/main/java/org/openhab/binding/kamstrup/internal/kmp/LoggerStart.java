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

import java.util.Arrays;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Where rows of a logger begin: the subcommand of a B8 request for rows and of its answer. From there they go towards
 * the past. From recorded frames of a 303, a 603 and a water meter KWM2231.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum LoggerStart {
    /** At a row, by its log id. */
    LOG_ID(0x06, 4),
    /** At a number of rows before the newest one. */
    OFFSET(0x07, 2);

    /** The offset of the oldest row. */
    public static final int OLDEST = 0xFFFF;

    final int code;
    /** Bytes of the log id or the offset. */
    final int bytes;

    LoggerStart(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static Optional<LoggerStart> ofCode(int code) {
        return Arrays.stream(values()).filter(start -> start.code == code).findAny();
    }
}
