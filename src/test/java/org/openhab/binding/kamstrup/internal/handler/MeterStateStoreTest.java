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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.meter.BaseUnitValue;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.ConsumptionCurve;
import org.openhab.binding.kamstrup.internal.meter.CounterSnapshot;
import org.openhab.binding.kamstrup.internal.meter.DailyPeaks;
import org.openhab.binding.kamstrup.internal.meter.DailyPower;
import org.openhab.binding.kamstrup.internal.meter.FlowMinimum;
import org.openhab.binding.kamstrup.internal.meter.InfoCondition;
import org.openhab.binding.kamstrup.internal.meter.InfoState;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.Period;
import org.openhab.binding.kamstrup.internal.meter.TimedValue;
import org.openhab.core.thing.ThingUID;

import com.google.gson.Gson;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterStateStoreTest {

    private static final ThingUID THING = new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "meter");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456789Z");
    private static final BaseUnitValue ENERGY = new BaseUnitValue(new BigDecimal("102.47E9"), new BigDecimal("1E7"));

    private static final ConsumptionCurve CURVE = new ConsumptionCurve(
            new TreeMap<>(Map.of(Instant.EPOCH, Map.of(60, new BigDecimal("-1.2E+8"), 68, BigDecimal.ZERO),
                    Instant.parse("2026-11-22T23:00:00Z"), Map.of(60, new BigDecimal("1.02E+8")))),
            Optional.of(Instant.EPOCH));

    private final MemoryStorage<Map<String, String>> storage = new MemoryStorage<>();
    private Instant now = NOW;
    private final MemoryStorage<Map<String, String>> curves = new MemoryStorage<>();
    private final MeterStateStore store = new MeterStateStore(storage, curves, THING, () -> now);

    private static MeterState memory() {
        MeterProfile profile = new MeterProfile(0x0004, new SoftwareRevision(6, 1), 4_294_967_295L,
                Map.of(60, new RegisterValue(60, 8, 0x42, ByteString.of(0, 0, 0x28, 7)), 640,
                        new RegisterValue(640, 54, 0, ByteString.of('M', 'C')), 999,
                        new RegisterValue(999, 200, 0, ByteString.EMPTY)));
        CounterSnapshot mark = new CounterSnapshot(NOW, Map.of(60, ENERGY));
        Map<Period, List<CounterSnapshot>> beginnings = Map.of(Period.DAY, List.of(mark), Period.MONTH,
                List.of(new CounterSnapshot(NOW, Map.of(60, ENERGY),
                        Map.of(60, new CounterSnapshot.Fall(new BigDecimal("1E9"), NOW))),
                        new CounterSnapshot(NOW, Map.of(97, ENERGY))),
                Period.YEAR, List.of(new CounterSnapshot(Instant.EPOCH, Map.of())), Period.BILLING, List.of(mark),
                Period.RECORDED, List.of(mark));
        DailyPower day = new DailyPower(LocalDate.of(2026, 10, 25), new BigDecimal("1.08E+8"), 90_000);
        return new MeterState(profile, Map.of(60, new TimedValue(ENERGY, NOW)),
                new Consumption(beginnings, Optional.of(mark),
                        Optional.of(new Consumption.Baseline(Map.of(Period.DAY, List.of(mark)), Instant.EPOCH)),
                        Optional.of(NOW), Optional.of(-36L),
                        new DailyPeaks(List.of(day, day), List.of(day), List.of(day)), CURVE),
                new InfoState(Set.of(InfoCondition.V1_AIR, InfoCondition.LEAK), "64")).with(
                        new FlowMinimum(Instant.EPOCH, NOW, Map.of(7L, new BigDecimal("0.5"), 8L, BigDecimal.TEN)));
    }

    /** Does what openHAB does when it writes a file and reads it again. */
    @SuppressWarnings("unchecked")
    private void restart() {
        Gson gson = new Gson();
        Stream.of(storage, curves).forEach(file -> file.getKeys().forEach(key -> file.put(key,
                gson.fromJson(gson.toJson(file.get(key)), (Class<Map<String, String>>) (Class<?>) HashMap.class))));
    }

    @Test
    void restoresASavedState() {
        store.save(memory());
        restart();
        assertEquals(Optional.of(memory()), store.load());
    }

    /** As it was before falls of counters and doubts about the clock were kept. */
    @Test
    void restoresAStateOfAnOlderVersion() {
        storage.put(THING.getAsString(),
                new HashMap<>(Map.ofEntries(Map.entry("type", "4"), Map.entry("software", "6 1"),
                        Map.entry("serialNumber", "19088743"), Map.entry("register.60", "8 66 00 00 28 07"),
                        Map.entry("counter.60", "102470000000 10000000 2026-11-23T12:00:00Z"),
                        Map.entry("beginning.DAY.at", "2026-11-22T23:00:00Z"),
                        Map.entry("beginning.DAY.60", "102000000000 10000000"),
                        Map.entry("beginning.DAY.68", "5000 10"), Map.entry("latest.at", "2026-11-23T12:00:00Z"),
                        Map.entry("latest.60", "102470000000 10000000"), Map.entry("latest.68", "5010 10"),
                        Map.entry("info", "LEAK"), Map.entry("unexplained", ""))));
        assertFalse(store.load().orElseThrow().profile().isText());
        Consumption read = store.load().orElseThrow().consumption();
        BaseUnitValue ten = new BaseUnitValue(new BigDecimal("5000"), BigDecimal.TEN);
        BaseUnitValue heat = new BaseUnitValue(new BigDecimal("102000000000"), new BigDecimal("10000000"));
        assertEquals(
                Map.of(Period.DAY,
                        List.of(new CounterSnapshot(Instant.parse("2026-11-22T23:00:00Z"), Map.of(60, heat, 68, ten)))),
                read.beginnings());
        assertEquals(Instant.parse("2026-11-23T12:00:00Z"), read.latest().orElseThrow().at());
        assertEquals(Optional.empty(), read.alternative());
        assertEquals(Optional.empty(), read.doubtedSince());
    }

    @Test
    void restoresMeterWithTextProtocol() {
        MeterState state = MeterState.of(MeterProfile.ofText(44119, 99_999_999_999L, memory().profile().registers()));
        store.save(state);
        restart();
        assertEquals(Optional.of(state), store.load());
    }

    @Test
    void restoresAStateWithoutReadings() {
        MeterState fresh = MeterState.of(memory().profile());
        store.save(fresh);
        restart();
        assertEquals(Optional.of(fresh), store.load());
    }

    @Test
    void hasNoStateAfterForget() {
        assertEquals(Optional.empty(), store.load());
        store.save(memory());
        store.forget();
        assertEquals(Optional.empty(), store.load());
        assertEquals(Set.of(), Set.copyOf(curves.getKeys()));
    }

    @ParameterizedTest
    @CsvSource({ "protocol, SMOKE", "type, four", "serialNumber, ''", "software, 6", "register.60, 8",
            "register.x, 8 66 00", "info, HICCUP", "latest.at, yesterday", "counter.60, 1 2", "counter.60, 1 2 never",
            "latest.60, 1E+999999999 1", "season.0, 2026-01-01 1E+65 86400", "flow, 2026-01-01T00:00:00Z 2026",
            "beginning.DAY.60, much more", "beginning.MONTH.60, 1 1 1", "beginning.MONTH+1.97, 1", "other.until, then",
            "other.beginning.DAY.60, x y", "doubted, perhaps", "daysAhead, many" })
    void dropsAStateWithAMalformedText(String name, String text) {
        store.save(memory());
        Map<String, String> texts = new HashMap<>(storage.get(THING.getAsString()));
        assertNotEquals(text, texts.put(name, text));
        storage.put(THING.getAsString(), texts);
        assertEquals(Optional.empty(), store.load());
    }

    @Test
    void dropsANumberWithMoreDigitsThanAnyCounterHas() {
        store.save(memory());
        Map<String, String> texts = new HashMap<>(curves.get(THING.getAsString()));
        texts.put("totals", "0 60 " + "1".repeat(10_000_000));
        curves.put(THING.getAsString(), texts);
        assertEquals(Optional.of(withoutCurve()), store.load());
    }

    /** In a file that somebody has edited. */
    @SuppressWarnings({ "unchecked", "rawtypes" })
    @ParameterizedTest
    @ValueSource(strings = { "5", "\"nothing\"", "[]", "{\"type\": null, \"software\": \"6 1\"}",
            "{\"type\": 4, \"software\": [6, 1]}",
            "{\"type\": \"4\", \"software\": \"6 1\", \"serialNumber\": \"1\", \"latest.at\": null}" })
    void dropsAStateThatIsNotAMapOfTexts(String json) {
        ((MemoryStorage) storage).put(THING.getAsString(), new Gson().fromJson(json, Object.class));
        assertEquals(Optional.empty(), store.load());
    }

    private static MeterState withoutCurve() {
        return memory().with(memory().consumption().with(ConsumptionCurve.none()));
    }

    @ParameterizedTest
    @CsvSource({ "totals, 0 60", "totals, 0 60 much", "totals, then 60 1", "totals, 0 60 1;;0 60 2", "totals, 0 x 1",
            "totals, 9223372036854775807 60 1", "totals, 0 60 1E+999999999", "totals, 0 60 1E-999999999",
            "exchangedAt, yesterday", "since, 2026-11-23T12:00:01Z", "since, ''" })
    void dropsACurveThatIsDamagedOrOfAnotherState(String name, String text) {
        store.save(memory());
        Map<String, String> texts = new HashMap<>(curves.get(THING.getAsString()));
        assertNotEquals(text, texts.put(name, text));
        curves.put(THING.getAsString(), texts);
        assertEquals(Optional.of(withoutCurve()), store.load());
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    @ParameterizedTest
    @ValueSource(strings = { "5", "\"nothing\"", "[]", "{}",
            "{\"since\": \"2026-11-23T12:00:00.123456789Z\", \"totals\": 5}" })
    void dropsACurveThatIsNotAMapOfTexts(String json) {
        store.save(memory());
        ((MemoryStorage) curves).put(THING.getAsString(), new Gson().fromJson(json, Object.class));
        assertEquals(Optional.of(withoutCurve()), store.load());
    }

    @Test
    void curveOfALostStateIsNotUsed() {
        store.save(memory());
        storage.remove(THING.getAsString());
        assertEquals(Optional.empty(), store.load());
        Consumption fresh = new Consumption(
                Map.of(Period.RECORDED, List.of(new CounterSnapshot(NOW.plusSeconds(60), Map.of(60, ENERGY)))),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), DailyPeaks.none(),
                ConsumptionCurve.none());
        now = NOW.plusSeconds(60);
        MeterState again = MeterState.of(memory().profile()).with(fresh);
        store.saveIfDue(again);
        restart();
        assertEquals(Optional.of(again), store.load());
    }

    private static MeterState withDay(Instant day, ConsumptionCurve curve) {
        Consumption before = memory().consumption();
        Map<Period, List<CounterSnapshot>> beginnings = new EnumMap<>(before.beginnings());
        beginnings.put(Period.DAY, List.of(new CounterSnapshot(day, Map.of(60, ENERGY))));
        return memory().with(new Consumption(beginnings, before.latest(), before.alternative(), before.doubtedSince(),
                before.daysAhead(), before.peaks(), curve));
    }

    private ConsumptionCurve stored() {
        return store.load().orElseThrow().consumption().curve();
    }

    @Test
    void savesTheCurveWithANewDayAnotherMeterAndAtTheEndOnly() {
        ConsumptionCurve first = new ConsumptionCurve(new TreeMap<>(), CURVE.exchangedAt());
        store.saveIfDue(memory().with(memory().consumption().with(first)));
        now = NOW.plus(Duration.ofHours(3));
        store.saveIfDue(memory());
        assertEquals(first, stored());
        store.saveIfDue(
                new MeterState(memory().profile(), memory().counters(), memory().consumption(), InfoState.none()));
        assertEquals(first, stored());
        store.saveIfDue(withDay(NOW.plusSeconds(1), CURVE));
        assertEquals(CURVE, stored());
        ConsumptionCurve exchanged = new ConsumptionCurve(CURVE.totals(), Optional.of(NOW));
        now = now.plus(Duration.ofHours(3));
        store.saveIfDue(withDay(NOW.plusSeconds(1), exchanged));
        assertEquals(exchanged, stored());
        store.save(withDay(NOW.plusSeconds(1), CURVE));
        assertEquals(CURVE, stored());
    }

    /** Little enough to be written each day, and to be read at the start. */
    @Test
    void fullCurveIsSmall() {
        ConsumptionCurve full = new ConsumptionCurve(new TreeMap<>(IntStream.range(0, 802).boxed()
                .collect(Collectors.toMap(day -> NOW.minus(Duration.ofDays(day)).truncatedTo(ChronoUnit.SECONDS),
                        day -> Map.of(60, new BigDecimal("1.02472E+11").subtract(new BigDecimal(day + "E+8")), 68,
                                new BigDecimal(3_120_447 - 4_321 * day))))),
                Optional.empty());
        store.save(memory().with(memory().consumption().with(full)));
        int size = new Gson().toJson(curves.get(THING.getAsString())).length();
        assertTrue(size < 40_000, () -> size + " bytes");
        restart();
        assertEquals(full, stored());
    }

    private static MeterState withCounter(MeterState state, String joules) {
        return new MeterState(state.profile(),
                Map.of(60, new TimedValue(new BaseUnitValue(new BigDecimal(joules), BigDecimal.ONE), NOW)),
                state.consumption(), state.info());
    }

    @Test
    void savesACounterAfterAQuarterOfAnHour() {
        MeterState first = withCounter(memory(), "1");
        MeterState later = withCounter(memory(), "2");
        store.saveIfDue(first);
        now = NOW.plus(Duration.ofMinutes(15));
        store.saveIfDue(later);
        assertEquals(Optional.of(first), store.load());
        now = NOW.plus(Duration.ofMinutes(15)).plusSeconds(1);
        store.saveIfDue(later);
        assertEquals(Optional.of(later), store.load());
    }

    @Test
    void savesACounterIfTheClockWasFarAhead() {
        store.saveIfDue(withCounter(memory(), "1"));
        now = Instant.EPOCH;
        store.saveIfDue(withCounter(memory(), "2"));
        assertEquals(Optional.of(withCounter(memory(), "2")), store.load());
    }

    @Test
    void savesInfoProfileAndBeginningsAtOnce() {
        MeterState before = memory();
        MeterProfile otherProfile = new MeterProfile(5, new SoftwareRevision(6, 1), 1, Map.of());
        for (MeterState changed : List.of(
                new MeterState(before.profile(), before.counters(), before.consumption(), InfoState.none()),
                new MeterState(otherProfile, before.counters(), before.consumption(), before.info()),
                new MeterState(before.profile(), before.counters(), Consumption.none(), before.info()))) {
            store.save(before);
            store.saveIfDue(changed);
            assertEquals(Optional.of(changed), store.load());
        }
    }
}
