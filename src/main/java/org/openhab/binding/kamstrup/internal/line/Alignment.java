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
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.SuccessRate;

/**
 * Asks a meter as fast as the line allows, while a user moves the head to find its best place.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Alignment {

    /** The rate of so many requests belongs to the present place of the head. */
    private static final int RECENT_REQUESTS = 10;

    /**
     * The success so far.
     *
     * @param finding the result of the latest request
     * @param lately the success rate of the latest requests
     * @param all the success rate since the begin
     * @param responseTime the time until the latest answer began; empty without one
     */
    public record Progress(Finding finding, SuccessRate lately, SuccessRate all, Optional<Duration> responseTime) {
    }

    private final Line line;
    private final GetType request;
    private final Duration duration;
    private final Predicate<Progress> listener;

    /**
     * Creates an alignment that has not begun.
     *
     * @param line the line
     * @param address the meter's
     * @param duration how long to ask
     * @param listener receives the progress after each request, on the line's thread; returns whether to go on
     */
    public Alignment(Line line, int address, Duration duration, Predicate<Progress> listener) {
        this.line = line;
        this.duration = duration;
        this.listener = listener;
        request = new GetType(address);
    }

    /**
     * Asks until the time is over, the listener ends it or the port is lost. To be called in work of
     * {@link Line#schedule} only.
     *
     * @return the progress at the end
     */
    public Progress run() {
        Deque<Boolean> recent = new ArrayDeque<>();
        Progress progress = new Progress(line.state().finding(), SuccessRate.NONE, SuccessRate.NONE, Optional.empty());
        long end = line.nanos() + duration.toNanos();
        boolean goOn = true;
        while (goOn && line.nanos() < end) {
            RequestResult result = line.askOnce(request);
            boolean success = result instanceof RequestResult.Answered;
            LineStatistics.Snapshot state = line.state();
            if (success || result instanceof RequestResult.Failed) {
                recent.addLast(success);
                if (recent.size() > RECENT_REQUESTS) {
                    recent.removeFirst();
                }
                progress = new Progress(state.finding(),
                        new SuccessRate(recent.stream().filter(answered -> answered).count(), recent.size()),
                        progress.all().plus(success), state.responseTime().filter(any -> success));
                goOn = listener.test(progress);
            } else {
                progress = new Progress(state.finding(), progress.lately(), progress.all(), Optional.empty());
                goOn = false;
            }
        }
        return progress;
    }
}
