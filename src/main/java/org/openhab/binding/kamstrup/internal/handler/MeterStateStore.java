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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
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
import org.openhab.binding.kamstrup.internal.meter.Protocol;
import org.openhab.binding.kamstrup.internal.meter.TimedValue;
import org.openhab.core.storage.Storage;
import org.openhab.core.thing.ThingUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the {@link MeterState} of a meter in openHAB's storage.
 * <p>
 * A meter is a map of names to texts there, so that another version of the add-on can read it. A state that cannot be
 * read is dropped, and the meter is asked for all its registers again.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterStateStore {

    /** Missing in states of versions that could read KMP only. */
    private static final String PROTOCOL = "protocol";
    private static final String TYPE = "type";
    private static final String SOFTWARE = "software";
    private static final String SERIAL_NUMBER = "serialNumber";
    private static final String REGISTER = "register.";
    private static final String COUNTER = "counter.";
    private static final String BEGINNING = "beginning.";
    private static final String LATEST = "latest.";
    private static final String AT = "at";
    private static final String OTHER = "other.";
    private static final String UNTIL = "until";
    private static final String DOUBTED = "doubted";
    private static final String DAYS_AHEAD = "daysAhead";
    private static final String SEASON = "season.";
    private static final String LAST_SEASON = "lastSeason.";
    private static final String OTHER_SEASON = "otherSeason.";
    private static final String FLOW = "flow";
    private static final String INFO = "info";
    private static final String UNEXPLAINED = "unexplained";
    private static final String BLANK = " ";

    /** Makes something of words. */
    private interface Words<T> {
        T read(String... words);
    }

    /** So much is lost at most when the power fails. Flash memory wears out by writing. */
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    private final Logger logger = LoggerFactory.getLogger(MeterStateStore.class);

    private final Storage<Map<String, String>> storage;
    private final ConsumptionCurveStore curves;
    private final String thing;
    private final InstantSource clock;
    private Optional<MeterState> saved = Optional.empty();
    private Instant savedAt = Instant.EPOCH;

    /**
     * Makes a store for one meter.
     *
     * @param storage of all meters, by the UID of the thing
     * @param curves of the curves of their consumption, by the UID of the thing too
     * @param thing the meter
     * @param clock the time of day
     */
    public MeterStateStore(Storage<Map<String, String>> storage, Storage<Map<String, String>> curves, ThingUID thing,
            InstantSource clock) {
        this.storage = storage;
        this.curves = new ConsumptionCurveStore(curves, thing);
        this.thing = thing.getAsString();
        this.clock = clock;
    }

    /** @return the stored state; empty if there is none or it cannot be read */
    Optional<MeterState> load() {
        try {
            saved = Optional.ofNullable(storage.get(thing)).map(MeterStateStore::read)
                    .map(state -> state.with(curves.load(state.consumption())));
        } catch (IllegalArgumentException | DateTimeException | ClassCastException e) {
            // a damaged file must not keep a meter from being read
            logger.debug("The stored state of {} cannot be read", thing, e);
            saved = Optional.empty();
        }
        return saved;
    }

    /** Stores a state; not one of a meter that was not asked for all its registers yet. */
    void save(MeterState state) {
        save(state, true);
    }

    private void save(MeterState state, boolean isWithCurve) {
        if (!state.profile().isComplete()) {
            return;
        }
        storage.put(thing, write(state));
        if (isWithCurve) {
            curves.save(state.consumption());
        }
        saved = Optional.of(state);
        savedAt = clock.instant();
    }

    /**
     * Stores a state if more than a counter has changed, or if the last time is long ago; the curve of the consumption
     * once a day, and with another meter.
     */
    void saveIfDue(MeterState state) {
        // the clock may have been ahead the last time
        boolean isDue = Duration.between(savedAt, clock.instant()).abs().compareTo(INTERVAL) > 0;
        if (isDue
                || saved.filter(before -> before.profile().equals(state.profile()) && before.info().equals(state.info())
                        && before.consumption().beginnings().equals(state.consumption().beginnings())).isEmpty()) {
            save(state,
                    saved.map(MeterState::consumption)
                            .filter(before -> before.since(Period.DAY).equals(state.consumption().since(Period.DAY))
                                    && before.curve().exchangedAt().equals(state.consumption().curve().exchangedAt()))
                            .isEmpty());
        }
    }

    /** Deletes the stored state. */
    void forget() {
        storage.remove(thing);
        curves.forget();
    }

    private static Map<String, String> write(MeterState state) {
        Map<String, String> texts = new HashMap<>();
        MeterProfile profile = state.profile();
        texts.put(PROTOCOL, profile.protocol().name());
        texts.put(TYPE, Integer.toString(profile.type()));
        texts.put(SOFTWARE, profile.software().letter() + BLANK + profile.software().number());
        texts.put(SERIAL_NUMBER, Long.toString(profile.serialNumber()));
        profile.registers().forEach((id, value) -> texts.put(REGISTER + id,
                (value.unitCode() + BLANK + value.signExponent() + BLANK + value.mantissa()).strip()));
        state.counters()
                .forEach((id, counted) -> texts.put(COUNTER + id, write(counted.measure()) + BLANK + counted.at()));
        Consumption consumption = state.consumption();
        write("", consumption.beginnings(), texts);
        consumption.latest().ifPresent(mark -> write(LATEST, mark, texts));
        consumption.alternative().ifPresent(course -> {
            texts.put(OTHER + UNTIL, course.until().toString());
            write(OTHER, course.beginnings(), texts);
        });
        consumption.doubtedSince().ifPresent(since -> texts.put(DOUBTED, since.toString()));
        consumption.daysAhead().ifPresent(days -> texts.put(DAYS_AHEAD, Long.toString(days)));
        write(SEASON, consumption.peaks().season(), texts);
        write(LAST_SEASON, consumption.peaks().lastSeason(), texts);
        write(OTHER_SEASON, consumption.peaks().others(), texts);
        state.info().conditions()
                .forEach(condition -> texts.merge(INFO, condition.name(), (some, more) -> some + BLANK + more));
        FlowMinimum flow = state.flow();
        if (!flow.hours().isEmpty()) {
            texts.put(FLOW, flow.since() + BLANK + flow.until());
            flow.hours().forEach((hour, smallest) -> texts.put(FLOW + "." + hour, smallest.toString()));
        }
        texts.put(UNEXPLAINED, state.info().unexplained());
        return texts;
    }

    private static void write(String prefix, Map<Period, List<CounterSnapshot>> beginnings, Map<String, String> texts) {
        beginnings.forEach((period, marks) -> {
            for (int i = 0; i < marks.size(); i++) {
                write(beginning(prefix, period, i), marks.get(i), texts);
            }
        });
    }

    private static void write(String prefix, List<DailyPower> days, Map<String, String> texts) {
        for (int i = 0; i < days.size(); i++) {
            DailyPower day = days.get(i);
            texts.put(prefix + i, day.day() + BLANK + day.energy() + BLANK + day.seconds());
        }
    }

    private static String write(BaseUnitValue measure) {
        return measure.amount() + BLANK + measure.resolution();
    }

    private static void write(String prefix, CounterSnapshot mark, Map<String, String> texts) {
        texts.put(prefix + AT, mark.at().toString());
        mark.counters().forEach((id, measure) -> texts.put(prefix + id, write(measure)));
        mark.falls().forEach((id, fall) -> texts.merge(prefix + id, fall.by() + BLANK + fall.at(),
                (some, more) -> some + BLANK + more));
    }

    /** The first mark of a period has had this name from the beginning on. */
    private static String beginning(String prefix, Period period, int index) {
        return prefix + BEGINNING + period + (index == 0 ? "." : "+" + index + ".");
    }

    private static MeterState read(Map<String, String> texts) {
        String[] software = words(texts, SOFTWARE, 2);
        MeterProfile profile = new MeterProfile(
                text(texts, PROTOCOL).map(Protocol::valueOf).orElseGet(() -> Protocol.KMP),
                Integer.parseInt(words(texts, TYPE, 1)[0]),
                new SoftwareRevision(Integer.parseInt(software[0]), Integer.parseInt(software[1])),
                Long.parseLong(words(texts, SERIAL_NUMBER, 1)[0]), registers(texts), true);
        Set<InfoCondition> conditions = new HashSet<>();
        if (texts.containsKey(INFO)) {
            Set.of(words(texts, INFO, 1)).forEach(name -> conditions.add(InfoCondition.valueOf(name)));
        }
        return new MeterState(profile, numbered(texts, COUNTER, MeterStateStore::counted), consumption(texts),
                new InfoState(conditions, String.join(BLANK, words(texts, UNEXPLAINED, 0)))).with(flow(texts));
    }

    private static FlowMinimum flow(Map<String, String> texts) {
        if (!texts.containsKey(FLOW)) {
            return FlowMinimum.none();
        }
        String[] times = words(texts, FLOW, 2);
        Map<Long, BigDecimal> hours = new HashMap<>();
        texts.keySet().stream().filter(name -> name.startsWith(FLOW + "."))
                .forEach(name -> hours.put(Long.valueOf(name.substring(FLOW.length() + 1)),
                        ConsumptionCurveStore.number(words(texts, name, 1)[0])));
        return new FlowMinimum(Instant.parse(times[0]), Instant.parse(times[1]), hours);
    }

    private static Consumption consumption(Map<String, String> texts) {
        return new Consumption(beginnings(texts, ""), mark(texts, LATEST),
                text(texts, OTHER + UNTIL).map(Instant::parse)
                        .map(until -> new Consumption.Baseline(beginnings(texts, OTHER), until)),
                text(texts, DOUBTED).map(Instant::parse), text(texts, DAYS_AHEAD).map(Long::valueOf),
                new DailyPeaks(days(texts, SEASON), days(texts, LAST_SEASON), days(texts, OTHER_SEASON)),
                ConsumptionCurve.none());
    }

    private static List<DailyPower> days(Map<String, String> texts, String prefix) {
        return IntStream.iterate(0, i -> texts.containsKey(prefix + i), i -> i + 1).mapToObj(i -> {
            String[] words = words(texts, prefix + i, 3);
            return new DailyPower(LocalDate.parse(words[0]), ConsumptionCurveStore.number(words[1]),
                    Long.parseLong(words[2]));
        }).toList();
    }

    private static Optional<String> text(Map<String, String> texts, String name) {
        return texts.containsKey(name) ? Optional.of(words(texts, name, 1)[0]) : Optional.empty();
    }

    private static Map<Period, List<CounterSnapshot>> beginnings(Map<String, String> texts, String prefix) {
        Map<Period, List<CounterSnapshot>> beginnings = new EnumMap<>(Period.class);
        for (Period period : Period.values()) {
            List<CounterSnapshot> marks = IntStream
                    .iterate(0, i -> texts.containsKey(beginning(prefix, period, i) + AT), i -> i + 1)
                    .mapToObj(i -> mark(texts, beginning(prefix, period, i))).flatMap(Optional::stream).toList();
            if (!marks.isEmpty()) {
                beginnings.put(period, marks);
            }
        }
        return beginnings;
    }

    private static Map<Integer, RegisterValue> registers(Map<String, String> texts) {
        Map<Integer, RegisterValue> registers = new HashMap<>();
        numbered(texts, REGISTER, words -> words).forEach((id, words) -> registers.put(id,
                new RegisterValue(id, Integer.parseInt(words[0]), Integer.parseInt(words[1]),
                        ByteString.fromHex(String.join(BLANK, List.of(words).subList(2, words.length))))));
        return registers;
    }

    private static TimedValue counted(String... words) {
        if (words.length < 3) {
            throw new IllegalArgumentException("a counter without its moment");
        }
        return new TimedValue(measure(words), Instant.parse(words[2]));
    }

    private static BaseUnitValue measure(String... words) {
        return new BaseUnitValue(ConsumptionCurveStore.number(words[0]), ConsumptionCurveStore.number(words[1]));
    }

    private static Optional<CounterSnapshot> mark(Map<String, String> texts, String prefix) {
        return texts.containsKey(prefix + AT)
                ? Optional.of(new CounterSnapshot(Instant.parse(words(texts, prefix + AT, 1)[0]),
                        numbered(texts, prefix, MeterStateStore::measure), falls(texts, prefix)))
                : Optional.empty();
    }

    private static Map<Integer, CounterSnapshot.Fall> falls(Map<String, String> texts, String prefix) {
        Map<Integer, CounterSnapshot.Fall> falls = new HashMap<>();
        numbered(texts, prefix, words -> words).forEach((id, words) -> {
            if (words.length > 2) {
                falls.put(id, new CounterSnapshot.Fall(ConsumptionCurveStore.number(words[2]),
                        Instant.parse(words[words.length - 1])));
            }
        });
        return falls;
    }

    /** What is stored under a prefix and a number. */
    private static <T> Map<Integer, T> numbered(Map<String, String> texts, String prefix, Words<T> reader) {
        Map<Integer, T> found = new HashMap<>();
        texts.keySet().stream().filter(name -> name.startsWith(prefix) && !name.equals(prefix + AT))
                .forEach(name -> found.put(Integer.valueOf(name.substring(prefix.length())),
                        reader.read(words(texts, name, 2))));
        return found;
    }

    private static String[] words(Map<String, String> texts, String name, int least) {
        String text = texts.get(name);
        String[] words = text == null ? new String[0] : text.split(BLANK);
        if (words.length < least) {
            throw new IllegalArgumentException(name + " is incomplete");
        }
        return words;
    }
}
