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
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The highest flow and power of the pipe of a meter.
 * <p>
 * A flow sensor measures up to qs, which is twice its nominal flow qp (EN 1434). Without a nominal flow, the largest
 * flow sensor for a MULTICAL counts. A flow carries the most power at a difference of 180 K, the end of the measuring
 * range; water carries at most 1.17 kWh per m³ and K. The power that a user configures limits heating and cooling only:
 * the energy of all the water that flows in (E4), for example, is far more.
 *
 * @param flow the highest flow in l/h
 * @param power the highest power in W
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record PipeLimits(BigDecimal flow, BigDecimal power) {

    private static final BigDecimal QS_PER_QP = BigDecimal.valueOf(2);
    /** ULTRAFLOW of qp 1000 m³/h, in l/h. */
    private static final BigDecimal LARGEST_NOMINAL_FLOW = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal WATTS_PER_LITRE_AN_HOUR = new BigDecimal("1.17").multiply(BigDecimal.valueOf(180));
    private static final BigDecimal HOTTEST = BigDecimal.valueOf(200);
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
    /** The registers of the second flow sensor, whose size is not known. */
    private static final Set<Integer> SECOND_FLOW_SENSOR = Set.of(69, 73, 75);
    /** Power, heat, cooling, and the tariff registers that heat or cooling is split into. */
    private static final Set<Integer> HEATING_OR_COOLING = Set.of(80, RegisterIds.HEAT_ENERGY,
            RegisterIds.COOLING_ENERGY, 64, 65, 362, 364, 365);

    /**
     * The limits of a flow sensor.
     *
     * @param nominalFlow qp in l/h; empty if it is not known
     * @param power the highest power in W; empty if the user has not configured it
     */
    public static PipeLimits of(Optional<BigDecimal> nominalFlow, Optional<BigDecimal> power) {
        BigDecimal flow = nominalFlow.orElseGet(() -> LARGEST_NOMINAL_FLOW).multiply(QS_PER_QP);
        return new PipeLimits(flow, power.orElseGet(() -> flow.multiply(WATTS_PER_LITRE_AN_HOUR)));
    }

    /**
     * The highest value of a register.
     *
     * @param register the register
     * @return in the base unit of its quantity; empty without a limit
     */
    Optional<BigDecimal> highest(Register register) {
        return switch (register.kind()) {
            case FLOW -> Optional.of(flowOf(register));
            case POWER -> Optional.of(powerOf(register));
            default -> Optional.empty();
        };
    }

    /**
     * The most that a counter can rise in an hour.
     *
     * @param register the register
     * @return in the base unit of its quantity; empty without a limit
     */
    Optional<BigDecimal> perHour(Register register) {
        return switch (register.kind()) {
            // a kilogram of water is a litre, or more of hot water
            case VOLUME, MASS -> Optional.of(flowOf(register));
            case VOLUME_TEMPERATURE -> Optional.of(flowOf(register).multiply(HOTTEST));
            case ENERGY -> Optional.of(powerOf(register).multiply(SECONDS_PER_HOUR));
            case DURATION -> Optional.of(SECONDS_PER_HOUR);
            default -> Optional.empty();
        };
    }

    private BigDecimal flowOf(Register register) {
        return SECOND_FLOW_SENSOR.contains(register.id()) ? LARGEST_NOMINAL_FLOW.multiply(QS_PER_QP) : flow;
    }

    private BigDecimal powerOf(Register register) {
        return HEATING_OR_COOLING.contains(register.id()) ? power
                : LARGEST_NOMINAL_FLOW.multiply(QS_PER_QP).multiply(WATTS_PER_LITRE_AN_HOUR);
    }
}
