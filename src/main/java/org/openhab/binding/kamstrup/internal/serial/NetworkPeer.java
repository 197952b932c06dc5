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
 * The server at the other end of a network port, and what it says in readable characters: ser2net that another client
 * is connected, others that they are no such server at all.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NetworkPeer {

    /** The option of Telnet by which RFC 2217 is agreed upon. */
    private static final int COM_PORT_OPTION = 44;
    private static final int CONNECT_MILLIS = 2000;
    private static final int LISTEN_MILLIS = 500;
    private static final int MOST_BYTES = 128;
    /** Negotiations of Telnet: a subnegotiation up to its end, or a command with an option. */
    private static final Pattern TELNET = Pattern.compile("(?s)\\xFF\\xFA.*?\\xFF\\xF0|\\xFF[\\xFB-\\xFE].");
    private static final Pattern READABLE = Pattern.compile("[\\x20-\\x7E\\t\\r\\n]{4,}");
    private static final Pattern BUSY = Pattern.compile("(?i).*\\b(in use|busy|already|occupied)\\b.*");

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    /** Takes what the server sends; the beginning is kept. */
    void heard(byte[] buffer, int count) {
        heard.write(buffer, 0, Math.min(count, MOST_BYTES - heard.size()));
    }

    /** @return whether the server has said nothing at all */
    boolean isMute() {
        return heard.size() == 0;
    }

    /** @return what the server has said first; empty if that were no readable characters */
    String said() {
        String text = TELNET.matcher(heard.toString(StandardCharsets.ISO_8859_1)).replaceAll("");
        return READABLE.matcher(text).matches() ? text.strip().replaceAll("\\s+", " ") : "";
    }

    /** @return why the server does not serve, if it has said so */
    Optional<NotOpened> refusal() {
        return Optional.of(said()).filter(text -> !text.isEmpty()).map(
                text -> new NotOpened(BUSY.matcher(text).matches() ? Finding.PORT_BUSY : Finding.PORT_REFUSED, text));
    }

    /**
     * Asks a server that closes the connection at once for its reason: who sends while it does so does not hear it.
     *
     * @param portName of a port that could not be opened
     * @param otherwise the evidence if it says nothing
     */
    static NotOpened refusal(PortName portName, String otherwise) {
        NetworkPeer peer = new NetworkPeer();
        URI address = URI.create(portName.text());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
            socket.setSoTimeout(LISTEN_MILLIS);
            byte[] buffer = new byte[MOST_BYTES];
            InputStream input = socket.getInputStream();
            for (int count = input.read(buffer); count >= 0
                    && peer.heard.size() < MOST_BYTES; count = input.read(buffer)) {
                peer.heard(buffer, count);
            }
        } catch (IOException e) {
            // that is all it says
        }
        return peer.refusal().orElseGet(() -> new NotOpened(Finding.PORT_REFUSED, otherwise));
    }

    /**
     * Whether a server has agreed to RFC 2217. openHAB does not tell, so what it makes its port of is asked, where that
     * is what it is known to be.
     *
     * @param port open for some time
     * @return false if the server does not speak it
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
