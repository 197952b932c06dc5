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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.types.State;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TimeSeriesSenderTest {

    private static final ChannelUID CHANNEL = new ChannelUID("kamstrup:meter:heat:history#day-volume");
    private static final Map<Instant, State> STATES = Map.of(Instant.parse("2026-03-01T00:00:00Z"),
            DecimalType.valueOf("4.2"), Instant.parse("2026-03-02T00:00:00Z"), DecimalType.valueOf("4.3"));

    @Test
    void sendsAllStatesAndLetsPersistenceKeepWhatItHas() {
        List<LaterOpenHab.TimeSeries> sent = new ArrayList<>();
        LaterOpenHab.Callback callback = (channel, series) -> {
            assertEquals(CHANNEL, channel);
            sent.add(series);
        };
        assertTrue(LaterOpenHab.sender().send(callback, CHANNEL, STATES));
        assertEquals(1, sent.size());
        assertEquals(STATES, sent.get(0).states);
        assertEquals(LaterOpenHab.TimeSeries.Policy.ADD, sent.get(0).policy);
    }

    @Test
    void failureOfOpenHabIsNoFailureOfTheBinding() {
        LaterOpenHab.Callback callback = (channel, series) -> {
            throw new IllegalStateException("no such item");
        };
        assertFalse(LaterOpenHab.sender().send(callback, CHANNEL, STATES));
    }

    @Test
    void openHabBefore41HasNone() {
        assertEquals(Optional.empty(), TimeSeriesSender.ofOpenHab());
        assertEquals(Optional.empty(),
                TimeSeriesSender.find(LaterOpenHab.TimeSeries.class.getName(), TimeSeriesSenderTest.class));
    }
}
