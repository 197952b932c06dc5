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
package org.openhab.binding.kamstrup.internal.handler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineJob;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.polling.ReadResult;
import org.openhab.core.types.State;

/**
 * Reads registers of a meter at once, beside the regular readings, for somebody who waits for what they say.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OnDemandRead {

    private final Line line;
    private final int address;
    private final Localizer texts;

    OnDemandRead(Line line, int address, Localizer texts) {
        this.line = line;
        this.address = address;
        this.texts = texts;
    }

    /**
     * Reads registers and prints their values as they arrive.
     *
     * @param read reads the meter; empty if its head is not online
     * @param ids the registers
     * @param texts the texts in the user's language
     * @param output prints a line for each register, and one for a failure
     */
    public static void print(Optional<OnDemandRead> read, Collection<Integer> ids, Localizer texts,
            Consumer<String> output) {
        if (read.filter(found -> LineJob.run(found.line, progress -> found.print(ids, progress), output)).isEmpty()) {
            output.accept(texts.text("console.not-online"));
        }
    }

    private void print(Collection<Integer> ids, Predicate<String> progress) {
        for (GetRegisters request : GetRegisters.batches(address, ids)) {
            ReadResult result = ReadResult.of(line, address, request.ids());
            for (String said : texts.of(result, line.portName())) {
                if (!progress.test(said)) {
                    // nobody waits any more, but others wait for the line
                    return;
                }
            }
            if (result.problem().isPresent()) {
                return;
            }
        }
    }

    /**
     * Reads a register as the state that its channel would have.
     *
     * @param id which register
     * @param states makes states
     * @return empty if the meter did not say it
     */
    Optional<State> state(int id, MeterStates states) {
        List<Integer> ids = new ArrayList<>(List.of(id));
        RegisterCatalogue.find(id).ifPresent(register -> register.dateRegister().ifPresent(ids::add));
        List<RegisterValue> values = new CopyOnWriteArrayList<>();
        LineJob.run(line, progress -> values.addAll(ReadResult.of(line, address, ids).values()), text -> {
        });
        return Optional.of(Reading.none().and(ids, values)).filter(reading -> reading.find(id).isPresent())
                .map(reading -> states.stateOf(id, reading));
    }
}
