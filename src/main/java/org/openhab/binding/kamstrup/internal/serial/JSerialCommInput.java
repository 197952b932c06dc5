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
package org.openhab.binding.kamstrup.internal.serial;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a port of jSerialComm receives. It times out as the ports of RXTX do, for which bindings were written: an array
 * then gets no bytes, a single byte is -1, and neither is the end of the stream.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JSerialCommInput extends InputStream {

    private static final int POLL_MILLIS = 5;
    private static final long NEVER = Long.MAX_VALUE;

    private final JSerialCommDevice device;
    private volatile long timeoutNanos = NEVER;
    private volatile int threshold = 1;

    JSerialCommInput(JSerialCommDevice device) {
        this.device = device;
    }

    /** Lets a read that finds nothing return after a time. */
    void enableTimeout(int millis) {
        timeoutNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Lets a read wait until something comes. */
    void disableTimeout() {
        timeoutNanos = NEVER;
    }

    /** Lets a read wait until so many bytes have come. */
    void setThreshold(int bytes) {
        threshold = bytes;
    }

    @Override
    public int available() throws IOException {
        return device.available();
    }

    @Override
    public int read() throws IOException {
        byte[] byteValue = new byte[1];
        return read(byteValue, 0, 1) == 0 ? -1 : Byte.toUnsignedInt(byteValue[0]);
    }

    @Override
    public int read(byte @Nullable [] buffer, int offset, int length) throws IOException {
        if (buffer == null || length == 0) {
            return 0;
        }
        long begin = System.nanoTime();
        int wanted = Math.min(length, Math.max(1, threshold));
        int count = device.read(buffer, offset, length);
        while (count < wanted && System.nanoTime() - begin < timeoutNanos) {
            pause();
            count += device.read(buffer, offset + count, length - count);
        }
        return count;
    }

    private void pause() throws IOException {
        try {
            device.pause(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
