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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Notices when a serial library does not come back. RXTX can hang in its native part while it opens, reads, writes or
 * closes; nothing ends that, and the thread that it happens to cannot tell of it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PortWatchdog {

    /** Longer than a network connection to a host that is not there takes. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LineClock clock;
    private boolean busy;
    private boolean told;
    private boolean stopped;
    private long since;

    PortWatchdog(LineClock clock) {
        this.clock = clock;
    }

    /** What may hang. */
    interface Work<T, X extends Exception> {
        T get() throws X;
    }

    /**
     * Does what may hang. To be called on the line's thread only.
     *
     * @param work what to do
     * @return what it gave
     */
    <T, X extends Exception> T over(Work<T, X> work) throws X {
        begin();
        try {
            return work.get();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        busy = true;
        told = false;
        since = clock.nanos();
    }

    private synchronized void end() {
        busy = false;
    }

    /**
     * Looks whether the work has come back. The line's thread cannot go on meanwhile, even if it comes back now.
     *
     * @param tell is told once if it has not
     */
    synchronized void look(Runnable tell) {
        if (busy && !told && !stopped && clock.nanos() - since >= PATIENCE.toNanos()) {
            told = true;
            tell.run();
        }
    }

    /** Tells nothing any more, from when this returns. */
    synchronized void stop() {
        stopped = true;
    }
}
