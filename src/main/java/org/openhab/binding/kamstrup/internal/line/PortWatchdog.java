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

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Detects that a call of a serial library does not return. RXTX can hang in native code while it opens, reads, writes
 * or closes a port, or holds a lock for another thread that does. Nothing ends such a call, and its thread cannot
 * report it. The watchdog opens ports whose calls it times.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PortWatchdog implements PortOpener {

    /** Longer than a network connection to a missing host takes. */
    static final Duration LIMIT = Duration.ofMinutes(3);

    private final PortOpener opener;
    private final LineClock clock;
    private boolean calling;
    private boolean reported;
    private boolean stopped;
    private long since;

    PortWatchdog(PortOpener opener, LineClock clock) {
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public OpenResult open(LineSettings settings) {
        OpenResult opening = timed(() -> opener.open(settings));
        return opening instanceof OpenResult.Opened opened
                ? new OpenResult.Opened(new TimedPort(opened.port(), this::timed))
                : opening;
    }

    /**
     * Reports a call that has taken too long, once. To be called on another thread than the line's, which cannot go on
     * meanwhile, even if the call returns now.
     */
    synchronized void check(Runnable report) {
        if (calling && !reported && !stopped && clock.nanos() - since >= LIMIT.toNanos()) {
            reported = true;
            report.run();
        }
    }

    /** Ends all reports, from when this returns. */
    synchronized void stop() {
        stopped = true;
    }

    /** A call of the serial library. */
    private interface Call<T, X extends Exception> {
        T call() throws X;
    }

    /** Times a call. */
    private interface Timer {
        <T, X extends Exception> T timed(Call<T, X> call) throws X;
    }

    private <T, X extends Exception> T timed(Call<T, X> call) throws X {
        begin();
        try {
            return call.call();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        calling = true;
        reported = false;
        since = clock.nanos();
    }

    private synchronized void end() {
        calling = false;
    }

    private record TimedPort(LinePort port, Timer timer) implements LinePort {

        @Override
        public void write(byte[] bytes) throws IOException {
            timer.timed(() -> {
                port.write(bytes);
                return port;
            });
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return timer.timed(() -> port.read(buffer));
        }

        @Override
        public boolean setSpeed(int baudRate, int stopBits) throws IOException {
            return timer.timed(() -> port.setSpeed(baudRate, stopBits));
        }

        @Override
        public boolean tellsWhenLost() {
            return port.tellsWhenLost();
        }

        @Override
        public Optional<RequestResult.Failed> foreignPeer() {
            return port.foreignPeer();
        }

        @Override
        public boolean hasFixedSettings() {
            return port.hasFixedSettings();
        }

        @Override
        public void close() {
            timer.timed(() -> {
                port.close();
                return port;
            });
        }
    }
}
