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
package org.openhab.binding.kamstrup.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the command lines of the long tests.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CommandLineTest {

    private static Arguments arguments(String line) {
        return new Arguments(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void theLoadIsAsItIsAskedFor() {
        assertEquals(new LoadTest(200, Duration.ofMinutes(30), false), LoadTest.parse(arguments("")));
        assertEquals(new LoadTest(20, Duration.ofMinutes(2), true),
                LoadTest.parse(arguments("--dead --bridges 20 --minutes 2")));
    }

    @Test
    void headsAreUnpluggedAsItIsAskedFor() {
        assertEquals(UnplugTest.parse(arguments("--times 100 --transport rxtx --heads 4")),
                UnplugTest.parse(arguments("")));
        assertEquals(3, UnplugTest.parse(arguments("--transport jserialcomm --times 3")).times());
    }

    @ParameterizedTest
    @ValueSource(strings = { "--bridges", "--bridges 0", "--bridges many", "--minutes 1441", "--alive", "20" })
    void aLoadThatCannotBeIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> LoadTest.parse(arguments(line)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "--transport", "--transport usb", "--times -1", "--heads 51" })
    void unpluggingThatCannotBeIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> UnplugTest.parse(arguments(line)));
    }
}
