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
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRefusal;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;

/**
 * Requests and answers of loggers that are decoded only: A0 to A3 of a 601, 801 or a module (Kamstrup 5512-447 rev. M1
 * §6.3), and of B8 those that are not in {@link Request} and {@link Response}. A1 changes what the next reader of a
 * module gets.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface LoggerMessage extends Message {

    /** Reads a B8 request. */
    static Message readRequest(Frame frame) {
        ByteString data = frame.data();
        if (data.size() < 2) {
            return new Message.Unsupported(frame);
        }
        Optional<LoggerStart> start = LoggerStart.ofCode(data.at(0));
        if (start.isPresent()) {
            return GetLoggerRows.read(frame, start.get());
        } else if (data.size() > 2) {
            return new LoggerData(data.at(0), data);
        }
        return data.at(0) == GetLoggerConfiguration.SUBCOMMAND ? new GetLoggerConfiguration(frame.address(), data.at(1))
                : new LoggerQuery(data.at(0), data.at(1));
    }

    /** Reads a B8 answer. */
    static Message readResponse(Frame frame) {
        ByteString data = frame.data();
        if (data.isEmpty()) {
            return new Message.Unsupported(frame);
        } else if (data.at(0) == GetLoggerConfiguration.SUBCOMMAND && data.size() >= LoggerConfiguration.HEADER) {
            return LoggerConfiguration.read(frame);
        }
        return LoggerStart.ofCode(data.at(0)).filter(start -> data.size() >= LoggerRows.HEADER)
                .map(start -> LoggerRows.read(frame, start)).orElseGet(() -> new LoggerRefusal(frame.address(), data));
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
     * B8: a request of two bytes that is never sent.
     *
     * @param sub 08 log id, 09 next format …
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     */
    record LoggerQuery(int sub, int logger) implements LoggerMessage {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(sub)).and("logger", logger);
        }
    }

    /**
     * B8: a request of unknown layout.
     *
     * @param sub its first byte
     * @param data all its bytes
     */
    record LoggerData(int sub, ByteString data) implements LoggerMessage {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(sub)).and("data", data.toString()).and("logger",
                    data.at(1));
        }
    }
}
