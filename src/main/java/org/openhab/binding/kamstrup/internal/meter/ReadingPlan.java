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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;

/**
 * Packs registers into the fewest requests.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ReadingPlan {

    private ReadingPlan() {
    }

    /**
     * The requests of one reading, to be sent in one go while the meter is awake.
     *
     * @param address the meter's
     * @param registers the ids of what to read, in this order; one that comes again is asked for once
     */
    public static List<GetRegisters> requests(int address, Collection<Integer> registers) {
        List<Integer> ids = registers.stream().distinct().toList();
        List<GetRegisters> requests = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += GetRegisters.MAX_IDS) {
            requests.add(
                    new GetRegisters(address, ids.subList(from, Math.min(ids.size(), from + GetRegisters.MAX_IDS))));
        }
        return List.copyOf(requests);
    }
}
