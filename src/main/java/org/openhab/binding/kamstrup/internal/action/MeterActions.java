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
package org.openhab.binding.kamstrup.internal.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.handler.HistoryRead;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.binding.kamstrup.internal.handler.OnDemandRead;
import org.openhab.binding.kamstrup.internal.handler.RegisterNames;
import org.openhab.core.automation.annotation.ActionInput;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.ActionOutputs;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The actions of a meter for rules. Main UI of openHAB 3.0 shows a result only if it is declared in a list of outputs.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ThingActionsScope(name = KamstrupBindingConstants.BINDING_ID)
public class MeterActions implements ThingActions {

    private static final String BETWEEN_REGISTERS = "[\\s,]+";
    private static final String NEW_LINE = "\n";

    private @Nullable MeterHandler handler;

    @Override
    public void setThingHandler(@Nullable ThingHandler thingHandler) {
        handler = thingHandler instanceof MeterHandler meter ? meter : null;
    }

    @Override
    public @Nullable ThingHandler getThingHandler() {
        return handler;
    }

    /**
     * Reads registers at once and waits for their values.
     *
     * @param registers their numbers or channels, such as <code>60, power</code>
     * @return a line for each register, and one for a failure
     */
    @RuleAction(label = "@text/action.read.label", description = "@text/action.read.description")
    @ActionOutputs(@ActionOutput(name = "result", label = "@text/action.read.result.label", type = "java.lang.String"))
    public String read(
            @ActionInput(name = "registers", label = "@text/action.read.registers.label", description = "@text/action.read.registers.description") @Nullable String registers) {
        MeterHandler meter = handler;
        if (meter == null) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        for (String name : registers == null ? new String[0] : registers.strip().split(BETWEEN_REGISTERS)) {
            RegisterNames.id(name).ifPresentOrElse(ids::add,
                    () -> lines.add(meter.texts().text("console.read.no-register", name)));
        }
        OnDemandRead.print(meter.onDemandRead(), ids, meter.texts(), lines::add);
        return String.join(NEW_LINE, lines);
    }

    /**
     * Reads all registers of the meter at once and waits for their values, which takes up to half a minute.
     *
     * @return a line for each register, and one for a failure
     */
    @RuleAction(label = "@text/action.read-all.label", description = "@text/action.read-all.description")
    @ActionOutputs(@ActionOutput(name = "result", label = "@text/action.read.result.label", type = "java.lang.String"))
    public String readAll() {
        MeterHandler meter = handler;
        if (meter == null) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        OnDemandRead.print(meter.onDemandRead(), meter.registers(), meter.texts(), lines::add);
        return String.join(NEW_LINE, lines);
    }

    /**
     * Reads a register at once as a state for calculations in rules, and waits for it.
     *
     * @param register its number or channel, such as <code>heat-energy</code>
     * @return a number with its unit, a date or a text; undefined if there is no such register or no answer
     */
    @RuleAction(label = "@text/action.read-state.label", description = "@text/action.read-state.description")
    @ActionOutputs(@ActionOutput(name = "result", label = "@text/action.read-state.result.label", type = "org.openhab.core.types.State"))
    public State readState(
            @ActionInput(name = "register", label = "@text/action.read-state.register.label", description = "@text/action.read-state.register.description") @Nullable String register) {
        MeterHandler meter = handler;
        return Optional.ofNullable(meter)
                .flatMap(read -> RegisterNames.id(register == null ? "" : register.strip()).flatMap(read::readNow))
                .orElseGet(() -> UnDefType.UNDEF);
    }

    /**
     * Reads rows of a logger that are not known yet, and waits for them: some seconds to some minutes.
     *
     * @param logger year, month, day or hour
     * @param from the first day, such as <code>2026-03-01</code>; all rows that the meter has if it is empty
     * @param to the last day; the newest row if it is empty
     * @return the counters as comma-separated values with their units in the head, and a line for each failure
     */
    @RuleAction(label = "@text/action.read-history.label", description = "@text/action.read-history.description")
    @ActionOutputs(@ActionOutput(name = "result", label = "@text/action.read.result.label", type = "java.lang.String"))
    public String readHistory(
            @ActionInput(name = "logger", label = "@text/action.read-history.logger.label", description = "@text/action.read-history.logger.description") @Nullable String logger,
            @ActionInput(name = "from", label = "@text/action.read-history.from.label", description = "@text/action.read-history.from.description") @Nullable String from,
            @ActionInput(name = "to", label = "@text/action.read-history.to.label", description = "@text/action.read-history.to.description") @Nullable String to) {
        MeterHandler meter = handler;
        if (meter == null) {
            return "";
        }
        List<String> words = List.of(logger == null ? "" : logger.strip(), from == null ? "" : from.strip(),
                to == null ? "" : to.strip());
        Optional<HistoryRead.Query> query = HistoryRead.Query.of(words);
        if (query.isEmpty()) {
            return meter.texts().text("console.history.invalid", String.join(" ", words).strip());
        }
        List<String> messages = new ArrayList<>();
        List<String> lines = new ArrayList<>(
                HistoryRead.table(meter.historyRead(), query.get(), meter.texts(), text -> {
                }, messages::add));
        lines.addAll(messages);
        return String.join(NEW_LINE, lines);
    }

    /**
     * For DSL rules.
     *
     * @param actions the actions of a meter
     * @param registers see {@link #read(String)}
     */
    public static String read(ThingActions actions, @Nullable String registers) {
        return ((MeterActions) actions).read(registers);
    }

    /**
     * For DSL rules.
     *
     * @param actions the actions of a meter
     */
    public static String readAll(ThingActions actions) {
        return ((MeterActions) actions).readAll();
    }

    /**
     * For DSL rules.
     *
     * @param actions the actions of a meter
     * @param register see {@link #readState(String)}
     */
    public static State readState(ThingActions actions, @Nullable String register) {
        return ((MeterActions) actions).readState(register);
    }

    /**
     * For DSL rules.
     *
     * @param actions the actions of a meter
     * @param logger see {@link #readHistory(String, String, String)}
     * @param from the first day
     * @param to the last day
     */
    public static String readHistory(ThingActions actions, @Nullable String logger, @Nullable String from,
            @Nullable String to) {
        return ((MeterActions) actions).readHistory(logger, from, to);
    }
}
