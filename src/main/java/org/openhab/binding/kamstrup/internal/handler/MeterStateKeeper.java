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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.core.thing.ThingUID;

/**
 * Keeps what is known of one meter, often enough and not more often: flash memory wears out by writing.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterStateKeeper {

    /** So much is forgotten at the most when the power fails. */
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    private final MeterStateStore store;
    private final ThingUID thing;
    private final InstantSource clock;
    private Instant saved = Instant.EPOCH;

    /**
     * Keeps the memory of a meter.
     *
     * @param store where
     * @param thing the meter
     * @param clock the time of day
     */
    MeterStateKeeper(MeterStateStore store, ThingUID thing, InstantSource clock) {
        this.store = store;
        this.thing = thing;
        this.clock = clock;
    }

    /** @return what is known of the meter; empty if nothing is, or nothing that can be read */
    Optional<MeterState> load() {
        return store.load(thing);
    }

    /** Keeps what is known of the meter. */
    void save(MeterState memory) {
        store.save(thing, memory);
        saved = clock.instant();
    }

    /**
     * Keeps what is known of the meter if more than a counter went on, or if it was not kept for long. The clock may
     * have been ahead when it was.
     *
     * @param before what was known before the last reading
     * @param now what is known after it
     */
    void saveIfDue(MeterState before, MeterState now) {
        if (!before.profile().equals(now.profile()) || !before.info().equals(now.info())
                || !before.consumption().beginnings().equals(now.consumption().beginnings())
                || Duration.between(saved, clock.instant()).abs().compareTo(INTERVAL) > 0) {
            save(now);
        }
    }

    /** Forgets the meter. */
    void forget() {
        store.forget(thing);
    }
}
