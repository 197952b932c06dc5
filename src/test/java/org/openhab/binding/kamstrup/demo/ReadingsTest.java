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
package org.openhab.binding.kamstrup.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;

/**
 * What the demonstration makes of the states of items.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReadingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "102.47 GJ | 102.47 GJ", "1208.96 ㎥ | 1208.96 m³", "NULL | NULL",
            "2026-08-24T00:00:00.000+0200 | 24 Aug 2026", "2026-08-24T10:30:05.000+0200 | 24 Aug 2026, 10:30:05",
            "2026-01-02T10:30:05+00:00 | 2 Jan 2026, 10:30:05" })
    void aStateIsWrittenAsPeopleReadIt(String state, String written) {
        assertEquals(written, Readings.readable(state));
    }

    @ParameterizedTest
    @CsvSource({ "status#operating-hours, status#battery-time-left, true",
            "status#operating-hours, status#info-text, true", "status#operating-hours, status#operating-hours, false",
            "energy#heat-energy, status#battery-time-left, false" })
    void meterLacksAChannelOnceItHasAllOthers(String has, String linked, boolean lacks) {
        Thing meter = new Thing("kamstrup:meter:cellar:heat", "", "ONLINE", "NONE", "", Map.of(),
                Map.of(has, "Number"));
        assertEquals(lacks, Readings.lacks(meter, "kamstrup:meter:cellar:heat:" + linked));
        assertFalse(Readings.lacks(meter, "kamstrup:optical-head:cellar:" + linked));
    }
}
