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
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The thread of a line in a time of its own: what is scheduled is done when a test lets the time go by, in the test's
 * thread, and takes as long as the clock says. Days are over in a moment.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final FakeClock clock;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long order;
    private boolean shutdown;

    public VirtualScheduler(FakeClock clock) {
        this.clock = clock;
    }

    /** Lets time go by and does what is due in it. */
    public void pass(Duration duration) {
        long end = clock.nanos() + duration.toNanos();
        @Nullable
        Task next = tasks.peek();
        while (next != null && next.at <= end) {
            tasks.remove();
            clock.pause(next.at - clock.nanos());
            next.run();
            next = tasks.peek();
        }
        clock.pause(end - clock.nanos());
    }

    /** Something that is done later. */
    private final class Task extends FutureTask<@Nullable Void> implements ScheduledFuture<@Nullable Void> {
        private final long at;
        private final long sequence = order++;

        Task(Runnable work, long at) {
            super(work, null);
            this.at = at;
        }

        @Override
        public long getDelay(@Nullable TimeUnit unit) {
            return unit == null ? 0 : unit.convert(at - clock.nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(@Nullable Delayed other) {
            return other instanceof Task task && task.at != at ? Long.compare(at, task.at)
                    : other instanceof Task task ? Long.compare(sequence, task.sequence) : 0;
        }
    }

    @Override
    public ScheduledFuture<?> schedule(@Nullable Runnable command, long delay, @Nullable TimeUnit unit) {
        Task task = new Task(command == null ? () -> {
        } : command, clock.nanos() + (unit == null ? 0 : Math.max(0, unit.toNanos(delay))));
        tasks.add(task);
        return task;
    }

    @Override
    public void execute(@Nullable Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(@Nullable Callable<V> callable, long delay, @Nullable TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(@Nullable Runnable command, long initialDelay, long period,
            @Nullable TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(@Nullable Runnable command, long initialDelay, long delay,
            @Nullable TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        shutdown = true;
        pass(Duration.ZERO);
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException("nothing of a line is ever interrupted");
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, @Nullable TimeUnit unit) {
        return shutdown;
    }
}
