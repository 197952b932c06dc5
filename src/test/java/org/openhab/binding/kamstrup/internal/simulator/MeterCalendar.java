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
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;

/**
 * The calendar that a meter lives by: that of the computer, or one that went on from where the meter's clock stood.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class MeterCalendar implements MeterPart {

    private static final int DATE = 1003;
    private static final int CLOCK = 1002;
    private static final List<Integer> REGISTERS = List.of(DATE, CLOCK, 348);

    private final long birth;
    private final ZoneId zone;
    private final Optional<LocalDateTime> clockAtBirth;
    private LocalDateTime now;

    MeterCalendar(RegisterImage image, Clock birth) {
        this.birth = birth.instant().getEpochSecond();
        zone = birth.getZone();
        clockAtBirth = Optional.ofNullable(image.registers().get(DATE)).filter(date -> !ValueText.isByTheClock(date))
                .flatMap(date -> image.content(DATE, birth, Content.Date.class))
                .map(date -> date.value().atTime(image.content(CLOCK, birth, Content.TimeOfDay.class)
                        .map(Content.TimeOfDay::value).orElse(LocalTime.MIDNIGHT)));
        now = at(this.birth);
    }

    LocalDateTime at(long epochSecond) {
        return clockAtBirth.map(clock -> clock.plusSeconds(epochSecond - birth))
                .orElseGet(() -> LocalDateTime.ofInstant(Instant.ofEpochSecond(epochSecond), zone));
    }

    @Override
    public void live(Step step) {
        now = step.from();
    }

    @Override
    public void tell(Telling telling) {
        // the image follows the computer's clock by itself
        if (clockAtBirth.isPresent()) {
            REGISTERS.forEach(id -> telling.moment(id, now));
        }
    }
}
