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
import java.time.LocalTime;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * The highest or lowest reading of a month or year, and when it was; it begins anew with the first one of the next.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Extreme implements MeterPart {

    /** Where a meter has it. */
    private record Registers(Period period, Gauge gauge, boolean highest, int value, int date, int time) {
    }

    private static final List<Registers> REGISTERS = List.of( //
            new Registers(Period.YEAR, Gauge.FLOW, true, 124, 123, 383), //
            new Registers(Period.YEAR, Gauge.FLOW, false, 126, 125, 384), //
            new Registers(Period.YEAR, Gauge.POWER, true, 128, 127, 385), //
            new Registers(Period.YEAR, Gauge.POWER, false, 130, 129, 386), //
            new Registers(Period.MONTH, Gauge.FLOW, true, 139, 138, 387), //
            new Registers(Period.MONTH, Gauge.FLOW, false, 141, 140, 388), //
            new Registers(Period.MONTH, Gauge.POWER, true, 143, 142, 389), //
            new Registers(Period.MONTH, Gauge.POWER, false, 145, 144, 390));

    private final Registers registers;
    private final RegisterValue born;
    private long reading;
    private LocalDateTime at;

    private Extreme(Registers registers, RegisterImage image, RegisterValue born, Clock birth) {
        this.registers = registers;
        this.born = born;
        reading = registers.gauge().read(born).orElse(0L);
        // without a date there has been none, or long ago
        at = image
                .content(registers.date(), birth, Content.Date.class).map(
                        date -> date.value()
                                .atTime(image.content(registers.time(), birth, Content.TimeOfDay.class)
                                        .map(Content.TimeOfDay::value).orElse(LocalTime.MIDNIGHT)))
                .orElse(LocalDateTime.MIN);
    }

    static List<Extreme> of(RegisterImage image, Clock birth) {
        return REGISTERS.stream().flatMap(registers -> image.value(registers.value(), birth)
                .map(born -> new Extreme(registers, image, born, birth)).stream()).toList();
    }

    @Override
    public void live(Step step) {
        long now = registers.gauge().read(step.operation());
        if ((registers.highest() ? now > reading : now < reading)
                || at.isBefore(registers.period().beginning(step.from()))) {
            reading = now;
            at = step.from();
        }
    }

    @Override
    public void tell(Telling telling) {
        registers.gauge().tell(telling, born, reading);
        telling.moment(registers.date(), at);
        telling.moment(registers.time(), at);
    }
}
