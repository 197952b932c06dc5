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
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The mean heat power of a complete day.
 *
 * @param day the day
 * @param energy the heat energy of the day in J
 * @param seconds the length of the day; 23 or 25 hours when daylight saving time begins or ends
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record DailyPower(LocalDate day, BigDecimal energy, long seconds) implements Comparable<DailyPower> {

    @Override
    public int compareTo(DailyPower other) {
        int byPower = energy.multiply(BigDecimal.valueOf(other.seconds))
                .compareTo(other.energy.multiply(BigDecimal.valueOf(seconds)));
        return byPower == 0 ? other.day.compareTo(day) : byPower;
    }

    /** @return the mean of the powers of some days in W, which is rounded once */
    static PhysicalQuantity mean(List<DailyPower> days) {
        BigDecimal length = days.stream().map(day -> BigDecimal.valueOf(day.seconds)).reduce(BigDecimal.ONE,
                BigDecimal::multiply);
        BigDecimal sum = days.stream().map(
                day -> day.energy.multiply(length).divide(BigDecimal.valueOf(day.seconds), RoundingMode.UNNECESSARY))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new PhysicalQuantity(
                sum.divide(length.multiply(BigDecimal.valueOf(days.size())), 0, RoundingMode.HALF_UP), Unit.W);
    }
}
