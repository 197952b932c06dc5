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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Work on a line for somebody on another thread who waits for it and wants to hear how it goes. Waiting always ends, at
 * once if the line is stopped before the work begins, and work that nobody waits for any more is told so.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class LineJob {

    /** Tells how the work goes, on the line's thread. */
    public interface Teller {
        /**
         * Tells one thing.
         *
         * @return whether somebody is still there to hear more
         */
        boolean tell(String text);
    }

    /** What is to be done on the line. */
    public interface Work {
        /** Does it. */
        void run(Teller teller);
    }

    /** Hears how the work goes, on the thread that waits. */
    public interface Hearer {
        /** One more thing. */
        void hear(String text);
    }

    /** How often it is looked whether the line was stopped, which drops work that has not begun. */
    private static final Duration LOOKING = Duration.ofMillis(100);

    private final BlockingQueue<Optional<String>> told = new LinkedBlockingQueue<>();
    private final Line line;
    private volatile boolean begun;
    private volatile boolean abandoned;

    private LineJob(Line line) {
        this.line = line;
    }

    /**
     * Does work on a line and waits for its end.
     *
     * @param line whose thread does it
     * @param work what to do
     * @param patience how long to wait for each next thing that is told
     * @param hearer hears what is told
     * @return whether the work came to its end
     */
    public static boolean run(Line line, Work work, Duration patience, Hearer hearer) {
        LineJob job = new LineJob(line);
        line.schedule(() -> job.work(work), Duration.ZERO);
        return job.hearAll(patience, hearer);
    }

    private void work(Work work) {
        begun = true;
        try {
            if (!abandoned) {
                work.run(text -> told.add(Optional.of(text)) && !abandoned);
            }
        } finally {
            told.add(Optional.empty());
        }
    }

    private boolean hearAll(Duration patience, Hearer hearer) {
        try {
            @Nullable
            Optional<String> next = next(patience);
            while (next != null && next.isPresent()) {
                hearer.hear(next.get());
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

    /** @return what is told next; null if nothing is in time, or the line was stopped before the work began */
    private @Nullable Optional<String> next(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        @Nullable
        Optional<String> next = null;
        while (next == null && System.nanoTime() - end < 0 && (begun || !line.isStopped())) {
            next = told.poll(LOOKING.toMillis(), TimeUnit.MILLISECONDS);
        }
        return next;
    }
}
