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
import java.util.function.ToLongFunction;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a meter counts, as a whole number of something small in every second.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Quantity {
    HEAT(Operation::power, Dimension.ENERGY, Operation.HEAT),
    INLET_HEAT(now -> now.flow() * now.inlet(), Dimension.ENERGY, Operation.HEAT),
    OUTLET_HEAT(now -> now.flow() * now.outlet(), Dimension.ENERGY, Operation.HEAT),
    VOLUME(Operation::flow, Dimension.VOLUME, BigDecimal.ONE),
    /** Hot water is lighter than its volume says. */
    MASS(Operation::flow, Dimension.MASS, new BigDecimal("0.98")),
    VOLUME_TIMES_INLET(now -> now.flow() * now.inlet(), Dimension.VOLUME_TIMES_TEMPERATURE, BigDecimal.ONE),
    VOLUME_TIMES_OUTLET(now -> now.flow() * now.outlet(), Dimension.VOLUME_TIMES_TEMPERATURE, BigDecimal.ONE),
    TAP_WATER(Operation::tapWater, Dimension.VOLUME, BigDecimal.ONE),
    /** A third of it. */
    HOT_TAP_WATER(now -> now.tapWater() / 3, Dimension.VOLUME, BigDecimal.ONE),
    /** Of an electricity meter: 976 W, whatever else goes on. */
    ELECTRICITY(now -> 976, Dimension.ENERGY, BigDecimal.ONE),
    TIME(now -> 1, Dimension.TIME, BigDecimal.ONE);

    private final ToLongFunction<Operation> perSecond;
    private final Dimension dimension;
    private final BigDecimal size;

    Quantity(ToLongFunction<Operation> perSecond, Dimension dimension, BigDecimal size) {
        this.perSecond = perSecond;
        this.dimension = dimension;
        this.size = size;
    }

    long in(Step step) {
        return Math.multiplyExact(perSecond.applyAsLong(step.operation()), step.seconds());
    }

    Dimension dimension() {
        return dimension;
    }

    BigDecimal amount(long count) {
        return size.multiply(BigDecimal.valueOf(count));
    }
}
