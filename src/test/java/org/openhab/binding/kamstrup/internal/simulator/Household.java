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

import java.time.LocalDateTime;
import java.time.LocalTime;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a family of four takes from its meters: more heat in the morning and in the evening and in winter, and weather
 * that changes from day to day. The same moment always gives the same; all of it is smooth, and made of whole numbers.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Household {

    private static final long PERCENT = 100;
    /** What is between the numbers of a table comes in hundredths. */
    private static final long FINE = 100;
    private static final int SECONDS_OF_HOUR = 3600;
    private static final int SECONDS_OF_DAY = 24 * SECONDS_OF_HOUR;
    private static final int MILLI = 1000;

    /** Watts at the beginning of each month. */
    private static final int[] HEAT_OF_YEAR = { 5000, 4800, 4200, 3300, 2500, 2100, 2000, 2000, 2300, 3100, 4000,
            4700 };
    /** Per cent of that at each full hour. */
    private static final int[] HEAT_OF_DAY = { 62, 60, 60, 60, 64, 90, 140, 160, 150, 120, 105, 98, 95, 92, 90, 95, 108,
            128, 145, 150, 135, 112, 88, 72 };
    /** Per cent of that at the beginning of each day; they come again, but not at the same day of a week or month. */
    private static final int[] WEATHER = { 100, 96, 92, 88, 93, 99, 97, 91, 86, 90, 95 };
    /** Litres per hour at each full hour. */
    private static final int[] WATER_OF_DAY = { 2, 0, 0, 0, 0, 6, 24, 36, 28, 14, 8, 8, 10, 10, 6, 6, 10, 18, 26, 24,
            18, 14, 10, 5 };

    private static final int INLET_AT_REST = 60_00;
    private static final int WATTS_PER_INLET = 5;
    private static final int OUTLET_AT_REST = 30_00;
    private static final int WATTS_PER_OUTLET = 8;

    private Household() {
    }

    /** At the meter of its district heating. */
    static Operation heating(LocalDateTime now) {
        LocalTime time = now.toLocalTime();
        long day = now.toLocalDate().toEpochDay();
        long yearly = between(HEAT_OF_YEAR, now.getMonthValue() - 1L,
                (now.getDayOfMonth() - 1L) * SECONDS_OF_DAY + time.toSecondOfDay(),
                (long) now.toLocalDate().lengthOfMonth() * SECONDS_OF_DAY);
        long weather = between(WEATHER, day, time.toSecondOfDay(), SECONDS_OF_DAY);
        long watts = yearly * ofDay(HEAT_OF_DAY, time) * weather / (FINE * FINE * FINE * PERCENT * PERCENT);
        long inlet = INLET_AT_REST + watts / WATTS_PER_INLET;
        long outlet = OUTLET_AT_REST + watts / WATTS_PER_OUTLET;
        // 1.16 W for a litre per hour and a degree
        long flow = watts * MILLI * PERCENT * PERCENT / (116 * (inlet - outlet));
        return new Operation(flow, inlet, outlet, tapWater(time));
    }

    /** At the meter of its cold water. */
    static Operation coldWater(LocalDateTime now) {
        long water = tapWater(now.toLocalTime());
        return new Operation(water, 0, 0, water);
    }

    private static long tapWater(LocalTime time) {
        return ofDay(WATER_OF_DAY, time) * MILLI / FINE;
    }

    private static long ofDay(int[] table, LocalTime time) {
        return between(table, time.getHour(), time.toSecondOfDay() % SECONDS_OF_HOUR, SECONDS_OF_HOUR);
    }

    /** Between a number in a table and the next one, after which it begins again; in hundredths. */
    private static long between(int[] table, long index, long part, long whole) {
        long from = table[(int) Math.floorMod(index, (long) table.length)];
        long to = table[(int) Math.floorMod(index + 1, (long) table.length)];
        return FINE * from + FINE * (to - from) * part / whole;
    }
}
