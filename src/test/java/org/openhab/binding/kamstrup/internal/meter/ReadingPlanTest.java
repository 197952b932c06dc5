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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReadingPlanTest {

    @Test
    void registersAreAskedForEightAtATime() {
        List<Integer> ids = IntStream.rangeClosed(60, 76).boxed().toList();
        assertEquals(List.of(new GetRegisters(0x3F, ids.subList(0, 8)), new GetRegisters(0x3F, ids.subList(8, 16)),
                new GetRegisters(0x3F, ids.subList(16, 17))), ReadingPlan.requests(0x3F, ids));
    }

    @Test
    void aRegisterThatIsNamedTwiceIsAskedForOnce() {
        assertEquals(List.of(new GetRegisters(0x3F, List.of(60, 80))), ReadingPlan.requests(0x3F, List.of(60, 80, 60)));
    }
}
