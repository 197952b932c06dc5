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

import java.time.Clock;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;

/**
 * A meter's mind: answers the questions that a meter answers, and nothing else. Its values may be changed while it
 * runs.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SimulatedMeter {

    private final Clock clock;
    private volatile RegisterImage image;

    /** A meter whose clock is right. */
    public SimulatedMeter(RegisterImage image) {
        this(image, Clock.systemDefaultZone());
    }

    public SimulatedMeter(RegisterImage image, Clock clock) {
        this.image = image;
        this.clock = clock;
    }

    /** What it knows now. */
    public RegisterImage image() {
        return image;
    }

    /** Changes the meter from the next question on. */
    public void become(RegisterImage newImage) {
        image = newImage;
    }

    /**
     * Answers a question.
     *
     * @return empty if a meter would stay silent
     */
    public Optional<Frame> answer(Frame frame) {
        RegisterImage now = image();
        return Message.of(frame)instanceof Request request && request.address() == now.address()
                ? answer(request, now).map(Response::toFrame)
                : Optional.empty();
    }

    private Optional<Response> answer(Request request, RegisterImage now) {
        if (request instanceof GetType) {
            return Optional.of(new MeterType(now.address(), now.type(), now.software()));
        } else if (request instanceof GetSerialNumber) {
            return Optional.of(new SerialNumber(now.address(), now.serialNumber()));
        } else if (request instanceof GetRegisters asked) {
            // all at the same moment, or date and clock would disagree at midnight
            Clock moment = Clock.fixed(clock.instant(), clock.getZone());
            // a register that the meter does not have is left out
            return Optional.of(new RegisterValues(now.address(),
                    asked.ids().stream().flatMap(id -> now.value(id, moment).stream()).toList()));
        }
        return logged(request);
    }

    /** Answers a request for a logger; a meter without any stays silent. */
    protected Optional<Response> logged(Request request) {
        return Optional.empty();
    }
}
