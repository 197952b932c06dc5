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
package org.openhab.binding.kamstrup.openhab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The TCP ports on the loopback interface that one openHAB listens on.
 *
 * @param http REST and Main UI
 * @param https the same, encrypted
 * @param console Karaf's console over SSH
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Ports(int http, int https, int console) {

    /**
     * Takes three ports that are free now.
     */
    public static Ports free() throws IOException {
        // all held at once, so that they differ
        try (ServerSocket http = listen(0); ServerSocket https = listen(0); ServerSocket console = listen(0)) {
            return new Ports(http.getLocalPort(), https.getLocalPort(), console.getLocalPort());
        }
    }

    /**
     * Takes ports that are free now, and a given one for HTTP, which may be taken.
     */
    public static Ports withHttp(int http) throws IOException {
        Ports ports = free();
        return new Ports(http, ports.https == http ? ports.http : ports.https,
                ports.console == http ? ports.http : ports.console);
    }

    /**
     * Tells whether something could listen on a port now.
     */
    public static boolean isFree(int port) {
        try (ServerSocket socket = listen(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(OpenHabHome.HOST), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
