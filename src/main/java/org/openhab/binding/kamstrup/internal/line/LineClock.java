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
 * The clock of a line, and the only way to wait. Tests use a clock that needs no time.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface LineClock {

    /** @return nanoseconds since some moment, never going back */
    long nanos();

    /** @return the time of day, which may jump */
    Instant instant();

    /**
     * Waits.
     *
     * @param nanos how long at the most
     * @return false if the line is stopped; the caller then returns at once
     */
    boolean pause(long nanos);

    /** Ends all pauses, now and in future. */
    void stop();

    /**
     * Waits for a duration.
     *
     * @param duration how long at the most
     * @return false if the line is stopped
     */
    default boolean pause(Duration duration) {
        return pause(duration.toNanos());
    }

    /** @return the computer's clock */
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
                    // the binding interrupts no thread that does serial I/O: openHAB ends
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
