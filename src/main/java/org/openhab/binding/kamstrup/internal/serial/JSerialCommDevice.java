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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortDataListener;

/**
 * A port of jSerialComm. Nothing here blocks, so one call at a time is let through: the native part has no defence
 * against a port that is closed while somebody reads from it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JSerialCommDevice {

    /** On Linux the library tries for ever to write what the port does not take; the system keeps 4096 bytes. */
    private static final int MOST_UNSENT_BYTES = 2048;

    private final Lock lock = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SerialPort port;

    /**
     * @param device what the operating system calls it
     */
    JSerialCommDevice(String device) {
        port = SerialPort.getCommPort(device);
        JSerialCommFolder.close();
    }

    /** @return whether it is open now */
    boolean open() {
        lock.lock();
        try {
            port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
            return port.openPort(0);
        } finally {
            lock.unlock();
        }
    }

    /** Stops listening, then closes, for good. May be called more than once, by any thread, the listener's included. */
    void close() {
        // the library would wait for its listener, which would wait for the library
        if (!markClosed()) {
            return;
        }
        // not in the lock: this waits for the listener, which may want to read
        port.removeDataListener();
        lock.lock();
        try {
            port.closePort();
        } finally {
            lock.unlock();
        }
    }

    /** @return whether nobody else has closed it */
    private synchronized boolean markClosed() {
        boolean first = closed.getCount() > 0;
        closed.countDown();
        return first;
    }

    /**
     * Waits, but no longer than the port is open.
     *
     * @param millis how long at the most
     * @throws IOException the port is closed
     */
    void pause(int millis) throws IOException, InterruptedException {
        if (closed.await(millis, TimeUnit.MILLISECONDS)) {
            throw lost();
        }
    }

    /**
     * @return how many bytes can be read
     * @throws IOException the port is closed or was pulled out
     */
    int available() throws IOException {
        lock.lock();
        try {
            int count = port.bytesAvailable();
            if (count < 0) {
                throw lost();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what is there.
     *
     * @param buffer takes the bytes
     * @param offset where the first one goes
     * @param most how many
     * @return the number of bytes, 0 if there are none
     * @throws IOException the port is closed or was pulled out
     */
    int read(byte[] buffer, int offset, int most) throws IOException {
        lock.lock();
        try {
            int available = Math.min(available(), most);
            int count = available == 0 ? 0 : port.readBytes(buffer, available, offset);
            if (count < 0) {
                throw lost();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands bytes to the operating system.
     *
     * @param bytes holds them
     * @param offset where the first one is
     * @param count how many
     * @throws IOException not all of them were taken: the port is closed, was pulled out or is stuck
     */
    void write(byte[] bytes, int offset, int count) throws IOException {
        lock.lock();
        try {
            if (port.bytesAwaitingWrite() > MOST_UNSENT_BYTES) {
                throw new IOException("the port does not send");
            }
            if (port.writeBytes(bytes, count, offset) != count) {
                throw lost();
            }
        } finally {
            lock.unlock();
        }
    }

    private IOException lost() {
        return new IOException(closed.getCount() == 0 ? "the port is closed"
                : "the port failed with error " + port.getLastErrorCode());
    }

    /**
     * Does something with the port of the library.
     *
     * @param action what; it must not block
     * @return whether it came off
     */
    boolean apply(Predicate<SerialPort> action) {
        lock.lock();
        try {
            return action.test(port);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks the port of the library.
     *
     * @param question what; it must not block
     * @return the answer
     */
    int ask(ToIntFunction<SerialPort> question) {
        lock.lock();
        try {
            return question.applyAsInt(port);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Listens to other events than before. Not in the lock either, see {@link #close}.
     *
     * @param listener hears them
     */
    void listen(SerialPortDataListener listener) {
        port.removeDataListener();
        port.addDataListener(listener);
    }

    /** Hears no more events. */
    void listenNoMore() {
        port.removeDataListener();
    }
}
