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
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A request that can be sent to a meter. There are no others, and none changes anything in the meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface Request extends Message {

    /** @return the address of the meter, 0 to 255 */
    int address();

    /** @return the frame to send */
    Frame toFrame();

    /**
     * Requests the type of a meter (Kamstrup 5512-447 rev. M1 §6.2.1). {@link Response.MeterType} answers it.
     *
     * @param address of the meter, 0 to 255
     */
    record GetType(int address) implements Request {

        static Message read(Frame frame) {
            return Command.ofLength(frame, 0, data -> new GetType(frame.address()));
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.NONE;
        }

        @Override
        public Frame toFrame() {
            return new Frame(Direction.REQUEST, address, Command.GET_TYPE.code, ByteString.EMPTY);
        }
    }

    /**
     * Requests the serial number of a meter (Kamstrup 5512-447 rev. M1 §6.2.2). {@link Response.SerialNumber} answers
     * it.
     *
     * @param address of the meter, 0 to 255
     */
    record GetSerialNumber(int address) implements Request {

        static Message read(Frame frame) {
            return Command.ofLength(frame, 0, data -> new GetSerialNumber(frame.address()));
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.NONE;
        }

        @Override
        public Frame toFrame() {
            return new Frame(Direction.REQUEST, address, Command.GET_SERIAL_NUMBER.code, ByteString.EMPTY);
        }
    }

    /**
     * Requests registers (Kamstrup 5512-447 rev. M1 §6.2.4). {@link Response.RegisterValues} answers it.
     *
     * @param address of the meter, 0 to 255
     * @param ids of the registers, 1 to {@value #MAX_IDS} of them
     */
    record GetRegisters(int address, List<Integer> ids) implements Request {

        /** A meter does not answer more registers at once. */
        public static final int MAX_IDS = 8;

        /** The highest id of a register. */
        public static final int MAX_ID = 0xFFFF;

        /**
         * Makes a request.
         *
         * @throws IllegalArgumentException no id, too many ids, or an id of more than 16 bits
         */
        public GetRegisters {
            ids = List.copyOf(ids);
            if (ids.isEmpty() || ids.size() > MAX_IDS || ids.stream().anyMatch(id -> id < 0 || id > MAX_ID)) {
                throw new IllegalArgumentException("Cannot ask for the registers " + ids);
            }
        }

        /**
         * Makes the fewest requests for registers.
         *
         * @param address of the meter
         * @param ids of the registers, in the order of the requests; an id that is repeated is requested once
         */
        public static List<GetRegisters> batches(int address, Collection<Integer> ids) {
            List<Integer> distinct = ids.stream().distinct().toList();
            return IntStream.iterate(0, from -> from < distinct.size(), from -> from + MAX_IDS)
                    .mapToObj(from -> new GetRegisters(address,
                            distinct.subList(from, Math.min(distinct.size(), from + MAX_IDS))))
                    .toList();
        }

        static Message read(Frame frame) {
            ByteString data = frame.data();
            int count = listsIds(data, 1) ? data.at(0) : 0;
            if (count < 1 || count > MAX_IDS) {
                return new Malformed(frame, "count of registers and registers do not fit");
            }
            return new GetRegisters(frame.address(), idsOf(data.from(1)));
        }

        /** @return whether ids of registers, with their count before them, fill data from an index to the end */
        static boolean listsIds(ByteString data, int index) {
            return data.size() >= index && data.size() == index + 2 * data.at(index - 1);
        }

        static List<Integer> idsOf(ByteString bytes) {
            return IntStream.range(0, bytes.size() / 2).map(i -> bytes.number(2 * i, 2 * i + 2)).boxed().toList();
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("registers", DecodedFields.ofIds(ids));
        }

        @Override
        public Frame toFrame() {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            data.write(ids.size());
            ids.forEach(id -> RegisterValue.writeId(id, data));
            return new Frame(Direction.REQUEST, address, Command.GET_REGISTERS.code,
                    ByteString.copyOf(data.toByteArray()));
        }
    }

    /**
     * Requests the configuration of a logger (from recorded frames of a 603). {@link Response.LoggerConfiguration}
     * answers it.
     *
     * @param address of the meter, 0 to 255
     * @param logger 2 year, 3 month, 4 day, 5 hour; 0 to 255
     */
    record GetLoggerConfiguration(int address, int logger) implements Request {

        static final int SUBCOMMAND = 0x05;

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(SUBCOMMAND)).and("logger", logger);
        }

        @Override
        public Frame toFrame() {
            return new Frame(Direction.REQUEST, address, Command.LOGGER.code, ByteString.of(SUBCOMMAND, logger));
        }
    }

    /**
     * Requests rows of a logger, from one row towards the past (from recorded frames of a 303, a 603 and a KWM2231).
     * {@link Response.LoggerRows} answers it. A meter gives as many rows as fit into its answer.
     *
     * @param address of the meter, 0 to 255
     * @param logger 2 year, 3 month, 4 day, 5 hour; 0 to 255
     * @param start what the next number is
     * @param from a log id of 32 bits, or an offset of 16 bits
     * @param rows how many rows at most, 1 to 65535
     * @param registers their ids, 1 to 255 of them
     */
    record GetLoggerRows(int address, int logger, LoggerStart start, long from, int rows,
            List<Integer> registers) implements Request {

        private static final int MAX_WORD = 0xFFFF;
        private static final int MAX_REGISTERS = 0xFF;

        /**
         * Makes a request.
         *
         * @throws IllegalArgumentException a number does not fit into its bytes
         */
        public GetLoggerRows {
            registers = List.copyOf(registers);
            if (rows < 1 || rows > MAX_WORD || from < 0 || from >>> Byte.SIZE * start.bytes != 0 || registers.isEmpty()
                    || registers.size() > MAX_REGISTERS || registers.stream().anyMatch(id -> id < 0 || id > MAX_WORD)) {
                throw new IllegalArgumentException(
                        "Cannot ask for " + rows + " rows from " + from + " of the registers " + registers);
            }
        }

        static Message read(Frame frame, LoggerStart start) {
            ByteString data = frame.data();
            int rows = 2 + start.bytes;
            int registers = rows + 3;
            return GetRegisters.listsIds(data, registers) && data.size() > registers && data.number(rows, rows + 2) > 0
                    ? new GetLoggerRows(frame.address(), data.at(1), start,
                            Integer.toUnsignedLong(data.number(2, rows)), data.number(rows, rows + 2),
                            GetRegisters.idsOf(data.from(registers)))
                    : new Malformed(frame, "count of registers and length do not fit");
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("sub", DecodedFields.hex(start.code)).and("logger", logger)
                    .and(start == LoggerStart.LOG_ID ? "logId" : "offset", from).and("entries", rows)
                    .and("registers", DecodedFields.ofIds(registers));
        }

        @Override
        public Frame toFrame() {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            data.write(start.code);
            data.write(logger);
            for (int shift = Byte.SIZE * (start.bytes - 1); shift >= 0; shift -= Byte.SIZE) {
                data.write((int) (from >> shift));
            }
            data.write(rows >> Byte.SIZE);
            data.write(rows);
            data.write(registers.size());
            registers.forEach(id -> RegisterValue.writeId(id, data));
            return new Frame(Direction.REQUEST, address, Command.LOGGER.code, ByteString.copyOf(data.toByteArray()));
        }
    }
}
