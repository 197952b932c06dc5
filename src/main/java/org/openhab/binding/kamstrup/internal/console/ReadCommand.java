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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.binding.kamstrup.internal.handler.RegisterNames;

/**
 * Reads registers of a meter and shows what they say.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReadCommand extends Command {

    private final KamstrupThings things;
    private final Localizer texts;

    ReadCommand(KamstrupThings things, Localizer texts) {
        super("read", "<meter> <register…>");
        this.things = things;
        this.texts = texts;
    }

    @Override
    boolean run(List<String> words, Output output) {
        if (words.size() < 2) {
            return false;
        }
        List<Integer> ids = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            Optional<Integer> id = RegisterNames.id(word);
            if (id.isEmpty()) {
                output.print(texts.text("console.read.no-register", word));
                return true;
            }
            ids.add(id.get());
        }
        things.meter(words.get(0), output).ifPresent(meter -> read(meter, ids, output));
        return true;
    }

    private void read(MeterHandler meter, List<Integer> ids, Output output) {
        boolean done = meter.inquiry().filter(inquiry -> inquiry.tell(ids, output::print)).isPresent();
        if (!done) {
            output.print(texts.text("console.not-online"));
        }
    }
}
