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

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests which lines of openHAB's log count as a complaint.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LogProblemsTest {

    private static final String UNRESOLVED = """
            2026-11-24 00:18:03.195 [ERROR] [internal.handler.ScriptActionHandler] - Script execution of rule with UID \
            'kamstrup-7' failed: The name 'Info_Code' cannot be resolved to an item or type; line 63, column 9, \
            length 9 in kamstrup""";

    private final LogProblems complaints = new LogProblems(Set.of("Info_Code", "Heat_Energy"));

    @ParameterizedTest
    @ValueSource(strings = { "[WARN ] [ore.common.AbstractInvocationHandler] - Timeout in org.openhab.binding.kamstrup",
            "[ERROR] [internal.handler.ScriptActionHandler] - Script execution of rule with UID 'kamstrup-7' failed: null",
            "[WARN ] [ty.util.ThingWebClientUtil] - A serial port is missing",
            "[ERROR] [kamstrup.internal.line.Line] - The name 'Info_Code' cannot be resolved to an item or type" })
    void whatIsSaidOfTheBindingCounts(String line) {
        assertTrue(complaints.test(line));
    }

    @ParameterizedTest
    @ValueSource(strings = { "[INFO ] [el.core.internal.ModelRepositoryImpl] - Loading model 'kamstrup.rules'",
            "[WARN ] [nternal.ruleprovider.util] - Something else" })
    void whatIsNoWarningOrOfSomethingElseDoesNot(String line) {
        assertFalse(complaints.test(line));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Info_Code", "Heat_Energy", "ON", "OFF", "OPEN", "CLOSED", "UP", "DOWN", "STOP", "MOVE",
            "INCREASE", "DECREASE", "PLAY", "PAUSE", "NEXT", "PREVIOUS", "REWIND", "FASTFORWARD", "NULL", "UNDEF" })
    void ignoresARuleThatRunsWhileOpenHabReadsTheRulesAgain(String name) {
        assertFalse(complaints.test(UNRESOLVED.replace("Info_Code", name)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Info_Cod", "On", "ONN" })
    void countsARuleWithANameThatDoesNotExist(String name) {
        assertTrue(complaints.test(UNRESOLVED.replace("Info_Code", name)));
    }
}
