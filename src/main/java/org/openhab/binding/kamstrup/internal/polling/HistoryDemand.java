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
package org.openhab.binding.kamstrup.internal.polling;

import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;

/**
 * The rows of loggers that are wanted.
 *
 * @param loggers what is wanted of which logger
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record HistoryDemand(Map<MeterLogger, Rows> loggers) {

    /** As many rows as the meter has. */
    public static final int ALL = Integer.MAX_VALUE;

    /**
     * Rows of a logger.
     *
     * @param rows how many of the newest rows; later ones are read too, whatever the number is
     * @param registers ids, the most important one first; those that the logger does not have are ignored, and its time
     *            is always read
     */
    public record Rows(int rows, List<Integer> registers) {

        /** Copies the list. */
        public Rows {
            registers = List.copyOf(registers);
        }
    }

    /** Copies the map. */
    public HistoryDemand {
        loggers = Map.copyOf(loggers);
    }

    /** @return the demand for nothing */
    public static HistoryDemand none() {
        return new HistoryDemand(Map.of());
    }
}
