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

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * The answers of a meter within one wake-up.
 *
 * @param asked the ids of the requested registers
 * @param values the answers; a meter leaves out the registers that it does not have
 * @param times when the answers came, by register; may be empty
 * @param catalogue what the registers of the meter are
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Reading(Set<Integer> asked, Map<Integer, RegisterValue> values, Map<Integer, Instant> times,
        RegisterCatalogue catalogue) {

    /** Copies the collections, and gives plain numbers the units of their registers. */
    public Reading {
        asked = Set.copyOf(asked);
        values = catalogue.understood(values);
        times = Map.copyOf(times);
    }

    /** Makes a reading of a heat meter, without times. */
    public Reading(Set<Integer> asked, Map<Integer, RegisterValue> values) {
        this(asked, values, Map.of(), RegisterCatalogue.HEAT);
    }

    /** @return a reading of a heat meter without a request */
    public static Reading none() {
        return of(RegisterCatalogue.HEAT);
    }

    /** @return a reading without a request, of a meter with these registers */
    public static Reading of(RegisterCatalogue catalogue) {
        return new Reading(Set.of(), Map.of(), Map.of(), catalogue);
    }

    /**
     * This reading and the answer to one more request. A later answer replaces an earlier one.
     *
     * @param ids the requested registers
     * @param answers the values
     * @param at when the answer came
     */
    public Reading and(Collection<Integer> ids, Collection<RegisterValue> answers, Instant at) {
        Reading all = and(ids, answers);
        Map<Integer, Instant> allTimes = new HashMap<>(times);
        ids.forEach(id -> allTimes.put(id, at));
        return new Reading(all.asked, all.values, allTimes, catalogue);
    }

    /**
     * This reading and the answer to one more request, without its time.
     *
     * @param ids the requested registers
     * @param answers the values
     */
    public Reading and(Collection<Integer> ids, Collection<RegisterValue> answers) {
        Set<Integer> allIds = new HashSet<>(asked);
        allIds.addAll(ids);
        Map<Integer, RegisterValue> all = new HashMap<>(values);
        answers.stream().filter(value -> ids.contains(value.id())).forEach(value -> all.put(value.id(), value));
        return new Reading(allIds, all, times, catalogue);
    }

    /**
     * This reading without some registers.
     *
     * @param ids the registers
     */
    public Reading without(Set<Integer> ids) {
        Set<Integer> otherIds = new HashSet<>(asked);
        otherIds.removeAll(ids);
        Map<Integer, RegisterValue> others = new HashMap<>(values);
        others.keySet().removeAll(ids);
        return new Reading(otherIds, others, times, catalogue);
    }

    /**
     * The time of the last answer with one of some registers.
     *
     * @param ids the registers
     * @return empty if the reading does not have the times
     */
    public Optional<Instant> at(Collection<Integer> ids) {
        return ids.stream().flatMap(id -> Optional.ofNullable(times.get(id)).stream()).max(Comparator.naturalOrder());
    }

    /**
     * Finds a register.
     *
     * @param id of the register
     * @return empty if it was not requested, or the meter left it out
     */
    public Optional<RegisterValue> find(int id) {
        return Optional.ofNullable(values.get(id));
    }
}
