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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The server's end of a Telnet connection with the COM port option (RFC 854, RFC 2217): takes the commands out of what
 * the client sends, and does what they say about the speed.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TelnetComPort implements HostPort {

    private static final int IAC = 255;
    private static final int DONT = 254;
    private static final int DO = 253;
    private static final int WONT = 252;
    private static final int WILL = 251;
    private static final int SB = 250;
    private static final int SE = 240;
    private static final int COM_PORT = 44;
    /** Binary transmission, suppress go ahead, COM port. */
    private static final Set<Integer> OPTIONS = Set.of(0, 3, COM_PORT);
    private static final int SET_BAUDRATE = 1;
    private static final int ANSWER_OFFSET = 100;
    private static final int POLL_MILLIS = 50;
    /** What is longer is none of RFC 2217, and is cut. */
    private static final int LONGEST_COMMAND = 256;

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private final Set<Integer> agreed = new HashSet<>();
    private volatile int baudRate;

    TelnetComPort(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        input = socket.getInputStream();
        output = socket.getOutputStream();
    }

    @Override
    public boolean hasBaudRate(int wanted) {
        // data may arrive before the settings of the port do
        return baudRate == 0 || baudRate == wanted;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int count = 0;
        socket.setSoTimeout(POLL_MILLIS);
        try {
            do {
                int byteValue = next();
                if (byteValue != IAC) {
                    buffer[count++] = (byte) byteValue;
                } else if (command()) {
                    buffer[count++] = (byte) IAC;
                }
            } while (count < buffer.length && input.available() > 0);
        } catch (SocketTimeoutException e) {
            return count;
        }
        return count;
    }

    private int next() throws IOException {
        int byteValue = input.read();
        if (byteValue < 0) {
            throw new IOException("The client has gone");
        }
        return byteValue;
    }

    /** Does what follows an IAC. Returns whether it was a byte of data. */
    private boolean command() throws IOException {
        // a command that has begun is there soon, or the client is none
        socket.setSoTimeout(100 * POLL_MILLIS);
        int command = next();
        if (command == WILL || command == DO || command == WONT || command == DONT) {
            negotiate(command, next());
        } else if (command == SB) {
            subnegotiate();
        }
        socket.setSoTimeout(POLL_MILLIS);
        return command == IAC;
    }

    private void negotiate(int command, int option) throws IOException {
        boolean wanted = command == WILL || command == DO;
        boolean supported = OPTIONS.contains(option);
        // an answer is owed once, or two sides that confirm each other never end
        if (wanted && agreed.add(command << Byte.SIZE | option)) {
            int agreement = command == WILL ? DO : WILL;
            int refusal = command == WILL ? DONT : WONT;
            send(IAC, supported ? agreement : refusal, option);
        }
    }

    private void subnegotiate() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int byteValue = next(); true; byteValue = next()) {
            if (byteValue == IAC) {
                byteValue = next();
                if (byteValue == SE) {
                    break;
                }
            }
            if (content.size() < LONGEST_COMMAND) {
                content.write(byteValue);
            }
        }
        byte[] bytes = content.toByteArray();
        if (bytes.length >= 2 && bytes[0] == COM_PORT) {
            if (bytes[1] == SET_BAUDRATE && bytes.length == 2 + Integer.BYTES) {
                int wanted = ByteBuffer.wrap(bytes).getInt(2);
                baudRate = wanted == 0 ? baudRate : wanted;
                // who sets 0 asks what it is
                ByteBuffer.wrap(bytes).putInt(2, baudRate);
            }
            bytes[1] += ANSWER_OFFSET;
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.write(IAC);
            answer.write(SB);
            answer.writeBytes(escaped(bytes));
            answer.write(IAC);
            answer.write(SE);
            send(answer.toByteArray());
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        send(escaped(bytes));
    }

    private static byte[] escaped(byte[] bytes) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream();
        for (byte byteValue : bytes) {
            escaped.write(byteValue);
            if ((byteValue & 0xFF) == IAC) {
                escaped.write(IAC);
            }
        }
        return escaped.toByteArray();
    }

    private void send(int... values) throws IOException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        send(bytes);
    }

    private synchronized void send(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // closed it is
        }
    }
}
