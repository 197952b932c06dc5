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
package org.openhab.binding.kamstrup.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * What of several answers counts, some of which are damaged.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ResponseVoteTest {

    private final ResponseVote vote = new ResponseVote();

    private static Response answer(String energy, String flow) {
        return new RegisterValues(0x3F, List.of(RegisterValue.of(60, Unit.GJ, new BigDecimal(energy), 4),
                RegisterValue.of(74, Unit.L_PER_H, new BigDecimal(flow), 4)));
    }

    @Test
    void whatComesTwiceTheSameCounts() {
        assertEquals(Optional.empty(), vote.add(answer("102.47", "120")));
        assertEquals(Optional.empty(), vote.add(answer("999.99", "120")));
        assertEquals(Optional.of(answer("102.47", "120")), vote.add(answer("102.47", "120")));
    }

    @Test
    void ofWhatGoesOnTheMiddleCounts() {
        assertEquals(Optional.empty(), vote.add(answer("102.47", "120")));
        assertEquals(Optional.empty(), vote.add(answer("102.47", "124")));
        assertEquals(Optional.of(answer("102.47", "122")), vote.add(answer("102.48", "122")));
    }

    @Test
    void theOneThatIsDamagedNeverCounts() {
        for (int damaged = 0; damaged < 3; damaged++) {
            ResponseVote some = new ResponseVote();
            Optional<Response> believed = Optional.empty();
            for (int i = 0; i < 3; i++) {
                believed = some.add(i == damaged ? answer("102.47", "65656") : answer("102.47", "12" + i));
            }
            int middle = damaged == 2 ? 1 : 2;
            assertEquals(Optional.of(answer("102.47", "12" + middle)), believed);
        }
    }

    @Test
    void whatHasAnotherFormIsNoWitness() {
        vote.add(answer("102.47", "120"));
        vote.add(answer("102.4", "121"));
        vote.add(new RegisterValues(0x3F, List.of()));
        assertEquals(Optional.empty(), vote.add(answer("102.47", "122")));
        assertEquals(Optional.of(answer("102.47", "122")), vote.add(answer("102.47", "123")));
    }

    @Test
    void aNumberThatNamesSomethingHasToComeTwice() {
        assertEquals(Optional.empty(), vote.add(new SerialNumber(0x3F, 1)));
        assertEquals(Optional.empty(), vote.add(new SerialNumber(0x3F, 2)));
        assertEquals(Optional.empty(), vote.add(new SerialNumber(0x3F, 3)));
        assertEquals(Optional.of(new SerialNumber(0x3F, 2)), vote.add(new SerialNumber(0x3F, 2)));
    }
}
