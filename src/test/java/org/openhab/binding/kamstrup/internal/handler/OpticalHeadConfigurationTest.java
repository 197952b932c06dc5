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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.core.config.core.Configuration;

/**
 * Valid and invalid configurations of a head.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OpticalHeadConfigurationTest {

    private static final String PORT = "/dev/ttyUSB0";

    @Test
    void defaultsAreThoseOfTheProtocol() {
        Configuration configuration = new Configuration(Map.of("serialPort", PORT, "rts", " "));
        assertEquals(Optional.empty(), OpticalHeadConfiguration.validationError(configuration));
        assertEquals(
                new LineSettings(PORT, 1200, 2, ControlLineState.AS_DRIVER_SETS, ControlLineState.AS_DRIVER_SETS, true),
                OpticalHeadConfiguration.of(configuration));
    }

    @Test
    void readsAllParameters() {
        Configuration configuration = new Configuration(Map.of("serialPort", PORT, "baudRate", BigDecimal.valueOf(2400),
                "stopBits", "1", "rts", "off", "dtr", "ON"));
        assertEquals(Optional.empty(), OpticalHeadConfiguration.validationError(configuration));
        assertEquals(new LineSettings(PORT, 2400, 1, ControlLineState.OFF, ControlLineState.ON),
                OpticalHeadConfiguration.of(configuration));
    }

    @ParameterizedTest
    @CsvSource({ "rts, high", "rts, true", "dtr, 1" })
    void controlLineIsOnOrOff(String line, String state) {
        StatusText validationError = OpticalHeadConfiguration
                .validationError(new Configuration(Map.of("serialPort", PORT, line, state))).orElseThrow();
        assertEquals("offline.conf-error.control-line", validationError.key());
        assertEquals(List.of(line, state), validationError.arguments());
    }

    @Test
    void missingPortIsAnError() {
        assertTrue(OpticalHeadConfiguration.validationError(new Configuration()).isPresent());
    }
}
