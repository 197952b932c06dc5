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
package org.openhab.binding.kamstrup.internal.polling;

import java.time.Duration;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.PollClass;

/**
 * How a meter is polled.
 *
 * @param address KMP address of the meter, 0 to 255
 * @param intervals from one reading to the next, for each poll class
 * @param keepAwakeInterval after which the meter is asked though nothing is due, so that it does not fall asleep
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record PollSettings(int address, Map<PollClass, Duration> intervals, Duration keepAwakeInterval) {

    /** Copies the intervals. */
    public PollSettings {
        intervals = Map.copyOf(intervals);
    }
}
