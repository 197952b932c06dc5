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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What goes on in a meter at a moment.
 *
 * @param flow in millilitres per hour
 * @param inlet temperature in hundredths of a degree
 * @param outlet temperature in hundredths of a degree
 * @param tapWater flow of the house's water in millilitres per hour
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Operation(long flow, long inlet, long outlet, long tapWater) {

    /**
     * What water carries: 1.16 kWh/(m³×K), which is 0.0000116 W for a millilitre per hour and a hundredth of a degree.
     */
    static final BigDecimal HEAT = new BigDecimal("0.0000116");

    long difference() {
        return inlet - outlet;
    }

    /** In multiples of {@link #HEAT}. */
    long power() {
        return flow * difference();
    }
}
