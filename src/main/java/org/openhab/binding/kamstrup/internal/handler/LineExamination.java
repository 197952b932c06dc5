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
package org.openhab.binding.kamstrup.internal.handler;

import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Diagnosis;
import org.openhab.binding.kamstrup.internal.line.Diagnosis.Step;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineJob;

/**
 * Examines a line and tells in words how that goes.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class LineExamination {

    /** A reading that is under way comes first; the longest step takes more than half a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Localizer texts;

    /** @param texts in the user's language */
    public LineExamination(Localizer texts) {
        this.texts = texts;
    }

    /**
     * Examines a line, which takes up to some minutes, and waits for the end.
     *
     * @param line to examine
     * @param address the meter's
     * @param hearer hears how it goes
     * @return whether it came to its end
     */
    public boolean run(Line line, int address, LineJob.Hearer hearer) {
        // the watcher is to know no more than this
        Localizer words = texts;
        return LineJob.run(line, teller -> {
            Diagnosis diagnosis = line.diagnose(address, new Diagnosis.Watcher() {
                @Override
                public boolean tries(Step step) {
                    return teller.tell(words.of(step));
                }

                @Override
                public void found(Step step, Finding finding, String evidence) {
                    teller.tell("  " + words.of(finding, evidence, step.settings().portName()));
                }
            });
            teller.tell(conclusion(diagnosis, line.portName()));
        }, PATIENCE, hearer);
    }

    private String conclusion(Diagnosis diagnosis, String portName) {
        return diagnosis.worked().map(texts::worked).orElseGet(
                () -> texts.text("diagnosis.failed", texts.of(diagnosis.finding(), diagnosis.evidence(), portName)));
    }
}
