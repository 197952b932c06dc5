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

import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;

/**
 * The names of registers for users: their number, or the channel that shows them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class RegisterNames {

    private RegisterNames() {
    }

    /**
     * Finds a register.
     *
     * @param name a number from 0 to 65535, or a channel such as heat-energy or energy#heat-energy
     */
    public static Optional<Integer> id(String name) {
        try {
            return Optional.of(Integer.valueOf(name)).filter(id -> id >= 0 && id <= GetRegisters.MAX_ID);
        } catch (NumberFormatException e) {
            return RegisterCatalogue.channels().stream().filter(register -> name.equals(register.channel())
                    || name.equals(register.group() + "#" + register.channel())).map(Register::id).findAny();
        }
    }
}
