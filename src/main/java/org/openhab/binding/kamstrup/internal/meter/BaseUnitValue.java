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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A measured value in the base unit of its quantity.
 *
 * @param amount exact
 * @param resolution the value of the last digit that the meter sent
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record BaseUnitValue(BigDecimal amount, BigDecimal resolution) {

    /**
     * Converts a value.
     *
     * @param number the value with the decimals that the meter sent
     * @param factor the size of its unit in base units
     */
    static BaseUnitValue of(BigDecimal number, BigDecimal factor) {
        return new BaseUnitValue(number.multiply(factor),
                BigDecimal.ONE.scaleByPowerOfTen(-number.scale()).multiply(factor));
    }

    /** @return this value less another one, with the coarser resolution of the two */
    BaseUnitValue less(BaseUnitValue other) {
        return new BaseUnitValue(amount.subtract(other.amount), resolution.max(other.resolution));
    }
}
