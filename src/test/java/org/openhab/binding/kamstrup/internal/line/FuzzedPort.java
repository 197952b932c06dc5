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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Direction;
import org.openhab.binding.kamstrup.internal.kmp.Frame;

/**
 * The other end of a line in a fuzz test: bytes say what comes after each request and when. Each piece of what comes
 * begins with its kind and, for all but the end, the time since the piece before:
 *
 * <pre>
 * 0 time count bytes…   bytes as they are
 * 1 time count bytes…   a frame from a meter: address, command and data, to which the right CRC is put
 * 2 time                 the request as an echo
 * 3 time where bits      the echo with wrong bits
 * 4 time count byte     16 times that count of the same byte
 * 5 time                 the port is lost
 * 6 time                 the line is to stop
 * 7                      the end of what comes after this request
 * </pre>
 *
 * With 8 added to the kind the bytes of the piece come all at once, with 16 the time is in units of 16 ms instead of
 * one.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FuzzedPort implements LinePort {

    private record Due(long nanos, int byteValue) {
    }

    private static final long MILLI = 1_000_000L;
    private static final int END = 7;
    private static final int AT_ONCE = 8;
    private static final int SLOWLY = 16;
    /** More than any conversation hears; it keeps a fuzz test fast. */
    private static final int MOST_BYTES = 8192;

    private final FakeClock clock;
    private final ByteBuffer script;
    private final long byteNanos;
    private final int mostAtOnce;
    private final long readNanos;
    private final Deque<Due> line = new ArrayDeque<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private ByteString written = ByteString.EMPTY;
    private long writtenAt;
    private long nextAt;
    private long lostAt = Long.MAX_VALUE;
    private long stopAt = Long.MAX_VALUE;

    /**
     * Makes a port.
     *
     * @param settings for the speed of bytes that do not come all at once
     * @param mostAtOnce bytes that one look at the port gives
     * @param readNanos what a look costs
     */
    FuzzedPort(FakeClock clock, LineSettings settings, ByteBuffer script, int mostAtOnce, long readNanos) {
        this.clock = clock;
        this.script = script;
        this.mostAtOnce = mostAtOnce;
        this.readNanos = readNanos;
        byteNanos = settings.wireNanos(1);
    }

    /** What was written last. */
    ByteString written() {
        return written;
    }

    long writtenAt() {
        return writtenAt;
    }

    /** What was given away since then. */
    ByteString heard() {
        return ByteString.copyOf(heard.toByteArray());
    }

    boolean isLost() {
        return clock.nanos() >= lostAt;
    }

    boolean isToStop() {
        return clock.nanos() >= stopAt;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        failIfLost();
        written = ByteString.copyOf(bytes);
        writtenAt = clock.nanos();
        heard.reset();
        nextAt = Math.max(nextAt, writtenAt);
        boolean more = true;
        while (more && script.hasRemaining()) {
            int kind = byteValue();
            more = (kind & END) != END;
            if (more) {
                nextAt += byteValue() * MILLI * ((kind & SLOWLY) == 0 ? 1 : SLOWLY);
                put(kind);
            }
        }
    }

    private void put(int kind) {
        switch (kind & END) {
            case 0 -> put(kind, bytes(byteValue()));
            case 1 -> put(kind, frame(bytes(byteValue())));
            case 2 -> put(kind, written.toByteArray());
            case 3 -> put(kind, damagedEcho());
            case 4 -> put(kind, repeated(byteValue() * SLOWLY, byteValue()));
            case 5 -> lostAt = Math.min(lostAt, nextAt);
            default -> stopAt = Math.min(stopAt, nextAt);
        }
    }

    private void put(int kind, byte[] bytes) {
        for (int i = 0; i < bytes.length && line.size() < MOST_BYTES; i++) {
            line.add(new Due(nextAt, bytes[i]));
            nextAt += (kind & AT_ONCE) == 0 ? byteNanos : 0;
        }
    }

    private static byte[] frame(byte[] content) {
        if (content.length < 2) {
            return content;
        }
        return new Frame(Direction.RESPONSE, content[0] & 0xFF, content[1] & 0xFF,
                ByteString.copyOf(content, 2, content.length)).toWire().toByteArray();
    }

    private byte[] damagedEcho() {
        byte[] echo = written.toByteArray();
        int where = byteValue() % echo.length;
        echo[where] ^= (byte) byteValue();
        return echo;
    }

    private static byte[] repeated(int count, int byteValue) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) byteValue);
        return bytes;
    }

    private int byteValue() {
        return script.hasRemaining() ? script.get() & 0xFF : 0;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[Math.min(count, script.remaining())];
        script.get(bytes);
        return bytes;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        failIfLost();
        clock.pause(readNanos);
        if (isToStop()) {
            clock.stop();
        }
        int count = 0;
        Due next = line.peek();
        while (next != null && next.nanos() <= clock.nanos() && count < Math.min(buffer.length, mostAtOnce)) {
            buffer[count++] = (byte) next.byteValue();
            heard.write(next.byteValue());
            line.remove();
            next = line.peek();
        }
        return count;
    }

    private void failIfLost() throws IOException {
        if (isLost()) {
            throw new IOException("pulled out");
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
