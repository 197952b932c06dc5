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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.OpenResult.NotOpened;
import org.openhab.binding.kamstrup.internal.line.PortRefusedException;
import org.openhab.core.io.transport.serial.SerialPort;

/**
 * The server of a network port, and the text that it sends: ser2net reports that another client is connected, the text
 * of other servers shows that they do not serve the port.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NetworkPeer {

    /** The option of Telnet that negotiates RFC 2217. */
    private static final int COM_PORT_OPTION = 44;
    /** A device that saves power receives only the second or third attempt of the operating system. */
    static final int CONNECT_MILLIS = 5000;
    private static final int GREETING_MILLIS = 500;
    private static final int MOST_BYTES = 128;
    /** Negotiations of Telnet: a subnegotiation up to its end, or a command with an option. */
    private static final Pattern TELNET = Pattern.compile("(?s)\\xFF\\xFA.*?\\xFF\\xF0|\\xFF[\\xFB-\\xFE].");
    /**
     * WILL or DO, and one of the usual options: binary transmission, echo, no go-ahead, status, terminal type, window
     * size, terminal speed, line mode, environment, X display, COM port. Noise of an optical head looks like other
     * commands.
     */
    private static final Pattern TELNET_BEGINNING = Pattern
            .compile("\\xFF[\\xFB\\xFD][\\x00\\x01\\x03\\x05\\x18\\x1F\\x20\\x22\\x23\\x27\\x2C]");
    private static final Pattern READABLE = Pattern.compile("[\\x20-\\x7E\\t\\r\\n]{4,}");
    private static final Pattern BUSY = Pattern.compile("(?i).*\\b(in use|busy|already|occupied)\\b.*");

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    /** Adds what the server sends. Its beginning is kept. */
    void received(byte[] buffer, int count) {
        received.write(buffer, 0, Math.min(count, MOST_BYTES - received.size()));
    }

    /** @return whether the server has sent anything */
    boolean hasSent() {
        return received.size() > 0;
    }

    /** @return the beginning of what the server has sent; empty if that is no text */
    String text() {
        String text = TELNET.matcher(received.toString(StandardCharsets.ISO_8859_1)).replaceAll("");
        return READABLE.matcher(text).matches() ? text.strip().replaceAll("\\s+", " ") : "";
    }

    /** @return why the server does not serve, if it has sent a text */
    Optional<NotOpened> refusal() {
        return Optional.of(text()).filter(text -> !text.isEmpty()).map(
                text -> new NotOpened(BUSY.matcher(text).matches() ? Finding.PORT_BUSY : Finding.PORT_REFUSED, text));
    }

    /** @return whether the server begins with a negotiation of Telnet */
    boolean beginsWithTelnet() {
        return TELNET_BEGINNING.matcher(received.toString(StandardCharsets.ISO_8859_1)).lookingAt();
    }

    /**
     * The failure of a connection, with its reason if the server refuses it.
     *
     * @param failure the failure
     * @param isRefused whether the server refuses the connection even if it has sent no text
     */
    IOException lost(IOException failure, boolean isRefused) {
        return refusal()
                .or(() -> Optional.of(new NotOpened(Finding.PORT_REFUSED, String.valueOf(failure.getMessage())))
                        .filter(refusal -> isRefused))
                .<IOException> map(refusal -> new PortRefusedException(refusal, failure)).orElseGet(() -> failure);
    }

    /**
     * Receives what a server sends at once. A server that has another client mostly says so and closes the connection.
     *
     * @return whether the server has closed the connection
     * @throws IOException the connection is broken
     */
    boolean receiveGreeting(Socket socket) throws IOException {
        socket.setSoTimeout(GREETING_MILLIS);
        InputStream input = socket.getInputStream();
        byte[] buffer = new byte[MOST_BYTES];
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GREETING_MILLIS);
        try {
            int count = input.read(buffer);
            while (count >= 0 && System.nanoTime() < end) {
                received(buffer, count);
                count = input.read(buffer);
            }
            return count < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /**
     * Connects again to a server that closes the connection at once, to read its text. The text is lost to a client
     * that sends in the meantime.
     *
     * @param name the name of a port that could not be opened
     * @param otherwise the evidence if there is no text
     */
    static NotOpened refusal(PortName name, String otherwise) {
        NetworkPeer peer = new NetworkPeer();
        try (Socket socket = new Socket()) {
            socket.connect(name.address(), CONNECT_MILLIS);
            peer.receiveGreeting(socket);
        } catch (IOException e) {
            // the text ends here
        }
        return peer.refusal().orElseGet(() -> new NotOpened(Finding.PORT_REFUSED, otherwise));
    }

    /**
     * Whether a server has agreed to RFC 2217. openHAB does not report it, so the Telnet client inside of its port is
     * asked by reflection.
     *
     * @param port a port that was opened some time ago
     * @return false if the server has not agreed; true also if the port is of another class
     */
    static boolean speaksRfc2217(SerialPort port) {
        try {
            Field field = port.getClass().getDeclaredField("sp");
            field.setAccessible(true);
            Object telnetPort = Objects.requireNonNull(field.get(port));
            Object client = Objects
                    .requireNonNull(telnetPort.getClass().getMethod("getTelnetClient").invoke(telnetPort));
            return !Boolean.FALSE.equals(
                    client.getClass().getMethod("getLocalOptionState", int.class).invoke(client, COM_PORT_OPTION));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return true;
        }
    }
}
