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
package org.openhab.binding.kamstrup.internal.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Direction;
import org.openhab.binding.kamstrup.internal.kmp.Frame;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SimulatedMeterTest {

    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));

    private String answer(int address, int command, String data) {
        return meter.answer(new Frame(Direction.REQUEST, address, command, ByteString.fromHex(data)))
                .map(frame -> frame.address() + " " + frame.command() + " " + frame.data()).orElse("silence");
    }

    @ParameterizedTest
    @CsvSource({ "type, 1, '', 00 04 06 01", "serial number, 2, '', 00 63 D7 6A",
            "flow temperature, 16, 01 00 56, 00 56 25 04 42 00 00 0D D9",
            "'in the order of the question, without the unknown', 16, 03 00 57 01 0A 00 56, 00 57 25 04 42 00 00 0C 0C 00 56 25 04 42 00 00 0D D9",
            "a value that is nought, 16, 01 00 45, 00 45 28 04 42 00 00 00 00" })
    void answersWhatAMeterAnswers(String what, int command, String question, String answer) {
        assertEquals("63 " + command + " " + answer, answer(0x3F, command, question), what);
    }

    @ParameterizedTest
    @CsvSource({ "no register, 63, 10, 00",
            "nine registers, 63, 10, 09 00 3C 00 3C 00 3C 00 3C 00 3C 00 3C 00 3C 00 3C 00 3C",
            "a count that lies, 63, 10, 02 00 3C", "another address, 58, 01, ''", "a logger's address, 127, 01, ''",
            "setting the clock, 63, 09, 00 01 14 4A 00 02 77 15",
            "writing a register, 63, 11, 00 00 00 3C 08 04 42 00 00 00 01", "a login, 63, 92, 00 00",
            "clearing events, 63, 9C, 00 00 00 00 00 00 00 00", "a log, 63, A1, 01 01 00 3C 01 FF",
            "nobody knows what, 63, FE, 00" })
    void isSilentOtherwise(String what, int address, String command, String data) {
        RegisterImage before = meter.image();
        assertEquals("silence", answer(address, Integer.parseInt(command, 16), data), what);
        assertEquals(before, meter.image());
    }

    @Test
    void answersWithWhatItHasBecome() {
        meter.become(meter.image().with(86, "36.00"));
        assertEquals("63 16 00 56 25 04 42 00 00 0E 10", answer(0x3F, 16, "01 00 56"));
    }
}
