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
import java.io.OutputStream;
import java.util.TooManyListenersException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.transport.serial.SerialPortEvent;
import org.openhab.core.io.transport.serial.SerialPortEventListener;
import org.openhab.core.io.transport.serial.UnsupportedCommOperationException;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortDataListener;

/**
 * A port of jSerialComm as a port of openHAB's serial transport. The methods without <code>@Override</code> are in
 * openHAB's interface since 3.1. Other bindings can open such a port as well. It has no flow control and no break, and
 * {@link SerialPortEvent#DATA_AVAILABLE} is its only event.
 * <p>
 * Calls to the library are synchronized: its native part fails if a port is closed during a read. No synchronized
 * method blocks.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JSerialCommPort implements org.openhab.core.io.transport.serial.SerialPort {

    /** On Linux the library retries without end what the system does not take. The system buffers 4096 bytes. */
    private static final int MOST_UNSENT_BYTES = 2048;
    /** openHAB counts 1, 2, 1.5 stop bits as 1, 2, 3, the library as 1, 3, 2: the sum of the last two is the same. */
    private static final int STOP_BITS_SUM = 5;

    private final String name;
    private final String owner;
    private final SerialPort library;
    private final Consumer<JSerialCommPort> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Input input = new Input(this::available, this::take);
    private final OutputStream output = new Output(this::send);
    private volatile boolean notifiesOnData;
    private volatile @Nullable SerialPortEventListener listener;

    /**
     * @param name the name of the port with its scheme
     * @param owner who opens it
     * @param device the name of the port in the operating system
     * @param whenClosed receives this port when it is closed
     */
    JSerialCommPort(String name, String owner, String device, Consumer<JSerialCommPort> whenClosed) {
        this.name = name;
        this.owner = owner;
        this.whenClosed = whenClosed;
        library = SerialPort.getCommPort(device);
        JSerialCommFolder.restrict();
    }

    /** @return whether the port is open now */
    synchronized boolean open() {
        library.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        return library.openPort(0);
    }

    /** @return who opened the port */
    String owner() {
        return owner;
    }

    /** Can be called repeatedly and by any thread, that of the event listener included. */
    @Override
    public void close() {
        // a second call must not wait for the listener, which may be the caller
        if (!closed.getAndSet(true)) {
            // not synchronized: waits for the listener, which may be about to read
            library.removeDataListener();
            closeLibrary();
        }
        whenClosed.accept(this);
    }

    private synchronized void closeLibrary() {
        library.closePort();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public @Nullable InputStream getInputStream() {
        return input;
    }

    @Override
    public @Nullable OutputStream getOutputStream() {
        return output;
    }

    private synchronized int available() throws IOException {
        return checked(library.bytesAvailable());
    }

    /** Reads what is there, which may be nothing. */
    private synchronized int take(byte[] buffer, int offset, int most) throws IOException {
        int count = Math.min(available(), most);
        return count == 0 ? 0 : checked(library.readBytes(buffer, count, offset));
    }

    private synchronized int send(byte[] bytes, int offset, int count) throws IOException {
        if (library.bytesAwaitingWrite() > MOST_UNSENT_BYTES) {
            throw new IOException("the port does not send");
        }
        return checked(library.writeBytes(bytes, count, offset) == count ? count : -1);
    }

    private int checked(int count) throws IOException {
        if (count < 0) {
            throw new IOException(
                    closed.get() ? "the port is closed" : "the port failed with error " + library.getLastErrorCode());
        }
        return count;
    }

    private interface Available {
        int count() throws IOException;
    }

    private interface Transfer {
        int transfer(byte[] bytes, int offset, int count) throws IOException;
    }

    /** Times out like a port of RXTX: an array gets no bytes, a single byte is -1. Neither is the end of the stream. */
    private static final class Input extends InputStream {

        private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
        private static final long NO_TIMEOUT = Long.MAX_VALUE;

        private final Available available;
        private final Transfer take;
        private volatile long timeoutNanos = NO_TIMEOUT;
        private volatile int threshold = 1;

        Input(Available available, Transfer take) {
            this.available = available;
            this.take = take;
        }

        @Override
        public int available() throws IOException {
            return available.count();
        }

        @Override
        public int read() throws IOException {
            byte[] buffer = new byte[1];
            return read(buffer, 0, 1) == 0 ? -1 : Byte.toUnsignedInt(buffer[0]);
        }

        @Override
        public int read(byte @Nullable [] buffer, int offset, int length) throws IOException {
            if (buffer == null || length == 0) {
                return 0;
            }
            long begin = System.nanoTime();
            int wanted = Math.min(length, Math.max(1, threshold));
            int count = take.transfer(buffer, offset, length);
            while (count < wanted && System.nanoTime() - begin < timeoutNanos) {
                LockSupport.parkNanos(POLL_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException();
                }
                count += take.transfer(buffer, offset + count, length - count);
            }
            return count;
        }
    }

    private static final class Output extends OutputStream {

        private final Transfer send;

        Output(Transfer send) {
            this.send = send;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] { (byte) value }, 0, 1);
        }

        @Override
        public void write(byte @Nullable [] bytes, int offset, int length) throws IOException {
            if (bytes != null) {
                send.transfer(bytes, offset, length);
            }
        }
    }

    @Override
    public synchronized void setSerialPortParams(int baudRate, int dataBits, int stopBits, int parity)
            throws UnsupportedCommOperationException {
        // the codes of parities are the same
        requireAccepted(library.setComPortParameters(baudRate, dataBits, converted(stopBits), parity));
    }

    private static int converted(int stopBits) {
        return stopBits == STOPBITS_1 ? stopBits : STOP_BITS_SUM - stopBits;
    }

    private static void requireAccepted(boolean accepted) throws UnsupportedCommOperationException {
        if (!accepted) {
            throw new UnsupportedCommOperationException(new IOException("the port does not accept the setting"));
        }
    }

    public int getBaudRate() {
        return library.getBaudRate();
    }

    public int getDataBits() {
        return library.getNumDataBits();
    }

    public int getStopBits() {
        return converted(library.getNumStopBits());
    }

    public int getParity() {
        return library.getParity();
    }

    @Override
    public void setFlowControlMode(int mode) throws UnsupportedCommOperationException {
        requireAccepted(mode == FLOWCONTROL_NONE);
    }

    public int getFlowControlMode() {
        return FLOWCONTROL_NONE;
    }

    @Override
    public void enableReceiveTimeout(int millis) {
        input.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(notNegative(millis));
    }

    @Override
    public void disableReceiveTimeout() {
        input.timeoutNanos = Input.NO_TIMEOUT;
    }

    @Override
    public void enableReceiveThreshold(int bytes) {
        input.threshold = notNegative(bytes);
    }

    private static int notNegative(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("must not be negative: " + value);
        }
        return value;
    }

    /** Without effect if the port has no such line, as with RXTX. */
    @Override
    public synchronized void setRTS(boolean on) {
        Runnable change = on ? library::setRTS : library::clearRTS;
        change.run();
    }

    public synchronized boolean isRTS() {
        return library.getRTS();
    }

    /** Without effect if the port has no such line, as with RXTX. */
    public synchronized void setDTR(boolean on) {
        Runnable change = on ? library::setDTR : library::clearDTR;
        change.run();
    }

    public synchronized boolean isDTR() {
        return library.getDTR();
    }

    public synchronized boolean isCTS() {
        return library.getCTS();
    }

    public synchronized boolean isDSR() {
        return library.getDSR();
    }

    public synchronized boolean isCD() {
        return library.getDCD();
    }

    public synchronized boolean isRI() {
        return library.getRI();
    }

    public void sendBreak(int millis) {
        throw new UnsupportedOperationException("no break on " + name);
    }

    @Override
    public void addEventListener(SerialPortEventListener newListener) throws TooManyListenersException {
        if (listener != null) {
            throw new TooManyListenersException();
        }
        listener = newListener;
        listen();
    }

    @Override
    public void removeEventListener() {
        listener = null;
        listen();
    }

    @Override
    public void notifyOnDataAvailable(boolean on) {
        notifiesOnData = on;
        listen();
    }

    /** Not synchronized, like {@link #close}. */
    private void listen() {
        library.removeDataListener();
        SerialPortEventListener current = listener;
        if (current != null && notifiesOnData) {
            library.addDataListener(new DataListener(current));
        }
    }

    private record Event(int getEventType, boolean getNewValue) implements SerialPortEvent {
    }

    private record DataListener(SerialPortEventListener listener) implements SerialPortDataListener {

        @Override
        public int getListeningEvents() {
            return SerialPort.LISTENING_EVENT_DATA_AVAILABLE;
        }

        @Override
        public void serialEvent(com.fazecast.jSerialComm.@Nullable SerialPortEvent event) {
            listener.serialEvent(new Event(SerialPortEvent.DATA_AVAILABLE, true));
        }
    }

    @Override
    public void notifyOnBreakInterrupt(boolean on) {
        // no such event
    }

    @Override
    public void notifyOnFramingError(boolean on) {
        // no such event
    }

    @Override
    public void notifyOnOverrunError(boolean on) {
        // no such event
    }

    @Override
    public void notifyOnParityError(boolean on) {
        // no such event
    }

    public void notifyOnOutputEmpty(boolean on) {
        // no such event
    }

    public void notifyOnCTS(boolean on) {
        // no such event
    }

    public void notifyOnDSR(boolean on) {
        // no such event
    }

    public void notifyOnRingIndicator(boolean on) {
        // no such event
    }

    public void notifyOnCarrierDetect(boolean on) {
        // no such event
    }
}
