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
import java.math.BigInteger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * A register that counts on from what it was born with, exactly, and begins again at nought when its digits are full.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Counter implements MeterPart {

    static final int VOLUME_2 = 69;

    private static final int DIGITS = 8;

    private static final Map<Integer, Quantity> REGISTERS = Map.ofEntries( //
            Map.entry(1, Quantity.ELECTRICITY), //
            Map.entry(13, Quantity.ELECTRICITY), //
            Map.entry(19, Quantity.ELECTRICITY), //
            Map.entry(1031, Quantity.ELECTRICITY), //
            Map.entry(60, Quantity.HEAT), //
            Map.entry(61, Quantity.INLET_HEAT), //
            Map.entry(62, Quantity.OUTLET_HEAT), //
            Map.entry(68, Quantity.VOLUME), //
            Map.entry(VOLUME_2, Quantity.VOLUME), //
            Map.entry(72, Quantity.MASS), //
            Map.entry(73, Quantity.MASS), //
            Map.entry(84, Quantity.TAP_WATER), //
            Map.entry(85, Quantity.HOT_TAP_WATER), //
            Map.entry(94, Quantity.HEAT), //
            Map.entry(97, Quantity.VOLUME_TIMES_INLET), //
            Map.entry(110, Quantity.VOLUME_TIMES_OUTLET), //
            Map.entry(155, Quantity.HEAT), //
            Map.entry(178, Quantity.HEAT), //
            Map.entry(223, Quantity.VOLUME), //
            Map.entry(239, Quantity.VOLUME), //
            Map.entry(266, Quantity.HEAT), //
            Map.entry(364, Quantity.HEAT), //
            Map.entry(1004, Quantity.TIME));

    /** Of a second flow sensor, pulse inputs and tariffs: one that has not counted yet is not in use. */
    private static final Set<Integer> OPTIONAL = Set.of(62, VOLUME_2, 73, 84, 85, 94, 178, 364);

    private final RegisterValue born;
    private final Quantity quantity;
    private final BigInteger capacity;
    private long count;

    private Counter(RegisterValue born, Quantity quantity) {
        this.born = born;
        this.quantity = quantity;
        BigInteger bytes = BigInteger.ONE.shiftLeft(Byte.SIZE * born.mantissa().size());
        capacity = BigInteger.TEN.pow(Math.max(DIGITS, born.number().precision())).min(bytes);
    }

    static List<Counter> of(RegisterImage image, Clock birth) {
        return REGISTERS.entrySet().stream().filter(
                register -> !OPTIONAL.contains(register.getKey()) || isCounting(image, birth, register.getKey()))
                .flatMap(register -> image.value(register.getKey(), birth)
                        .map(born -> new Counter(born, register.getValue())).stream())
                .toList();
    }

    /** Whether a register has counted already. */
    static boolean isCounting(RegisterImage image, Clock birth, int id) {
        return image.value(id, birth).filter(value -> value.number().signum() != 0).isPresent();
    }

    @Override
    public void live(Step step) {
        count = Math.addExact(count, quantity.in(step));
    }

    /** What is counted. */
    Quantity quantity() {
        return quantity;
    }

    RegisterValue born() {
        return born;
    }

    /** What it tells when it has counted so much since its birth; negative before that. It began at 0. */
    Optional<BigDecimal> number(long counted) {
        return quantity.dimension().like(born, quantity.amount(counted)).map(born.number()::add)
                .map(sum -> new BigDecimal(sum.unscaledValue().max(BigInteger.ZERO).mod(capacity), sum.scale()));
    }

    @Override
    public void tell(Telling telling) {
        number(count).ifPresent(sum -> telling.number(born, sum));
    }
}
