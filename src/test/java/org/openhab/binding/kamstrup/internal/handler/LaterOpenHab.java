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

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.types.State;

/**
 * The part of openHAB 4.1 that 3.0.1 does not have: time series, with the same signatures.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class LaterOpenHab {

    private LaterOpenHab() {
    }

    /** Finds its methods. */
    static TimeSeriesSender sender() {
        return TimeSeriesSender.find(TimeSeries.class.getName(), Callback.class).orElseThrow();
    }

    /** As org.openhab.core.types.TimeSeries. */
    public static class TimeSeries {

        final Map<Instant, State> states = new TreeMap<>();
        final Policy policy;

        public TimeSeries(Policy policy) {
            this.policy = policy;
        }

        public void add(Instant timestamp, State state) {
            states.put(timestamp, state);
        }

        /** What happens to the values that are stored. */
        public enum Policy {
            REPLACE,
            ADD
        }
    }

    /** As org.openhab.core.thing.binding.ThingHandlerCallback. */
    public interface Callback {
        void sendTimeSeries(ChannelUID channelUID, TimeSeries timeSeries);
    }
}
