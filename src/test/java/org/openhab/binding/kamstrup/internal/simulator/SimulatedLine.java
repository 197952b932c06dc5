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
package org.openhab.binding.kamstrup.internal.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A line in real time: a port at one end, a simulated meter at the other. One thread takes what the program sends, one
 * delivers each byte at its time; both end when the line or the port is closed.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SimulatedLine implements AutoCloseable {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long JOIN_MILLIS = 5000;
    private static final int BUFFER = 512;

    private final HostPort port;
    private final MeterWire wire;
    private final int speed;
    private final Lock lock = new ReentrantLock();
    private final Condition sent = lock.newCondition();
    private final Thread listener;
    private final Thread speaker;
    private volatile boolean closed;

    /** @param speed seconds on the line per second of real time */
    SimulatedLine(HostPort port, MeterWire wire, int speed) {
        this.port = port;
        this.wire = wire;
        this.speed = speed;
        listener = start("simulated-line-in", this::listen);
        speaker = start("simulated-line-out", this::speak);
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void listen() {
        byte[] buffer = new byte[BUFFER];
        try (port) {
            while (!closed) {
                int count = port.read(buffer);
                if (count > 0) {
                    lock.lock();
                    try {
                        wire.send(nanos(), buffer, count, port::hasBaudRate);
                        sent.signal();
                    } finally {
                        lock.unlock();
                    }
                }
            }
        } catch (IOException e) {
            // the program has gone
        } finally {
            end();
        }
    }

    private void end() {
        closed = true;
        lock.lock();
        try {
            sent.signal();
        } finally {
            lock.unlock();
        }
    }

    private void speak() {
        try {
            while (!closed) {
                byte[] bytes = await();
                if (bytes.length > 0) {
                    port.write(bytes);
                }
            }
        } catch (IOException e) {
            closed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] await() throws InterruptedException {
        lock.lock();
        try {
            OptionalLong next = wire.nextEvent();
            long nanos = next.isPresent() ? (next.getAsLong() - nanos()) / speed : IDLE_NANOS;
            if (nanos > 0) {
                sent.awaitNanos(nanos);
            }
            return wire.receive(nanos(), port::hasBaudRate);
        } finally {
            lock.unlock();
        }
    }

    /** The time on the wire. */
    private long nanos() {
        return System.nanoTime() * speed;
    }

    /** Whether the program at the port is still there. */
    boolean isOpen() {
        return !closed;
    }

    /** Whether the program at the port goes within a time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        listener.join(time.toMillis());
        return !listener.isAlive();
    }

    @Override
    public void close() {
        end();
        port.close();
        try {
            listener.join(JOIN_MILLIS);
            speaker.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
