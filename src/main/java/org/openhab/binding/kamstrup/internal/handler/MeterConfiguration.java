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

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a user sets on a meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterConfiguration {

    private static final String INTERVAL_TEXT = "offline.conf-error.refresh-interval";
    private static final String ADDRESS_TEXT = "offline.conf-error.address";
    /** The parameters that are numbers, and the texts that complain about them. */
    static final Map<String, String> NUMBERS = Map.of("refreshInterval", INTERVAL_TEXT, "address", ADDRESS_TEXT);

    private static final int HIGHEST_ADDRESS = 0xFF;

    /** Seconds between two readings. */
    public int refreshInterval = 900;
    /** KMP address; 3F is that of heat, cooling and water meters. */
    public int address = 0x3F;

    /** @return what is wrong with it, if anything is */
    Optional<StatusText> complaint() {
        if (refreshInterval < 1) {
            return Optional.of(new StatusText(INTERVAL_TEXT, refreshInterval));
        }
        if (address < 0 || address > HIGHEST_ADDRESS) {
            return Optional.of(new StatusText(ADDRESS_TEXT, address));
        }
        return Optional.empty();
    }

    Duration interval() {
        return Duration.ofSeconds(refreshInterval);
    }
}
