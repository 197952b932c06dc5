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
package org.openhab.binding.kamstrup.internal.simulator;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * What a living meter tells: values for the registers that its image has, in the form that they have there.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Telling {

    private final RegisterImage image;
    private final Map<Integer, String> values = new HashMap<>();

    Telling(RegisterImage image) {
        this.image = image;
    }

    /** Tells an amount in the unit and with the decimals that the register was born with. */
    void amount(RegisterValue born, Dimension dimension, BigDecimal amount) {
        dimension.like(born, amount).ifPresent(number -> number(born, number));
    }

    /** Tells a number, whose decimals are those that the register was born with. */
    void number(RegisterValue born, BigDecimal number) {
        values.put(born.id(), Dimension.fitting(born, number).toString());
    }

    /** Tells a moment, if there is a register for it. */
    void moment(int id, LocalDateTime local) {
        RegisterImage.Register register = image.registers().get(id);
        if (register != null && ValueText.hasMoments(register.unit())) {
            values.put(id, ValueText.moment(local, register.unit()));
        }
    }

    RegisterImage told() {
        return image.withValues(values);
    }
}
