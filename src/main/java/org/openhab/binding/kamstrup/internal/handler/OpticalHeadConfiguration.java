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

import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.link.LineSettings;

/**
 * What a user sets on an optical head.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OpticalHeadConfiguration {

    private static final String BAUD_RATE_TEXT = "offline.conf-error.baud-rate";
    private static final String STOP_BITS_TEXT = "offline.conf-error.stop-bits";
    /** The parameters that are numbers, and the texts that complain about them. */
    static final Map<String, String> NUMBERS = Map.of("baudRate", BAUD_RATE_TEXT, "stopBits", STOP_BITS_TEXT);

    private static final int LOWEST_BAUD_RATE = 300;
    private static final int HIGHEST_BAUD_RATE = 115200;

    public String serialPort = "";
    public int baudRate = 1200;
    public int stopBits = 2;

    /** @return what is wrong with it, if anything is */
    Optional<StatusText> complaint() {
        if (serialPort.isBlank()) {
            return Optional.of(new StatusText("offline.conf-error.no-port"));
        }
        if (baudRate < LOWEST_BAUD_RATE || baudRate > HIGHEST_BAUD_RATE) {
            return Optional.of(new StatusText(BAUD_RATE_TEXT, baudRate));
        }
        if (stopBits != 1 && stopBits != 2) {
            return Optional.of(new StatusText(STOP_BITS_TEXT, stopBits));
        }
        return Optional.empty();
    }

    LineSettings toLineSettings() {
        return new LineSettings(serialPort.strip(), baudRate, stopBits);
    }
}
