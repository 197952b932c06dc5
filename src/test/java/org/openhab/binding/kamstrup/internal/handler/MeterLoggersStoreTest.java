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

import static org.junit.jupiter.api.Assertions.*;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.LoggerInfo;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.LoggedValues;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory.Status;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterLoggers;
import org.openhab.core.thing.ThingUID;

import com.google.gson.Gson;

/**
 * What is read of the loggers is the same after a restart.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterLoggersStoreTest {

    private static final ThingUID THING = new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "meter");

    private final MemoryStorage<Map<String, String>> storage = new MemoryStorage<>();
    private final MeterLoggersStore store = new MeterLoggersStore(storage, THING);

    private static RegisterValue value(Unit unit, int value) {
        return new RegisterValue(60, unit.code(), 0x42, ByteString.of(0, 0, value >> Byte.SIZE, value));
    }

    private static MeterLoggers loggers() {
        LoggedValues energy = LoggedValues.none()
                .with(460, IntStream.range(0, 400).mapToObj(i -> value(Unit.KWH, 5000 - i)).toList())
                .with(60, IntStream.range(0, 9).mapToObj(i -> value(Unit.GJ, 900 - i)).toList()).without(51);
        LoggedValues blank = LoggedValues.none().with(460, List.of(new RegisterValue(338, 51, 0, ByteString.EMPTY),
                new RegisterValue(338, 51, 0, ByteString.EMPTY)));
        return new MeterLoggers(4_294_967_295L, new SoftwareRevision(1, 2),
                Map.of(MeterLogger.DAY,
                        new LoggerHistory(Status.READABLE, 460, Set.of(60, 348, 338), 12, 460,
                                Set.of(LoggerInfo.NEWEST, LoggerInfo.FORMAT_CHANGED),
                                Optional.of(Instant.parse("2026-03-04T00:10:00.123Z")), Map.of(60, energy, 338, blank)),
                        MeterLogger.HOUR, LoggerHistory.unknown().with(Status.ABSENT)));
    }

    /** Does what openHAB does when it writes a file and reads it again. */
    @SuppressWarnings("unchecked")
    private void restart() {
        Gson gson = new Gson();
        storage.getKeys().forEach(key -> storage.put(key,
                gson.fromJson(gson.toJson(storage.get(key)), (Class<Map<String, String>>) (Class<?>) HashMap.class)));
    }

    @Test
    void loadsWhatWasSaved() {
        store.save(loggers());
        restart();
        assertEquals(Optional.of(loggers()), store.load());
        assertEquals(loggers().checkpoints(), store.load().orElseThrow().checkpoints());
    }

    @Test
    void loadsNothingAfterForget() {
        store.save(loggers());
        store.forget();
        assertEquals(Optional.empty(), store.load());
    }

    @ParameterizedTest
    @CsvSource({ "software,1", "serialNumber,x", "day,READABLE 460", "day,READY 460 12 460", "day.60,460 2 66 4 AAA",
            "day.60,460 2 66 3 AAAAAA==", "day.60,460 2 66 0 AAAA", "day.60,460 2", "day.60.leftOut,?", "day.info,?",
            "day.registers,x", "day.checkedAt,yesterday" })
    void ignoresADamagedFile(String key, String text) {
        store.save(loggers());
        Map<String, String> texts = new HashMap<>(storage.get(THING.getAsString()));
        assertTrue(texts.containsKey(key), texts.keySet()::toString);
        texts.put(key, text);
        storage.put(THING.getAsString(), texts);
        assertEquals(Optional.empty(), store.load());
    }
}
