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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Reads registers from the data of a frame, from the first byte to the last. A register that is cut reads as empty.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ValueReader {

    /** Id, unit, length, and sign and exponent. */
    private static final int FORMAT_BYTES = 5;

    private final ByteString bytes;
    private int next;

    ValueReader(ByteString bytes, int first) {
        this.bytes = bytes;
        next = first;
    }

    boolean atEnd() {
        return next == bytes.size();
    }

    private boolean has(int count) {
        return bytes.size() - next >= count;
    }

    /** @return a number of two bytes */
    Optional<Integer> word() {
        if (!has(2)) {
            return Optional.empty();
        }
        next += 2;
        return Optional.of(bytes.number(next - 2, next));
    }

    /** @return a register with its unit and format before the mantissa */
    Optional<RegisterValue> value() {
        if (!has(FORMAT_BYTES)) {
            return Optional.empty();
        }
        int format = next;
        next += FORMAT_BYTES;
        return value(bytes.number(format, format + 2), bytes.at(format + 2), bytes.at(format + 4),
                bytes.at(format + 3));
    }

    private Optional<RegisterValue> value(int id, int unit, int signExponent, int length) {
        if (!has(length)) {
            return Optional.empty();
        }
        next += length;
        return Optional.of(new RegisterValue(id, unit, signExponent, bytes.slice(next - length, next)));
    }

    /**
     * Reads a row of registers. The first row has their formats, the further ones have the mantissas only.
     *
     * @param formats an earlier row, empty for the first
     * @return empty if the row is cut, or has fewer bytes than registers
     */
    Optional<List<RegisterValue>> row(int registers, List<RegisterValue> formats) {
        List<RegisterValue> row = new ArrayList<>();
        int first = next;
        for (int i = 0; i < registers; i++) {
            Optional<RegisterValue> value = formats.isEmpty() ? value() : value(formats.get(i));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            row.add(value.get());
        }
        // registers without bytes could be repeated until one frame makes a hundred thousand values
        return next - first < registers ? Optional.empty() : Optional.of(row);
    }

    private Optional<RegisterValue> value(RegisterValue format) {
        return value(format.id(), format.unitCode(), format.signExponent(), format.mantissa().size());
    }
}
