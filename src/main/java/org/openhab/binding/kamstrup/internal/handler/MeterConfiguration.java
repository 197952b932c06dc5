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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.BillingPeriod;
import org.openhab.binding.kamstrup.internal.meter.HeatingSeason;
import org.openhab.binding.kamstrup.internal.meter.PeriodCalendar;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.polling.PollSettings;
import org.openhab.core.config.core.Configuration;

/**
 * The configuration of a meter.
 *
 * @param polling KMP address and intervals
 * @param nominalFlow of the flow sensor in l/h, if the user has configured it
 * @param maximumPower in W, if the user has configured it
 * @param history which rows of loggers are read
 * @param billing when the supplier's billing periods begin
 * @param season the heating season
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeterConfiguration(PollSettings polling, Optional<BigDecimal> nominalFlow,
        Optional<BigDecimal> maximumPower, HistoryMode history, BillingPeriod billing, HeatingSeason season) {

    private static final String ADDRESS = "address";
    private static final int DEFAULT_ADDRESS = 0x3F;
    private static final int HIGHEST_ADDRESS = 0xFF;
    private static final String POWER_SUPPLY = "powerSupply";
    private static final Map<PollClass, String> INTERVALS = new EnumMap<>(Map.of(PollClass.LIVE, "refreshInterval",
            PollClass.COUNTER, "counterInterval", PollClass.STATUS, "statusInterval", PollClass.SLOW, "slowInterval"));
    private static final int LONGEST_INTERVAL = (int) Duration.ofDays(366).toSeconds();
    private static final String KEEP_AWAKE = "keepAwakeInterval";
    private static final String NOMINAL_FLOW = "nominalFlow";
    private static final String MAXIMUM_POWER = "maximumPower";
    private static final String HISTORY = "history";
    private static final String BILLING = "billingPeriodStart";
    private static final String SEASON = "heatingSeason";
    private static final int INTERVALS_UNTIL_STALE = 3;
    /** Time for several attempts to read a meter on a bad line. */
    private static final Duration SHORTEST_TRUST = Duration.ofMinutes(1);
    /** Litres in a cubic metre, and watts in a kilowatt. */
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /**
     * Reads a configuration.
     *
     * @param configuration a valid one, see {@link #validationError}
     */
    static MeterConfiguration of(Configuration configuration) {
        PowerSupply supply = powerSupply(configuration, POWER_SUPPLY).orElseGet(() -> PowerSupply.BATTERY);
        Map<PollClass, Duration> intervals = new EnumMap<>(supply.intervals());
        INTERVALS.forEach((pollClass, name) -> interval(configuration, name)
                .ifPresent(seconds -> intervals.put(pollClass, Duration.ofSeconds(seconds))));
        return new MeterConfiguration(
                new PollSettings(address(configuration, ADDRESS).orElseGet(() -> DEFAULT_ADDRESS), intervals,
                        Duration.ofSeconds(interval(configuration, KEEP_AWAKE).orElseGet(() -> LONGEST_INTERVAL))),
                positive(configuration, NOMINAL_FLOW), positive(configuration, MAXIMUM_POWER),
                history(configuration, HISTORY).orElseGet(() -> HistoryMode.of(supply)),
                billing(configuration, BILLING).orElseGet(() -> BillingPeriod.YEAR),
                season(configuration, SEASON).orElseGet(() -> HeatingSeason.OCTOBER_TO_APRIL));
    }

    /** @return the first error of a configuration, if there is one */
    static Optional<StatusText> validationError(Configuration configuration) {
        return Stream.of(
                errors(configuration, "offline.conf-error.interval", MeterConfiguration::interval, INTERVALS.values()),
                errors(configuration, "offline.conf-error.interval", MeterConfiguration::interval, Set.of(KEEP_AWAKE)),
                errors(configuration, "offline.conf-error.address", MeterConfiguration::address, Set.of(ADDRESS)),
                errors(configuration, "offline.conf-error.power-supply", MeterConfiguration::powerSupply,
                        Set.of(POWER_SUPPLY)),
                errors(configuration, "offline.conf-error.history", MeterConfiguration::history, Set.of(HISTORY)),
                errors(configuration, "offline.conf-error.billing-period", MeterConfiguration::billing,
                        Set.of(BILLING)),
                errors(configuration, "offline.conf-error.heating-season", MeterConfiguration::season, Set.of(SEASON)),
                errors(configuration, "offline.conf-error.limit", MeterConfiguration::positive,
                        List.of(NOMINAL_FLOW, MAXIMUM_POWER)))
                .flatMap(errors -> errors).findFirst();
    }

    /** Reads a parameter; empty if it is not set or not valid. */
    private interface Parameter {
        Optional<?> read(Configuration configuration, String name);
    }

    private static Stream<StatusText> errors(Configuration configuration, String text, Parameter parameter,
            Collection<String> names) {
        return names.stream().filter(
                name -> ConfigurationReader.isSet(configuration, name) && parameter.read(configuration, name).isEmpty())
                .map(name -> new StatusText(text, name, ConfigurationReader.text(configuration, name)));
    }

    private static Optional<Integer> interval(Configuration configuration, String name) {
        return ConfigurationReader.whole(configuration, name, 1, LONGEST_INTERVAL);
    }

    private static Optional<Integer> address(Configuration configuration, String name) {
        return ConfigurationReader.whole(configuration, name, 0, HIGHEST_ADDRESS);
    }

    private static Optional<HistoryMode> history(Configuration configuration, String name) {
        String text = ConfigurationReader.text(configuration, name);
        return Arrays.stream(HistoryMode.values()).filter(mode -> mode.name().equalsIgnoreCase(text)).findFirst();
    }

    private static Optional<PowerSupply> powerSupply(Configuration configuration, String name) {
        String text = ConfigurationReader.text(configuration, name);
        return Arrays.stream(PowerSupply.values()).filter(supply -> supply.name().equalsIgnoreCase(text)).findFirst();
    }

    private static Optional<BillingPeriod> billing(Configuration configuration, String name) {
        return BillingPeriod.parse(ConfigurationReader.text(configuration, name));
    }

    private static Optional<HeatingSeason> season(Configuration configuration, String name) {
        return HeatingSeason.parse(ConfigurationReader.text(configuration, name));
    }

    /** A flow in m³/h as l/h, or a power in kW as W. */
    private static Optional<BigDecimal> positive(Configuration configuration, String name) {
        return ConfigurationReader.decimal(configuration, name).filter(number -> number.signum() > 0)
                .map(number -> number.multiply(THOUSAND));
    }

    /** @return when the periods of the meter begin */
    PeriodCalendar calendar(ZoneId zone) {
        return new PeriodCalendar(zone, billing, season);
    }

    /** @return the time from one reading of a register to the next */
    Duration interval(PollClass pollClass) {
        return polling.intervals().getOrDefault(pollClass, Duration.ofDays(1));
    }

    /**
     * The time for which a state is valid: some intervals of its slowest register.
     *
     * @param pollClasses the poll classes of its registers; empty if it has none
     */
    Duration trust(Set<PollClass> pollClasses) {
        Duration intervals = pollClasses.stream().map(this::interval).max(Comparator.naturalOrder())
                .orElseGet(() -> interval(PollClass.SLOW)).multipliedBy(INTERVALS_UNTIL_STALE);
        return intervals.compareTo(SHORTEST_TRUST) < 0 ? SHORTEST_TRUST : intervals;
    }
}
