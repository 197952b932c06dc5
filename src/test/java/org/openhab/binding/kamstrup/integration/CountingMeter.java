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

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;

/**
 * Counts what it is asked for.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CountingMeter extends SimulatedMeter {

    private final Map<Integer, Integer> asked = new ConcurrentHashMap<>();

    CountingMeter(RegisterImage image) {
        super(image);
    }

    @Override
    public Optional<Frame> answer(Frame request) {
        if (Message.of(request)instanceof GetRegisters question) {
            question.ids().forEach(id -> asked.merge(id, 1, Integer::sum));
        }
        return super.answer(request);
    }

    int timesAskedFor(int id) {
        return asked.getOrDefault(id, 0);
    }
}
