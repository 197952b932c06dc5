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
package org.openhab.binding.kamstrup.internal.meter;

import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A value that was held back, and what became of it.
 *
 * @param doubt why it was held back
 * @param outcome what became of it
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record DoubtReport(Doubt doubt, Outcome outcome) {

    /** What can become of it. */
    public enum Outcome {
        /** Nothing yet. */
        HELD_BACK,
        /** A second reading said the same. */
        CONFIRMED,
        /** A second reading said something that can be. */
        DISMISSED,
        /** A second reading showed that the sensor is out of order. */
        REFUSED;

        /** @return the name in texts, lower-case-hyphen */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
