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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.core.config.core.Configuration;

/**
 * The configuration of an optical head.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class OpticalHeadConfiguration {

    private static final String SERIAL_PORT = "serialPort";
    private static final String BAUD_RATE = "baudRate";
    private static final int LOWEST_BAUD_RATE = 300;
    private static final int HIGHEST_BAUD_RATE = 115200;
    private static final int DEFAULT_BAUD_RATE = 1200;
    private static final String STOP_BITS = "stopBits";
    private static final int DEFAULT_STOP_BITS = 2;
    private static final String RTS = "rts";
    private static final String DTR = "dtr";
    private static final Map<String, ControlLineState> LINE_STATES = Map.of("on", ControlLineState.ON, "off",
            ControlLineState.OFF);

    private OpticalHeadConfiguration() {
    }

    /** @return the error of a configuration, if there is one */
    static Optional<StatusText> validationError(Configuration configuration) {
        if (!ConfigurationReader.isSet(configuration, SERIAL_PORT)) {
            return Optional.of(new StatusText("offline.conf-error.no-port"));
        }
        if (ConfigurationReader.isSet(configuration, BAUD_RATE) && baudRate(configuration).isEmpty()) {
            return Optional.of(
                    new StatusText("offline.conf-error.baud-rate", ConfigurationReader.text(configuration, BAUD_RATE)));
        }
        if (ConfigurationReader.isSet(configuration, STOP_BITS) && stopBits(configuration).isEmpty()) {
            return Optional.of(
                    new StatusText("offline.conf-error.stop-bits", ConfigurationReader.text(configuration, STOP_BITS)));
        }
        return Stream.of(RTS, DTR).filter(
                line -> ConfigurationReader.isSet(configuration, line) && lineState(configuration, line).isEmpty())
                .map(line -> new StatusText("offline.conf-error.control-line", line,
                        ConfigurationReader.text(configuration, line)))
                .findFirst();
    }

    private static Optional<Integer> baudRate(Configuration configuration) {
        return ConfigurationReader.whole(configuration, BAUD_RATE, LOWEST_BAUD_RATE, HIGHEST_BAUD_RATE);
    }

    private static Optional<Integer> stopBits(Configuration configuration) {
        return ConfigurationReader.whole(configuration, STOP_BITS, 1, 2);
    }

    private static Optional<ControlLineState> lineState(Configuration configuration, String line) {
        return Optional
                .ofNullable(LINE_STATES.get(ConfigurationReader.text(configuration, line).toLowerCase(Locale.ROOT)));
    }

    /**
     * Reads a configuration.
     *
     * @param configuration of a head, one without {@link #validationError}
     */
    static LineSettings of(Configuration configuration) {
        int baudRate = baudRate(configuration).orElseGet(() -> DEFAULT_BAUD_RATE);
        int stopBits = stopBits(configuration).orElseGet(() -> DEFAULT_STOP_BITS);
        return new LineSettings(ConfigurationReader.text(configuration, SERIAL_PORT), baudRate, stopBits,
                lineState(configuration, RTS).orElseGet(() -> ControlLineState.AS_DRIVER_SETS),
                lineState(configuration, DTR).orElseGet(() -> ControlLineState.AS_DRIVER_SETS),
                !ConfigurationReader.isSet(configuration, BAUD_RATE));
    }

    /**
     * The settings that differ from those of most meters and heads.
     *
     * @param configuration of a head, one without {@link #validationError}
     * @return names and values of the parameters
     */
    static List<String> unusual(Configuration configuration) {
        LineSettings settings = of(configuration);
        return Stream
                .of(Stream.of(BAUD_RATE + "=" + settings.baudRate())
                        .filter(text -> settings.baudRate() != DEFAULT_BAUD_RATE),
                        Stream.of(STOP_BITS + "=" + settings.stopBits())
                                .filter(text -> settings.stopBits() != DEFAULT_STOP_BITS),
                        Stream.of(RTS, DTR).filter(line -> ConfigurationReader.isSet(configuration, line))
                                .map(line -> line + "=" + ConfigurationReader.text(configuration, line)))
                .flatMap(texts -> texts).toList();
    }
}
