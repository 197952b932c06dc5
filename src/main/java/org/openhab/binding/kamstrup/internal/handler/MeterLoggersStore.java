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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.LoggerInfo;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.meter.LoggedValues;
import org.openhab.binding.kamstrup.internal.meter.LoggedValues.Segment;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory.Status;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterLoggers;
import org.openhab.core.storage.Storage;
import org.openhab.core.thing.ThingUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what was read from the loggers of a meter, across restarts of openHAB: rows and checkpoints in one record, so
 * that they always fit.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterLoggersStore {

    private static final String SERIAL_NUMBER = "serialNumber";
    private static final String SOFTWARE = "software";
    private static final String REGISTERS = ".registers";
    private static final String INFO = ".info";
    private static final String LEFT_OUT = ".leftOut";
    private static final String CHECKED_AT = ".checkedAt";
    private static final String BLANK = " ";
    private static final String NEXT = ";";
    private static final int WORDS_OF_LOGGER = 4;
    private static final int WORDS_OF_SEGMENT = 4;

    private final Logger logger = LoggerFactory.getLogger(MeterLoggersStore.class);

    private final Storage<Map<String, String>> storage;
    private final String thing;

    /**
     * Makes a store for one meter.
     *
     * @param storage of the loggers of all meters, by the UID of the thing
     * @param thing the meter
     */
    public MeterLoggersStore(Storage<Map<String, String>> storage, ThingUID thing) {
        this.storage = storage;
        this.thing = thing.getAsString();
    }

    /** @return what was stored; empty if there is nothing or it cannot be read */
    public Optional<MeterLoggers> load() {
        try {
            return Optional.ofNullable(storage.get(thing)).map(MeterLoggersStore::read);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException | ClassCastException e) {
            // a damaged file must not keep a meter from being read: it is asked again
            logger.debug("The stored loggers of {} cannot be read", thing, e);
            return Optional.empty();
        }
    }

    /** Stores what is known; to be called after each answer that changes it. */
    public void save(MeterLoggers loggers) {
        storage.put(thing, write(loggers));
    }

    /** Deletes what is stored. */
    public void forget() {
        storage.remove(thing);
    }

    private static Map<String, String> write(MeterLoggers loggers) {
        Map<String, String> texts = new HashMap<>();
        texts.put(SERIAL_NUMBER, Long.toString(loggers.serialNumber()));
        texts.put(SOFTWARE, loggers.software().letter() + BLANK + loggers.software().number());
        loggers.loggers().forEach((name, history) -> {
            texts.put(name.id(), history.status() + BLANK + history.depth() + BLANK + history.oldestId() + BLANK
                    + history.newestId());
            texts.put(name.id() + REGISTERS, joined(history.registers()));
            texts.put(name.id() + INFO, joined(history.info()));
            history.checkedAt().ifPresent(at -> texts.put(name.id() + CHECKED_AT, at.toString()));
            history.values().forEach((register, values) -> {
                texts.put(name.id() + "." + register,
                        values.segments().stream().map(MeterLoggersStore::write).collect(Collectors.joining(NEXT)));
                if (!values.leftOut().isEmpty()) {
                    texts.put(name.id() + "." + register + LEFT_OUT, joined(values.leftOut()));
                }
            });
        });
        return texts;
    }

    private static String joined(Set<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(BLANK));
    }

    /** The length is that of one value; a value without bytes has none. */
    private static String write(Segment segment) {
        RegisterValue format = segment.format();
        return segment.newestId() + BLANK + format.unitCode() + BLANK + format.signExponent() + BLANK
                + format.mantissa().size() + BLANK
                + Base64.getEncoder().encodeToString(segment.mantissas().toByteArray());
    }

    private static MeterLoggers read(Map<String, String> texts) {
        List<String> software = words(texts, SOFTWARE);
        Map<MeterLogger, LoggerHistory> loggers = new EnumMap<>(MeterLogger.class);
        Stream.of(MeterLogger.values()).filter(name -> texts.containsKey(name.id()))
                .forEach(name -> loggers.put(name, history(texts, name.id())));
        return new MeterLoggers(Long.parseLong(words(texts, SERIAL_NUMBER).get(0)),
                new SoftwareRevision(Integer.parseInt(software.get(0)), Integer.parseInt(software.get(1))), loggers);
    }

    private static LoggerHistory history(Map<String, String> texts, String name) {
        List<String> words = words(texts, name);
        if (words.size() != WORDS_OF_LOGGER) {
            throw new IllegalArgumentException(name + " is incomplete");
        }
        Map<Integer, LoggedValues> values = new HashMap<>();
        texts.keySet().stream().filter(key -> key.matches(name + "\\.\\d+")).forEach(key -> {
            int register = Integer.parseInt(key.substring(name.length() + 1));
            values.put(register, new LoggedValues(segments(register, texts.getOrDefault(key, "")),
                    Set.copyOf(words(texts, key + LEFT_OUT).stream().map(Long::valueOf).toList())));
        });
        return new LoggerHistory(Status.valueOf(words.get(0)), Integer.parseInt(words.get(1)),
                Set.copyOf(words(texts, name + REGISTERS).stream().map(Integer::valueOf).toList()),
                Long.parseLong(words.get(2)), Long.parseLong(words.get(3)),
                Set.copyOf(words(texts, name + INFO).stream().map(LoggerInfo::valueOf).toList()),
                words(texts, name + CHECKED_AT).stream().findFirst().map(Instant::parse), values);
    }

    private static List<Segment> segments(int register, String text) {
        List<Segment> segments = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(NEXT)) {
            List<String> words = List.of(part.split(BLANK));
            int length = Integer.parseInt(words.get(3));
            ByteString mantissas = words.size() > WORDS_OF_SEGMENT
                    ? ByteString.copyOf(Base64.getDecoder().decode(words.get(WORDS_OF_SEGMENT)))
                    : ByteString.EMPTY;
            boolean isWhole = length == 0 ? mantissas.isEmpty()
                    : length > 0 && !mantissas.isEmpty() && mantissas.size() % length == 0;
            if (!isWhole) {
                throw new IllegalArgumentException("the values of register " + register + " are cut");
            }
            segments.add(new Segment(Long.parseLong(words.get(0)), new RegisterValue(register,
                    Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)), mantissas.slice(0, length)),
                    mantissas));
        }
        segments.sort(Comparator.comparing(Segment::newestId).reversed());
        return segments;
    }

    /** @return the words of a text; none if it is not there */
    private static List<String> words(Map<String, String> texts, String name) {
        return Stream.of(texts.getOrDefault(name, "").split(BLANK)).filter(word -> !word.isEmpty()).toList();
    }
}
