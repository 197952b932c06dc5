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

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.meter.PlausibilityResult.Status;

/**
 * Processes readings: rejects implausible values, reads the info code, counts consumption. Has no state of its own.
 *
 * @param nominalFlow of the flow sensor in l/h, if the user has configured it
 * @param maximumPower in W, if the user has configured it
 * @param calendar when periods begin
 * @param built when the add-on was built: a clock before that is wrong
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ReadingProcessor(Optional<BigDecimal> nominalFlow, Optional<BigDecimal> maximumPower,
        PeriodCalendar calendar, Instant built) {

    /** Makes a processor whose billing period is the year. */
    public ReadingProcessor(Optional<BigDecimal> nominalFlow, Optional<BigDecimal> maximumPower, ZoneId zone,
            Instant built) {
        this(nominalFlow, maximumPower, new PeriodCalendar(zone), built);
    }

    /** @return the zone in which a day begins */
    public ZoneId zone() {
        return calendar.zone();
    }

    /**
     * Processes a reading.
     *
     * @param before the state of the meter before
     * @param reading the answers of the meter
     * @param now when the reading ended
     * @param isComplete whether the meter has answered every request
     */
    public MeterUpdate process(MeterState before, Reading reading, Instant now, boolean isComplete) {
        MeterProfile profile = before.profile();
        // the meanings depend on the family, which all registers may have to tell
        Optional<InfoState> newInfo = profile.isComplete()
                && profile.infoRegisters().stream().anyMatch(id -> hasValue(reading, id))
                        ? Optional.of(profile.infoTable().read(reading))
                        : Optional.empty();
        Plausibility plausibility = new Plausibility(PipeLimits.of(nominalFlow.or(profile::nominalFlow), maximumPower),
                before.counters(), before.pending());
        Optional<PlausibilityResult> lastImplausible = before.lastImplausible();
        Set<Integer> refused = new HashSet<>();
        Set<Integer> pending = new HashSet<>();
        for (RegisterValue value : reading.values().values()) {
            Optional<PlausibilityResult> result = profile.catalogue().find(value.id()).flatMap(register -> plausibility
                    .check(register, value, newInfo, reading.at(Set.of(value.id())).orElseGet(() -> now)));
            lastImplausible = result.isPresent() ? result : lastImplausible;
            result.filter(found -> found.status() == Status.PENDING).ifPresent(found -> pending.add(value.id()));
            result.filter(found -> found.status() == Status.REFUSED).ifPresent(found -> refused.add(value.id()));
        }
        Reading accepted = reading.without(pending).without(refused);
        InfoState info = newInfo.orElseGet(before::info);
        MeterState after = new MeterState(profile.withUnitsOf(accepted), plausibility.counters(),
                consumption(before, accepted, now), info, plausibility.pending(), lastImplausible,
                before.rejectedValues() + pending.size(), before.power().with(accepted),
                before.flow().with(accepted, now));
        return new MeterUpdate(after, accepted, Set.copyOf(refused), Set.copyOf(pending), info.notIn(before.info()),
                before.info().notIn(info), isComplete);
    }

    private Consumption consumption(MeterState before, Reading accepted, Instant now) {
        Set<Integer> registers = Consumption.REGISTERS.stream().filter(before.profile()::has)
                .collect(Collectors.toUnmodifiableSet());
        // a beginning of a day or year has all counters of the meter
        return !before.profile().isComplete() || registers.isEmpty()
                || !accepted.values().keySet().containsAll(registers) ? before.consumption()
                        : before.consumption().with(accepted, accepted.at(registers).orElseGet(() -> now), calendar,
                                built);
    }

    /**
     * Corrects the consumption after an outage.
     *
     * @param state of a meter
     * @param loggers what was read of its loggers
     * @param now the present moment
     */
    public MeterState corrected(MeterState state, MeterLoggers loggers, Instant now) {
        LocalDateTime local = now.atZone(zone()).toLocalDateTime();
        return state.with(state.consumption().corrected(loggers.of(MeterLogger.DAY).rows(local),
                loggers.of(MeterLogger.MONTH).rows(local), calendar));
    }

    private static boolean hasValue(Reading reading, int id) {
        return reading.find(id).filter(value -> !value.mantissa().isEmpty()).isPresent();
    }
}
