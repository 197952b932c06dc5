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
package org.openhab.binding.kamstrup.internal.line;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How many of all were good.
 *
 * @param good the good ones
 * @param all all of them
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record SuccessRate(long good, long all) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 1;

    /** @return the share in percent, rounded down to tenths so that 100 means all; empty if there were none */
    public Optional<BigDecimal> percent() {
        return all == 0 ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(good).multiply(HUNDRED).divide(BigDecimal.valueOf(all), DECIMALS,
                        RoundingMode.DOWN));
    }

    /** @return both together */
    SuccessRate plus(SuccessRate other) {
        return new SuccessRate(good + other.good, all + other.all);
    }
}
