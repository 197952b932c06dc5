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

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * Makes of the readings of a meter what is worth to be shown: holds back what cannot be, and goes on with what follows
 * from the rest.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ReadingProcessor {

    private MeterProfile profile;
    private final InfoTable infoTable;
    private final Plausibility plausibility;
    private final Consumption consumption;
    private final Set<Integer> consumptionRegisters;
    private final CalculatedPower calculatedPower = new CalculatedPower();
    private final Map<Integer, Doubt> open = new HashMap<>();
    private InfoState info;
    private Optional<DoubtReport> latestDoubt = Optional.empty();
    private int heldBack;

    /**
     * What came of a reading.
     *
     * @param accepted what can be believed
     * @param refused the registers that certainly cannot
     * @param doubtful those that a second reading has to decide on
     * @param appeared what the meter has begun to complain about
     * @param gone what it has ceased to complain about
     */
    public record Result(Reading accepted, Set<Integer> refused, Set<Integer> doubtful, Set<InfoCondition> appeared,
            Set<InfoCondition> gone) {
    }

    /**
     * Goes on from what was known before.
     *
     * @param memory what was known
     * @param limits what the pipe can carry
     * @param zone where the day begins
     * @param built when the add-on was built
     */
    public ReadingProcessor(MeterState memory, PipeLimits limits, ZoneId zone, Instant built) {
        profile = memory.profile();
        infoTable = profile.family().map(MeterFamily::infoTable).orElseGet(() -> InfoTable.NONE);
        plausibility = new Plausibility(limits, memory.counters());
        consumption = new Consumption(zone, built, memory.consumption());
        consumptionRegisters = new HashSet<>(Consumption.REGISTERS);
        consumptionRegisters.removeIf(id -> !profile.has(id));
        info = memory.info();
        calculatedPower.learn(new Reading(profile.registers().keySet(), profile.registers()));
    }

    /**
     * Goes on with the same meter after it was configured anew.
     *
     * @param newProfile the same registers, maybe in other units
     */
    public void goOnWith(MeterProfile newProfile) {
        profile = newProfile;
    }

    /**
     * Goes on telling what was held back where another evaluation of the same meter ended.
     *
     * @param before the other one
     */
    public void tellOnFrom(ReadingProcessor before) {
        open.putAll(before.open);
        latestDoubt = before.latestDoubt;
        heldBack = before.heldBack;
    }

    /** @return the registers that tell what the meter complains about */
    public static Set<Integer> infoRegisters(MeterProfile profile) {
        return Set
                .copyOf(Stream.of(RegisterIds.INFO_BITS, RegisterIds.INFO_CODE).filter(profile::has).limit(1).toList());
    }

    /**
     * Takes a reading into account.
     *
     * @param reading what the meter said
     * @param now when it ended
     */
    public Result evaluate(Reading reading, Instant now) {
        Optional<InfoState> newInfo = infoRegisters(profile).stream().anyMatch(id -> says(reading, id))
                ? Optional.of(infoTable.read(reading))
                : Optional.empty();
        Set<Integer> refused = new HashSet<>();
        Set<Integer> doubtful = new HashSet<>();
        reading.values().values().forEach(value -> RegisterCatalogue.find(value.id()).ifPresent(register -> {
            Verdict verdict = plausibility.judge(register, value, newInfo,
                    reading.at(Set.of(value.id())).orElseGet(() -> now));
            report(value, verdict);
            if (verdict instanceof Verdict.HeldBack) {
                doubtful.add(value.id());
            } else if (verdict instanceof Verdict.Refused) {
                refused.add(value.id());
            }
        }));
        Reading accepted = reading.without(doubtful).without(refused);
        if (!consumptionRegisters.isEmpty() && accepted.values().keySet().containsAll(consumptionRegisters)) {
            consumption.add(accepted, accepted.at(consumptionRegisters).orElseGet(() -> now));
        }
        calculatedPower.learn(accepted);
        InfoState before = info;
        info = newInfo.orElseGet(() -> before);
        return new Result(accepted, Set.copyOf(refused), Set.copyOf(doubtful), info.notIn(before), before.notIn(info));
    }

    private static boolean says(Reading reading, int id) {
        return reading.find(id).filter(value -> !value.mantissa().isEmpty()).isPresent();
    }

    private void report(RegisterValue value, Verdict verdict) {
        if (verdict instanceof Verdict.HeldBack held) {
            heldBack++;
            open.put(value.id(), held.doubt());
            latestDoubt = Optional.of(new DoubtReport(held.doubt(), DoubtReport.Outcome.HELD_BACK));
        } else if (verdict instanceof Verdict.Refused refusal) {
            open.remove(value.id());
            latestDoubt = Optional.of(new DoubtReport(refusal.doubt(), DoubtReport.Outcome.REFUSED));
        } else {
            Doubt doubt = open.remove(value.id());
            if (doubt != null) {
                latestDoubt = Optional
                        .of(new DoubtReport(doubt, verdict instanceof Verdict.Confirmed ? DoubtReport.Outcome.CONFIRMED
                                : DoubtReport.Outcome.DISMISSED));
            }
        }
    }

    /** @return what the meter complains about */
    public InfoState info() {
        return info;
    }

    /** @return what went through today, this month and this year */
    public Consumption consumption() {
        return consumption;
    }

    /** @return power in fine steps */
    public CalculatedPower calculatedPower() {
        return calculatedPower;
    }

    /** @return the latest value that was held back, and what became of it */
    public Optional<DoubtReport> latestDoubt() {
        return latestDoubt;
    }

    /** @return how many values were held back */
    public int heldBack() {
        return heldBack;
    }

    /** @return what has to be known to go on later */
    public MeterState memory() {
        return new MeterState(profile, plausibility.counters(), consumption.memory(), info);
    }
}
