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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineJob;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingPlan;
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

    /** For each next request: a reading that is under way comes first, and each may need three attempts. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Line line;
    private final int address;
    private final Localizer texts;

    OnDemandRead(Line line, int address, Localizer texts) {
        this.line = line;
        this.address = address;
        this.texts = texts;
    }

    /**
     * Reads registers and tells in words what they say, as it comes.
     *
     * @param ids which registers
     * @param hearer hears a line for each register, and one for what went wrong
     * @return whether it came to its end
     */
    public boolean tell(Collection<Integer> ids, LineJob.Hearer hearer) {
        return LineJob.run(line, teller -> tell(ids, teller), PATIENCE, hearer);
    }

    private void tell(Collection<Integer> ids, LineJob.Teller teller) {
        for (GetRegisters request : ReadingPlan.requests(address, ids)) {
            ReadResult result = ReadResult.of(line, address, request.ids());
            for (String said : texts.of(result, line.portName())) {
                if (!teller.tell(said)) {
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
        LineJob.run(line, teller -> values.addAll(ReadResult.of(line, address, ids).values()), PATIENCE, text -> {
        });
        return Optional.of(Reading.none().and(ids, values)).filter(reading -> reading.find(id).isPresent())
                .map(reading -> states.stateOf(id, reading));
    }
}
