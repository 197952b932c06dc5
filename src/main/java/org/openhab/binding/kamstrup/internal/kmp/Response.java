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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;

/**
 * An answer of a meter to a {@link Request}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface Response extends Message {

    /** @return the address of the meter, 0 to 255 */
    int address();

    /** @return the frame that the meter sends */
    Frame toFrame();

    /**
     * The type and software of a meter, in answer to {@link Request.GetType}.
     *
     * @param address of the meter, 0 to 255
     * @param type 0 to 65535; its meaning has been published for MULTICAL 601 only
     * @param software revision of the software
     */
    record MeterType(int address, int type, SoftwareRevision software) implements Response {

        static Message read(Frame frame) {
            return Command.ofLength(frame, 4, data -> new MeterType(frame.address(), data.number(0, 2),
                    new SoftwareRevision(data.at(2), data.at(3))));
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("type", DecodedFields.hexWord(type)).and("software", software.toString());
        }

        @Override
        public Frame toFrame() {
            return new Frame(Direction.RESPONSE, address, Command.GET_TYPE.code,
                    ByteString.of(type >> Byte.SIZE, type, software.letter(), software.number()));
        }
    }

    /**
     * The revision of a meter's software.
     *
     * @param letter 1 for A, 2 for B and so on; 0 if the meter has it elsewhere
     * @param number 0 to 255
     */
    record SoftwareRevision(int letter, int number) {

        private static final int LETTERS = 26;

        /** @return the revision for people, such as F1; both bytes as numbers if there is no such letter */
        @Override
        public String toString() {
            return letter >= 1 && letter <= LETTERS ? String.valueOf((char) ('A' + letter - 1)) + number
                    : letter + "." + number;
        }
    }

    /**
     * The serial number of a meter, in answer to {@link Request.GetSerialNumber}.
     *
     * @param address of the meter, 0 to 255
     * @param number 0 to 4294967295; without the leading zeros that are printed on the meter
     */
    record SerialNumber(int address, long number) implements Response {

        static Message read(Frame frame) {
            return Command.ofLength(frame, 4,
                    data -> new SerialNumber(frame.address(), Integer.toUnsignedLong(data.number(0, 4))));
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("serial", number);
        }

        @Override
        public Frame toFrame() {
            return new Frame(Direction.RESPONSE, address, Command.GET_SERIAL_NUMBER.code,
                    ByteString.of((int) (number >> 24), (int) (number >> 16), (int) (number >> 8), (int) number));
        }
    }

    /**
     * Registers in answer to {@link Request.GetRegisters}. A meter leaves out registers that it does not have.
     *
     * @param address of the meter, 0 to 255
     * @param values the registers, in the order of the answer
     */
    record RegisterValues(int address, List<RegisterValue> values) implements Response {

        /** Copies the values. */
        public RegisterValues {
            values = List.copyOf(values);
        }

        static Message read(Frame frame) {
            ValueReader reader = new ValueReader(frame.data(), 0);
            List<RegisterValue> values = new ArrayList<>();
            while (!reader.atEnd()) {
                Optional<RegisterValue> value = reader.value();
                if (value.isEmpty()) {
                    return new Malformed(frame, "a register is cut");
                }
                values.add(value.get());
            }
            return new RegisterValues(frame.address(), values);
        }

        /**
         * Finds a register.
         *
         * @param id of the register
         * @return empty if the answer does not have it
         */
        public Optional<RegisterValue> find(int id) {
            return values.stream().filter(value -> value.id() == id).findFirst();
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("registers", DecodedFields.ofValues(values));
        }

        @Override
        public Frame toFrame() {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            values.forEach(value -> value.writeTo(data));
            return new Frame(Direction.RESPONSE, address, Command.GET_REGISTERS.code,
                    ByteString.copyOf(data.toByteArray()));
        }
    }

    /**
     * The configuration of a logger, in answer to {@link Request.GetLoggerConfiguration}.
     *
     * @param address of the meter, 0 to 255
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     * @param dates dates and interval in their formats, as they came: ten bytes
     * @param depth how many rows it keeps, 0 to 65535
     * @param registers ids of the registers that it keeps
     */
    record LoggerConfiguration(int address, int logger, ByteString dates, int depth,
            List<Integer> registers) implements Response {

        static final int HEADER = 15;
        private static final int DATES = 2;
        private static final int DEPTH = 12;

        /** Copies the list. */
        public LoggerConfiguration {
            registers = List.copyOf(registers);
        }

        static Message read(Frame frame) {
            ByteString data = frame.data();
            return GetRegisters.listsIds(data, HEADER)
                    ? new LoggerConfiguration(frame.address(), data.at(1), data.slice(DATES, DEPTH),
                            data.number(DEPTH, DEPTH + 2), GetRegisters.idsOf(data.from(HEADER)))
                    : new Malformed(frame, "count of registers and length do not fit");
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(GetLoggerConfiguration.SUBCOMMAND)).and("logger", logger)
                    .and("dates", dates.toString()).and("depth", depth)
                    .and("registers", DecodedFields.ofIds(registers));
        }

        @Override
        public Frame toFrame() {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            data.write(GetLoggerConfiguration.SUBCOMMAND);
            data.write(logger);
            data.writeBytes(dates.toByteArray());
            data.write(depth >> Byte.SIZE);
            data.write(depth);
            data.write(registers.size());
            registers.forEach(id -> RegisterValue.writeId(id, data));
            return new Frame(Direction.RESPONSE, address, Command.LOGGER.code, ByteString.copyOf(data.toByteArray()));
        }
    }

    /**
     * Rows of a logger, the newest first, in answer to {@link Request.GetLoggerRows}. {@link #result} tells their
     * meaning.
     *
     * @param address of the meter, 0 to 255
     * @param start as in the request
     * @param logger 2 year, 3 month, 4 day, 5 hour …
     * @param firstLogId log id of the first row, 32 bits
     * @param lastLogId newest log id of the logger, 32 bits
     * @param info bits of {@link LoggerInfo}
     * @param registers how many registers a row has, 0 to 255
     * @param rows the rows; the values of a register have the same unit, decimals and length in all of them
     */
    record LoggerRows(int address, LoggerStart start, int logger, long firstLogId, long lastLogId, int info,
            int registers, List<List<RegisterValue>> rows) implements Response {

        static final int HEADER = 15;
        private static final int ROWS = 2;
        private static final int REGISTERS = 4;
        private static final int FIRST = 5;
        private static final int LAST = 9;
        private static final int INFO = 13;
        /** With one of these, the answer has no row of the logger. */
        private static final Set<LoggerInfo> NO_ROWS = Set.of(LoggerInfo.EMPTY, LoggerInfo.OUT_OF_RANGE,
                LoggerInfo.MEMORY_ERROR, LoggerInfo.INVALID_REQUEST, LoggerInfo.INTERNAL_ERROR);

        /** Copies the rows. */
        public LoggerRows {
            rows = List.copyOf(rows);
        }

        static Message read(Frame frame, LoggerStart start) {
            ByteString data = frame.data();
            int count = data.number(ROWS, REGISTERS);
            int registers = data.at(REGISTERS);
            ValueReader reader = new ValueReader(data, HEADER);
            List<List<RegisterValue>> rows = new ArrayList<>();
            while (rows.size() < count && !reader.atEnd()) {
                Optional<List<RegisterValue>> row = reader.row(registers, rows.isEmpty() ? List.of() : rows.get(0));
                // a row without registers could be repeated as often as the frame says, up to millions of values
                if (row.isEmpty() || registers == 0) {
                    return new Malformed(frame, "a row is cut or empty");
                }
                rows.add(row.get());
            }
            return reader.atEnd() && rows.size() == count
                    ? new LoggerRows(frame.address(), start, data.at(1),
                            Integer.toUnsignedLong(data.number(FIRST, LAST)),
                            Integer.toUnsignedLong(data.number(LAST, INFO)), data.number(INFO, HEADER), registers, rows)
                    : new Malformed(frame, "entries and rows do not fit");
        }

        /**
         * Compares with a request.
         *
         * @return whether this can be the answer to it: the same logger and beginning, and no register that was not
         *         asked for. The late answer to the request before is none.
         */
        public boolean answers(GetLoggerRows asked) {
            boolean isBeginning = start == LoggerStart.OFFSET || firstLogId == asked.from()
                    || LoggerInfo.of(info).stream().anyMatch(NO_ROWS::contains) || rows.isEmpty();
            Set<Integer> open = new HashSet<>(asked.registers());
            return start == asked.start() && logger == asked.logger() && isBeginning
                    && rows.stream().limit(1).flatMap(List::stream).map(RegisterValue::id).allMatch(open::remove);
        }

        /**
         * What the meter says.
         *
         * @param asked the request
         */
        public LoggerResult result(GetLoggerRows asked) {
            Set<LoggerInfo> bits = LoggerInfo.of(info);
            if (!answers(asked)) {
                return new LoggerResult.Invalid("answer to another request");
            } else if (bits.contains(LoggerInfo.EMPTY)) {
                return new LoggerResult.Empty();
            } else if (bits.contains(LoggerInfo.OUT_OF_RANGE)) {
                return new LoggerResult.OutOfRange(lastLogId);
            } else if (bits.stream().anyMatch(NO_ROWS::contains)) {
                return new LoggerResult.Invalid("info " + DecodedFields.hexWord(info));
            } else if (rows.isEmpty()) {
                return bits.contains(LoggerInfo.UNSUPPORTED_REGISTER) ? new LoggerResult.Unsupported()
                        : new LoggerResult.OutOfRange(lastLogId);
            } else if (rows.size() > asked.rows()) {
                return new LoggerResult.Invalid(rows.size() + " rows instead of " + asked.rows());
            } else if (firstLogId > lastLogId || firstLogId < rows.size()) {
                return new LoggerResult.Invalid(rows.size() + " rows from " + firstLogId + " of " + lastLogId);
            }
            return new LoggerResult.Page(firstLogId, lastLogId, bits, rows);
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(start.code)).and("logger", logger)
                    .and("entries", rows.size()).and("firstLogId", firstLogId).and("lastLogId", lastLogId)
                    .and("info", DecodedFields.hexWord(info))
                    .and("rows", rows.stream().map(DecodedFields::ofValues).toList());
        }

        @Override
        public Frame toFrame() {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            data.write(start.code);
            data.write(logger);
            data.write(rows.size() >> Byte.SIZE);
            data.write(rows.size());
            data.write(registers);
            data.writeBytes(ByteBuffer.allocate(HEADER - FIRST).putInt((int) firstLogId).putInt((int) lastLogId)
                    .putShort((short) info).array());
            rows.stream().limit(1).flatMap(List::stream).forEach(value -> value.writeTo(data));
            rows.stream().skip(1).flatMap(List::stream)
                    .forEach(value -> data.writeBytes(value.mantissa().toByteArray()));
            return new Frame(Direction.RESPONSE, address, Command.LOGGER.code, ByteString.copyOf(data.toByteArray()));
        }
    }

    /**
     * A B8 answer with neither a configuration nor rows: the meter does not know the logger or the subcommand.
     *
     * @param address of the meter, 0 to 255
     * @param data all its bytes, the subcommand first
     */
    record LoggerRefusal(int address, ByteString data) implements Response {

        @Override
        public DecodedFields fields() {
            DecodedFields fields = DecodedFields.of("sub", DecodedFields.hex(data.at(0))).and("data", data.toString());
            return data.size() > 1 ? fields.and("logger", data.at(1)) : fields;
        }

        @Override
        public Frame toFrame() {
            return new Frame(Direction.RESPONSE, address, Command.LOGGER.code, data);
        }
    }
}
