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
import org.openhab.binding.kamstrup.internal.handler.OpticalHeadHandler;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.ActionOutputs;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;

/**
 * The actions of an optical head for rules. Main UI of openHAB 3.0 shows a result only if it is declared in a list of
 * outputs.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ThingActionsScope(name = KamstrupBindingConstants.BINDING_ID)
public class OpticalHeadActions implements ThingActions {

    private static final String NEW_LINE = "\n";

    private @Nullable OpticalHeadHandler handler;

    @Override
    public void setThingHandler(@Nullable ThingHandler thingHandler) {
        handler = thingHandler instanceof OpticalHeadHandler head ? head : null;
    }

    @Override
    public @Nullable ThingHandler getThingHandler() {
        return handler;
    }

    /**
     * Diagnoses the line, which takes up to some minutes, and waits for the end.
     *
     * @return a line for each step, the conclusion at the end
     */
    @RuleAction(label = "@text/action.diagnose.label", description = "@text/action.diagnose.description")
    @ActionOutputs(@ActionOutput(name = "result", label = "@text/action.diagnose.result.label", type = "java.lang.String"))
    public String diagnose() {
        OpticalHeadHandler head = handler;
        List<String> lines = new ArrayList<>();
        if (head != null) {
            head.diagnose(lines::add);
        }
        return String.join(NEW_LINE, lines);
    }

    /** @return the last exchanges on the line as hex, each with its decoding */
    @RuleAction(label = "@text/action.trace.label", description = "@text/action.trace.description")
    @ActionOutputs(@ActionOutput(name = "result", label = "@text/action.trace.result.label", type = "java.lang.String"))
    public String trace() {
        OpticalHeadHandler head = handler;
        Optional<Line> line = head == null ? Optional.empty() : head.line();
        return head == null || line.isEmpty() ? "" : String.join(NEW_LINE, line.get().trace().lines(head.zone()));
    }

    /**
     * For DSL rules.
     *
     * @param actions the actions of a head
     */
    public static String diagnose(ThingActions actions) {
        return ((OpticalHeadActions) actions).diagnose();
    }

    /**
     * For DSL rules.
     *
     * @param actions the actions of a head
     */
    public static String trace(ThingActions actions) {
        return ((OpticalHeadActions) actions).trace();
    }
}
