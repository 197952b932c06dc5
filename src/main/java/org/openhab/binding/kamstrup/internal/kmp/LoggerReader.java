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
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Reads what goes to and comes from the logger of a 303, 403, 603 or a newer water meter, as recorded frames show it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class LoggerReader {

    static final int CONFIGURATION = 0x05;
    static final int BY_LOG_ID = 0x06;
    static final int BY_OFFSET = 0x07;

    /** How many bytes tell where to begin, for the questions that ask for rows. */
    private static final Map<Integer, Integer> FROM_BYTES = Map.of(BY_LOG_ID, 4, BY_OFFSET, 2);
    private static final int DATES = 10;
    private static final int ROWS_HEADER = 13;

    private LoggerReader() {
    }

    static Message query(Frame frame) {
        ValueReader reader = new ValueReader(frame.data());
        if (!reader.has(2)) {
            return new UnsupportedMessage.Other(frame);
        }
        int sub = (int) reader.number(1);
        int logger = (int) reader.number(1);
        Integer fromBytes = FROM_BYTES.get(sub);
        if (fromBytes == null) {
            return reader.atEnd() ? new UnsupportedMessage.LoggerQuery(sub, logger)
                    : new UnsupportedMessage.LoggerData(sub, frame.data());
        }
        if (reader.has(fromBytes + 3)) {
            long from = reader.number(fromBytes);
            int entries = (int) reader.number(2);
            int registers = (int) reader.number(1);
            if (reader.remaining() == 2 * registers) {
                return new UnsupportedMessage.LoggerRowsQuery(sub, logger, from, entries,
                        GetRegisters.idsOf(reader.take(2 * registers)));
            }
        }
        return new Message.Malformed(frame, "count of registers and length do not fit");
    }

    static Message answer(Frame frame) {
        ValueReader reader = new ValueReader(frame.data());
        if (!reader.has(1)) {
            return new UnsupportedMessage.Other(frame);
        }
        int sub = (int) reader.number(1);
        if (sub == CONFIGURATION && reader.has(1 + DATES + 3)) {
            return configuration(frame, reader);
        }
        if (FROM_BYTES.containsKey(sub) && reader.has(1 + ROWS_HEADER)) {
            return rows(frame, sub, reader);
        }
        return new UnsupportedMessage.LoggerData(sub, frame.data());
    }

    private static Message configuration(Frame frame, ValueReader reader) {
        int logger = (int) reader.number(1);
        ByteString dates = reader.take(DATES);
        int depth = (int) reader.number(2);
        int registers = (int) reader.number(1);
        return reader.remaining() == 2 * registers
                ? new UnsupportedMessage.LoggerConfiguration(logger, dates, depth,
                        GetRegisters.idsOf(reader.take(2 * registers)))
                : new Message.Malformed(frame, "count of registers and length do not fit");
    }

    private static Message rows(Frame frame, int sub, ValueReader reader) {
        int logger = (int) reader.number(1);
        int entries = (int) reader.number(2);
        int registers = (int) reader.number(1);
        long first = reader.number(4);
        long last = reader.number(4);
        int info = (int) reader.number(2);
        List<List<RegisterValue>> rows = new ArrayList<>();
        List<RegisterValue> formats = List.of();
        while (rows.size() < entries && !reader.atEnd()) {
            int before = reader.remaining();
            Optional<List<RegisterValue>> row = LogReader.row(reader, registers, formats);
            // a row of nothing could be repeated as often as the frame says, up to millions of values
            if (row.isEmpty() || reader.remaining() == before) {
                return new Message.Malformed(frame, "a row is cut or empty");
            }
            formats = row.get();
            rows.add(formats);
        }
        return reader.atEnd() && rows.size() == entries
                ? new UnsupportedMessage.LoggerRows(sub, logger, first, last, info, rows)
                : new Message.Malformed(frame, "entries and rows do not fit");
    }
}
