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
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;

/**
 * Requests and answers of the loggers in meters: A0 to A3 of a 601, 801 or a module (Kamstrup 5512-447 rev. M1 §6.3),
 * and B8 of a 303, 403, 603 or a newer water meter (from recorded frames). They are decoded only.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface LoggerMessage extends Message {

    /** The first byte of a B8 message. */
    int CONFIGURATION = 0x05;
    int BY_LOG_ID = 0x06;
    int BY_OFFSET = 0x07;

    /** Bytes of the log id or the offset in the requests for rows. */
    Map<Integer, Integer> FROM_BYTES = Map.of(BY_LOG_ID, 4, BY_OFFSET, 2);

    /** Reads a B8 request. */
    static Message readRequest(Frame frame) {
        ByteString data = frame.data();
        if (data.size() < 2) {
            return new Message.Unsupported(frame);
        }
        int sub = data.at(0);
        Integer fromBytes = FROM_BYTES.get(sub);
        if (fromBytes == null) {
            return data.size() == 2 ? new LoggerQuery(sub, data.at(1)) : new LoggerData(sub, data);
        }
        int entries = 2 + fromBytes;
        return GetRegisters.listsIds(data, entries + 3)
                ? new LoggerRowsQuery(sub, data.at(1), Integer.toUnsignedLong(data.number(2, entries)),
                        data.number(entries, entries + 2), GetRegisters.idsOf(data.from(entries + 3)))
                : new Message.Malformed(frame, "count of registers and length do not fit");
    }

    /** Reads a B8 answer. */
    static Message readResponse(Frame frame) {
        ByteString data = frame.data();
        if (data.isEmpty()) {
            return new Message.Unsupported(frame);
        }
        if (data.at(0) == CONFIGURATION && data.size() >= LoggerConfiguration.HEADER) {
            return LoggerConfiguration.read(frame);
        }
        return FROM_BYTES.containsKey(data.at(0)) && data.size() >= LoggerRows.HEADER ? LoggerRows.read(frame)
                : new LoggerData(data.at(0), data);
    }

    /**
     * A0 to A3: a request for records.
     *
     * @param log which log
     * @param registers their ids
     * @param records the highest number of records
     * @param maxLength the longest answer in bytes
     * @param from where to begin: nothing, the number of a record, or a time with an offset or without
     */
    record LogQuery(int log, List<Integer> registers, int records, int maxLength,
            ByteString from) implements LoggerMessage {

        static final int TIME_BYTES = 8;
        static final int RECORD_BYTES = 2;

        static Message read(Frame frame, int fromBytes) {
            ByteString data = frame.data();
            int limits = data.size() - fromBytes - 2;
            return limits >= 2 && GetRegisters.listsIds(data.slice(0, limits), 2)
                    ? new LogQuery(data.at(0), GetRegisters.idsOf(data.slice(2, limits)), data.at(limits),
                            data.at(limits + 1), data.from(limits + 2))
                    : new Message.Malformed(frame, "count of registers and length do not fit");
        }

        @Override
        public DecodedFields fields() {
            DecodedFields fields = DecodedFields.of("log", log).and("registers", DecodedFields.ofIds(registers))
                    .and("records", records).and("maxLength", maxLength);
            if (from.size() == RECORD_BYTES) {
                return fields.and("record", from.number(0, RECORD_BYTES));
            } else if (from.size() < TIME_BYTES) {
                return fields;
            }
            // Kamstrup's text has the year first, its only example has it last; bytes that are no time are shown as hex
            Content time = new RegisterValue(0, Unit.RTC.code(), 0, from.slice(0, TIME_BYTES)).content();
            return time instanceof Content.RtcStamp stamp ? fields.and("time", stamp.text())
                    : fields.and("from", from.toString());
        }
    }

    /**
     * A0 to A3: records.
     *
     * @param log which log
     * @param records the records
     * @param lastReturned number of the last record here
     * @param newest number of the newest record in the log
     * @param info bits: 0 log empty, 2 out of range, 3 cut because of the length, 4 end of the log
     */
    record LogRecords(int log, List<LogRecord> records, int lastReturned, int newest,
            int info) implements LoggerMessage {

        private static final int HEADER = 2;
        private static final int TRAILER = 5;

        static Message read(Frame frame) {
            ByteString data = frame.data();
            int end = data.size() - TRAILER;
            if (end < HEADER) {
                return new Message.Unsupported(frame);
            }
            ValueReader reader = new ValueReader(data.slice(0, end), HEADER);
            List<LogRecord> records = new ArrayList<>();
            List<RegisterValue> formats = List.of();
            while (!reader.atEnd()) {
                Optional<Integer> number = reader.word();
                Optional<List<RegisterValue>> row = reader.row(data.at(1), formats);
                if (number.isEmpty() || row.isEmpty()) {
                    return new Message.Malformed(frame, "a record is cut or empty");
                }
                formats = row.get();
                records.add(new LogRecord(number.get(), formats));
            }
            return new LogRecords(data.at(0), records, data.number(end, end + 2), data.number(end + 2, end + 4),
                    data.at(end + 4));
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("log", log).and("records", records.stream().map(LogRecord::fields).toList())
                    .and("lastReturned", lastReturned).and("newest", newest).and("info", DecodedFields.hex(info));
        }
    }

    /**
     * A record of {@link LogRecords}.
     *
     * @param number of the record
     * @param values its registers
     */
    record LogRecord(int number, List<RegisterValue> values) {

        DecodedFields fields() {
            return DecodedFields.of("record", number).and("registers", DecodedFields.ofValues(values));
        }
    }

    /**
     * B8: a request for anything but rows.
     *
     * @param sub 05 configuration, 08 log id, 09 next format
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     */
    record LoggerQuery(int sub, int logger) implements LoggerMessage {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(sub)).and("logger", logger);
        }
    }

    /**
     * B8: a request for rows.
     *
     * @param sub 06 from a log id backwards, 07 from an offset to the newest
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     * @param from log id or offset
     * @param entries how many rows
     * @param registers their ids
     */
    record LoggerRowsQuery(int sub, int logger, long from, int entries,
            List<Integer> registers) implements LoggerMessage {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(sub)).and("logger", logger)
                    .and(sub == BY_LOG_ID ? "logId" : "offset", from).and("entries", entries)
                    .and("registers", DecodedFields.ofIds(registers));
        }
    }

    /**
     * B8: the configuration of a logger.
     *
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     * @param dates dates and interval in their formats, as they came
     * @param depth how many rows it keeps
     * @param registers ids of the registers that it keeps
     */
    record LoggerConfiguration(int logger, ByteString dates, int depth,
            List<Integer> registers) implements LoggerMessage {

        private static final int HEADER = 15;

        private static Message read(Frame frame) {
            ByteString data = frame.data();
            return GetRegisters.listsIds(data, HEADER)
                    ? new LoggerConfiguration(data.at(1), data.slice(2, 12), data.number(12, 14),
                            GetRegisters.idsOf(data.from(HEADER)))
                    : new Message.Malformed(frame, "count of registers and length do not fit");
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(CONFIGURATION)).and("logger", logger)
                    .and("dates", dates.toString()).and("depth", depth)
                    .and("registers", DecodedFields.ofIds(registers));
        }
    }

    /**
     * B8: rows of a logger, the newest first.
     *
     * @param sub 06 or 07, as in the request
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     * @param firstLogId log id of the first row
     * @param lastLogId newest log id in the meter
     * @param info bits: 0 none, 1 out of range, 3 unsupported register, 4 cut, 6 oldest and 7 newest is among them …
     * @param rows the rows
     */
    record LoggerRows(int sub, int logger, long firstLogId, long lastLogId, int info,
            List<List<RegisterValue>> rows) implements LoggerMessage {

        private static final int HEADER = 15;

        private static Message read(Frame frame) {
            ByteString data = frame.data();
            int entries = data.number(2, 4);
            int registers = data.at(4);
            ValueReader reader = new ValueReader(data, HEADER);
            List<List<RegisterValue>> rows = new ArrayList<>();
            while (rows.size() < entries && !reader.atEnd()) {
                Optional<List<RegisterValue>> row = reader.row(registers, rows.isEmpty() ? List.of() : rows.get(0));
                // a row without registers could be repeated as often as the frame says, up to millions of values
                if (row.isEmpty() || registers == 0) {
                    return new Message.Malformed(frame, "a row is cut or empty");
                }
                rows.add(row.get());
            }
            return reader.atEnd() && rows.size() == entries
                    ? new LoggerRows(data.at(0), data.at(1), Integer.toUnsignedLong(data.number(5, 9)),
                            Integer.toUnsignedLong(data.number(9, 13)), data.number(13, 15), rows)
                    : new Message.Malformed(frame, "entries and rows do not fit");
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(sub)).and("logger", logger).and("entries", rows.size())
                    .and("firstLogId", firstLogId).and("lastLogId", lastLogId).and("info", DecodedFields.hexWord(info))
                    .and("rows", rows.stream().map(DecodedFields::ofValues).toList());
        }
    }

    /**
     * B8: a request or an answer of unknown layout.
     *
     * @param sub its first byte
     * @param data all its bytes
     */
    record LoggerData(int sub, ByteString data) implements LoggerMessage {

        @Override
        public DecodedFields fields() {
            DecodedFields fields = DecodedFields.of("sub", DecodedFields.hex(sub)).and("data", data.toString());
            return data.size() > 1 ? fields.and("logger", data.at(1)) : fields;
        }
    }
}
