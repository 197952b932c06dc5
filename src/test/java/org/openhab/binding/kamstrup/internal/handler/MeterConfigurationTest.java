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
package org.openhab.binding.kamstrup.internal.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.meter.BillingPeriod;
import org.openhab.binding.kamstrup.internal.meter.HeatingSeason;
import org.openhab.binding.kamstrup.internal.meter.PeriodCalendar;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.core.config.core.Configuration;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterConfigurationTest {

    private static MeterConfiguration of(Map<String, Object> parameters) {
        Configuration configuration = new Configuration(parameters);
        assertEquals(Optional.empty(), MeterConfiguration.validationError(configuration));
        return MeterConfiguration.of(configuration);
    }

    @Test
    void defaultsAreThoseOfBatteryMeter() {
        assertEquals(
                Map.of(PollClass.LIVE, Duration.ofMinutes(15), PollClass.STATUS, Duration.ofMinutes(15),
                        PollClass.COUNTER, Duration.ofHours(1), PollClass.SLOW, Duration.ofDays(1)),
                of(Map.of()).polling().intervals());
        assertEquals(63, of(Map.of()).polling().address());
    }

    @Test
    void intervalOverridesPowerSupply() {
        assertEquals(
                Map.of(PollClass.LIVE, Duration.ofSeconds(10), PollClass.STATUS, Duration.ofSeconds(60),
                        PollClass.COUNTER, Duration.ofSeconds(5), PollClass.SLOW, Duration.ofHours(1)),
                of(Map.of("powerSupply", "Mains", "counterInterval", BigDecimal.valueOf(5))).polling().intervals());
    }

    @Test
    void readsNumbersFromText() {
        assertEquals(Duration.ofSeconds(7), of(Map.of("refreshInterval", " 7 ")).interval(PollClass.LIVE));
    }

    @Test
    void readsNoLoggersByDefault() {
        assertEquals(HistoryMode.OFF, of(Map.of()).history());
        assertEquals(HistoryMode.OFF, of(Map.of("powerSupply", "battery")).history());
        assertEquals(HistoryMode.DAILY, of(Map.of("powerSupply", "mains")).history());
        assertEquals(HistoryMode.OFF, of(Map.of("powerSupply", "mains", "history", "off")).history());
        assertEquals(HistoryMode.DAILY, of(Map.of("history", "daily")).history());
        assertEquals(HistoryMode.ALL, of(Map.of("history", "All")).history());
    }

    @Test
    void billingPeriodIsTheYearAndHeatingSeasonFromOctoberToAprilByDefault() {
        MeterConfiguration configuration = of(Map.of("billingPeriodStart", " ", "heatingSeason", ""));
        assertEquals(BillingPeriod.YEAR, configuration.billing());
        assertEquals(HeatingSeason.OCTOBER_TO_APRIL, configuration.season());
        assertEquals(new PeriodCalendar(ZoneOffset.UTC), configuration.calendar(ZoneOffset.UTC));
    }

    @Test
    void readsBillingPeriodAndHeatingSeason() {
        MeterConfiguration configuration = of(Map.of("billingPeriodStart", " 07-01 ", "heatingSeason", "11-01/03-31"));
        assertEquals(new PeriodCalendar(ZoneOffset.UTC, BillingPeriod.parse("07-01").orElseThrow(),
                HeatingSeason.parse("11-01/03-31").orElseThrow()), configuration.calendar(ZoneOffset.UTC));
    }

    @Test
    void convertsLimitsToLitresPerHourAndWatts() {
        MeterConfiguration configuration = of(Map.of("nominalFlow", "1.5", "maximumPower", BigDecimal.valueOf(30)));
        assertEquals(0, BigDecimal.valueOf(1500).compareTo(configuration.nominalFlow().orElseThrow()));
        assertEquals(0, BigDecimal.valueOf(30_000).compareTo(configuration.maximumPower().orElseThrow()));
        assertEquals(Optional.empty(), of(Map.of()).nominalFlow());
    }

    @ParameterizedTest
    @CsvSource({ "refreshInterval, 0, interval", "refreshInterval, -5, interval", "counterInterval, often, interval",
            "statusInterval, 1.5, interval", "slowInterval, 99999999, interval", "slowInterval, 1e9, interval",
            "keepAwakeInterval, never, interval", "address, 256, address", "address, -1, address",
            "address, 0x3F, address", "powerSupply, solar, power-supply", "history, weekly, history",
            "billingPeriodStart, 02-30, billing-period", "billingPeriodStart, 2026-02-29, billing-period",
            "billingPeriodStart, monthly, billing-period", "heatingSeason, 10-04, heating-season",
            "heatingSeason, 10-01/02-30, heating-season", "nominalFlow, 0, limit", "nominalFlow, much, limit",
            "maximumPower, -3, limit" })
    void errorNamesParameterAndValue(String parameter, String value, String text) {
        StatusText validationError = MeterConfiguration.validationError(new Configuration(Map.of(parameter, value)))
                .orElseThrow();
        assertEquals("offline.conf-error." + text, validationError.key());
        assertTrue(validationError.arguments().contains(parameter) && validationError.arguments().contains(value));
    }
}
