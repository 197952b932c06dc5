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
 * Reads what goes to and comes from the logger of a 601, 801 or a module (Kamstrup 5512-447 rev. M1 §6.3).
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class LogReader {

    private static final int TIME = 8;
    private static final int RECORD = 2;
    /** Last record here, newest record, info. */
    private static final int TRAILER = 5;

    private LogReader() {
    }

    static Message timedQuery(Frame frame) {
        return query(frame, TIME);
    }

    static Message lastQuery(Frame frame) {
        return query(frame, 0);
    }

    static Message recordQuery(Frame frame) {
        return query(frame, RECORD);
    }

    static Message pastQuery(Frame frame) {
        return query(frame, TIME + RECORD);
    }

    private static Message query(Frame frame, int fromBytes) {
        ValueReader reader = new ValueReader(frame.data());
        if (reader.has(2)) {
            int log = (int) reader.number(1);
            int registers = (int) reader.number(1);
            if (reader.remaining() == 2 * registers + 2 + fromBytes) {
                List<Integer> ids = GetRegisters.idsOf(reader.take(2 * registers));
                return new UnsupportedMessage.LogQuery(log, ids, (int) reader.number(1), (int) reader.number(1),
                        reader.take(fromBytes));
            }
        }
        return new Message.Malformed(frame, "count of registers and length do not fit");
    }

    static Message records(Frame frame) {
        ValueReader reader = new ValueReader(frame.data());
        if (!reader.has(2 + TRAILER)) {
            return new UnsupportedMessage.Other(frame);
        }
        int log = (int) reader.number(1);
        int registers = (int) reader.number(1);
        List<RegisterValue> formats = List.of();
        List<UnsupportedMessage.LogRecord> records = new ArrayList<>();
        while (reader.remaining() > TRAILER) {
            int number = (int) reader.number(2);
            Optional<List<RegisterValue>> row = row(reader, registers, formats);
            if (row.isEmpty() || !reader.has(TRAILER)) {
                return new Message.Malformed(frame, "a record is cut or empty");
            }
            formats = row.get();
            records.add(new UnsupportedMessage.LogRecord(number, formats));
        }
        return new UnsupportedMessage.LogRecords(log, records, (int) reader.number(2), (int) reader.number(2),
                (int) reader.number(1));
    }

    /**
     * Reads a row of registers. The first row has their formats, the further ones have the mantissas only.
     *
     * @param formats an earlier row, empty for the first
     * @return empty if the row is cut, or has fewer bytes than registers
     */
    static Optional<List<RegisterValue>> row(ValueReader reader, int registers, List<RegisterValue> formats) {
        List<RegisterValue> row = new ArrayList<>();
        int before = reader.remaining();
        for (int i = 0; i < registers; i++) {
            Optional<RegisterValue> value = formats.isEmpty() ? reader.value() : reader.value(formats.get(i));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            row.add(value.get());
        }
        // values of no bytes could be repeated until one frame makes a hundred thousand of them
        return before - reader.remaining() < registers ? Optional.empty() : Optional.of(row);
    }
}
