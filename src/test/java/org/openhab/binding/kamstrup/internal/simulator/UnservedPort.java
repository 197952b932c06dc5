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
import java.net.Socket;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A port of the network that refuses every caller. It is taken and not listened at, so that nobody else can come to
 * serve it as long as it is open.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class UnservedPort implements AutoCloseable {

    private final Socket taken = new Socket();

    /**
     * Takes a free TCP port of the loopback interface.
     */
    public UnservedPort() throws IOException {
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** The name by which openHAB's serial transport tries to open the port. */
    public String portName() {
        return "rfc2217://127.0.0.1:" + taken.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        taken.close();
    }
}
