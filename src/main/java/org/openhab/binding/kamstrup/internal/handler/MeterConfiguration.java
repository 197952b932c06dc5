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
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.polling.PollSettings;
import org.openhab.core.config.core.Configuration;

/**
 * What a user sets on a meter.
 *
 * @param address KMP address; 3F is that of heat, cooling and water meters
 * @param intervals from one reading to the next, for every pace
 * @param keepAwakeInterval after which the meter is spoken to though nothing is due, so that it does not fall asleep
 * @param nominalFlow of the flow sensor in l/h, if the user set it
 * @param maximumPower in W, if the user set it
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeterConfiguration(int address, Map<PollClass, Duration> intervals, Duration keepAwakeInterval,
        Optional<BigDecimal> nominalFlow, Optional<BigDecimal> maximumPower) {

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
    private static final int INTERVALS_UNTIL_STALE = 3;
    /** Several attempts to read a meter that is hard to hear fit into this. */
    private static final Duration SHORTEST_TRUST = Duration.ofMinutes(1);
    /** Litres in a cubic metre, and watts in a kilowatt. */
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /**
     * Reads a configuration.
     *
     * @param configuration of a meter, one without {@link #validationError}
     */
    static MeterConfiguration of(Configuration configuration) {
        Map<PollClass, Duration> intervals = new EnumMap<>(
                powerSupply(configuration).orElseGet(() -> PowerSupply.BATTERY).intervals());
        INTERVALS.forEach((pollClass, name) -> interval(configuration, name)
                .ifPresent(seconds -> intervals.put(pollClass, Duration.ofSeconds(seconds))));
        return new MeterConfiguration(address(configuration).orElseGet(() -> DEFAULT_ADDRESS), Map.copyOf(intervals),
                Duration.ofSeconds(interval(configuration, KEEP_AWAKE).orElseGet(() -> LONGEST_INTERVAL)),
                positive(configuration, NOMINAL_FLOW), positive(configuration, MAXIMUM_POWER));
    }

    /** @return what is wrong with a configuration, if anything is */
    static Optional<StatusText> validationError(Configuration configuration) {
        return Stream.concat(INTERVALS.values().stream(), Stream.of(KEEP_AWAKE))
                .flatMap(name -> validationError(configuration, name, "offline.conf-error.interval",
                        MeterConfiguration::interval).stream())
                .findFirst()
                .or(() -> validationError(configuration, ADDRESS, "offline.conf-error.address",
                        (known, name) -> address(known)))
                .or(() -> validationError(configuration, POWER_SUPPLY, "offline.conf-error.power-supply",
                        (known, name) -> powerSupply(known)))
                .or(() -> List.of(NOMINAL_FLOW, MAXIMUM_POWER).stream().flatMap(name -> validationError(configuration,
                        name, "offline.conf-error.limit", MeterConfiguration::positive).stream()).findFirst());
    }

    /** Reads a parameter; empty if it is not set or makes no sense. */
    private interface Parameter {
        Optional<?> read(Configuration configuration, String name);
    }

    private static Optional<StatusText> validationError(Configuration configuration, String name, String text,
            Parameter parameter) {
        boolean wrong = ConfigurationReader.isSet(configuration, name) && parameter.read(configuration, name).isEmpty();
        return wrong ? Optional.of(new StatusText(text, name, ConfigurationReader.text(configuration, name)))
                : Optional.empty();
    }

    private static Optional<Integer> interval(Configuration configuration, String name) {
        return ConfigurationReader.whole(configuration, name, 1, LONGEST_INTERVAL);
    }

    private static Optional<Integer> address(Configuration configuration) {
        return ConfigurationReader.whole(configuration, ADDRESS, 0, HIGHEST_ADDRESS);
    }

    private static Optional<PowerSupply> powerSupply(Configuration configuration) {
        String name = ConfigurationReader.text(configuration, POWER_SUPPLY).toUpperCase(Locale.ROOT);
        return Arrays.stream(PowerSupply.values()).filter(supply -> supply.name().equals(name)).findFirst();
    }

    /** A flow in m³/h as l/h, or a power in kW as W. */
    private static Optional<BigDecimal> positive(Configuration configuration, String name) {
        return ConfigurationReader.decimal(configuration, name).filter(number -> number.signum() > 0)
                .map(number -> number.multiply(THOUSAND));
    }

    /** @return the time from one reading of a register to the next */
    Duration interval(PollClass pollClass) {
        return intervals.getOrDefault(pollClass, Duration.ofDays(1));
    }

    /**
     * How long a state is shown without a new one: for some intervals of the slowest register that is in it.
     *
     * @param pollClasses those of its registers; none if it is worked out without any
     */
    Duration trust(Set<PollClass> pollClasses) {
        Duration intervals = pollClasses.stream().map(this::interval).max(Comparator.naturalOrder())
                .orElseGet(() -> interval(PollClass.SLOW)).multipliedBy(INTERVALS_UNTIL_STALE);
        return intervals.compareTo(SHORTEST_TRUST) < 0 ? SHORTEST_TRUST : intervals;
    }

    /** @return address and intervals for the poller */
    PollSettings pollSettings() {
        return new PollSettings(address, intervals, keepAwakeInterval);
    }
}
