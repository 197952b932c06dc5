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

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * Why a value cannot be.
 *
 * @param kind what is wrong
 * @param register the register
 * @param value what it said
 * @param before what it said before, in the base unit of its quantity, if that matters
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Doubt(Kind kind, Register register, RegisterValue value, Optional<BigDecimal> before) {

    /** What can be wrong. */
    public enum Kind {
        /** A counter went back. */
        FELL,
        /** A counter went on by more than the pipe can carry. */
        JUMPED,
        /** Flow or power is more than the pipe can carry. */
        TOO_HIGH,
        /** A temperature is one that a meter shows while its sensor is out of order. */
        SENSOR;

        /** @return the name in texts, lower-case-hyphen */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
