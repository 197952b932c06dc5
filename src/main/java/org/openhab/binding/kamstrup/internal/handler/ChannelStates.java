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

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The last states of a meter's channels, and how long each is valid.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ChannelStates {

    private record TimedState(State state, long untilNanos) {
    }

    private final Map<String, TimedState> states = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;

    ChannelStates(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Sets a state that is valid for a time. */
    void put(String channel, State state, Duration validity) {
        states.put(channel, new TimedState(state, nanoClock.getAsLong() + validity.toNanos()));
    }

    /** Lets a restored state that is not known here be valid for a time. */
    void keep(String channel, Duration validity) {
        states.computeIfAbsent(channel,
                id -> new TimedState(UnDefType.NULL, nanoClock.getAsLong() + validity.toNanos()));
    }

    /** @return the last state of a channel, if it is known */
    Optional<State> get(String channel) {
        return Optional.ofNullable(states.get(channel)).map(TimedState::state)
                .filter(state -> !state.equals(UnDefType.NULL));
    }

    /** Makes states whose time is over UNDEF, and reports each once. */
    void forEachStale(BiConsumer<String, State> listener) {
        states.forEach((channel, known) -> {
            if (nanoClock.getAsLong() - known.untilNanos() > 0 && !known.state().equals(UnDefType.UNDEF)) {
                states.replace(channel, known, new TimedState(UnDefType.UNDEF, known.untilNanos()));
                listener.accept(channel, UnDefType.UNDEF);
            }
        });
    }

    /** Deletes all states. */
    void clear() {
        states.clear();
    }
}
