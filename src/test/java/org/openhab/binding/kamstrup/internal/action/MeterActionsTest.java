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
package org.openhab.binding.kamstrup.internal.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;

import java.util.Locale;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.core.i18n.TranslationProvider;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterActionsTest {

    private final MeterActions actions = new MeterActions();

    private void setHandler() {
        MeterHandler handler = mock(MeterHandler.class);
        lenient().when(handler.texts())
                .thenReturn(new Localizer(mock(TranslationProvider.class), () -> Locale.ENGLISH));
        lenient().when(handler.historyRead()).thenReturn(Optional.empty());
        actions.setThingHandler(handler);
    }

    @ParameterizedTest
    @CsvSource({ "week, , , console.history.invalid", ", , , console.history.invalid",
            "day, yesterday, , console.history.invalid", "day, , , console.not-online",
            "month, 2026-03-01, , console.not-online", "hour, 2026-03-01, 2026-03-02, console.not-online" })
    void readsHistoryOfADayOrAll(@Nullable String logger, @Nullable String from, @Nullable String to, String expected) {
        setHandler();
        assertEquals(expected, actions.readHistory(logger, from, to));
        assertEquals(expected, MeterActions.readHistory(actions, logger, from, to));
    }

    @Test
    void withoutHandlerThereIsNoHistory() {
        assertEquals("", actions.readHistory("day", null, null));
    }
}
