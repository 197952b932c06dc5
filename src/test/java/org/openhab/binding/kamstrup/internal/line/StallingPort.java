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
import java.util.ArrayDeque;
import java.util.Deque;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A port at the other end of a network that holds back once, for some seconds, what comes from the meter, and then
 * gives all of it at once. The meter hears and answers meanwhile.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class StallingPort implements LinePort {

    private final LinePort port;
    private final LineClock clock;
    private final long from;
    private final long to;
    private final Deque<Byte> heldBack = new ArrayDeque<>();

    /**
     * @param port the meter's
     * @param from when it begins to hold back, in nanoseconds of the clock
     * @param to when it gives everything
     */
    public StallingPort(LinePort port, LineClock clock, long from, long to) {
        this.port = port;
        this.clock = clock;
        this.from = from;
        this.to = to;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        port.write(bytes);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int count = port.read(buffer);
        for (int i = 0; i < count; i++) {
            heldBack.add(buffer[i]);
        }
        long now = clock.nanos();
        int given = 0;
        while ((now < from || now >= to) && given < buffer.length && !heldBack.isEmpty()) {
            buffer[given++] = heldBack.remove();
        }
        return given;
    }

    @Override
    public boolean setSpeed(int baudRate, int stopBits) throws IOException {
        return port.setSpeed(baudRate, stopBits);
    }

    @Override
    public void close() {
        port.close();
    }
}
