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
package org.openhab.binding.kamstrup.integration;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;

/**
 * Meters whose answers have a CRC that is right, and nothing else.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class UnusualMeters {

    private static final int NEVER_REQUESTED = 0xFFFF;

    private UnusualMeters() {
    }

    /**
     * Answers flow and a register that is never requested, whatever it is asked for. Flow alone would be the late
     * response to a request of flow.
     */
    static SimulatedMeter liar() {
        return answering((request, answer) -> Message.of(request)instanceof GetRegisters question
                ? new RegisterValues(question.address(),
                        List.of(new RegisterValue(75, 41, 0, ByteString.of(0, 0, 0, 99)),
                                new RegisterValue(NEVER_REQUESTED, 41, 0, ByteString.of(0, 0, 0, 99)))).toFrame()
                : answer);
    }

    /** Answers registers that end in the middle. */
    static SimulatedMeter mumbler() {
        return answering((request, answer) -> answer.data().size() < 8 ? answer
                : new Frame(answer.direction(), answer.address(), answer.command(),
                        answer.data().slice(0, answer.data().size() - 2)));
    }

    private static SimulatedMeter answering(BinaryOperator<Frame> what) {
        return new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT)) {
            @Override
            public Optional<Frame> answer(Frame request) {
                return super.answer(request).map(answer -> what.apply(request, answer));
            }
        };
    }
}
