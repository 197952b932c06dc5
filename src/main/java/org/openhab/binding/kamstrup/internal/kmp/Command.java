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

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The commands whose frames can be read (Kamstrup 5512-447 rev. M1 §6; B8 from recorded frames of newer meters), and
 * what reads them in either direction.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Command {
    GET_TYPE(0x01, GetType::read, MeterType::read),
    GET_SERIAL_NUMBER(0x02, GetSerialNumber::read, SerialNumber::read),
    /** Can be shown, and never sent. */
    SET_CLOCK(0x09, UnsupportedMessage.SetClock::read, UnsupportedMessage.Other::read),
    GET_REGISTERS(0x10, GetRegisters::read, RegisterValues::read),
    GET_LOG_TIME_PRESENT(0xA0, LogReader::timedQuery, LogReader::records),
    GET_LOG_LAST_PRESENT(0xA1, LogReader::lastQuery, LogReader::records),
    GET_LOG_ID_PRESENT(0xA2, LogReader::recordQuery, LogReader::records),
    GET_LOG_TIME_PAST(0xA3, LogReader::pastQuery, LogReader::records),
    LOGGER(0xB8, LoggerReader::query, LoggerReader::answer);

    /** Makes a message of a frame or of its data. */
    interface Reader<T> {
        Message read(T source);
    }

    private static final Map<Integer, Command> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toMap(command -> command.code, Function.identity()));

    final int code;
    private final Reader<Frame> requestReader;
    private final Reader<Frame> responseReader;

    Command(int code, Reader<Frame> requestReader, Reader<Frame> responseReader) {
        this.code = code;
        this.requestReader = requestReader;
        this.responseReader = responseReader;
    }

    static Message read(Frame frame) {
        Command command = BY_CODE.get(frame.command());
        if (command == null) {
            return UnsupportedMessage.Other.read(frame);
        }
        return (frame.direction() == Direction.REQUEST ? command.requestReader : command.responseReader).read(frame);
    }

    /** The data of a frame if it has a length, otherwise what is wrong. */
    static Message ofLength(Frame frame, int length, Reader<ByteString> reader) {
        int actual = frame.data().size();
        return actual == length ? reader.read(frame.data())
                : new Message.Malformed(frame, actual + " bytes of data instead of " + length);
    }
}
