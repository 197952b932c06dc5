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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How a meter ages. What its image says is the truth at its birth; from then on it counts what its household takes, in
 * steps of the calendar's five minutes, during which nothing changes. So it is the same meter at a moment, however
 * often it has been asked before.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Life {

    /** Long enough for a battery, and short enough to be lived at once when a clock leaps. */
    private static final Duration LONGEST = Duration.ofDays(20 * 365);
    private static final int STEP_MINUTES = 5;
    private static final int STEP_SECONDS = STEP_MINUTES * 60;
    /** T1, which a meter of cold water lacks. */
    private static final int INLET_TEMPERATURE = 86;

    private final RegisterImage born;
    private final MeterCalendar calendar;
    private final Function<LocalDateTime, Operation> household;
    private final List<MeterPart> parts = new ArrayList<>();
    private final long end;
    private long lived;

    /** A life that begins now. */
    Life(RegisterImage image, Clock clock) {
        Clock birth = Clock.fixed(clock.instant(), clock.getZone());
        born = image;
        calendar = new MeterCalendar(image, birth);
        household = household(image);
        lived = birth.instant().getEpochSecond();
        end = lived + LONGEST.toSeconds();
        parts.add(calendar);
        parts.add(new Gauges(image, birth));
        parts.add(new Battery(image, birth));
        parts.addAll(Counter.of(image, birth));
        parts.addAll(Extreme.of(image, birth));
        parts.addAll(Average.of(image, birth, calendar.at(lived)));
    }

    /** What the meter knows at a moment; nobody gets younger, whatever a clock says. */
    RegisterImage at(Instant moment) {
        long until = Math.min(moment.getEpochSecond(), end);
        while (lived < until) {
            live(until - lived);
        }
        live(0);
        Telling telling = new Telling(born);
        parts.forEach(part -> part.tell(telling));
        return telling.told();
    }

    private void live(long longest) {
        Step step = step(calendar.at(lived), household, longest);
        parts.forEach(part -> part.live(step));
        lived += step.seconds();
    }

    /** What happens to a meter, by what it measures. */
    static Function<LocalDateTime, Operation> household(RegisterImage image) {
        return image.registers().containsKey(INLET_TEMPERATURE) ? Household::heating : Household::coldWater;
    }

    /** From a time to the next change of operation, or for the longest time. */
    static Step step(LocalDateTime from, Function<LocalDateTime, Operation> household, long longest) {
        int since = from.getMinute() % STEP_MINUTES * 60 + from.getSecond();
        return new Step(from, household.apply(from.minusSeconds(since)), Math.min(longest, STEP_SECONDS - since));
    }
}
