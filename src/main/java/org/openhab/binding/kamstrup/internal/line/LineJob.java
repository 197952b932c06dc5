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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Runs a job on the thread of a line while another thread waits for its end and receives its progress. Waiting always
 * ends, at once if the line is stopped before the job begins.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class LineJob {

    /** A poll in progress comes first, a request takes up to three attempts, a step of a diagnosis half a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** A stopped line drops jobs that have not begun, so the waiting thread checks for that. */
    private static final Duration STOP_CHECK = Duration.ofMillis(100);

    /** The texts of the job, and an empty entry at its end. */
    private final BlockingQueue<Optional<String>> progress = new LinkedBlockingQueue<>();
    private final Line line;
    private volatile boolean begun;
    private volatile boolean abandoned;

    private LineJob(Line line) {
        this.line = line;
    }

    /**
     * Runs a job on a line and waits for its end.
     *
     * @param line runs the job
     * @param job gets a predicate that passes a text to the output; it returns false if nobody waits any more
     * @param output receives the texts, on the calling thread
     * @return whether the job ended
     */
    public static boolean run(Line line, Consumer<Predicate<String>> job, Consumer<String> output) {
        return run(line, job, PATIENCE, output);
    }

    /** @param patience how long to wait for each text */
    static boolean run(Line line, Consumer<Predicate<String>> job, Duration patience, Consumer<String> output) {
        LineJob run = new LineJob(line);
        line.schedule(() -> run.run(job), Duration.ZERO);
        return run.await(patience, output);
    }

    private void run(Consumer<Predicate<String>> job) {
        begun = true;
        try {
            if (!abandoned) {
                job.accept(text -> progress.add(Optional.of(text)) && !abandoned);
            }
        } finally {
            progress.add(Optional.empty());
        }
    }

    private boolean await(Duration patience, Consumer<String> output) {
        try {
            @Nullable
            Optional<String> next = next(patience);
            while (next != null && next.isPresent()) {
                output.accept(next.get());
                next = next(patience);
            }
            return next != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            abandoned = true;
        }
    }

    /** @return the next entry; null if there is none in time, or the line was stopped before the job began */
    private @Nullable Optional<String> next(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        @Nullable
        Optional<String> next = null;
        while (next == null && System.nanoTime() - end < 0 && (begun || !line.isStopped())) {
            next = progress.poll(STOP_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        }
        return next;
    }
}
