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

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * The mean temperature since a period began. That of a month or year is weighted by volume, as on newer meters.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Average implements MeterPart {

    /** What has flowed per hour, in millilitres, until the meter was born. */
    private static final long FLOW_BEFORE = 100_000;

    /** Where a meter has it. */
    private record Register(int id, Period period, Gauge gauge, boolean byVolume) {

        long weight(long flow, long seconds) {
            return byVolume ? flow * seconds : seconds;
        }
    }

    private static final List<Register> REGISTERS = List.of( //
            new Register(146, Period.YEAR, Gauge.INLET, true), //
            new Register(147, Period.YEAR, Gauge.OUTLET, true), //
            new Register(149, Period.MONTH, Gauge.INLET, true), //
            new Register(150, Period.MONTH, Gauge.OUTLET, true), //
            new Register(379, Period.DAY, Gauge.INLET, false), //
            new Register(380, Period.DAY, Gauge.OUTLET, false), //
            new Register(381, Period.HOUR, Gauge.INLET, false), //
            new Register(382, Period.HOUR, Gauge.OUTLET, false));

    private final Register register;
    private final RegisterValue born;
    private LocalDateTime beginning;
    private long weight;
    private long sum;
    private long last;

    private Average(Register register, RegisterValue born, LocalDateTime birthday) {
        this.register = register;
        this.born = born;
        beginning = register.period().beginning(birthday);
        last = register.gauge().read(born).orElse(0L);
        weight = register.weight(FLOW_BEFORE, register.period().secondsUntil(birthday));
        sum = Math.multiplyExact(last, weight);
    }

    static List<Average> of(RegisterImage image, Clock birth, LocalDateTime birthday) {
        return REGISTERS.stream().flatMap(register -> image.value(register.id(), birth)
                .map(born -> new Average(register, born, birthday)).stream()).toList();
    }

    @Override
    public void live(Step step) {
        LocalDateTime begun = register.period().beginning(step.from());
        if (begun.isAfter(beginning)) {
            beginning = begun;
            weight = 0;
            sum = 0;
        }
        last = register.gauge().read(step.operation());
        long more = register.weight(step.operation().flow(), step.seconds());
        weight += more;
        sum = Math.addExact(sum, Math.multiplyExact(last, more));
    }

    @Override
    public void tell(Telling telling) {
        register.gauge().tell(telling, born, weight == 0 ? last : sum / weight);
    }
}
