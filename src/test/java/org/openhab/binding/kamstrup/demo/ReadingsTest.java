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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
