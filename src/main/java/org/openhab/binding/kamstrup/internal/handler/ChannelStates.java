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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The states of a meter's channels, and how long each can be trusted.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ChannelStates {

    /** A state, and when it is too old to be shown. */
    private record TrustedState(State state, long untilNanos) {

        boolean isStale() {
            return System.nanoTime() - untilNanos > 0;
        }
    }

    private final Map<String, TrustedState> states = new ConcurrentHashMap<>();

    /**
     * Notes a new state.
     *
     * @param channel the id of the channel
     * @param state the state
     * @param trust how long it can be shown
     */
    void put(String channel, State state, Duration trust) {
        states.put(channel, new TrustedState(state, System.nanoTime() + trust.toNanos()));
    }

    /**
     * Trusts what a channel showed before as if it were new.
     *
     * @param channel the id of the channel
     * @param trust how long it can be shown
     */
    void keep(String channel, Duration trust) {
        states.computeIfAbsent(channel, id -> new TrustedState(UnDefType.NULL, System.nanoTime() + trust.toNanos()));
    }

    /** @return the state of a channel, if it had one */
    Optional<State> get(String channel) {
        return Optional.ofNullable(states.get(channel)).map(TrustedState::state)
                .filter(state -> !state.equals(UnDefType.NULL));
    }

    /** Calls for what can no longer be trusted, once. */
    void forEachStale(BiConsumer<String, State> listener) {
        states.forEach((channel, known) -> {
            if (known.isStale() && !known.state().equals(UnDefType.UNDEF)) {
                states.replace(channel, known, new TrustedState(UnDefType.UNDEF, known.untilNanos()));
                listener.accept(channel, UnDefType.UNDEF);
            }
        });
    }

    /** Forgets everything. */
    void clear() {
        states.clear();
    }
}
