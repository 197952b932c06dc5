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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.DailyPeaks;
import org.openhab.binding.kamstrup.internal.meter.DailyPower;
import org.openhab.binding.kamstrup.internal.meter.FineCounter;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.Period;
import org.openhab.binding.kamstrup.internal.meter.PeriodCalendar;
import org.openhab.binding.kamstrup.internal.meter.PhysicalQuantity;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.meter.RegisterKind;
import org.openhab.binding.kamstrup.internal.polling.RegisterDemand;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.UnDefType;

/**
 * The channels of a meter: one for each register that it has, and those that are calculated from them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterChannels {

    /** The trigger channel for conditions that begin or end. */
    static final String INFO_CHANGE = "status#info-change";

    private static final String STATUS = "status";
    private static final String STRING = "String";
    private static final String NUMBER = "Number";
    private static final Map<Period, String> GROUPS = Map.of(Period.DAY, "today", Period.MONTH, "month", Period.YEAR,
            "year", Period.BILLING, "billing");
    private static final Map<String, Season> SEASONS = Map.of("season", DailyPeaks::season, "last-season",
            DailyPeaks::lastSeason);
    private static final Map<Integer, PollClass> CALCULATED_POWER = Map.of(RegisterIds.FLOW, PollClass.LIVE,
            RegisterIds.TEMPERATURE_DIFFERENCE, PollClass.LIVE, RegisterIds.HEAT_ENERGY, PollClass.COUNTER,
            RegisterIds.VOLUME_FLOW_TEMPERATURE, PollClass.COUNTER, RegisterIds.VOLUME_RETURN_TEMPERATURE,
            PollClass.COUNTER);

    /** Makes the builder of a channel, with the tags of its type. */
    interface Builders {
        ChannelBuilder builder(ChannelUID channel, ChannelTypeUID type);
    }

    /** Finds the days of a season. */
    private interface Season {
        List<DailyPower> days(DailyPeaks peaks);
    }

    /** Calculates a mean; empty if the volume is too small. */
    private interface MeanSource {
        Optional<PhysicalQuantity> mean(Consumption consumption);
    }

    private final ThingUID thing;
    private final Builders builders;
    private final MeterProfile profile;
    private final MeterStates states;
    private final PeriodCalendar calendar;
    private final Localizer texts;
    private final List<MeterChannel> channels = new ArrayList<>();

    private MeterChannels(ThingUID thing, Builders builders, MeterProfile profile, MeterStates states,
            PeriodCalendar calendar, Localizer texts) {
        this.thing = thing;
        this.builders = builders;
        this.profile = profile;
        this.states = states;
        this.calendar = calendar;
        this.texts = texts;
    }

    /**
     * Makes the channels of a meter. As long as the meter was not asked for all its registers, they are those of its
     * everyday registers, of linked ones, and what is calculated; the latter have no states until then.
     *
     * @param thing the meter's thing
     * @param builders makes the builders of the channels
     * @param profile the registers of the meter
     * @param states makes states of values
     * @param calendar when periods begin
     * @param texts makes texts
     * @param isLinked whether openHAB has an item for a channel
     */
    static List<MeterChannel> of(ThingUID thing, Builders builders, MeterProfile profile, MeterStates states,
            PeriodCalendar calendar, Localizer texts, Predicate<ChannelUID> isLinked) {
        MeterChannels made = new MeterChannels(thing, builders, profile, states, calendar, texts);
        profile.catalogue().registers().stream().filter(
                register -> profile.isComplete() || register.everyday() || isLinked.test(channelUid(thing, register)))
                .forEach(made::addRegister);
        made.addCalculatedPower();
        made.addFine("energy", "heat-energy-fine", RegisterKind.ENERGY, RegisterIds.HEAT_ENERGY,
                RegisterIds.HEAT_ENERGY_FINE);
        made.addFine("water", "volume-fine", RegisterKind.VOLUME, RegisterIds.VOLUME, RegisterIds.VOLUME_FINE);
        made.addNightFlow();
        made.addClockDrift();
        GROUPS.forEach(made::addPeriod);
        SEASONS.forEach(made::addSeason);
        made.addInfo();
        made.addPlausibility();
        HistoryChannels.of(profile).forEach(made::addHistory);
        return List.copyOf(made.channels);
    }

    private static ChannelUID channelUid(ThingUID thing, Register register) {
        return new ChannelUID(thing, register.group(), register.channel());
    }

    /** @return whether a channel is one of the binding; the channels of users have no group */
    static boolean isOurs(ChannelUID channel) {
        return channel.isInGroup();
    }

    /**
     * The registers that linked channels need.
     *
     * @param channels of a meter
     * @param isLinked whether openHAB has an item for a channel
     */
    static RegisterDemand demand(Stream<MeterChannel> channels, Predicate<ChannelUID> isLinked) {
        List<MeterChannel> linked = channels.filter(channel -> isLinked.test(channel.channel().getUID())).toList();
        return new RegisterDemand(
                Set.copyOf(linked.stream().map(MeterChannel::reads).filter(reads -> !reads.isEmpty()).toList()),
                linked.stream().anyMatch(channel -> isOfPeriod(channel.channel().getUID())));
    }

    /**
     * The registers that a meter may have, of which nothing is known yet.
     *
     * @param thing the meter's thing
     * @param states makes states of values
     * @return a channel for each, which the thing does not have
     */
    static Stream<MeterChannel> possible(ThingUID thing, MeterStates states) {
        return RegisterCatalogue.channels().stream().map(register -> UserChannels
                .ofCatalogue(ChannelBuilder.create(channelUid(thing, register)).build(), register, states));
    }

    private static boolean isOfPeriod(ChannelUID channel) {
        String group = channel.getGroupId();
        return group != null && (GROUPS.containsValue(group) || SEASONS.containsKey(group));
    }

    private void addRegister(Register register) {
        RegisterValue value = profile.registers().get(register.id());
        if (value == null) {
            return;
        }
        if (value.unit().filter(register.kind()::isMeasuredIn).isPresent()) {
            ChannelBuilder builder = builder(register.group(), register.channel(), register.channel(),
                    register.kind().itemType());
            channels.add(UserChannels.ofCatalogue(builder.withProperties(properties(value)).build(), register, states));
        } else {
            addUnexpected(register, value);
        }
    }

    /**
     * Adds a register with an unexpected unit: a tariff register may count volume, a pulse input energy, and a newer
     * meter may use an unknown unit.
     */
    private void addUnexpected(Register register, RegisterValue value) {
        RegisterKind kind = value.unit().map(RegisterKind::measuredIn).orElseGet(() -> RegisterKind.NUMBER);
        String type = UserChannels.typeFor(kind);
        ChannelBuilder builder = builder(register.group(), register.channel(), type, kind.itemType());
        String label = texts.label(register);
        channels.add(UserChannels.ofUnexpected(
                builder.withLabel(value.unit().isPresent() ? label : label + " (unit " + value.unitCode() + ")")
                        .withDescription(texts.description(register.channel()))
                        .withConfiguration(new Configuration(Map.of(UserChannels.REGISTER, register.id())))
                        .withProperties(properties(value)).build(),
                register, type, states));
    }

    private static Map<String, String> properties(RegisterValue value) {
        return Map.of("register", Integer.toString(value.id()), "unit",
                value.unit().map(Unit::symbol).orElseGet(() -> "unit " + value.unitCode()));
    }

    private void addCalculatedPower() {
        if (CALCULATED_POWER.keySet().stream().allMatch(profile::has)) {
            Map<Integer, PollClass> reads = new HashMap<>(CALCULATED_POWER);
            if (profile.has(RegisterIds.COOLING_ENERGY)) {
                reads.put(RegisterIds.COOLING_ENERGY, PollClass.COUNTER);
            }
            channels.add(new MeterChannel(
                    builder("instantaneous", "calculated-power", "calculated-power", RegisterKind.POWER.itemType())
                            .build(),
                    reads, Set.of(RegisterIds.FLOW, RegisterIds.TEMPERATURE_DIFFERENCE),
                    calculated(update -> update.state().power().power(update.accepted()).map(states::of))));
        }
    }

    private void addFine(String group, String id, RegisterKind kind, int counter, List<Integer> fine) {
        fine.stream().filter(register -> profile.has(counter) && profile.has(register)).findFirst()
                .ifPresent(register -> addRead(group, id, kind, PollClass.COUNTER, Set.of(counter, register),
                        calculated(update -> FineCounter.of(update.accepted(), counter, register).map(states::of))));
    }

    private void addNightFlow() {
        if (profile.has(RegisterIds.FLOW)) {
            addRead("water", "night-flow", RegisterKind.FLOW, PollClass.LIVE, Set.of(RegisterIds.FLOW),
                    calculated(update -> update.state().flow().smallest().map(states::of)));
        }
    }

    private void addClockDrift() {
        Stream.of(Set.of(RegisterIds.DATE_TIME), Set.of(RegisterIds.CLOCK, RegisterIds.DATE))
                .filter(clock -> clock.stream().allMatch(profile::has)).findFirst()
                .ifPresent(clock -> addRead(STATUS, "clock-drift", RegisterKind.DURATION, PollClass.SLOW, clock,
                        update -> states.clockDrift(update.accepted())));
    }

    private void addRead(String group, String id, RegisterKind kind, PollClass pollClass, Set<Integer> registers,
            MeterChannel.Source state) {
        channels.add(new MeterChannel(builder(group, id, id, kind.itemType()).build(),
                registers.stream().collect(Collectors.toUnmodifiableMap(register -> register, register -> pollClass)),
                registers, state));
    }

    private Set<Integer> counters() {
        return Consumption.REGISTERS.stream().filter(profile::has).collect(Collectors.toUnmodifiableSet());
    }

    private void addSeason(String group, Season season) {
        if (profile.has(RegisterIds.HEAT_ENERGY)) {
            String power = RegisterKind.POWER.itemType();
            add(group, "highest-daily-power", power, counters(),
                    update -> DailyPeaks.highest(season.days(update.state().consumption().peaks())).map(states::of));
            add(group, "highest-daily-power-date", "DateTime", counters(), update -> season
                    .days(update.state().consumption().peaks()).stream().findFirst().map(day -> states.of(day.day())));
            add(group, "mean-of-two-highest", power, counters(), update -> DailyPeaks
                    .meanOfTwoHighest(season.days(update.state().consumption().peaks())).map(states::of));
        }
    }

    private void addPeriod(Period period, String group) {
        Set<Integer> needs = counters();
        if (needs.isEmpty()) {
            return;
        }
        add(group, "since", "DateTime", needs, update -> update.state().consumption().since(period).map(states::of));
        addUsed(group, "heat-energy", RegisterKind.ENERGY, RegisterIds.HEAT_ENERGY, period, needs);
        addUsed(group, "cooling-energy", RegisterKind.ENERGY, RegisterIds.COOLING_ENERGY, period, needs);
        addUsed(group, "active-energy-import", RegisterKind.ENERGY, RegisterIds.ACTIVE_ENERGY_IMPORT, period, needs);
        addUsed(group, "volume", RegisterKind.VOLUME, RegisterIds.VOLUME, period, needs);
        addUsedBefore(group, "previous-heat-energy", RegisterKind.ENERGY, RegisterIds.HEAT_ENERGY, period, needs);
        addUsedBefore(group, "previous-active-energy-import", RegisterKind.ENERGY, RegisterIds.ACTIVE_ENERGY_IMPORT,
                period, needs);
        addUsedBefore(group, "previous-volume", RegisterKind.VOLUME, RegisterIds.VOLUME, period, needs);
        addMean(group, "mean-flow-temperature", RegisterIds.VOLUME_FLOW_TEMPERATURE, needs,
                consumption -> consumption.meanTemperature(period, RegisterIds.VOLUME_FLOW_TEMPERATURE));
        addMean(group, "mean-return-temperature", RegisterIds.VOLUME_RETURN_TEMPERATURE, needs,
                consumption -> consumption.meanTemperature(period, RegisterIds.VOLUME_RETURN_TEMPERATURE));
        addMean(group, "mean-cooling", RegisterIds.VOLUME_RETURN_TEMPERATURE, needs,
                consumption -> consumption.meanCooling(period));
    }

    private void addUsed(String group, String id, RegisterKind kind, int register, Period period, Set<Integer> needs) {
        if (profile.has(register)) {
            add(group, id, kind.itemType(), needs, update -> update.accepted().find(register)
                    .flatMap(value -> update.state().consumption().used(period, value)).map(states::of));
        }
    }

    private void addUsedBefore(String group, String id, RegisterKind kind, int register, Period period,
            Set<Integer> needs) {
        if (profile.has(register)) {
            add(group, id, kind.itemType(), needs,
                    update -> update.accepted().find(register)
                            .flatMap(value -> update.state().consumption().usedBefore(period, value, calendar))
                            .map(states::of));
        }
    }

    private void addMean(String group, String id, int register, Set<Integer> needs, MeanSource mean) {
        if (profile.has(register)) {
            add(group, id, RegisterKind.TEMPERATURE.itemType(), needs,
                    update -> mean.mean(update.state().consumption()).map(states::of));
        }
    }

    private void add(String group, String id, String itemType, Set<Integer> needs, MeterChannel.Source state) {
        // the meter's date shows whether the clock of the host is right
        Map<Integer, PollClass> reads = Stream.concat(needs.stream(), Stream.of(RegisterIds.DATE).filter(profile::has))
                .collect(Collectors.toUnmodifiableMap(register -> register, register -> PollClass.COUNTER));
        channels.add(new MeterChannel(builder(group, id, group + "-" + id, itemType).build(), reads, needs,
                calculated(state)));
    }

    private void addInfo() {
        Map<Integer, PollClass> reads = profile.infoRegisters().stream()
                .collect(Collectors.toUnmodifiableMap(id -> id, id -> PollClass.STATUS));
        if (!reads.isEmpty()) {
            channels.add(
                    new MeterChannel(builder(STATUS, "info-text", "info-text", STRING).build(), reads, reads.keySet(),
                            calculated(update -> Optional.of(new StringType(texts.of(update.state().info()))))));
            channels.add(new MeterChannel(builder(STATUS, "info-change", "info-change").build(), reads, reads.keySet(),
                    update -> Optional.empty()));
        }
    }

    private void addPlausibility() {
        channels.add(new MeterChannel(builder(STATUS, "plausibility", "plausibility", STRING).build(), Map.of(),
                Set.of(), update -> Optional.of(new StringType(
                        update.state().lastImplausible().map(texts::of).orElseGet(texts::noImplausibleValue)))));
        channels.add(new MeterChannel(builder(STATUS, "rejected-values", "rejected-values", NUMBER).build(), Map.of(),
                Set.of(), update -> Optional.of(new DecimalType(Integer.toString(update.state().rejectedValues())))));
    }

    /** {@link HistoryChannels} publishes the states. */
    private void addHistory(HistoryChannels.LoggedChannel channel) {
        String id = channel.id();
        channels.add(new MeterChannel(
                builder(HistoryChannels.GROUP, id, HistoryChannels.GROUP + "-" + id, channel.kind().itemType()).build(),
                Map.of(), Set.of(), update -> Optional.empty()));
    }

    private ChannelBuilder builder(String group, String id, String type, String itemType) {
        return builder(group, id, type).withAcceptedItemType(itemType);
    }

    private ChannelBuilder builder(String group, String id, String type) {
        // openHAB gives the label and the description of the type in English
        return builders
                .builder(new ChannelUID(thing, group, id),
                        new ChannelTypeUID(KamstrupBindingConstants.BINDING_ID, type))
                .withLabel(texts.label(type)).withDescription(texts.description(type));
    }

    /** @return the state, UNDEF if it cannot be calculated now; none before all registers of the meter are known */
    private static MeterChannel.Source calculated(MeterChannel.Source state) {
        return update -> update.state().profile().isComplete()
                ? Optional.of(state.of(update).orElseGet(() -> UnDefType.UNDEF))
                : Optional.empty();
    }
}
