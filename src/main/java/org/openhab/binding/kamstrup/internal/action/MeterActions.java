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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.binding.kamstrup.internal.handler.RegisterNames;
import org.openhab.binding.kamstrup.internal.link.Errand;
import org.openhab.binding.kamstrup.internal.link.Line;
import org.openhab.binding.kamstrup.internal.link.Readout;
import org.openhab.core.automation.annotation.ActionInput;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;

/**
 * What rules can do with a meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ThingActionsScope(name = KamstrupBindingConstants.BINDING_ID)
public class MeterActions implements ThingActions {

    /** A reading that is under way comes first. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BETWEEN_REGISTERS = "[\\s,]+";

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
     * Reads registers at once and waits for what the meter says.
     *
     * @param registers their numbers or channels, such as <code>60, power</code>
     * @return a line for each register, and one for what went wrong
     */
    @RuleAction(label = "@text/action.read.label", description = "@text/action.read.description")
    @ActionOutput(name = "result", label = "@text/action.read.result.label", type = "java.lang.String")
    public String read(
            @ActionInput(name = "registers", label = "@text/action.read.registers.label", description = "@text/action.read.registers.description") @Nullable String registers) {
        MeterHandler meter = handler;
        Optional<Line> line = meter == null ? Optional.empty() : meter.line();
        if (meter == null || line.isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        for (String name : registers == null ? new String[0] : registers.strip().split(BETWEEN_REGISTERS)) {
            RegisterNames.id(name).ifPresentOrElse(ids::add,
                    () -> lines.add(meter.texts().text("console.read.no-register", name)));
        }
        boolean done = Errand.run(
                line.get(), teller -> meter.texts()
                        .of(Readout.of(line.get(), meter.address(), ids), line.get().portName()).forEach(teller::tell),
                PATIENCE, lines::add);
        if (!done) {
            lines.add(meter.texts().text("console.not-online"));
        }
        return String.join("\n", lines);
    }

    /**
     * For rules in the language of openHAB.
     *
     * @param actions those of a meter
     * @param registers see {@link #read(String)}
     */
    public static String read(ThingActions actions, @Nullable String registers) {
        return ((MeterActions) actions).read(registers);
    }
}
