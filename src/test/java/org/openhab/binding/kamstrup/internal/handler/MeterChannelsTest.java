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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.ThingDescriptions;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.ConsumptionCurve;
import org.openhab.binding.kamstrup.internal.meter.DailyPeaks;
import org.openhab.binding.kamstrup.internal.meter.DailyPower;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PeriodCalendar;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.polling.RegisterDemand;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.types.State;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterChannelsTest {

    private static final ThingUID THING = new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "meter");
    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Set<String> GENERAL_TYPES = Set.of("kamstrup:register-number", "kamstrup:register-quantity",
            "kamstrup:register-date", "kamstrup:register-text");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final int UNKNOWN_UNIT = 99;
    /** Each register with an expected, an unexpected and an unknown unit. */
    private static final Map<String, ToIntFunction<Register>> UNITS = Map.of( //
            "expected", register -> unit(register, true), "another", register -> unit(register, false), "unknown",
            register -> UNKNOWN_UNIT);

    /** Gives the keys as texts. */
    private static Localizer texts() {
        return new Localizer(Mockito.mock(TranslationProvider.class), () -> Locale.ENGLISH);
    }

    /** Gives the texts of a language. */
    private static Localizer texts(Properties language) {
        return new Localizer(Mockito.mock(TranslationProvider.class, call -> MessageFormat
                .format(language.getProperty(call.getArgument(1)), Stream.of(call.getArguments()).skip(4).toArray())),
                () -> Locale.ENGLISH);
    }

    private static int unit(Register register, boolean expected) {
        return Stream.of(Unit.values()).filter(unit -> register.kind().isMeasuredIn(unit) == expected).findFirst()
                .orElseThrow().code();
    }

    private static Map<Integer, RegisterValue> values(String image) {
        RegisterImage named = RegisterImage.named(image);
        return named.registers().keySet().stream().flatMap(id -> named.value(id, Clock.fixed(NOW, ZONE)).stream())
                .collect(Collectors.toMap(RegisterValue::id, Function.identity()));
    }

    private static Map<String, MeterChannel> channels(Map<Integer, RegisterValue> values) {
        return channels(values, texts());
    }

    private static Map<String, MeterChannel> channels(Map<Integer, RegisterValue> values, Localizer texts) {
        MeterProfile profile = profile(values);
        List<MeterChannel> channels = MeterChannels.of(THING, ChannelTypes::builder, profile, new MeterStates(ZONE),
                new PeriodCalendar(ZONE), texts, channel -> false);
        Map<String, MeterChannel> byId = new HashMap<>();
        channels.forEach(channel -> assertEquals(null, byId.put(channel.id(), channel), channel.id()));
        return byId;
    }

    private static MeterProfile profile(Map<Integer, RegisterValue> values) {
        int type = values.containsKey(RegisterIds.ACTIVE_ENERGY_IMPORT) ? 0x5301 : 0xF000;
        return new MeterProfile(type, new SoftwareRevision(1, 1), 1, values);
    }

    private static MeterUpdate update(Map<Integer, RegisterValue> values) {
        return new ReadingProcessor(Optional.empty(), Optional.empty(), ZONE, Instant.EPOCH).process(
                MeterState.of(profile(values)),
                Reading.of(profile(values).catalogue()).and(values.keySet(), values.values()), NOW, true);
    }

    private static String state(Map<Integer, RegisterValue> values, String channel) {
        return state(channels(values).get(channel), values).map(State::toFullString).orElse("-");
    }

    private static Optional<State> state(MeterChannel channel, Map<Integer, RegisterValue> values) {
        return channel.state().of(update(values));
    }

    @ParameterizedTest
    @ValueSource(strings = { "multical-601", "multical-602", "multical-402", "multical-302", "multical-303",
            "multical-403", "multical-603", "multical-21", "382j" })
    void eachRegisterOfEachModelHasChannelWithState(String image) {
        Map<Integer, RegisterValue> values = values(image);
        Map<String, MeterChannel> channels = channels(values);
        assertTrue(channels.size() >= values.size(), image);
        channels.forEach((id, channel) -> {
            assertTrue(update(values).hasAll(channel.needs()), id);
            assertTrue(values.keySet().containsAll(channel.reads().keySet()), id);
            assertTrue(id.matches("status#info-change|history#.*") || state(channel, values).isPresent(), id);
        });
    }

    @ParameterizedTest
    @CsvSource({ "multical-601, energy#heat-energy, 102.47 GJ", "multical-602, energy#heat-energy, 55.006 MWh",
            "multical-603, energy#heat-energy, 418.9437684 GJ", "multical-601, water#mass-2, 0.00 kg",
            "multical-601, today#heat-energy, 0.00 GJ", "382j, billing#previous-active-energy-import, UNDEF",
            "multical-601, today#mean-cooling, UNDEF", "multical-601, billing#heat-energy, 0.00 GJ",
            "multical-601, billing#since, 2026-11-23T13:00:00.000+0100",
            "multical-601, season#highest-daily-power, UNDEF", "multical-601, last-season#mean-of-two-highest, UNDEF",
            "multical-601, energy#heat-energy-fine, 28463888.8 Wh", "multical-602, energy#heat-energy-fine, UNDEF",
            "multical-403, energy#heat-energy-fine, 55000421 Wh", "multical-603, energy#heat-energy-fine, 116373950 Wh",
            "multical-603, water#volume-fine, 3120.44700 ㎥", "multical-402, water#volume-fine, 842317.00 l",
            "multical-601, water#night-flow, UNDEF", "multical-601, instantaneous#calculated-power, 0 W",
            "multical-601, status#rejected-values, 0", "382j, energy#active-energy-import, 6753.0 kWh",
            "382j, energy#active-energy-import-high-resolution, 6753.3242 kWh",
            "382j, energy#active-energy-export, 0.0 kWh", "382j, energy#reactive-energy-import, 1204.3 kvarh",
            "382j, tariff#active-energy-import-tariff-2, 2652.8 kWh",
            "382j, instantaneous#active-power-import, 0.976 kW",
            "382j, instantaneous#reactive-power-import, 0.112 kvar", "382j, instantaneous#voltage-l1, 229 V",
            "382j, instantaneous#current-l1, 5.41 A", "382j, instantaneous#active-power-import-l1, 0.976 kW",
            "382j, extremes#max-power-import, 4.208 kW",
            "382j, extremes#max-power-import-time, 2026-03-02T17:45:00.000+0100", "382j, status#connection-status, 1",
            "382j, status#operating-hours, 57342 h", "382j, identification#meter-number, 14990045",
            "382j, identification#unified-type-number, 3821JA0123456", "382j, today#active-energy-import, 0.0 kWh" })
    void channelHasValueOfMeter(String image, String channel, String state) {
        assertEquals(state, state(values(image), channel));
    }

    @Test
    void meterWithoutHighResolutionHasNoFineCounter() {
        Map<Integer, RegisterValue> values = new HashMap<>(values("multical-601"));
        assertFalse(channels(values).containsKey("water#volume-fine"));
        values.remove(155);
        assertFalse(channels(values).containsKey("energy#heat-energy-fine"));
    }

    @ParameterizedTest
    @CsvSource({ "multical-601, {1002=SLOW;1003=SLOW}", "multical-603, {348=SLOW}",
            "multical-21, {1002=SLOW;1003=SLOW}" })
    void clockIsReadSeldom(String image, String reads) {
        assertEquals(reads,
                new TreeMap<>(channels(values(image)).get("status#clock-drift").reads()).toString().replace(", ", ";"));
    }

    @ParameterizedTest
    @CsvSource({ "billing#heat-energy, true", "season#highest-daily-power, true",
            "last-season#mean-of-two-highest, true", "energy#heat-energy-fine, false", "water#night-flow, false" })
    void periodsAndDaysAreReadAroundMidnight(String linked, boolean isAroundMidnight) {
        RegisterDemand demand = MeterChannels.demand(channels(values("multical-601")).values().stream(),
                channel -> channel.getId().equals(linked));
        assertEquals(1, demand.groups().size());
        assertEquals(isAroundMidnight, demand.aroundMidnight());
    }

    @Test
    void previousChannelsHaveThePeriodBeforeUntilTheSameTime() {
        Map<Integer, RegisterValue> values = new HashMap<>(values("multical-601"));
        ReadingProcessor processor = new ReadingProcessor(Optional.empty(), Optional.empty(), ZONE, Instant.EPOCH);
        Map<String, String> readings = new TreeMap<>(
                Map.of("2026-11-21T23:00:00Z", "100.00", "2026-11-22T12:00:00Z", "100.40"));
        MeterState before = MeterState.of(profile(values));
        for (Map.Entry<String, String> reading : readings.entrySet()) {
            values.put(60, RegisterValue.of(60, Unit.GJ, new BigDecimal(reading.getValue()), 4));
            before = processor
                    .process(before, new Reading(values.keySet(), values), Instant.parse(reading.getKey()), true)
                    .state();
        }
        values.put(60, RegisterValue.of(60, Unit.GJ, new BigDecimal("100.95"), 4));
        MeterUpdate update = processor.process(before, new Reading(values.keySet(), values), NOW, true);
        Map<String, MeterChannel> channels = channels(values);
        assertEquals("0.40 GJ, 0.00 ㎥, UNDEF, UNDEF, UNDEF",
                Stream.of("today#previous-heat-energy", "today#previous-volume", "month#previous-heat-energy",
                        "year#previous-volume", "billing#previous-heat-energy")
                        .map(id -> channels.get(id).state().of(update).map(State::toFullString).orElse("-"))
                        .collect(Collectors.joining(", ")));
        assertFalse(channels.containsKey("today#previous-active-energy-import"));
    }

    @Test
    void seasonChannelsHaveHighestDays() {
        Map<Integer, RegisterValue> values = values("multical-601");
        DailyPower highest = new DailyPower(LocalDate.of(2026, 11, 7), new BigDecimal("432E6"), 86_400);
        DailyPower second = new DailyPower(LocalDate.of(2026, 10, 25), new BigDecimal("360E6"), 90_000);
        MeterState before = MeterState.of(profile(values))
                .with(new Consumption(Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        new DailyPeaks(List.of(highest, second), List.of(), List.of()), ConsumptionCurve.none()));
        MeterUpdate update = new ReadingProcessor(Optional.empty(), Optional.empty(), ZONE, Instant.EPOCH)
                .process(before, new Reading(values.keySet(), values), NOW, true);
        Map<String, MeterChannel> channels = channels(values);
        assertEquals("5000 W, 2026-11-07T00:00:00.000+0100, 4500 W, UNDEF",
                Stream.of("season#highest-daily-power", "season#highest-daily-power-date", "season#mean-of-two-highest",
                        "last-season#highest-daily-power-date")
                        .map(id -> channels.get(id).state().of(update).map(State::toFullString).orElse("-"))
                        .collect(Collectors.joining(", ")));
    }

    @ParameterizedTest
    @CsvSource({ "1173, NONE, 0.97, instantaneous#power-factor, 0.97",
            "1390, HZ, 50.02, instantaneous#frequency, 50.02 Hz",
            "1344, KW, 1.250, instantaneous#active-power-export-l1, 1.250 kW",
            "2010, NUMBER, 2, tariff#active-tariff, 2" })
    void registerOfElectricityMeterThatIsKnownByNameHasItsUnit(int id, Unit unit, String number, String channel,
            String state) {
        Map<Integer, RegisterValue> values = new HashMap<>(values("382j"));
        values.put(id, RegisterValue.of(id, unit, new BigDecimal(number), 4));
        assertEquals(state, state(values, channel));
    }

    /** The same numbers on the other kind of meter have no channel. */
    @Test
    void registersOfTheOtherKindOfMeterHaveNoChannel() {
        Map<Integer, RegisterValue> electricity = new HashMap<>(values("382j"));
        electricity.put(60, RegisterValue.of(60, Unit.GJ, BigDecimal.TEN, 4));
        assertFalse(channels(electricity).containsKey("energy#heat-energy"));
        Map<Integer, RegisterValue> heat = new HashMap<>(values("multical-601"));
        heat.put(1054, RegisterValue.of(1054, Unit.V, BigDecimal.TEN, 4));
        assertFalse(channels(heat).containsKey("instantaneous#voltage-l1"));
    }

    /** openHAB reads the channel for links and for the semantic model, and looks at its type only in old versions. */
    @ParameterizedTest
    @ValueSource(strings = { "multical-601", "multical-303", "multical-603", "multical-21", "382j" })
    void eachChannelHasTagsOfItsTypeAndTexts(String image) {
        channels(values(image)).forEach((id, channel) -> {
            // the type of a register with an unexpected unit describes its kind of state only
            String type = GENERAL_TYPES.contains(String.valueOf(channel.channel().getChannelTypeUID()))
                    ? "kamstrup." + id.split("#")[1]
                    : String.valueOf(channel.channel().getChannelTypeUID()).replace(':', '.');
            assertEquals("channel-type." + type + ".label", channel.channel().getLabel(), id);
            assertEquals("channel-type." + type + ".description", channel.channel().getDescription(), id);
            assertEquals(!channel.isState(), channel.channel().getDefaultTags().isEmpty(), id);
            assertEquals(id.equals("status#info-change"), !channel.isState(), id);
        });
        assertEquals(Set.of("Measurement", "Water"),
                channels(values("multical-601")).get("water#flow-rate").channel().getDefaultTags());
    }

    /** The coefficient of the calculated power comes from counters, which do not limit the age of its state. */
    @ParameterizedTest
    @CsvSource({ "energy#heat-energy, [COUNTER]", "instantaneous#calculated-power, [LIVE]",
            "month#mean-cooling, [COUNTER]", "status#info-text, [STATUS]", "status#rejected-values, []" })
    void stateHasPollClassesOfItsRegisters(String channel, String pollClasses) {
        assertEquals(pollClasses, channels(values("multical-601")).get(channel).pollClassesOfState().toString());
    }

    @Test
    void waterMeterHasNoHeatChannels() {
        Map<String, MeterChannel> channels = channels(values("multical-21"));
        assertFalse(channels.containsKey("energy#heat-energy"));
        assertFalse(channels.containsKey("today#heat-energy"));
        assertFalse(channels.containsKey("instantaneous#calculated-power"));
        assertTrue(channels.keySet().containsAll(List.of("water#volume", "today#volume", "status#info-text")));
    }

    @ParameterizedTest
    @CsvSource({ "multical-603, 19", "multical-303, 19", "multical-21, 3", "multical-601, 0", "multical-302, 0" })
    void modelWithLoggersHasHistoryOfItsCounters(String image, int number) {
        List<String> history = channels(values(image)).keySet().stream().filter(id -> id.startsWith("history#"))
                .sorted().toList();
        assertEquals(number, history.size(), history::toString);
    }

    @Test
    void tariffRegisterWithVolumeIsVolume() {
        Map<Integer, RegisterValue> values = Map.of(64, RegisterValue.of(64, Unit.M3, new BigDecimal("12.34"), 4));
        MeterChannel channel = channels(values).get("tariff#tariff-2");
        assertEquals("Number:Volume", channel.channel().getAcceptedItemType());
        assertEquals(Set.of("Measurement"), channel.channel().getDefaultTags());
        assertEquals("channel-type.kamstrup.tariff-2.label", channel.channel().getLabel());
        assertEquals("kamstrup:register-quantity", String.valueOf(channel.channel().getChannelTypeUID()));
        assertEquals("12.34 ㎥", state(values, "tariff#tariff-2"));
    }

    /** A water meter sends its hours as a plain number. */
    @ParameterizedTest
    @CsvSource({ "1004, 7127, Number:Time, 7127 h", "175, 12, Number:Time, 12 h", "268, 60, Number:Time, 60 min",
            "582, 4380, Number:Time, 4380 day", "675, 16, Number:Time, 16 s", "86, 35.45, Number:Temperature, 35.45 °C",
            "89, 4.61, Number:Temperature, 4.61 K", "91, 6.1, Number:Pressure, 6.1 bar", "97, 42857, Number, 42857",
            // several units are possible
            "60, 102.47, Number, 102.47", "68, 1208.96, Number, 1208.96", "80, 4.5, Number, 4.5",
            "74, 231, Number, 231", "72, 1.5, Number, 1.5" })
    void plainNumberHasOnlyUnitOfItsRegister(int id, String number, String itemType, String state) {
        for (Unit unit : List.of(Unit.NUMBER, Unit.NONE)) {
            Map<Integer, RegisterValue> values = Map.of(id, RegisterValue.of(id, unit, new BigDecimal(number), 4));
            Register register = RegisterCatalogue.HEAT.find(id).orElseThrow();
            String channel = register.group() + "#" + register.channel();
            assertEquals(itemType, channels(values).get(channel).channel().getAcceptedItemType());
            assertEquals(state, state(values, channel));
        }
    }

    @Test
    void unknownUnitIsNumberWithUnitCode() {
        Map<Integer, RegisterValue> values = Map.of(60, new RegisterValue(60, 99, 0x42, ByteString.of(0x28, 0x07)));
        MeterChannel channel = channels(values).get("energy#heat-energy");
        assertEquals("Number", channel.channel().getAcceptedItemType());
        assertTrue(String.valueOf(channel.channel().getLabel()).endsWith("(unit 99)"));
        assertEquals("unit 99", channel.channel().getProperties().get("unit"));
        assertEquals("102.47", state(values, "energy#heat-energy"));
    }

    /** Main UI names a new item after the label, and links a channel to an item of that name if there is one. */
    @ParameterizedTest
    @MethodSource("languagesAndUnits")
    void labelsOfChannelsGiveDifferentItemNames(String file, String units) throws IOException {
        Properties language = ThingDescriptions.shownTexts(file);
        Map<Integer, RegisterValue> values = RegisterCatalogue.HEAT.registers().stream()
                .map(register -> new RegisterValue(register.id(),
                        Objects.requireNonNull(UNITS.get(units)).applyAsInt(register), 0x42, ByteString.of(0x28, 0x07)))
                .collect(Collectors.toMap(RegisterValue::id, Function.identity()));
        Map<String, String> byName = new HashMap<>();
        channels(values, texts(language)).forEach((id, channel) -> {
            String label = Objects.requireNonNullElseGet(channel.channel().getLabel(),
                    () -> language.getProperty("channel-type."
                            + String.valueOf(channel.channel().getChannelTypeUID()).replace(':', '.') + ".label"));
            assertEquals(null, byName.put(ThingDescriptions.itemName(label), id), label + " of " + id);
        });
        assertTrue(byName.size() > values.size());
    }

    static Stream<Arguments> languagesAndUnits() {
        return Stream.of("", "_da", "_de", "_fi", "_fr", "_nl", "_no", "_pl", "_sv").flatMap(language -> UNITS.keySet()
                .stream().map(units -> Arguments.of("kamstrup" + language + ".properties", units)));
    }
}
