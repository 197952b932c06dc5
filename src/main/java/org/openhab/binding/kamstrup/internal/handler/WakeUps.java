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
package org.openhab.binding.kamstrup.internal.handler;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.polling.PollSchedule;

/**
 * Tells how often a meter is woken in a day.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WakeUps {

    private final MeterConfiguration configuration;
    private final Map<Set<PollClass>, Integer> counted = new ConcurrentHashMap<>();

    /**
     * Counts for a configuration.
     *
     * @param configuration has the intervals
     */
    WakeUps(MeterConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * The number of readings in a day.
     *
     * @param pollClasses those of all registers that are read
     */
    int perDay(Set<PollClass> pollClasses) {
        Integer known = counted.get(pollClasses);
        if (known != null) {
            return known;
        }
        // a whole day is gone through for it: once is enough
        int readings = PollSchedule.wakeUpsPerDay(configuration.intervals(), configuration.longestPause(), pollClasses);
        counted.put(pollClasses, readings);
        return readings;
    }
}
