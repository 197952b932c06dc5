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

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.PollClass;

/**
 * The registers that are wanted from a meter.
 *
 * @param groups registers that are needed together, for example by one channel, each with its poll class
 * @param aroundMidnight whether the counters are wanted right before and after midnight, too
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record RegisterDemand(Set<Map<Integer, PollClass>> groups, boolean aroundMidnight) {

    /** Copies the groups. */
    public RegisterDemand {
        groups = Set.copyOf(groups.stream().map(Map::copyOf).toList());
    }

    /** @return the demand for nothing */
    public static RegisterDemand none() {
        return new RegisterDemand(Set.of(), false);
    }

    /** @return the poll classes of all registers */
    public Set<PollClass> pollClasses() {
        return groups.stream().flatMap(group -> group.values().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
