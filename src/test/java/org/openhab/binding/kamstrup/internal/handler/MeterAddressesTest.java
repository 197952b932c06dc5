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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.core.thing.ThingUID;

/**
 * Two things for one meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterAddressesTest {

    private static final ThingUID FIRST = new ThingUID("kamstrup:meter:head:first");
    private static final ThingUID SECOND = new ThingUID("kamstrup:meter:head:second");

    private final MeterAddresses addresses = new MeterAddresses();
    private final List<ThingUID> retries = new ArrayList<>();

    private Optional<ThingUID> claim(int address, ThingUID meter) {
        return addresses.claim(address, meter, () -> retries.add(meter));
    }

    @Test
    void whoComesFirstHasTheAddress() {
        assertEquals(Optional.empty(), claim(63, FIRST));
        assertEquals(Optional.of(FIRST), claim(63, SECOND));
        assertEquals(Optional.empty(), claim(63, FIRST));
        assertEquals(Optional.empty(), claim(127, SECOND));
    }

    @Test
    void whoWaitsIsToldWhenItIsFree() {
        claim(63, FIRST);
        claim(63, SECOND);
        addresses.release(FIRST);
        assertEquals(List.of(SECOND), retries);
        assertEquals(Optional.empty(), claim(63, SECOND));
        assertEquals(Optional.of(SECOND), claim(63, FIRST));
    }

    @Test
    void whoWentIsNotTold() {
        claim(63, FIRST);
        claim(63, SECOND);
        addresses.release(SECOND);
        addresses.release(FIRST);
        assertEquals(List.of(), retries);
    }
}
