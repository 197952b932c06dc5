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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.polling.HistoryDemand;

/**
 * Which rows of the loggers of a meter are read without being asked for.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum HistoryMode {
    /** A month of days, once, when a channel is linked. */
    OFF(32),
    /** The new row after the end of each day, and of what is linked; two rows show the last complete period. */
    DAILY(2),
    /** All rows that the meter has, then the new ones. */
    ALL(HistoryDemand.ALL);

    private final int rows;

    HistoryMode(int rows) {
        this.rows = rows;
    }

    /** @return the mode that does not cost the battery a wake-up, or the one that closes gaps on mains */
    static HistoryMode of(PowerSupply supply) {
        return supply == PowerSupply.BATTERY ? OFF : DAILY;
    }

    /** @return how many of the newest rows of a logger are read */
    int rows() {
        return rows;
    }
}
