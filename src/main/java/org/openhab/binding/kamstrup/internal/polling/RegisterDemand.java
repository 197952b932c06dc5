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

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.PollClass;

/**
 * What of a meter is worth a reading.
 *
 * @param wanted the ids of the registers for which the meter is woken, and how often they change; a register can be in
 *            more than one
 *            thing, of which each is to have all its registers at once
 * @param atOnce those of them that are read with the next reading, due or not
 * @param alongside those that are asked for whenever it is awake
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record RegisterDemand(Map<Integer, Set<PollClass>> wanted, Set<Integer> atOnce, Set<Integer> alongside) {

    /** Makes a demand. */
    public RegisterDemand {
        wanted = Map.copyOf(wanted);
        atOnce = Set.copyOf(atOnce);
        alongside = Set.copyOf(alongside);
    }

    /** @return that nothing is worth a reading */
    public static RegisterDemand none() {
        return new RegisterDemand(Map.of(), Set.of(), Set.of());
    }

    /** @return the paces of which something is wanted */
    public Set<PollClass> pollClasses() {
        Set<PollClass> pollClasses = new HashSet<>();
        wanted.values().forEach(pollClasses::addAll);
        return pollClasses;
    }
}
