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
package org.openhab.binding.kamstrup.internal.polling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;

/**
 * What a meter says to somebody who wants to see some registers, beside the regular readings.
 *
 * @param values what it answered
 * @param leftOut the ids of registers that it does not have
 * @param problem why there is no more; empty if everything was asked
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ReadResult(List<RegisterValue> values, List<Integer> leftOut, Optional<RequestResult> problem) {

    /**
     * Reads registers. To be called in work of {@link Line#schedule} only.
     *
     * @param line to ask through
     * @param address the meter's
     * @param ids which registers
     */
    public static ReadResult of(Line line, int address, Collection<Integer> ids) {
        List<RegisterValue> values = new ArrayList<>();
        List<Integer> leftOut = new ArrayList<>();
        for (GetRegisters request : GetRegisters.batches(address, ids)) {
            RequestResult outcome = line.ask(request);
            if (outcome instanceof RequestResult.Answered answered
                    && answered.response()instanceof RegisterValues heard) {
                values.addAll(heard.values());
                List<Integer> open = new ArrayList<>(request.ids());
                heard.values().forEach(value -> open.remove(Integer.valueOf(value.id())));
                leftOut.addAll(open);
            } else {
                return new ReadResult(List.copyOf(values), List.copyOf(leftOut), Optional.of(outcome));
            }
        }
        return new ReadResult(List.copyOf(values), List.copyOf(leftOut), Optional.empty());
    }
}
