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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.OpenResult.NotOpened;
import org.openhab.core.io.transport.serial.SerialPort;

/**
 * The server of a network port, and the text that it sends: ser2net reports that another client is connected, the text
 * of other servers shows that they do not serve RFC 2217.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NetworkPeer {

    /** The option of Telnet that negotiates RFC 2217. */
    private static final int COM_PORT_OPTION = 44;
    private static final int CONNECT_MILLIS = 2000;
    private static final int READ_MILLIS = 500;
    private static final int MOST_BYTES = 128;
    /** Negotiations of Telnet: a subnegotiation up to its end, or a command with an option. */
    private static final Pattern TELNET = Pattern.compile("(?s)\\xFF\\xFA.*?\\xFF\\xF0|\\xFF[\\xFB-\\xFE].");
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

    /**
     * Connects again to a server that closes the connection at once, to read its text. The text is lost to a client
     * that sends in the meantime.
     *
     * @param name the name of a port that could not be opened
     * @param otherwise the evidence if there is no text
     */
    static NotOpened refusal(PortName name, String otherwise) {
        NetworkPeer peer = new NetworkPeer();
        URI address = URI.create(name.text());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            byte[] buffer = new byte[MOST_BYTES];
            InputStream input = socket.getInputStream();
            for (int count = input.read(buffer); count >= 0
                    && peer.received.size() < MOST_BYTES; count = input.read(buffer)) {
                peer.received(buffer, count);
            }
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
