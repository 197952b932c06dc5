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
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.core.i18n.TranslationProvider;

/**
 * Tests the texts of {@link Localizer} for the result of a request; a text is its key and its arguments here.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LocalizerTest {

    private static final GetRegisters REQUEST = new GetRegisters(0x3F, List.of(68, 1234, 60));

    private final TranslationProvider translations = mock(TranslationProvider.class);
    private final Localizer texts = new Localizer(translations, () -> Locale.ENGLISH);

    LocalizerTest() {
        // varargs: any number of arguments
        when(translations.getText(any(), anyString(), anyString(), any(), any(Object[].class)))
                .thenAnswer(call -> call.getArgument(1) + Arrays.stream(call.getArguments()).skip(4)
                        .map(argument -> " " + argument).collect(Collectors.joining()));
    }

    private List<String> lines(RequestResult result) {
        return texts.of(REQUEST, result, "COM3", RegisterCatalogue.HEAT);
    }

    private static RegisterValue value(int id, Unit unit, String number) {
        return RegisterValue.of(id, unit, new BigDecimal(number), 4);
    }

    @Test
    void answerHasALineForEachRegisterInTheOrderOfTheRequest() {
        RegisterValues answer = new RegisterValues(0x3F,
                List.of(value(60, Unit.GJ, "215.34"), value(68, Unit.M3, "12.5")));
        assertEquals(
                List.of("68 channel-type.kamstrup.volume.label: 12.5 m³", "finding.no-such-register 1234 COM3",
                        "60 channel-type.kamstrup.heat-energy.label: 215.34 GJ"),
                lines(new RequestResult.Answered(answer)));
    }

    @Test
    void failureHasTheTextOfItsFinding() {
        assertEquals(List.of("finding.damaged 40 3F COM3"), lines(new RequestResult.Failed(Finding.DAMAGED, "40 3F")));
    }

    @Test
    void closedPortAndStoppedLineAreNotOnline() {
        assertEquals(List.of("console.not-online"), lines(new RequestResult.NoPort("")));
        assertEquals(List.of("console.not-online"), lines(new RequestResult.Stopped()));
    }

    @Test
    void anElectricityMeterInTheInboxHasTheNameOfItsModel() {
        assertEquals("discovery.label Kamstrup 382J 14990045",
                texts.of(new MeterProfile(0x5301, new SoftwareRevision(1, 71), 14990045, Map.of())));
    }

    /** The same number is another register on a heat meter. */
    @Test
    void aRegisterHasTheNameOfTheKindOfMeter() {
        RegisterValue value = value(1010, Unit.NUMBER, "14990045");
        assertEquals("1010 channel-type.kamstrup.meter-number.label: 14990045 number",
                texts.of(value, RegisterCatalogue.ELECTRICITY));
        assertEquals("1010 channel-type.kamstrup.customer-number-1.label: 14990045 number",
                texts.of(value, RegisterCatalogue.HEAT));
    }
}
