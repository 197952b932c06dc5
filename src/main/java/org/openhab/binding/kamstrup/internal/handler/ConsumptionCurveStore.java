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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.ConsumptionCurve;
import org.openhab.binding.kamstrup.internal.meter.Period;
import org.openhab.core.storage.Storage;
import org.openhab.core.thing.ThingUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the {@link ConsumptionCurve} of a meter, apart from its {@link MeterStateStore state}: it is large and stored
 * seldom. A curve that cannot be read, or that belongs to another state, is dropped.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsumptionCurveStore {

    /** Since when the total is counted that the amounts are part of. */
    private static final String SINCE = "since";
    private static final String EXCHANGED = "exchangedAt";
    /** Moments in seconds since 1970, each with registers and amounts. */
    private static final String TOTALS = "totals";
    private static final String BLANK = " ";
    private static final String NEXT = ";";
    private static final int LONGEST_NUMBER = 64;

    private final Logger logger = LoggerFactory.getLogger(ConsumptionCurveStore.class);

    private final Storage<Map<String, String>> storage;
    private final String thing;

    /**
     * Makes a store for one meter.
     *
     * @param storage of the curves of all meters, by the UID of the thing
     * @param thing the meter
     */
    ConsumptionCurveStore(Storage<Map<String, String>> storage, ThingUID thing) {
        this.storage = storage;
        this.thing = thing.getAsString();
    }

    /** @return the consumption with its stored curve; with none if there is none that belongs to it */
    Consumption load(Consumption consumption) {
        try {
            return Optional.ofNullable(storage.get(thing))
                    .filter(texts -> consumption.since(Period.RECORDED).map(Instant::toString)
                            .filter(since -> since.equals(texts.get(SINCE))).isPresent())
                    .map(ConsumptionCurveStore::read).map(consumption::with).orElseGet(() -> consumption);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException | ClassCastException e) {
            // a damaged file must not keep a meter from being read
            logger.debug("The stored curve of {} cannot be read", thing, e);
            return consumption;
        }
    }

    /** Stores the curve of a consumption. */
    void save(Consumption consumption) {
        Map<String, String> texts = new HashMap<>();
        consumption.since(Period.RECORDED).ifPresent(since -> texts.put(SINCE, since.toString()));
        consumption.curve().exchangedAt().ifPresent(at -> texts.put(EXCHANGED, at.toString()));
        texts.put(TOTALS,
                consumption.curve().totals().entrySet().stream()
                        .map(total -> total.getKey().getEpochSecond() + total.getValue().entrySet().stream()
                                .map(amount -> BLANK + amount.getKey() + BLANK + amount.getValue())
                                .collect(Collectors.joining()))
                        .collect(Collectors.joining(NEXT)));
        storage.put(thing, texts);
    }

    /** Deletes what is stored. */
    void forget() {
        storage.remove(thing);
    }

    private static ConsumptionCurve read(Map<String, String> texts) {
        NavigableMap<Instant, Map<Integer, BigDecimal>> totals = new TreeMap<>();
        String text = texts.getOrDefault(TOTALS, "");
        for (String total : text.isEmpty() ? new String[0] : text.split(NEXT)) {
            List<String> words = List.of(total.split(BLANK));
            Map<Integer, BigDecimal> amounts = new HashMap<>();
            for (int i = 1; i < words.size(); i += 2) {
                amounts.put(Integer.valueOf(words.get(i)), number(words.get(i + 1)));
            }
            totals.put(Instant.ofEpochSecond(Long.parseLong(words.get(0))), Map.copyOf(amounts));
        }
        return new ConsumptionCurve(totals, Optional.ofNullable(texts.get(EXCHANGED)).map(Instant::parse));
    }

    /**
     * Reads a stored number. One of a damaged file may have so many digits or zeros that reading it or counting with it
     * takes minutes.
     *
     * @throws IllegalArgumentException no counter has such a number
     */
    static BigDecimal number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new IllegalArgumentException("a number of " + text.length() + " characters");
        }
        BigDecimal number = new BigDecimal(text);
        if (Math.abs(number.scale()) > LONGEST_NUMBER) {
            throw new IllegalArgumentException("a number with an exponent of " + -number.scale());
        }
        return number;
    }
}
