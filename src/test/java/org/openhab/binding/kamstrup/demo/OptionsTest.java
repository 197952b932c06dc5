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
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the demonstration's command line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OptionsTest {

    @Test
    void withoutOptionsTheSimulatedMeterIsShownForEver() {
        assertEquals(new Options(Optional.empty(), OptionalInt.empty(), false, false, Duration.ofMinutes(3),
                OptionalInt.empty(), OptionalInt.empty()), accepted());
    }

    @Test
    void allOptionsAreTaken() {
        assertEquals(
                new Options(Optional.of("/dev/ttyUSB0"), OptionalInt.of(8080), false, true, Duration.ofSeconds(5),
                        OptionalInt.of(5006), OptionalInt.of(1)),
                accepted("--port", "/dev/ttyUSB0", "--http-port", "8080", "--once", "--timeout", "5", "--debug", "5006",
                        "--speed", "1"));
    }

    @Test
    void openHabMayStartEmpty() {
        Options empty = accepted("--empty", "--http-port", "8080");
        assertEquals(true, empty.empty());
        assertEquals(OptionalInt.of(8080), empty.httpPort());
    }

    @Test
    void theDebuggersPortMayBeLeftOut() {
        assertEquals(OptionalInt.of(5005), accepted("--debug").debugPort());
        Options both = accepted("--debug", "--once");
        assertEquals(OptionalInt.of(5005), both.debugPort());
        assertEquals(true, both.once());
    }

    @Test
    void theLastOfSeveralCounts() {
        assertEquals(Optional.of("COM4"), accepted("--port", "COM3", "--port", "COM4").port());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { //
            "--nonsense           | There is no option --nonsense", //
            "port                 | There is no option port", //
            "--port               | --port needs a value", //
            "--port --once        | --port needs a value", //
            "--once --http-port   | --http-port needs a value", //
            "--http-port 0        | --http-port needs a number from 1 to 65535, not 0", //
            "--http-port 65536    | --http-port needs a number from 1 to 65535, not 65536", //
            "--http-port 99999999999 | --http-port needs a number from 1 to 65535, not 99999999999", //
            "--http-port 80x      | --http-port needs a number from 1 to 65535, not 80x", //
            "--timeout -1         | --timeout needs a number from 1 to 86400, not -1", //
            "--timeout 0          | --timeout needs a number from 1 to 86400, not 0", //
            "--speed 3601         | --speed needs a number from 1 to 3600, not 3601", //
            "--empty --once       | --once waits for values, and with --empty there are none", //
            "--once --empty       | --once waits for values, and with --empty there are none", //
            "--debug here         | --debug needs a number from 1 to 65535, not here" })
    void wrongOptionsAreExplained(String line, String message) {
        Options.Wrong wrong = assertInstanceOf(Options.Wrong.class, Options.parse(List.of(line.split(" "))));
        assertEquals(message, wrong.message());
    }

    private static Options accepted(String... arguments) {
        return assertInstanceOf(Options.Run.class, Options.parse(List.of(arguments))).options();
    }
}
