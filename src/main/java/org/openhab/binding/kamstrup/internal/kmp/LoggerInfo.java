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
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The bits of the info word of {@link Response.LoggerRows}. 0, 4, 6 and 7 were seen in frames of a 603; of the others
 * only the names are known, from programs that read heat or electricity meters.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum LoggerInfo {
    /** The logger has no row; the answer may have one row of zeros. */
    EMPTY(0),
    /** The log id or the offset is not in the logger. */
    OUT_OF_RANGE(1),
    /** The interval of the logger changes behind the last row. */
    INTERVAL_CHANGED(2),
    /** The logger does not have a register that was asked for. */
    UNSUPPORTED_REGISTER(3),
    /** Not all rows that were asked for fit into the answer. It has the newer ones. */
    ROWS_TRUNCATED(4),
    /** Units, decimals or lengths change behind the last row. */
    FORMAT_CHANGED(5),
    /** The oldest row of the logger is in the answer. */
    OLDEST(6),
    /** The newest row of the logger is in the answer. */
    NEWEST(7),
    MEMORY_ERROR(8),
    INVALID_REQUEST(9),
    INTERNAL_ERROR(10),
    /** Not all registers that were asked for fit into the answer. */
    REGISTERS_TRUNCATED(13);

    private final int mask;

    LoggerInfo(int bit) {
        mask = 1 << bit;
    }

    /**
     * The names of bits.
     *
     * @param info the word; bits without a name are ignored
     */
    public static Set<LoggerInfo> of(int info) {
        return Arrays.stream(values()).filter(bit -> (info & bit.mask) != 0).collect(Collectors.toUnmodifiableSet());
    }

    /** @return the word with those bits */
    public static int word(Set<LoggerInfo> bits) {
        return bits.stream().mapToInt(bit -> bit.mask).sum();
    }
}
