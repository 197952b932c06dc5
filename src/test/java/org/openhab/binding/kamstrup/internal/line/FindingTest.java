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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests the fields of {@link Finding}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FindingTest {

    private static Set<Finding> findings(Predicate<Finding> condition) {
        return Arrays.stream(Finding.values()).filter(condition).collect(Collectors.toSet());
    }

    /** The finding with the lowest rank does not depend on the order of the declarations. */
    @Test
    void ranksOfFindingsAboutOneResponseAreUnique() {
        List<Integer> ranks = findings(Finding::isOfMeter).stream().map(Finding::rank).toList();
        assertEquals(ranks.size(), new HashSet<>(ranks).size(), ranks::toString);
        assertTrue(ranks.stream().allMatch(rank -> rank > 0), ranks::toString);
    }

    /** What is not about a response is never replaced by what is. */
    @ParameterizedTest
    @EnumSource
    void findingsThatAreNotAboutAResponseHaveNoRank(Finding finding) {
        assertEquals(finding.isOfMeter(), finding.rank() != 0);
    }

    @Test
    void eachFindingIsAboutThePortOrTheMeterOrNothingIsWrong() {
        assertEquals(Set.of(Finding.GOOD, Finding.NOTHING_ASKED, Finding.NO_SUCH_REGISTER),
                findings(finding -> !finding.isOfPort() && !finding.isOfMeter()));
        assertEquals(Set.of(), findings(finding -> finding.isOfPort() && finding.isOfMeter()));
        assertEquals(Set.of(), findings(finding -> finding.isOfPort() && !finding.id().startsWith("port-")));
        assertEquals(Set.of(Finding.PORT_NOT_RAW, Finding.PORT_NOT_NEGOTIATED, Finding.PORT_OTHER_SERVER),
                findings(finding -> finding.isOfMeter() && finding.id().startsWith("port-")));
    }

    @Test
    void onlyAnotherConfigurationHelpsIfThePortCannotBeMeant() {
        assertEquals(Set.of(Finding.PORT_NAME, Finding.PORT_SETTINGS, Finding.PORT_NO_JSERIALCOMM, Finding.PORT_TELNET),
                findings(Finding::isOfConfiguration));
    }

    @Test
    void damageIsWhatChangesBytes() {
        assertEquals(Set.of(Finding.PORT_NOT_RAW, Finding.PORT_NOT_NEGOTIATED, Finding.DAMAGED, Finding.CUT_SHORT,
                Finding.ECHO_DAMAGED, Finding.NOISE), findings(Finding::isDamage));
    }
}
