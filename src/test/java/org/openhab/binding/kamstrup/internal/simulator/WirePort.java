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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.LineClock;
import org.openhab.binding.kamstrup.internal.line.LinePort;

/**
 * A port with a wire and a meter behind it, without anything real between them: it takes the time of the clock that it
 * is given, so an exchange takes none if that is not a real one.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WirePort implements LinePort {

    private final MeterWire wire;
    private final LineClock clock;
    private byte[] received = {};
    private int taken;
    private boolean pulled;
    /** 0 is the speed that the meter wants. */
    private int baudRate;

    public WirePort(SimulatedMeter meter, WireSettings settings, LineClock clock) {
        this(new Wire(meter, settings), clock);
    }

    /** @param withParity whether bit 7 of a byte is its parity bit */
    public WirePort(SimulatedTextMeter meter, WireSettings settings, boolean withParity, LineClock clock) {
        this(new TextWire(meter, settings, withParity), clock);
    }

    private WirePort(MeterWire wire, LineClock clock) {
        this.wire = wire;
        this.clock = clock;
    }

    /** From now on it is no port any more. */
    public void pull() {
        pulled = true;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        failIfPulled();
        wire.send(clock.nanos(), bytes, bytes.length, this::hasBaudRate);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        failIfPulled();
        if (taken == received.length) {
            received = wire.receive(clock.nanos(), this::hasBaudRate);
            taken = 0;
        }
        int count = Math.min(buffer.length, received.length - taken);
        System.arraycopy(received, taken, buffer, 0, count);
        taken += count;
        return count;
    }

    private boolean hasBaudRate(int wanted) {
        return baudRate == 0 || baudRate == wanted;
    }

    @Override
    public boolean setSpeed(int newBaudRate, int stopBits) throws IOException {
        failIfPulled();
        baudRate = newBaudRate;
        return true;
    }

    private void failIfPulled() throws IOException {
        if (pulled) {
            throw new IOException("pulled");
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
