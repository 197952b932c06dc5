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
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.ToLongFunction;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * What a meter measures at a moment, as a whole number of something small.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Gauge {
    FLOW(Operation::flow, Dimension.FLOW, BigDecimal.ONE),
    POWER(Operation::power, Dimension.POWER, Operation.HEAT),
    INLET(Operation::inlet, Dimension.TEMPERATURE, BigDecimal.ONE),
    OUTLET(Operation::outlet, Dimension.TEMPERATURE, BigDecimal.ONE),
    DIFFERENCE(Operation::difference, Dimension.TEMPERATURE, BigDecimal.ONE);

    private final ToLongFunction<Operation> reading;
    private final Dimension dimension;
    private final BigDecimal size;

    Gauge(ToLongFunction<Operation> reading, Dimension dimension, BigDecimal size) {
        this.reading = reading;
        this.dimension = dimension;
        this.size = size;
    }

    long read(Operation operation) {
        return reading.applyAsLong(operation);
    }

    /** The reading that a register was born with, so that telling it again gives the same. */
    Optional<Long> read(RegisterValue born) {
        return dimension.amount(born).map(amount -> amount.divide(size, 0, RoundingMode.CEILING).longValueExact());
    }

    void tell(Telling telling, RegisterValue born, long read) {
        telling.amount(born, dimension, size.multiply(BigDecimal.valueOf(read)));
    }
}
