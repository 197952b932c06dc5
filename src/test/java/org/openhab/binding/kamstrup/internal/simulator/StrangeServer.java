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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A server that is no serial port of a meter. It does with each connection what a test wants.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class StrangeServer implements AutoCloseable {

    /** What ser2net says to a second client. */
    public static final String BUSY = "Port already in use\r\n";

    private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour;

    /** What the server does with a connection. The connection stays open unless this closes it. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(Socket client) throws IOException, InterruptedException;
    }

    /**
     * A server that says something, understands nothing, and may close the connection.
     *
     * @param greeting may be empty
     * @param closesAfter how long after it the connection is closed; not at all if that is negative
     */
    public StrangeServer(String greeting, Duration closesAfter) throws IOException {
        this(client -> {
            client.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            if (!closesAfter.isNegative()) {
                Thread.sleep(closesAfter.toMillis());
                client.close();
            }
        });
    }

    /**
     * @param behaviour serves one connection after the other
     */
    public StrangeServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        Thread thread = new Thread(this::serve, "strange-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                clients.add(client);
                behaviour.serve(client);
            } catch (IOException e) {
                // the client or the server was closed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The TCP port. */
    public int port() {
        return server.getLocalPort();
    }

    /** The name by which openHAB's serial transport opens the port. */
    public String portName() {
        return "rfc2217://127.0.0.1:" + port();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
