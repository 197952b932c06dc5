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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.thing.ThingUID;

/**
 * Which thing has which address below one head: two with the same would both be the one meter that answers there.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterAddresses {

    private final Map<Integer, ThingUID> owners = new HashMap<>();
    /** Those that came second. */
    private final Map<ThingUID, Runnable> waiting = new HashMap<>();

    /**
     * Takes an address, unless another meter has it.
     *
     * @param address of the meter
     * @param meter who wants it
     * @param retry is called when an address becomes free, if this one is not; returns soon
     * @return who has it instead; empty if it is the meter's now
     */
    public Optional<ThingUID> claim(int address, ThingUID meter, Runnable retry) {
        synchronized (owners) {
            ThingUID owner = owners.putIfAbsent(address, meter);
            if (owner == null || owner.equals(meter)) {
                waiting.remove(meter);
                return Optional.empty();
            }
            waiting.put(meter, retry);
            return Optional.of(owner);
        }
    }

    /**
     * Gives back whatever a meter has, and takes it off the list of those that wait.
     *
     * @param meter who leaves
     */
    public void release(ThingUID meter) {
        List<Runnable> retries;
        synchronized (owners) {
            waiting.remove(meter);
            retries = owners.values().remove(meter) ? List.copyOf(waiting.values()) : List.of();
        }
        retries.forEach(Runnable::run);
    }
}
