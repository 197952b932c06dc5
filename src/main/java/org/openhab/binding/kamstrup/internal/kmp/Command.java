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
import org.openhab.binding.kamstrup.internal.kmp.LoggerMessage.LogQuery;
import org.openhab.binding.kamstrup.internal.kmp.LoggerMessage.LogRecords;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;

/**
 * The commands that can be decoded (Kamstrup 5512-447 rev. M1 §6; B8 from recorded frames of newer meters), with the
 * readers of their requests and answers.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Command {
    GET_TYPE(0x01, GetType::read, MeterType::read),
    GET_SERIAL_NUMBER(0x02, GetSerialNumber::read, SerialNumber::read),
    /** Decoded, never sent. */
    SET_CLOCK(0x09, Message.SetClock::read, Message.Unsupported::new),
    GET_REGISTERS(0x10, GetRegisters::read, RegisterValues::read),
    GET_LOG_TIME_PRESENT(0xA0, frame -> LogQuery.read(frame, LogQuery.TIME_BYTES), LogRecords::read),
    GET_LOG_LAST_PRESENT(0xA1, frame -> LogQuery.read(frame, 0), LogRecords::read),
    GET_LOG_ID_PRESENT(0xA2, frame -> LogQuery.read(frame, LogQuery.RECORD_BYTES), LogRecords::read),
    GET_LOG_TIME_PAST(0xA3, frame -> LogQuery.read(frame, LogQuery.TIME_BYTES + LogQuery.RECORD_BYTES),
            LogRecords::read),
    LOGGER(0xB8, LoggerMessage::readRequest, LoggerMessage::readResponse);

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
            return new Message.Unsupported(frame);
        }
        return (frame.direction() == Direction.REQUEST ? command.requestReader : command.responseReader).read(frame);
    }

    /** Reads the data of a frame that must have a length. */
    static Message ofLength(Frame frame, int length, Reader<ByteString> reader) {
        int actual = frame.data().size();
        return actual == length ? reader.read(frame.data())
                : new Message.Malformed(frame, actual + " bytes of data instead of " + length);
    }
}
