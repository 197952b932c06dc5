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

import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Reads numbers and registers off bytes, from the first to the last. What is not there any more reads as empty.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ValueReader {

    private static final int FORMAT_BYTES = 5;

    private final ByteString bytes;
    private int next;

    ValueReader(ByteString bytes) {
        this.bytes = bytes;
    }

    boolean atEnd() {
        return next == bytes.size();
    }

    int remaining() {
        return bytes.size() - next;
    }

    /** @return whether so many bytes are there still */
    boolean has(int count) {
        return remaining() >= count;
    }

    /** @return an unsigned number of 1 to 4 bytes, the most significant first; they must be there */
    long number(int count) {
        next += count;
        return Integer.toUnsignedLong(bytes.number(next - count, next));
    }

    /** @return so many bytes; they must be there */
    ByteString take(int count) {
        next += count;
        return bytes.slice(next - count, next);
    }

    /** @return a register with its unit and format before the mantissa */
    Optional<RegisterValue> value() {
        if (!has(FORMAT_BYTES) || !has(FORMAT_BYTES + bytes.at(next + 3))) {
            return Optional.empty();
        }
        int id = (int) number(2);
        int unit = (int) number(1);
        int length = (int) number(1);
        int signExponent = (int) number(1);
        return Optional.of(new RegisterValue(id, unit, signExponent, take(length)));
    }

    /** @return the mantissa only, of a register whose format a row before told */
    Optional<RegisterValue> value(RegisterValue format) {
        int length = format.mantissa().size();
        return has(length)
                ? Optional.of(new RegisterValue(format.id(), format.unitCode(), format.signExponent(), take(length)))
                : Optional.empty();
    }
}
