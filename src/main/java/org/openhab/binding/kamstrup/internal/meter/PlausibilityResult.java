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
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * An implausible value and what became of it.
 *
 * @param cause why the value is implausible
 * @param register the register
 * @param value the value that the meter sent
 * @param status what became of it
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record PlausibilityResult(Cause cause, Register register, RegisterValue value, Status status) {

    /** Why a value is implausible. */
    public enum Cause {
        /** A counter fell. */
        FELL,
        /** A counter rose by more than the pipe can carry. */
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

    /** What became of an implausible value. */
    public enum Status {
        /** The value is rejected until a second reading decides. */
        PENDING,
        /** A second reading gave the same. */
        CONFIRMED,
        /** A second reading gave a plausible value. */
        DISMISSED,
        /** A second reading showed that the sensor is out of order. */
        REFUSED;

        /** @return the name in texts, lower-case-hyphen */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @return the same value with another status */
    PlausibilityResult with(Status newStatus) {
        return new PlausibilityResult(cause, register, value, newStatus);
    }
}
