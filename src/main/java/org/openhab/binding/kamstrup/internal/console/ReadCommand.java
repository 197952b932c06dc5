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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.binding.kamstrup.internal.handler.RegisterNames;
import org.openhab.binding.kamstrup.internal.handler.Texts;
import org.openhab.binding.kamstrup.internal.link.Errand;
import org.openhab.binding.kamstrup.internal.link.Line;
import org.openhab.binding.kamstrup.internal.link.Readout;

/**
 * Reads registers of a meter and shows what they say.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReadCommand extends Command {

    /** A reading that is under way comes first, and every question may need three attempts. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KamstrupThings things;
    private final Texts texts;

    ReadCommand(KamstrupThings things, Texts texts) {
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
        Optional<Line> line = meter.line();
        boolean done = line.isPresent() && Errand.run(line.get(), teller -> texts
                .of(Readout.of(line.get(), meter.address(), ids), line.get().portName()).forEach(teller::tell),
                PATIENCE, output::print);
        if (!done) {
            output.print(texts.text("console.not-online"));
        }
    }
}
