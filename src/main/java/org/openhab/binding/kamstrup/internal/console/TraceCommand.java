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
package org.openhab.binding.kamstrup.internal.console;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.Trace;
import org.openhab.binding.kamstrup.internal.line.TraceText;

/**
 * Shows the last exchanges on a line, byte by byte.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TraceCommand extends Command {

    private static final String DUMP = "dump";
    private static final Map<String, Boolean> SWITCH = Map.of("on", true, "off", false);
    private static final int WORDS = 2;

    private final KamstrupThings things;
    private final Localizer texts;

    TraceCommand(KamstrupThings things, Localizer texts) {
        super("trace", "<head> on|off|dump");
        this.things = things;
        this.texts = texts;
    }

    @Override
    boolean run(List<String> words, Output output) {
        if (words.size() != WORDS) {
            return false;
        }
        String what = words.get(1);
        Optional<Boolean> on = Optional.ofNullable(SWITCH.get(what));
        if (on.isEmpty() && !DUMP.equals(what)) {
            return false;
        }
        things.head(words.get(0), output).ifPresent(head -> {
            Optional<Trace> trace = head.line().map(Line::trace);
            if (trace.isEmpty()) {
                output.print(texts.text("console.not-online"));
            } else if (on.isPresent()) {
                trace.get().set(on.get());
                output.print(texts.text("console.trace." + what));
            } else {
                dump(trace.get(), head.zone(), output);
            }
        });
        return true;
    }

    private void dump(Trace trace, ZoneId zone, Output output) {
        List<String> lines = TraceText.of(trace.exchanges(), zone);
        if (lines.isEmpty()) {
            output.print(texts.text("console.trace.empty"));
        }
        lines.forEach(output::print);
    }
}
