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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Makes lines with a thread of their own whose clock and delays run {@link #SPEED} times as fast as real time. A
 * simulated meter on such a line needs the same
 * {@link org.openhab.binding.kamstrup.internal.simulator.WireSettings#withSpeed(int) speed}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class FasterLine {

    /** Seconds on the line per second of real time. */
    public static final int SPEED = 5;

    private FasterLine() {
    }

    public static Line of(String threadName, LineSettings settings, PortOpener opener, LineListener listener) {
        return new Line(executor(threadName), settings, opener, clock(), listener,
                Backoff.of(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    /** A clock of which {@link LineClock#nanos} and {@link LineClock#pause} run faster than real time. */
    public static LineClock clock() {
        LineClock system = LineClock.system();
        return new LineClock() {
            @Override
            public long nanos() {
                return system.nanos() * SPEED;
            }

            @Override
            public Instant instant() {
                return system.instant();
            }

            @Override
            public boolean pause(long nanos) {
                return system.pause(nanos / SPEED);
            }

            @Override
            public void stop() {
                system.stop();
            }
        };
    }

    private static ScheduledThreadPoolExecutor executor(String threadName) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, threadName);
            thread.setDaemon(true);
            return thread;
        }) {
            @Override
            public ScheduledFuture<?> schedule(@Nullable Runnable work, long delay, @Nullable TimeUnit unit) {
                return super.schedule(work, delay / SPEED, unit);
            }
        };
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
