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

import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.handler.LineExamination;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.line.Line;

/**
 * Finds out what is the matter with a line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DiagnoseCommand extends Command {

    private final KamstrupThings things;
    private final Localizer texts;

    DiagnoseCommand(KamstrupThings things, Localizer texts) {
        super("diagnose", "<head>");
        this.things = things;
        this.texts = texts;
    }

    @Override
    boolean run(List<String> words, Output output) {
        if (words.size() != 1) {
            return false;
        }
        things.head(words.get(0), output).ifPresent(head -> {
            Optional<Line> line = head.line();
            boolean done = line.isPresent()
                    && new LineExamination(texts).run(line.get(), head.meterAddress(), output::print);
            if (!done) {
                output.print(texts.text("console.not-online"));
            }
        });
        return true;
    }
}
