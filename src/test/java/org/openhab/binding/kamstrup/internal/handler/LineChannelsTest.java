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
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.Snapshot;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.SuccessRate;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Tests {@link LineChannels}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LineChannelsTest {

    private final TranslationProvider translations = mock(TranslationProvider.class);
    private final Localizer texts = new Localizer(translations, () -> Locale.ENGLISH);

    LineChannelsTest() {
        when(translations.getText(any(), any(), any(), any(), any(), any()))
                .thenAnswer(asked -> asked.getArgument(1) + " " + asked.getArgument(4) + " " + asked.getArgument(5));
    }

    private static Snapshot state(Finding finding) {
        return new Snapshot(finding, "80 3F", new SuccessRate(0, 0), new SuccessRate(99_999, 100_000), Optional.empty(),
                2, 300, 4000);
    }

    @Test
    void unknownNumbersAreUndefined() {
        Map<String, State> states = LineChannels.states(state(Finding.ECHO_ONLY), "/dev/ttyUSB0", texts);
        assertEquals("finding.echo-only 80 3F /dev/ttyUSB0", states.get("link-status").toString());
        assertEquals(UnDefType.UNDEF, states.get("success-rate-hour"));
        assertEquals("99.9 %", states.get("success-rate-day").toString());
        assertEquals(UnDefType.UNDEF, states.get("response-time"));
        assertEquals("2", states.get("retries").toString());
        assertEquals("300", states.get("bytes-sent").toString());
        assertEquals("4000", states.get("bytes-received").toString());
    }

    @Test
    void responseTimeIsInMilliseconds() {
        Snapshot answered = new Snapshot(Finding.GOOD, "", new SuccessRate(1, 1), new SuccessRate(1, 1),
                Optional.of(Duration.ofNanos(271_900_000)), 0, 9, 15);
        assertEquals("271 ms", LineChannels.states(answered, "COM3", texts).get("response-time").toString());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { //
            "-, GOOD, -", "-, NOTHING_ASKED, -", "-, SILENT, silent", //
            "NOTHING_ASKED, GOOD, -", "NOTHING_ASKED, PORT_LOST, port-lost", //
            "GOOD, GOOD, -", "GOOD, ECHO_ONLY, echo-only", "ECHO_ONLY, ECHO_ONLY, -", "ECHO_ONLY, GOOD, good", //
            "GOOD, PORT_LOST, port-lost", "PORT_LOST, PORT_MISSING, port-missing" })
    void onlyChangedFindingTriggers(@Nullable Finding before, Finding now, @Nullable String event) {
        assertEquals(Optional.ofNullable(event),
                LineChannels.change(Optional.ofNullable(before).map(LineChannelsTest::state), state(now)));
    }
}
