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
package org.openhab.binding.kamstrup.load;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.simulator.AgeingMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;

/**
 * A meter that notes when it is read, and can fall silent.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ParkedMeter extends AgeingMeter {

    private final int register;
    private final List<Long> moments = new ArrayList<>();
    private volatile boolean silent;

    /**
     * @param register the one whose readings are noted
     */
    ParkedMeter(RegisterImage image, int register) {
        super(image, Clock.systemDefaultZone());
        this.register = register;
    }

    /**
     * Says nothing any more, or speaks again.
     */
    void fallSilent(boolean fallen) {
        silent = fallen;
    }

    /**
     * Forgets when it was read.
     */
    void forget() {
        synchronized (moments) {
            moments.clear();
        }
    }

    /**
     * How regularly it was read.
     */
    Gaps readings(Duration interval, long begin, long end) {
        synchronized (moments) {
            return Gaps.of(interval, begin, end, moments);
        }
    }

    @Override
    public Optional<Frame> answer(Frame request) {
        if (silent) {
            return Optional.empty();
        }
        if (Message.of(request)instanceof GetRegisters question && question.ids().contains(register)) {
            synchronized (moments) {
                moments.add(System.nanoTime());
            }
        }
        return super.answer(request);
    }
}
