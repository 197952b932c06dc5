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
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.OpenResult.NotOpened;
import org.openhab.binding.kamstrup.internal.line.PortRefusedException;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection to a server that passes the bytes of a serial port without a protocol. Speed, stop bits and control
 * lines are set at the server.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TcpPort implements LinePort {

    private final Logger logger = LoggerFactory.getLogger(TcpPort.class);

    private final SocketChannel channel = SocketChannel.open();
    private final NetworkPeer peer = new NetworkPeer();
    private final Runnable whenClosed;
    private int requests;

    private TcpPort(Runnable whenClosed) throws IOException {
        this.whenClosed = whenClosed;
    }

    /**
     * Connects to a server, and waits a moment for its refusal and for the power of the head.
     *
     * @param name the name of a network port, with host and port
     * @param whenClosed runs when the port is closed
     * @throws PortRefusedException the server closes the connection, or uses Telnet
     * @throws IOException there is no connection
     */
    static TcpPort connect(PortName name, Runnable whenClosed) throws IOException {
        TcpPort port = new TcpPort(whenClosed);
        try {
            port.connect(name.address());
        } catch (IOException e) {
            port.close();
            throw e;
        }
        return port;
    }

    private void connect(InetSocketAddress address) throws IOException {
        channel.socket().connect(address, NetworkPeer.CONNECT_MILLIS);
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            boolean isClosed = peer.receiveGreeting(channel.socket());
            channel.configureBlocking(false);
            check(!isClosed);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        requests++;
        try {
            // one call, so that the request is not divided
            if (channel.write(ByteBuffer.wrap(bytes)) < bytes.length) {
                throw new IOException("the server does not take bytes");
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            int count = channel.read(ByteBuffer.wrap(buffer));
            peer.received(buffer, Math.max(0, count));
            check(count >= 0);
            return count;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void check(boolean isOpen) throws IOException {
        if (peer.beginsWithTelnet()) {
            throw new PortRefusedException(new NotOpened(Finding.PORT_TELNET, peer.text()), new IOException("Telnet"));
        }
        if (!isOpen) {
            throw new IOException("the server has closed the connection");
        }
    }

    private IOException lost(IOException failure) {
        // a connection on which a second request was sent was not refused
        return failure instanceof PortRefusedException ? failure : peer.lost(failure, !peer.hasSent() && requests <= 1);
    }

    @Override
    public Optional<RequestResult.Failed> foreignPeer() {
        return Optional.of(peer.text()).filter(text -> !text.isEmpty())
                .map(text -> new RequestResult.Failed(Finding.PORT_OTHER_SERVER, text));
    }

    @Override
    public boolean hasFixedSettings() {
        return true;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            logger.debug("Closing a connection failed", e);
        } finally {
            whenClosed.run();
        }
    }
}
