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
 * An open port with an infrared head behind it. It transfers bytes, does not block for long and interprets nothing.
 * Used by one thread only, the one of its {@link Line}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface LinePort {

    /**
     * Sends bytes without a gap: a meter drops a request with a gap of more than 27 ms.
     *
     * @param bytes the whole request
     * @throws IOException the port is lost
     */
    void write(byte[] bytes) throws IOException;

    /**
     * Reads the bytes that have arrived, without waiting for more.
     *
     * @param buffer takes the bytes
     * @return the number of bytes put into the buffer, 0 if there are none
     * @throws IOException the port is lost
     */
    int read(byte[] buffer) throws IOException;

    /**
     * Changes the speed of the open port, which has eight data bits and no parity at any speed. To be called when
     * everything that was written is on the wire: a driver or server may send it at the new speed.
     *
     * @param baudRate speed
     * @param stopBits 1 or 2
     * @return whether the port has the speed now; false if it cannot change its speed
     * @throws IOException the port is lost
     */
    default boolean setSpeed(int baudRate, int stopBits) throws IOException {
        return false;
    }

    /**
     * @return whether reading or writing fails once the other end is gone; a port that only falls silent is opened anew
     *         from time to time
     */
    default boolean tellsWhenLost() {
        return false;
    }

    /**
     * @return what is wrong with the other end if it does not use the protocol of the port, with the readable
     *         characters that it has sent
     */
    default Optional<RequestResult.Failed> foreignPeer() {
        return Optional.empty();
    }

    /**
     * @return whether speed, stop bits and control lines are set elsewhere, so that {@link LineSettings} has no effect
     */
    default boolean hasFixedSettings() {
        return false;
    }

    /** Closes the port. May be called more than once. */
    void close();
}
