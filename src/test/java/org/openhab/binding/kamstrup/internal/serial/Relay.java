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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A TCP relay between client and server, which can lose the server without closing the connection of the client.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Relay implements AutoCloseable {

    private final int serverPort;
    private final ServerSocket listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<Socket> servers = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    Relay(int serverPort) throws IOException {
        this.serverPort = serverPort;
        start(this::accept);
    }

    /** Work that ends when a socket is closed. */
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one of the two sockets was closed
            }
        }, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            clients.add(client);
            servers.add(server);
            calls.incrementAndGet();
            start(() -> pass(client.getInputStream(), server.getOutputStream()));
            start(() -> pass(server.getInputStream(), client.getOutputStream()));
        }
    }

    private static void pass(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[256];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The number of connections of clients. */
    int calls() {
        return calls.get();
    }

    /** Closes the connections to the server. Those of the clients stay open and silent. */
    void dropServers() throws IOException {
        for (Socket server : servers) {
            server.close();
        }
        servers.clear();
    }

    @Override
    public void close() throws IOException {
        dropServers();
        listening.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
