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
package org.openhab.binding.kamstrup.demo;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Shows that something is going on.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Progress {

    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(Progress::daemon);
    private final Display display;

    private long seconds;

    private Progress(Display display) {
        this.display = display;
    }

    /**
     * Does something that takes a while.
     *
     * @param what what is going on, in words
     * @return what the work gives
     */
    static <T> T show(Display display, String what, Work<T> work) throws IOException, InterruptedException {
        Progress progress = new Progress(display);
        progress.start(what);
        try {
            return work.call();
        } finally {
            progress.end();
        }
    }

    private void start(String what) {
        ticker.scheduleAtFixedRate(() -> display.progress(what, seconds++), 0, 1, TimeUnit.SECONDS);
    }

    /** The last tick must not come after what is printed next. */
    private void end() {
        ticker.execute(display::progressEnds);
        ticker.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            ticker.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Something that takes a while.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Work<T> {

        T call() throws IOException, InterruptedException;
    }
}
