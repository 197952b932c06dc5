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

import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What an answer to {@link Request.GetLoggerRows} says, see {@link Response.LoggerRows#result}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface LoggerResult {

    /**
     * Rows, at least one. Each value has the unit, the decimals and the length of this answer.
     *
     * @param newestId log id of the first row; each further row has the next lower one
     * @param lastLogId newest log id of the logger
     * @param info the bits of the answer
     * @param rows the registers of each row, in the order of the answer, at least one
     */
    record Page(long newestId, long lastLogId, Set<LoggerInfo> info,
            List<List<RegisterValue>> rows) implements LoggerResult {
    }

    /** The logger has no row. */
    record Empty() implements LoggerResult {
    }

    /**
     * The log id or the offset is not in the logger, or no longer.
     *
     * @param lastLogId newest log id of the logger; 0 if the answer does not tell
     */
    record OutOfRange(long lastLogId) implements LoggerResult {
    }

    /** The logger has none of the registers. */
    record Unsupported() implements LoggerResult {
    }

    /**
     * The answer is no use.
     *
     * @param reason why, for a log
     */
    record Invalid(String reason) implements LoggerResult {
    }
}
