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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PollScheduleTest {

    private static final Duration NEVER = Duration.ofDays(366);

    private static final Set<PollClass> ALL = EnumSet.allOf(PollClass.class);
    private static final Map<PollClass, Duration> BATTERY = PowerSupply.BATTERY.intervals();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final long SEED = 20261019L;

    private static Map<PollClass, Duration> every(Duration live, Duration counter) {
        Map<PollClass, Duration> intervals = new EnumMap<>(BATTERY);
        intervals.put(PollClass.LIVE, live);
        intervals.put(PollClass.COUNTER, counter);
        return intervals;
    }

    /** Reads for a time, each reading as late as a random number of nanoseconds. */
    private static List<Set<PollClass>> run(PollSchedule schedule, Set<PollClass> pollClasses, long begin, long end,
            int late) {
        Random random = new Random(SEED);
        List<Set<PollClass>> readings = new ArrayList<>();
        long now = begin;
        while (now < end) {
            Set<PollClass> due = schedule.due(now);
            schedule.read(due, now);
            readings.add(due);
            now += schedule.untilNext(pollClasses, now).toNanos() + (late == 0 ? 0 : random.nextInt(late));
        }
        return readings;
    }

    @ParameterizedTest
    @CsvSource({ "BATTERY, 96", "MAINS, 8640" })
    void everythingIsReadInTheBeatOfTheFastest(PowerSupply supply, int wakeUps) {
        assertEquals(wakeUps, PollSchedule.wakeUpsPerDay(supply.intervals(), NEVER, ALL));
    }

    @ParameterizedTest
    @CsvSource({ "LIVE, 96, 8640", "STATUS, 96, 1440", "COUNTER, 24, 1440", "SLOW, 1, 24" })
    void oneIsReadInItsOwnBeat(PollClass pollClass, int battery, int mains) {
        assertEquals(battery, PollSchedule.wakeUpsPerDay(BATTERY, NEVER, Set.of(pollClass)));
        assertEquals(mains, PollSchedule.wakeUpsPerDay(PowerSupply.MAINS.intervals(), NEVER, Set.of(pollClass)));
    }

    @ParameterizedTest
    @CsvSource({ "0, 96", "1000000000, 96", "50000000, 96" })
    void aMonthOfReadingsKeepsItsBeatHoweverLateTheyBegin(int late, int perDay) {
        int days = 30;
        List<Set<PollClass>> readings = run(new PollSchedule(BATTERY, NEVER, 0), ALL, 0, days * DAY, late);
        assertEquals(days * perDay, readings.size());
        Map<PollClass, Integer> expected = Map.of(PollClass.LIVE, 96, PollClass.STATUS, 96, PollClass.COUNTER, 24,
                PollClass.SLOW, 1);
        expected.forEach((pollClass, times) -> {
            long read = readings.stream().filter(due -> due.contains(pollClass)).count();
            // what would be due at the end of the month may have gone along a little before it
            assertTrue(read == days * times || read == days * times + 1, () -> pollClass + " " + read);
        });
        assertTrue(readings.stream().allMatch(due -> due.contains(PollClass.LIVE)),
                "a wake-up for one of the others alone");
    }

    @Test
    void theBeatIsThatOfTheBeginning() {
        PollSchedule schedule = new PollSchedule(BATTERY, NEVER, 0);
        for (int reading = 0; reading < 1000; reading++) {
            long begun = reading * 15 * MINUTE + 30_000_000_000L;
            schedule.read(schedule.due(begun), begun);
            assertEquals(Duration.ofMinutes(15).minusSeconds(30), schedule.untilNext(ALL, begun));
        }
    }

    @Test
    void everythingIsDueAtFirst() {
        assertEquals(ALL, new PollSchedule(BATTERY, NEVER, -5).due(-5));
        assertEquals(Duration.ZERO, new PollSchedule(BATTERY, NEVER, 7).untilNext(ALL, 7));
    }

    @Test
    void whatIsNearlyDueGoesAlongAndIsNotReadAgain() {
        PollSchedule schedule = new PollSchedule(BATTERY, NEVER, 0);
        schedule.read(ALL, 0);
        assertEquals(Set.of(), schedule.due(13 * MINUTE));
        Set<PollClass> nearly = schedule.due(14 * MINUTE);
        assertEquals(Set.of(PollClass.LIVE, PollClass.STATUS), nearly);
        schedule.read(nearly, 14 * MINUTE);
        assertEquals(Set.of(), schedule.due(15 * MINUTE));
        assertEquals(Duration.ofMinutes(15), schedule.untilNext(ALL, 15 * MINUTE));
    }

    @Test
    void whatWasMissedStaysDue() {
        PollSchedule schedule = new PollSchedule(BATTERY, NEVER, 0);
        for (long now = 0; now < 3 * DAY; now += 10 * MINUTE) {
            assertEquals(ALL, schedule.due(now));
            assertEquals(Duration.ZERO, schedule.untilNext(ALL, now));
        }
        schedule.read(Set.of(PollClass.LIVE), 3 * DAY);
        assertFalse(schedule.due(3 * DAY).contains(PollClass.LIVE));
        assertTrue(schedule.due(3 * DAY).contains(PollClass.COUNTER));
    }

    @ParameterizedTest
    @ValueSource(longs = { 16, 60, 61, 150, 1439, 1440, 10_000, 1_000_000 })
    void afterALongSleepThereIsOneReadingAndThenTheOldBeat(long minutes) {
        PollSchedule schedule = new PollSchedule(BATTERY, NEVER, 0);
        schedule.read(ALL, 0);
        long now = minutes * MINUTE;
        schedule.read(schedule.due(now), now);
        assertEquals(Set.of(), schedule.due(now));
        Duration next = schedule.untilNext(ALL, now);
        assertTrue(next.compareTo(Duration.ofSeconds(90)) > 0 && next.compareTo(Duration.ofMinutes(17)) < 0,
                next::toString);
        assertEquals(0, (now + next.toNanos()) % (15 * MINUTE));
    }

    @Test
    void oddIntervalsShareTheWakeUpsThatAreNearEachOther() {
        Map<PollClass, Duration> odd = every(Duration.ofMinutes(7), Duration.ofMinutes(10));
        Set<PollClass> pollClasses = Set.of(PollClass.LIVE, PollClass.COUNTER);
        List<Set<PollClass>> readings = run(new PollSchedule(odd, NEVER, 0), pollClasses, 0, 70 * 144 * MINUTE, 0);
        assertEquals(144 * 10, readings.stream().filter(due -> due.contains(PollClass.LIVE)).count());
        assertEquals(144 * 7, readings.stream().filter(due -> due.contains(PollClass.COUNTER)).count());
        // of 17 in 70 minutes those at 0 are one, and the one at 49 takes along what is due at 50
        assertEquals(144 * 15, readings.size());
    }

    @Test
    void aSecondIsASecond() {
        Map<PollClass, Duration> fast = every(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertEquals(86_400, PollSchedule.wakeUpsPerDay(fast, NEVER, Set.of(PollClass.LIVE, PollClass.COUNTER)));
        List<Set<PollClass>> readings = run(new PollSchedule(fast, NEVER, 0), Set.of(PollClass.LIVE), 0,
                3600 * 1_000_000_000L, 400_000_000);
        assertEquals(3600, readings.size());
    }

    @ParameterizedTest
    @EnumSource
    void untilNextIsNeverNegativeAndPositiveAfterAReading(PowerSupply supply) {
        Random random = new Random(SEED);
        // close to the end of what a clock can count
        long now = Long.MAX_VALUE - DAY;
        PollSchedule schedule = new PollSchedule(supply.intervals(), NEVER, now);
        for (int i = 0; i < 10_000; i++) {
            now += Math.abs(random.nextLong() % (random.nextInt(100) == 0 ? DAY : MINUTE));
            assertFalse(schedule.untilNext(ALL, now).isNegative());
            Set<PollClass> due = schedule.due(now);
            schedule.read(due, now);
            assertFalse(schedule.untilNext(ALL, now).isNegative() || schedule.untilNext(ALL, now).isZero());
            assertEquals(Set.of(), schedule.due(now));
        }
    }

    @Test
    void withNothingWantedTheNextReadingIsThatOfTheSlowest() {
        PollSchedule schedule = new PollSchedule(BATTERY, NEVER, 0);
        assertEquals(Duration.ofDays(1), schedule.untilNext(Set.of(), 0));
        assertEquals(1, PollSchedule.wakeUpsPerDay(BATTERY, NEVER, Set.of()));
    }

    @Test
    void aMeterThatFallsAsleepIsSpokenToInTime() {
        Duration pause = Duration.ofMinutes(20);
        PollSchedule schedule = new PollSchedule(BATTERY, pause, 0);
        schedule.read(schedule.due(0), 0);
        assertEquals(pause, schedule.untilNext(Set.of(PollClass.COUNTER), 0));
        assertFalse(schedule.due(pause.toNanos()).contains(PollClass.COUNTER));
        assertEquals(pause, schedule.untilNext(Set.of(PollClass.COUNTER), pause.toNanos()));
        assertEquals(72, PollSchedule.wakeUpsPerDay(BATTERY, pause, Set.of(PollClass.COUNTER)));
        assertEquals(96, PollSchedule.wakeUpsPerDay(BATTERY, pause, Set.of(PollClass.LIVE)));
    }
}
