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

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The registers that are read, one line each (ids: Kamstrup 5512-447 rev. M1 §5.2). A new one also needs a channel type
 * with its texts and a line in the README; the tests tell what is missing.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class RegisterCatalogue {

    /** The date to which the time of day of {@link Quantity#CLOCK} belongs. */
    public static final int DATE_OF_CLOCK = 1003;

    // The everyday values come first, so that they share the first request.
    private static final List<Register> REGISTERS = List.of( //
            new Register(60, "heat-energy", Quantity.ENERGY), //
            new Register(80, "power", Quantity.POWER), //
            new Register(86, "flow-temperature", Quantity.TEMPERATURE), //
            new Register(87, "return-temperature", Quantity.TEMPERATURE), //
            new Register(89, "temperature-difference", Quantity.TEMPERATURE), //
            new Register(74, "flow-rate", Quantity.FLOW), //
            new Register(68, "volume", Quantity.VOLUME), //
            new Register(69, "volume-2", Quantity.VOLUME), //
            new Register(99, "info-code", Quantity.CODE), //
            new Register(1004, "operating-hours", Quantity.DURATION), //
            new Register(DATE_OF_CLOCK, "meter-date", Quantity.DATE), //
            new Register(1002, "meter-clock", Quantity.CLOCK));

    private RegisterCatalogue() {
    }

    /** @return all registers, in the order in which they are asked for */
    public static List<Register> registers() {
        return REGISTERS;
    }
}
