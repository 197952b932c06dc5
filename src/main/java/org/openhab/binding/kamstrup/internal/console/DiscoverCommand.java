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
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineJob;
import org.openhab.binding.kamstrup.internal.polling.MeterIdentification;

/**
 * Tells which meter is under a head.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DiscoverCommand extends Command {

    /** A reading that is under way comes first, and every question may need three attempts. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KamstrupThings things;
    private final Localizer texts;

    DiscoverCommand(KamstrupThings things, Localizer texts) {
        super("discover", "<head>");
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
                    && LineJob
                            .run(line.get(),
                                    teller -> teller.tell(MeterIdentification.of(line.get(), head.meterAddress())
                                            .map(meter -> texts.text("console.discover.one", texts.of(meter)))
                                            .orElseGet(() -> texts.text("console.discover.none",
                                                    texts.of(line.get().state().finding(),
                                                            line.get().state().evidence(), line.get().portName())))),
                                    PATIENCE, output::print);
            if (!done) {
                output.print(texts.text("console.not-online"));
            }
        });
        return true;
    }
}
