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
package org.openhab.binding.kamstrup.internal.meter;

import java.time.Duration;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The power supply of a meter, which sets how often it is read.
 * <p>
 * A reading wakes the meter. Kamstrup's battery life for a MULTICAL 403 holds for one reading an hour at the most
 * (technical description 5512-1689), and its values are renewed every 4 to 64 seconds.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum PowerSupply {
    BATTERY(Map.of(PollClass.LIVE, Duration.ofMinutes(15), PollClass.STATUS, Duration.ofMinutes(15), PollClass.COUNTER,
            Duration.ofHours(1), PollClass.SLOW, Duration.ofDays(1))),
    MAINS(Map.of(PollClass.LIVE, Duration.ofSeconds(10), PollClass.STATUS, Duration.ofSeconds(60), PollClass.COUNTER,
            Duration.ofSeconds(60), PollClass.SLOW, Duration.ofHours(1)));

    private final Map<PollClass, Duration> intervals;

    PowerSupply(Map<PollClass, Duration> intervals) {
        this.intervals = intervals;
    }

    /** @return the time from one reading to the next, for each poll class */
    public Map<PollClass, Duration> intervals() {
        return intervals;
    }
}
