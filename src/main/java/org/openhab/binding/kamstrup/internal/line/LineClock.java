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
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The time as a line knows it, and the way to wait on it. Tests bring a clock of their own that needs no time.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface LineClock {

    /** @return nanoseconds since some moment, never going back */
    long nanos();

    /** @return the time of day, which may leap */
    Instant instant();

    /**
     * Waits.
     *
     * @param nanos how long at the most
     * @return false if the line is to stop: whoever waits returns then without further ado
     */
    boolean pause(long nanos);

    /** Ends every pause, now and in future. */
    void stop();

    /**
     * Waits for a duration.
     *
     * @param duration how long at the most
     * @return false if the line is to stop
     */
    default boolean pause(Duration duration) {
        return pause(duration.toNanos());
    }

    /** @return a clock that runs with the computer's */
    static LineClock system() {
        CountDownLatch stopped = new CountDownLatch(1);
        return new LineClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public boolean pause(long nanos) {
                try {
                    return !stopped.await(nanos, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // nobody of ours interrupts a thread that does serial I/O: so it is the end of openHAB
                    Thread.currentThread().interrupt();
                    return false;
                }
            }

            @Override
            public void stop() {
                stopped.countDown();
            }
        };
    }
}
