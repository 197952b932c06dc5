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
package org.openhab.binding.kamstrup.openhab;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Ends a thread's work in order when this Java is told to end: by Ctrl-C, by a signal, or because the process that
 * started it is gone.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class OrderlyStop implements AutoCloseable {

    /** Longer than openHAB gets for its end. */
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread worker;

    private final Runnable notice;

    private volatile boolean requested;

    private OrderlyStop(Thread worker, Runnable notice) {
        this.worker = worker;
        this.notice = notice;
    }

    /**
     * Watches over the work of the current thread, until closed: it is interrupted when it shall end, and Java waits
     * for it.
     *
     * @param notice is run at once when the work has been asked to end
     */
    public static OrderlyStop ofThisThread(Runnable notice) {
        OrderlyStop stop = new OrderlyStop(Thread.currentThread(), notice);
        Runtime.getRuntime().addShutdownHook(new Thread(stop::await, "orderly-stop"));
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
        return stop;
    }

    /**
     * Tells whether the work has been asked to end.
     */
    public boolean isRequested() {
        return requested;
    }

    /**
     * Says that the work has ended.
     */
    @Override
    public void close() {
        done.countDown();
    }

    private void await() {
        if (done.getCount() > 0) {
            requested = true;
            worker.interrupt();
            notice.run();
        }
        try {
            done.await(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // nobody interrupts a shutdown hook; Java ends in either case
            Thread.currentThread().interrupt();
        }
    }
}
