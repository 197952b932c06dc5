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
package org.openhab.binding.kamstrup.internal.polling;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.PollClass;

/**
 * The times at which poll classes are due.
 * <p>
 * Each poll class keeps its phase, so that intervals that are multiples of each other stay together and share a wake-up
 * of the meter. A class that is nearly due is read together with one that is due.
 * <p>
 * Times are nanoseconds of a clock that never goes back.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PollSchedule {

    /** A class that is due within this part of its interval counts as due. */
    private static final int SLACK = 10;

    private final Map<PollClass, Duration> intervals;
    private final Duration longestPause;
    private final Map<PollClass, Long> dueAt = new EnumMap<>(PollClass.class);

    /**
     * Makes a schedule in which all poll classes are due.
     *
     * @param intervals the time from one reading to the next, for each poll class
     * @param longestPause after which the meter is asked although nothing is due, so that it does not fall asleep
     * @param now the present time
     */
    public PollSchedule(Map<PollClass, Duration> intervals, Duration longestPause, long now) {
        this.intervals = new EnumMap<>(intervals);
        this.longestPause = longestPause;
        Arrays.stream(PollClass.values()).forEach(pollClass -> dueAt.put(pollClass, now));
    }

    /**
     * The poll classes that are due.
     *
     * @param now the present time
     */
    public Set<PollClass> due(long now) {
        Set<PollClass> due = EnumSet.noneOf(PollClass.class);
        dueAt.forEach((pollClass, moment) -> {
            if (moment - now <= nanos(pollClass) / SLACK) {
                due.add(pollClass);
            }
        });
        return due;
    }

    /**
     * Marks poll classes as read.
     *
     * @param pollClasses the poll classes
     * @param now when the reading began
     */
    public void read(Collection<PollClass> pollClasses, long now) {
        for (PollClass pollClass : pollClasses) {
            long interval = nanos(pollClass);
            long moment = dueAt.getOrDefault(pollClass, now);
            long late = Math.max(0, now + interval / SLACK - moment);
            dueAt.put(pollClass, moment + (late / interval + 1) * interval);
        }
    }

    /**
     * The time until the next of some poll classes is due, or until the longest pause ends; never negative.
     *
     * @param pollClasses the poll classes
     * @param now the present time
     */
    public Duration untilNext(Collection<PollClass> pollClasses, long now) {
        long nanos = pollClasses.stream().mapToLong(pollClass -> dueAt.getOrDefault(pollClass, now) - now).min()
                .orElseGet(() -> nanos(PollClass.SLOW));
        return Duration.ofNanos(Math.max(0, Math.min(nanos, longestPause.toNanos())));
    }

    /**
     * The number of wake-ups of a meter in a day.
     *
     * @param intervals the time from one reading to the next, for each poll class
     * @param longestPause after which the meter is asked although nothing is due
     * @param pollClasses the poll classes that are read
     */
    public static int wakeUpsPerDay(Map<PollClass, Duration> intervals, Duration longestPause,
            Set<PollClass> pollClasses) {
        PollSchedule schedule = new PollSchedule(intervals, longestPause, 0);
        long end = Duration.ofDays(1).toNanos();
        int wakeUps = 0;
        for (long now = 0; now < end; now += schedule.untilNext(pollClasses, now).toNanos()) {
            schedule.read(schedule.due(now), now);
            wakeUps++;
        }
        return wakeUps;
    }

    private long nanos(PollClass pollClass) {
        return intervals.getOrDefault(pollClass, Duration.ofDays(1)).toNanos();
    }
}
