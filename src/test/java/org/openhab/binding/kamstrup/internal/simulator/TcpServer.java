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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A serial port in the network without a protocol, with a simulated meter at its line. It listens on the loopback
 * interface, takes one client at a time, and turns others away.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TcpServer implements AutoCloseable {

    /** A client that comes back at once is there before the line has noticed that it had gone. */
    private static final Duration GOODBYE = Duration.ofMillis(500);
    /** Longer than the acceptor may wait for a client's goodbye. */
    private static final Duration LAST_CALL = GOODBYE.multipliedBy(4);

    private final String scheme;
    private final Protocol protocol;
    private final ServerSocket server;
    private final Supplier<MeterWire> wires;
    private final int speed;
    private final Thread acceptor;
    private volatile @Nullable SimulatedLine line;

    /**
     * Opens the port.
     *
     * @param port of TCP, 0 for a free one
     * @throws IOException the port is taken
     */
    public TcpServer(int port, SimulatedMeter meter, WireSettings settings) throws IOException {
        this("tcp", TcpHostPort::new, port, () -> new Wire(meter, settings), settings.speed());
    }

    TcpServer(String scheme, Protocol protocol, int port, Supplier<MeterWire> wires, int speed) throws IOException {
        this.scheme = scheme;
        this.protocol = protocol;
        this.wires = wires;
        this.speed = speed;
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        acceptor = new Thread(this::acceptClients, "simulated-" + scheme + "-" + port());
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** The TCP port. */
    public int port() {
        return server.getLocalPort();
    }

    /** How bytes are passed on a connection. */
    @FunctionalInterface
    interface Protocol {
        HostPort over(Socket client) throws IOException;
    }

    /** The name by which the binding opens the port. */
    public String portName() {
        return scheme + "://127.0.0.1:" + port();
    }

    /** Whether a client is connected. */
    public boolean hasClient() {
        SimulatedLine current = line;
        return current != null && current.isOpen();
    }

    /** Breaks the connection to the client, as a network does. */
    public void dropClient() {
        SimulatedLine current = line;
        if (current != null) {
            current.close();
        }
    }

    private void acceptClients() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException e) {
            // the server was closed: there are no more clients
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dropClient();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        SimulatedLine current = line;
        if (current != null && !current.endsWithin(GOODBYE)) {
            client.close();
            return;
        }
        try {
            line = new SimulatedLine(protocol.over(client), wires.get(), speed);
        } catch (IOException e) {
            // it has gone already
            client.close();
        }
    }

    /** Closes the port: when this has returned, a caller is refused and the TCP port is free. */
    @Override
    public void close() throws IOException {
        server.close();
        dropClient();
        try {
            // a socket goes on listening until the thread has come back from accepting
            acceptor.join(LAST_CALL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
