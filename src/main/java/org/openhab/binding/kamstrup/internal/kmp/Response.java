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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

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
}
