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
import java.time.Clock;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * The register that says how long the battery will last.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Battery implements MeterPart {

    private static final int DAYS_LEFT = 582;

    private final Optional<RegisterValue> born;
    private long seconds;

    Battery(RegisterImage image, Clock birth) {
        born = image.value(DAYS_LEFT, birth);
    }

    @Override
    public void live(Step step) {
        seconds += step.seconds();
    }

    @Override
    public void tell(Telling telling) {
        born.ifPresent(value -> Dimension.TIME.like(value, BigDecimal.valueOf(seconds))
                .ifPresent(gone -> telling.number(value, value.number().subtract(gone).max(BigDecimal.ZERO))));
    }
}
