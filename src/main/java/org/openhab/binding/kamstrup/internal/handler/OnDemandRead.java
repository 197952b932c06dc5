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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.LoggerResult;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineJob;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.LoggerRow;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.polling.TextMeter;
import org.openhab.core.types.State;

/**
 * Reads registers of a meter at once, besides the regular readings, while the caller waits.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OnDemandRead {

    private final Line line;
    private final int address;
    private final Optional<MeterProfile> known;
    private final Localizer texts;

    OnDemandRead(Line line, int address, Optional<MeterProfile> known, Localizer texts) {
        this.line = line;
        this.address = address;
        this.known = known;
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
            RequestResult result = ask(request);
            // after the caller has given up, the line is free for other requests
            boolean isWaiting = texts.of(request, result, line.portName(), MeterProfile.catalogue(known)).stream()
                    .allMatch(progress);
            if (!isWaiting || !(result instanceof RequestResult.Answered)) {
                return;
            }
        }
    }

    private RequestResult ask(GetRegisters request) {
        return known.filter(MeterProfile::isText).map(profile -> TextMeter.ask(profile, request, line))
                .orElseGet(() -> line.ask(request));
    }

    /**
     * Reads the time of the oldest row of a logger.
     *
     * @param logger the logger
     * @param registers those of its time
     * @return empty without a usable answer
     */
    Optional<LoggerRow> oldestRow(MeterLogger logger, Set<Integer> registers) {
        GetLoggerRows request = new GetLoggerRows(address, logger.number(), LoggerStart.OFFSET, LoggerStart.OLDEST, 1,
                registers.stream().sorted().toList());
        List<LoggerRow> rows = new CopyOnWriteArrayList<>();
        LineJob.run(line, progress -> {
            if (line.ask(request)instanceof RequestResult.Answered answered
                    && answered.response()instanceof LoggerRows read
                    && read.result(request)instanceof LoggerResult.Page page) {
                LoggerRow
                        .of(page.newestId(),
                                page.rows().get(0).stream()
                                        .collect(Collectors.toMap(RegisterValue::id, value -> value)))
                        .ifPresent(rows::add);
            }
        }, text -> {
        });
        return rows.stream().findFirst();
    }

    /**
     * Reads a register as the state of its channel.
     *
     * @param id of the register
     * @param states makes states
     * @return empty if the answer does not have the register
     */
    Optional<State> state(int id, MeterStates states) {
        List<Integer> ids = new ArrayList<>(List.of(id));
        MeterProfile.catalogue(known).find(id).ifPresent(register -> register.dateRegister().ifPresent(ids::add));
        List<RegisterValue> values = new CopyOnWriteArrayList<>();
        LineJob.run(line, progress -> {
            if (ask(new GetRegisters(address, ids))instanceof RequestResult.Answered answered
                    && answered.response()instanceof RegisterValues read) {
                values.addAll(read.values());
            }
        }, text -> {
        });
        return Optional.of(Reading.of(MeterProfile.catalogue(known)).and(ids, values))
                .filter(reading -> reading.find(id).isPresent()).map(reading -> states.stateOf(id, reading));
    }
}
