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
package org.openhab.binding.kamstrup.internal.line;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.GetType;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.SuccessRate;

/**
 * Asks a meter as fast as the line allows, so that somebody can move the head by hand and see where it hears best.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Alignment {

    /** The share of so many questions is what the head hears where it is now. */
    private static final int LATELY = 10;

    /**
     * How well the meter is heard.
     *
     * @param finding what came of the latest question
     * @param lately the good answers to the latest questions
     * @param all the good answers since the beginning
     * @param responseTime how long the latest answer took to begin; empty if there was none yet
     */
    public record Progress(Finding finding, SuccessRate lately, SuccessRate all, Optional<Duration> responseTime) {
    }

    /** Watches an alignment, on the line's thread. */
    public interface Watcher {
        /**
         * One more question was asked.
         *
         * @return whether to go on
         */
        boolean heard(Progress progress);
    }

    private final Line line;
    private final GetType question;
    private final Duration duration;
    private final Watcher watcher;

    /**
     * Makes an alignment that asks nothing yet.
     *
     * @param line to ask through
     * @param address the meter's
     * @param duration how long to ask
     * @param watcher is told of each question
     */
    public Alignment(Line line, int address, Duration duration, Watcher watcher) {
        this.line = line;
        this.duration = duration;
        this.watcher = watcher;
        question = new GetType(address);
    }

    /**
     * Asks until the time is over, the watcher has enough or the port is lost. To be called in work of
     * {@link Line#schedule} only.
     *
     * @return how well the meter was heard in the end
     */
    public Progress run() {
        Deque<Boolean> lately = new ArrayDeque<>();
        SuccessRate all = SuccessRate.NONE;
        Progress progress = new Progress(line.state().finding(), SuccessRate.NONE, SuccessRate.NONE, Optional.empty());
        long end = line.nanos() + duration.toNanos();
        boolean goOn = true;
        while (goOn && line.nanos() < end) {
            RequestResult outcome = line.askOnce(question);
            boolean good = outcome instanceof RequestResult.Answered;
            if (good || outcome instanceof RequestResult.Failed) {
                all = all.plus(good);
                lately.addLast(good);
                if (lately.size() > LATELY) {
                    lately.removeFirst();
                }
                LineStatistics.Snapshot state = line.state();
                progress = new Progress(state.finding(),
                        new SuccessRate(lately.stream().filter(heard -> heard).count(), lately.size()), all,
                        state.responseTime().filter(any -> good));
                goOn = watcher.heard(progress);
            } else {
                progress = new Progress(line.state().finding(), progress.lately(), all, Optional.empty());
                goOn = false;
            }
        }
        return progress;
    }
}
