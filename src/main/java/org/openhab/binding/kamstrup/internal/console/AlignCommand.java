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
import org.openhab.binding.kamstrup.internal.handler.OpticalHeadHandler;
import org.openhab.binding.kamstrup.internal.line.Alignment;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineJob;

/**
 * Shows how well a head hears its meter while somebody moves it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AlignCommand extends Command {

    private static final int USUAL_SECONDS = 60;
    private static final int MOST_SECONDS = 600;
    private static final int MOST_WORDS = 2;
    /** A reading that is under way comes first. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KamstrupThings things;
    private final Localizer texts;

    AlignCommand(KamstrupThings things, Localizer texts) {
        super("align", "<head> [<seconds>]");
        this.things = things;
        this.texts = texts;
    }

    @Override
    boolean run(List<String> words, Output output) {
        if (words.isEmpty() || words.size() > MOST_WORDS) {
            return false;
        }
        Optional<Integer> seconds = words.size() == 1 ? Optional.of(USUAL_SECONDS) : seconds(words.get(1));
        if (seconds.isEmpty()) {
            return false;
        }
        things.head(words.get(0), output).ifPresent(head -> align(head, Duration.ofSeconds(seconds.get()), output));
        return true;
    }

    private static Optional<Integer> seconds(String word) {
        try {
            return Optional.of(Integer.valueOf(word)).filter(number -> number > 0 && number <= MOST_SECONDS);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void align(OpticalHeadHandler head, Duration duration, Output output) {
        output.print(texts.text("console.align.begun", duration.toSeconds()));
        Optional<Line> line = head.line();
        boolean done = line.isPresent() && LineJob.run(line.get(), teller -> align(head, line.get(), duration, teller),
                PATIENCE, output::print);
        if (!done) {
            output.print(texts.text("console.not-online"));
        }
    }

    private void align(OpticalHeadHandler head, Line line, Duration duration, LineJob.Teller teller) {
        Alignment.Progress end = new Alignment(line, head.meterAddress(), duration,
                progress -> teller.tell(texts.text("console.align.now", percent(progress.lately().percent()),
                        percent(progress.all().percent()), millis(progress), progress.finding().id()))).run();
        teller.tell(texts.of(end.finding(), "", line.portName()));
    }

    private static String percent(Optional<?> share) {
        return share.map(Object::toString).orElseGet(() -> "-");
    }

    private static String millis(Alignment.Progress progress) {
        return progress.responseTime().map(time -> Long.toString(time.toMillis())).orElseGet(() -> "-");
    }
}
