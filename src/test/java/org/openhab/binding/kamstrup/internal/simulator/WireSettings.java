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

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How a simulated line behaves.
 *
 * @param baudRate of the meter
 * @param responseTime from the end of a request to the beginning of the answer
 * @param echo whether the head echoes what is sent to the meter
 * @param faults what goes wrong on it
 * @param speed seconds on the line per second of real time
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record WireSettings(int baudRate, Duration responseTime, boolean echo, List<Fault> faults, int speed) {

    /** Of a MULTICAL 601 under a head without echo. */
    public static final WireSettings DEFAULT = new WireSettings(1200, Duration.ofMillis(250), false, List.of());

    private static final int BITS_PER_BYTE = 11;

    public WireSettings {
        faults = List.copyOf(faults);
        if (baudRate <= 0 || responseTime.isNegative() || speed < 1) {
            throw new IllegalArgumentException(
                    "No line has " + baudRate + " baud and a response time of " + responseTime.toMillis() + " ms");
        }
    }

    public WireSettings(int baudRate, Duration responseTime, boolean echo, List<Fault> faults) {
        this(baudRate, responseTime, echo, faults, 1);
    }

    public WireSettings withEcho() {
        return new WireSettings(baudRate, responseTime, true, faults, speed);
    }

    public WireSettings withResponseTime(Duration time) {
        return new WireSettings(baudRate, time, echo, faults, speed);
    }

    /** The same line for a program whose clock runs faster than real time. */
    public WireSettings withSpeed(int secondsPerSecond) {
        return new WireSettings(baudRate, responseTime, echo, faults, secondsPerSecond);
    }

    /** The same line, on which something goes wrong besides. */
    public WireSettings with(Fault fault) {
        return new WireSettings(baudRate, responseTime, echo, Stream.concat(faults.stream(), Stream.of(fault)).toList(),
                speed);
    }

    /** The time that bytes need on the wire: a start bit, eight data bits and two stop bits each. */
    public long nanos(int bytes) {
        return Duration.ofSeconds(bytes).toNanos() * BITS_PER_BYTE / baudRate;
    }
}
