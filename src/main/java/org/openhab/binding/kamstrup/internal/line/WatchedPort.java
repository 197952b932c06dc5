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
package org.openhab.binding.kamstrup.internal.line;

import java.io.IOException;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A port whose serial library is watched, since whatever it does may hang: a look at what has arrived too, when the
 * driver holds a lock.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WatchedPort implements LinePort {

    private final LinePort port;
    private final PortWatchdog watch;

    WatchedPort(LinePort port, PortWatchdog watch) {
        this.port = port;
        this.watch = watch;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        watch.over(() -> {
            port.write(bytes);
            return port;
        });
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return watch.over(() -> port.read(buffer));
    }

    @Override
    public boolean tellsWhenLost() {
        return port.tellsWhenLost();
    }

    @Override
    public Optional<String> foreignPeer() {
        return port.foreignPeer();
    }

    @Override
    public void close() {
        watch.over(() -> {
            port.close();
            return port;
        });
    }
}
