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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Messages that this codec can show, but neither asks nor answers: what other programs send, and what meters answer
 * them. The logger's layouts are those of Kamstrup 5512-447 rev. M1 §6.3 (A0 to A3) and of recorded frames (B8).
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface UnsupportedMessage extends Message {

    /**
     * A command of which nothing is known.
     *
     * @param frame its frame
     */
    record Other(Frame frame) implements UnsupportedMessage {

        static Message read(Frame frame) {
            return new Other(frame);
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("data", frame.data().toString());
        }
    }

    /**
     * Somebody sets the clock of a meter.
     *
     * @param date in the unit {@link Unit#DATE}
     * @param time in the unit {@link Unit#TIME}
     */
    record SetClock(RegisterValue date, RegisterValue time) implements UnsupportedMessage {

        static Message read(Frame frame) {
            return Command.ofLength(frame, 8,
                    data -> new SetClock(number(Unit.DATE, data.slice(0, 4)), number(Unit.TIME, data.slice(4, 8))));
        }

        private static RegisterValue number(Unit unit, ByteString mantissa) {
            return new RegisterValue(0, unit.code(), 0, mantissa);
        }

        /** What is no date or time is shown as the number that it is. */
        private static String text(RegisterValue value) {
            String text = value.content().text();
            return text.isEmpty() ? value.number().toPlainString() : text;
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("date", text(date)).and("time", text(time));
        }
    }

    /**
     * Asks the logger of a 601, 801 or a module for records.
     *
     * @param log which log
     * @param registers their ids
     * @param records how many records at the most
     * @param maxLength the longest answer in bytes
     * @param from where to begin: nothing, a record's number or a time
     */
    record LogQuery(int log, List<Integer> registers, int records, int maxLength,
            ByteString from) implements UnsupportedMessage {

        private static final int TIME_BYTES = 8;
        private static final int RECORD_BYTES = 2;

        @Override
        public DecodedFields fields() {
            DecodedFields fields = DecodedFields.of("log", log).and("registers", DecodedFields.ofIds(registers))
                    .and("records", records).and("maxLength", maxLength);
            if (from.size() == RECORD_BYTES) {
                return fields.and("record", from.number(0, RECORD_BYTES));
            } else if (from.size() < TIME_BYTES) {
                return fields;
            }
            // Kamstrup's text puts the year first, its only example last; what is no time that way is shown as it is.
            Content time = new RegisterValue(0, Unit.RTC.code(), 0, from.slice(0, TIME_BYTES)).content();
            return time instanceof Content.RtcStamp stamp ? fields.and("time", stamp.text())
                    : fields.and("from", from.toString());
        }
    }

    /**
     * Records of the logger of a 601, 801 or a module.
     *
     * @param log which log
     * @param records the records
     * @param lastReturned number of the last record here
     * @param newest number of the newest record in the log
     * @param info bits: 0 log empty, 2 out of range, 3 cut because of the length, 4 end of the log
     */
    record LogRecords(int log, List<LogRecord> records, int lastReturned, int newest,
            int info) implements UnsupportedMessage {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("log", log).and("records", records.stream().map(LogRecord::fields).toList())
                    .and("lastReturned", lastReturned).and("newest", newest).and("info", DecodedFields.hex(info));
        }
    }

    /**
     * A record of a logger.
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
     * Asks the logger of a newer meter for something else than rows.
     *
     * @param sub what is asked: 05 configuration, 08 log id, 09 next format
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     */
    record LoggerQuery(int sub, int logger) implements UnsupportedMessage {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(sub)).and("logger", logger);
        }
    }

    /**
     * Asks the logger of a newer meter for rows.
     *
     * @param sub 06 from a log id backwards, 07 from an offset to the newest
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     * @param from log id or offset
     * @param entries how many rows
     * @param registers their ids
     */
    record LoggerRowsQuery(int sub, int logger, long from, int entries,
            List<Integer> registers) implements UnsupportedMessage {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(sub)).and("logger", logger)
                    .and(sub == LoggerReader.BY_LOG_ID ? "logId" : "offset", from).and("entries", entries)
                    .and("registers", DecodedFields.ofIds(registers));
        }
    }

    /**
     * How a logger of a newer meter is configured.
     *
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     * @param dates dates and interval in their formats, as they came
     * @param depth how many rows it keeps
     * @param registers what it keeps
     */
    record LoggerConfiguration(int logger, ByteString dates, int depth,
            List<Integer> registers) implements UnsupportedMessage {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(LoggerReader.CONFIGURATION)).and("logger", logger)
                    .and("dates", dates.toString()).and("depth", depth)
                    .and("registers", DecodedFields.ofIds(registers));
        }
    }

    /**
     * Rows of a logger of a newer meter, the newest first.
     *
     * @param sub 06 or 07, as asked
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     * @param firstLogId log id of the first row
     * @param lastLogId newest log id in the meter
     * @param info bits: 0 none, 1 out of range, 3 unsupported register, 4 cut, 6 oldest and 7 newest is among them …
     * @param rows the rows
     */
    record LoggerRows(int sub, int logger, long firstLogId, long lastLogId, int info,
            List<List<RegisterValue>> rows) implements UnsupportedMessage {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(sub)).and("logger", logger).and("entries", rows.size())
                    .and("firstLogId", firstLogId).and("lastLogId", lastLogId).and("info", DecodedFields.hexWord(info))
                    .and("rows", rows.stream().map(DecodedFields::ofValues).toList());
        }
    }

    /**
     * Something of the logger of a newer meter that nobody has described.
     *
     * @param sub what was asked
     * @param data what came, from the sub on
     */
    record LoggerData(int sub, ByteString data) implements UnsupportedMessage {

        @Override
        public DecodedFields fields() {
            DecodedFields fields = DecodedFields.of("sub", DecodedFields.hex(sub)).and("data", data.toString());
            return data.size() > 1 ? fields.and("logger", data.at(1)) : fields;
        }
    }
}
