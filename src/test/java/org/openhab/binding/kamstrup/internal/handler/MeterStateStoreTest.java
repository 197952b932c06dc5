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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
                Period.YEAR, List.of(new CounterSnapshot(Instant.EPOCH, Map.of())), Period.BILLING, List.of(mark));
        DailyPower day = new DailyPower(LocalDate.of(2026, 10, 25), new BigDecimal("1.08E+8"), 90_000);
        return new MeterState(profile, Map.of(60, new TimedValue(ENERGY, NOW)),
                new Consumption(beginnings, Optional.of(mark),
                        Optional.of(new Consumption.Baseline(Map.of(Period.DAY, List.of(mark)), Instant.EPOCH)),
                        Optional.of(NOW), Optional.of(-36L),
                        new DailyPeaks(List.of(day, day), List.of(day), List.of(day)), ConsumptionCurve.none()),
                new InfoState(Set.of(InfoCondition.V1_AIR, InfoCondition.LEAK), "64")).with(
                        new FlowMinimum(Instant.EPOCH, NOW, Map.of(7L, new BigDecimal("0.5"), 8L, BigDecimal.TEN)));
    }

    /** Does what openHAB does when it writes a file and reads it again. */
    @SuppressWarnings("unchecked")
    private void restart() {
        Gson gson = new Gson();
        storage.getKeys().forEach(key -> storage.put(key,
                gson.fromJson(gson.toJson(storage.get(key)), (Class<Map<String, String>>) (Class<?>) HashMap.class)));
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
    }

    @ParameterizedTest
    @CsvSource({ "protocol, SMOKE", "type, four", "serialNumber, ''", "software, 6", "register.60, 8",
            "register.x, 8 66 00", "info, HICCUP", "latest.at, yesterday", "counter.60, 1 2", "counter.60, 1 2 never",
            "beginning.DAY.60, much more", "beginning.MONTH.60, 1 1 1", "beginning.MONTH+1.97, 1", "other.until, then",
            "other.beginning.DAY.60, x y", "doubted, perhaps", "daysAhead, many" })
    void dropsAStateWithAMalformedText(String name, String text) {
        store.save(memory());
        Map<String, String> texts = new HashMap<>(storage.get(THING.getAsString()));
        assertNotEquals(text, texts.put(name, text));
        storage.put(THING.getAsString(), texts);
        assertEquals(Optional.empty(), store.load());
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
