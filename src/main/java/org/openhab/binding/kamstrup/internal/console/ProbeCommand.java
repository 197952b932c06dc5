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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.handler.Localizer;

/**
 * Asks a meter anew for everything that it has.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ProbeCommand extends Command {

    private final KamstrupThings things;
    private final Localizer texts;

    ProbeCommand(KamstrupThings things, Localizer texts) {
        super("probe", "<meter>");
        this.things = things;
        this.texts = texts;
    }

    @Override
    boolean run(List<String> words, Output output) {
        if (words.size() != 1) {
            return false;
        }
        things.meter(words.get(0), output).ifPresent(
                meter -> output.print(texts.text(meter.probe() ? "console.probe.begun" : "console.not-online")));
        return true;
    }
}
