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
package org.openhab.binding.kamstrup.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The commands in the console.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture({ "attic", "missing", "silent", "speed" })
@Order(6)
class ConsoleIT {

    private final OpenHabFixture fixture;

    ConsoleIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { //
            "list                                            | kamstrup:optical-head:attic ONLINE The meter answers.",
            "list                                            | kamstrup:meter:attic:heat ONLINE",
            "read kamstrup:meter:attic:heat 60 flow-rate     | 60 Heat Energy: 55.006 MWh",
            "read kamstrup:meter:attic:heat 60 flow-rate     | 74 Flow Rate: 231 l/h",
            "read kamstrup:meter:attic:heat 9999             | it has no register 9999",
            "read kamstrup:meter:attic:heat hot              | hot is not a register. Use",
            "read kamstrup:meter:missing:heat 60             | This is not possible now",
            "read nobody 60                                  | There is no meter nobody. The meters are: ",
            "trace kamstrup:optical-head:attic dump          | ! answered after",
            "trace nobody dump                               | There is no optical head nobody",
            "decode 80 3F 10 01 00 3C B2 5F 0D               | \"id\":60",
            "decode '\\x80?\\x10\\x01\\x00<\\xb2_\\r'               | \"id\":60",
            "decode                                          | decodes bytes",
            "discover kamstrup:optical-head:attic            | discovery: 1 meter, MULTICAL 601 (Pt500, 2-wire) no. 6892850",
            "discover kamstrup:optical-head:cellar           | discovery: 1 meter, MULTICAL 601 (Pt100) no. 6543210",
            "align kamstrup:optical-head:attic never         | shows the success rate",
            "diagnose kamstrup:optical-head:attic            | The meter answers with 1200 baud and 2 stop bits",
            "diagnose kamstrup:optical-head:missing          | The port /dev/no-such-port does not exist" })
    void theConsoleTells(String command, String text) throws Exception {
        String told = fixture.openHab().console().run("openhab:kamstrup " + command).text();
        assertTrue(told.contains(text), told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { //
            "discover kamstrup:optical-head:silent           | discovery: no meter. The meter does not answer",
            "align kamstrup:optical-head:attic 3             | success rate lately: 100.0 %, in all: 100.0 %" })
    @Tag("slow")
    void consoleTellsWhatTakesLong(String command, String text) throws Exception {
        theConsoleTells(command, text);
    }

    /** It takes more than a minute. */
    @Test
    @Tag("slow")
    void theSettingsWithWhichAMeterAnswersAreFoundOut() throws Exception {
        String told = fixture.openHab().console().run("openhab:kamstrup diagnose kamstrup:optical-head:speed").text();
        assertTrue(told.contains("Press a key on the meter now"), told);
        assertTrue(told.contains("The meter answers with 1200 baud and 2 stop bits. Set the head to"), told);
    }
}
