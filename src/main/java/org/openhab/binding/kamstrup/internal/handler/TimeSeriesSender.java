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

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.types.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends time series. openHAB has them since 4.1, so their classes are called by reflection.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TimeSeriesSender {

    /** The class of openHAB 4.1 and later. */
    private static final String TIME_SERIES = "org.openhab.core.types.TimeSeries";

    private static final String ADD = "ADD";

    private final Logger logger = LoggerFactory.getLogger(TimeSeriesSender.class);

    private final Constructor<?> newSeries;
    private final Object policy;
    private final Method add;
    private final Method send;

    private TimeSeriesSender(Constructor<?> newSeries, Object policy, Method add, Method send) {
        this.newSeries = newSeries;
        this.policy = policy;
        this.add = add;
        this.send = send;
    }

    /** @return empty if openHAB is older than 4.1 */
    static Optional<TimeSeriesSender> ofOpenHab() {
        return find(TIME_SERIES, ThingHandlerCallback.class);
    }

    /**
     * Finds the methods.
     *
     * @param series name of the class of a time series
     * @param callback the type that has the method <code>sendTimeSeries</code>
     * @return empty if one of them is missing
     */
    static Optional<TimeSeriesSender> find(String series, Class<?> callback) {
        try {
            Class<?> type = Class.forName(series);
            Class<?> policies = Class.forName(series + "$Policy");
            Object policy = Objects.requireNonNull(policies.getField(ADD).get(null));
            return Optional.of(new TimeSeriesSender(type.getConstructor(policies), policy,
                    type.getMethod("add", Instant.class, State.class),
                    callback.getMethod("sendTimeSeries", ChannelUID.class, type)));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Sends states of a channel that were valid in the past. What persistence has stored already is kept.
     *
     * @param callback of the thing
     * @param channel the channel
     * @param states by their times
     * @return whether openHAB has taken them
     */
    boolean send(Object callback, ChannelUID channel, Map<Instant, State> states) {
        try {
            Object series = Objects.requireNonNull(newSeries.newInstance(policy));
            for (Map.Entry<Instant, State> state : states.entrySet()) {
                add.invoke(series, state.getKey(), state.getValue());
            }
            send.invoke(callback, channel, series);
            return true;
        } catch (ReflectiveOperationException e) {
            logger.debug("The history of {} cannot be sent", channel, e);
            return false;
        }
    }
}
