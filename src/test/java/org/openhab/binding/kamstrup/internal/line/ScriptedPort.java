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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * The other end of a line in a test: for each request the next reaction of a script, at its time on the fake clock.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ScriptedPort implements LinePort {

    /** Bytes that arrive so many milliseconds after the request was written. */
    public record Arrival(long millis, String hex) {
    }

    private record Due(long nanos, int byteValue) {
    }

    private static final long BYTE_NANOS = 9_166_667L;

    public final List<String> written = new ArrayList<>();
    public final List<Long> writtenAt = new ArrayList<>();
    public boolean closed;
    public boolean tellsWhenLost;
    public boolean hasFixedSettings;
    public Runnable whenClosed = () -> {
    };
    public Runnable whenWritten = () -> {
    };
    public Runnable whenRead = () -> {
    };

    private final LineClock clock;
    private final Queue<List<Arrival>> script = new ArrayDeque<>();
    private final Deque<Due> line = new ArrayDeque<>();
    private @Nullable IOException failure;

    public ScriptedPort(LineClock clock) {
        this.clock = clock;
    }

    /** What arrives after the next request that has no reaction yet. */
    public ScriptedPort then(Arrival... arrivals) {
        script.add(List.of(arrivals));
        return this;
    }

    /** What is on the line before anything is asked. */
    public void inject(String hex) {
        put(clock.nanos(), hex);
    }

    public void fail(String message) {
        failure = new IOException(message);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        failIfTold();
        whenWritten.run();
        written.add(ByteString.copyOf(bytes).toString());
        writtenAt.add(clock.nanos());
        List<Arrival> arrivals = script.poll();
        if (arrivals != null) {
            arrivals.forEach(arrival -> put(clock.nanos() + arrival.millis() * 1_000_000L, arrival.hex()));
        }
    }

    private void put(long at, String hex) {
        byte[] bytes = ByteString.fromHex(hex).toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            line.add(new Due(at + i * BYTE_NANOS, bytes[i]));
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        failIfTold();
        whenRead.run();
        int count = 0;
        Due next = line.peek();
        while (next != null && next.nanos() <= clock.nanos() && count < buffer.length) {
            buffer[count++] = (byte) next.byteValue();
            line.remove();
            next = line.peek();
        }
        return count;
    }

    private void failIfTold() throws IOException {
        IOException told = failure;
        if (told != null) {
            throw told;
        }
    }

    @Override
    public boolean tellsWhenLost() {
        return tellsWhenLost;
    }

    @Override
    public boolean hasFixedSettings() {
        return hasFixedSettings;
    }

    @Override
    public void close() {
        closed = true;
        whenClosed.run();
    }
}
