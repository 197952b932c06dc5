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

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The two days with the highest mean heat power of the running and of the last heating season, by which some suppliers
 * set the fee for the power. Immutable.
 *
 * @param season the days of the running season, the highest first; after its end, of the one that ended last
 * @param lastSeason the days of the season before
 * @param others days of other seasons: the clock of the host or the configuration may be wrong for a while
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record DailyPeaks(List<DailyPower> season, List<DailyPower> lastSeason, List<DailyPower> others) {

    private static final int DAYS = 2;
    private static final int MOST_OTHERS = 3 * DAYS;

    /** Copies the lists. */
    public DailyPeaks {
        season = List.copyOf(season);
        lastSeason = List.copyOf(lastSeason);
        others = List.copyOf(others);
    }

    /** @return the peaks before the first complete day */
    public static DailyPeaks none() {
        return new DailyPeaks(List.of(), List.of(), List.of());
    }

    /**
     * The same with further days.
     *
     * @param days complete days; one that is known already replaces the earlier value
     * @param heating the heating season
     * @param today the present day
     */
    DailyPeaks with(Collection<DailyPower> days, HeatingSeason heating, LocalDate today) {
        Map<LocalDate, DailyPower> all = new HashMap<>();
        Stream.of(season, lastSeason, others, days).flatMap(Collection::stream).forEach(day -> all.put(day.day(), day));
        LocalDate begin = heating.begin(today);
        LocalDate lastBegin = heating.begin(begin.minusDays(1));
        List<DailyPower> now = highest(all, day -> heating.isIn(begin, day));
        List<DailyPower> last = highest(all, day -> heating.isIn(lastBegin, day));
        return new DailyPeaks(now, last,
                Stream.of(season, lastSeason, others).flatMap(List::stream)
                        .filter(day -> !heating.isIn(begin, day.day()) && !heating.isIn(lastBegin, day.day()))
                        .sorted(Comparator.comparing(DailyPower::day).reversed()).limit(MOST_OTHERS).toList());
    }

    private static List<DailyPower> highest(Map<LocalDate, DailyPower> days, Predicate<LocalDate> isIn) {
        return days.values().stream().filter(day -> isIn.test(day.day())).sorted(Comparator.reverseOrder()).limit(DAYS)
                .toList();
    }

    /**
     * The highest mean power of a day.
     *
     * @param days those of a season
     * @return in W; empty without a complete day
     */
    public static Optional<PhysicalQuantity> highest(List<DailyPower> days) {
        return days.stream().findFirst().map(day -> DailyPower.mean(List.of(day)));
    }

    /**
     * The mean of the two highest mean powers.
     *
     * @param days those of a season
     * @return in W; empty before the second complete day
     */
    public static Optional<PhysicalQuantity> meanOfTwoHighest(List<DailyPower> days) {
        return days.size() < DAYS ? Optional.empty() : Optional.of(DailyPower.mean(days));
    }
}
