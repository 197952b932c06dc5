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
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.VirtualScheduler;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.Period;
import org.openhab.binding.kamstrup.internal.meter.PhysicalQuantity;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.polling.MeterPoller;
import org.openhab.binding.kamstrup.internal.polling.RegisterDemand;
import org.openhab.binding.kamstrup.internal.simulator.AgeingMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The history of a simulated MULTICAL 603 at 1200 baud, from its loggers to openHAB, in a time of its own.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HistoryChannelsTest implements MeterPoller.Listener {

    private static final ThingUID METER = new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "meter");
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String DAY_ENERGY = "history#day-heat-energy";
    private static final int ADDRESS = 0x3F;

    private final FakeClock clock = new FakeClock();
    private final VirtualScheduler time = new VirtualScheduler(clock);
    private final MemoryStorage<Map<String, String>> storage = new MemoryStorage<>();
    private final MeterStates meterStates = new MeterStates(ZoneOffset.UTC);
    private final ThingHandlerCallback callback = mock(ThingHandlerCallback.class,
            withSettings().extraInterfaces(LaterOpenHab.Callback.class));
    private final ChannelStates states = new ChannelStates(clock::nanos);
    private final PersistenceHint hint = PersistenceHint.ofOpenHab(true);
    private final Set<String> linked = new HashSet<>();
    private final Map<String, State> shown = new HashMap<>();
    private final List<String> updates = new ArrayList<>();
    private final Map<String, List<Map<Instant, State>>> series = new HashMap<>();
    private AgeingMeter meter = new AgeingMeter(RegisterImage.named("multical-603"), clock.asClock(), 512);
    private Optional<MeterPoller> poller = Optional.empty();
    private Optional<MeterState> known = Optional.empty();

    @BeforeEach
    void setUp() {
        clock.pause(Duration.between(clock.instant(), START));
        meter = new AgeingMeter(RegisterImage.named("multical-603"), clock.asClock(), 512);
        lenient().when(callback.isChannelLinked(any()))
                .thenAnswer(asked -> linked.contains(asked.<ChannelUID> getArgument(0).getId()));
        lenient().doAnswer(update -> {
            String id = update.<ChannelUID> getArgument(0).getId();
            updates.add(id);
            return shown.put(id, update.getArgument(1));
        }).when(callback).stateUpdated(any(), any());
        lenient()
                .doAnswer(sent -> series
                        .computeIfAbsent(sent.<ChannelUID> getArgument(0).getId(), id -> new ArrayList<>())
                        .add(Map.copyOf(sent.<LaterOpenHab.TimeSeries> getArgument(1).states)))
                .when((LaterOpenHab.Callback) callback).sendTimeSeries(any(), any());
    }

    private MeterProfile profile() {
        RegisterImage image = meter.image();
        return new MeterProfile(image.type(), image.software(), image.serialNumber(),
                image.registers().keySet().stream().flatMap(id -> image.value(id, clock.asClock()).stream())
                        .collect(Collectors.toMap(RegisterValue::id, value -> value)));
    }

    private HistoryChannels history(String mode) {
        return new HistoryChannels(METER, MeterConfiguration.of(new Configuration(Map.of("history", mode))),
                ZoneOffset.UTC, states, new MeterLoggersStore(storage, METER), clock::instant,
                Optional.of(LaterOpenHab.sender()), hint, () -> callback);
    }

    private HistoryChannels started(String mode) {
        HistoryChannels history = history(mode);
        history.apply(profile());
        Line line = new Line(time, new LineSettings("port", 1200, 2),
                settings -> new OpenResult.Opened(new WirePort(meter, WireSettings.DEFAULT, clock)), clock,
                new LineEvents(), Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1)));
        line.start();
        MeterPoller polling = new MeterPoller(line, MeterConfiguration.of(new Configuration()).polling(),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH),
                known.or(() -> Optional.of(MeterState.of(profile()))), this);
        polling.want(new RegisterDemand(
                Set.of(Consumption.REGISTERS.stream().collect(Collectors.toMap(id -> id, id -> PollClass.COUNTER))),
                false));
        history.readThrough(polling);
        polling.start();
        poller = Optional.of(polling);
        return history;
    }

    private void stop() {
        poller.ifPresent(MeterPoller::stop);
        time.pass(Duration.ofSeconds(1));
    }

    private void link(HistoryChannels history, String channel) {
        linked.add(channel);
        history.linksChanged(new ChannelUID(METER, channel));
        poller.ifPresent(history::readThrough);
    }

    /** A counter at the end of the last period, or before that, as the meter has logged it. */
    private RegisterValue logged(MeterLogger logger, int register, int periodsBack) {
        GetLoggerRows request = new GetLoggerRows(ADDRESS, logger.number(), LoggerStart.OFFSET, periodsBack, 1,
                List.of(register));
        return ((LoggerRows) Message.of(meter.answer(request.toFrame()).orElseThrow())).rows().get(0).get(0);
    }

    private State used(MeterLogger logger, int register, int periodsBack) {
        RegisterValue end = logged(logger, register, periodsBack);
        return meterStates.of(new PhysicalQuantity(
                end.number().subtract(logged(logger, register, periodsBack + 1).number()), end.unit().orElseThrow()));
    }

    private int storedRows(MeterLogger logger) {
        return new MeterLoggersStore(storage, METER).load()
                .map(known -> known.of(logger).rows(clock.instant().atZone(ZoneOffset.UTC).toLocalDateTime()).size())
                .orElseGet(() -> 0);
    }

    @Test
    void dailyShowsYesterdayAndNewDayAfterMidnight() {
        started("daily");
        time.pass(Duration.ofHours(2));
        assertEquals(used(MeterLogger.DAY, 60, 0), shown.get(DAY_ENERGY));
        assertEquals(used(MeterLogger.DAY, 68, 0), shown.get("history#day-volume"));
        assertTrue(shown.keySet().stream().allMatch(id -> id.startsWith("history#day-")), shown::toString);
        time.pass(DAY);
        assertEquals(used(MeterLogger.DAY, 60, 0), shown.get(DAY_ENERGY));
        assertEquals(2, updates.stream().filter(DAY_ENERGY::equals).count(), updates::toString);
        assertEquals(3, storedRows(MeterLogger.DAY));
    }

    @Test
    void rowsAreReadAfterTheFirstReading() {
        started("daily");
        time.pass(Duration.ofMinutes(1));
        assertEquals(used(MeterLogger.DAY, 60, 0), shown.get(DAY_ENERGY));
    }

    @Test
    void dailyReadsMonthsThatAreLinked() {
        link(started("daily"), "history#month-heat-energy");
        time.pass(Duration.ofHours(2));
        assertEquals(used(MeterLogger.MONTH, 60, 0), shown.get("history#month-heat-energy"));
    }

    @ParameterizedTest
    @CsvSource({ "off, history#day-heat-energy, 0", "daily, today#heat-energy, 1", "daily, history#month-volume, 1",
            "daily, history#hour-heat-energy, 24", "all, today#heat-energy, 1", "all, history#hour-heat-energy, 24" })
    void newRowsCountAsWakeUps(String mode, String linkedChannel, int wakeUps) {
        linked.add(linkedChannel);
        started(mode);
        time.pass(Duration.ofHours(1));
        // the counters are read once an hour
        assertEquals(24 + wakeUps, poller.orElseThrow().wakeUpsPerDay());
    }

    @Test
    void offReadsNothing() {
        started("off");
        time.pass(DAY);
        assertEquals(Map.of(), shown);
        assertTrue(storage.getKeys().isEmpty());
    }

    @Test
    void offReadsOnePageOnceWhenAnItemIsLinked() {
        HistoryChannels history = started("off");
        time.pass(Duration.ofHours(2));
        link(history, DAY_ENERGY);
        time.pass(Duration.ofMinutes(20));
        assertEquals(used(MeterLogger.DAY, 60, 0), shown.get(DAY_ENERGY));
        assertEquals(32, storedRows(MeterLogger.DAY));
        assertEquals(0, storedRows(MeterLogger.MONTH));
        time.pass(DAY.multipliedBy(3));
        assertEquals(32, storedRows(MeterLogger.DAY));
        assertEquals(1, updates.stream().filter(DAY_ENERGY::equals).count());
    }

    @Test
    void allSendsEachPeriodOnceAsTimeSeries() {
        linked.add(DAY_ENERGY);
        started("all");
        time.pass(Duration.ofHours(8));
        Map<Instant, State> days = new TreeMap<>();
        int number = 0;
        for (Map<Instant, State> part : series.getOrDefault(DAY_ENERGY, List.of())) {
            days.putAll(part);
            number += part.size();
        }
        assertEquals(459, days.size());
        assertEquals(459, number);
        assertEquals(used(MeterLogger.DAY, 60, 0), days.get(Instant.parse("2026-03-03T00:00:00Z")));
        assertEquals(used(MeterLogger.DAY, 60, 300),
                days.get(Instant.parse("2026-03-03T00:00:00Z").minus(DAY.multipliedBy(300))));
        assertEquals(Set.of(DAY_ENERGY), series.keySet());
        time.pass(DAY);
        List<Map<Instant, State>> sent = series.getOrDefault(DAY_ENERGY, List.of());
        assertEquals(Map.of(Instant.parse("2026-03-04T00:00:00Z"), used(MeterLogger.DAY, 60, 0)),
                sent.get(sent.size() - 1));
    }

    @Test
    void itemThatIsLinkedLaterGetsAllPeriods() {
        HistoryChannels history = started("all");
        time.pass(Duration.ofHours(8));
        assertEquals(Map.of(), series);
        link(history, "history#month-volume");
        List<Map<Instant, State>> sent = series.getOrDefault("history#month-volume", List.of());
        assertEquals(1, sent.size());
        assertEquals(35, sent.get(0).size());
        assertTrue(sent.get(0).containsKey(Instant.parse("2026-02-01T00:00:00Z")));
        assertEquals(Set.of("history#month-volume"), series.keySet());
    }

    @Test
    void restartShowsWhatIsStored() {
        started("daily");
        time.pass(Duration.ofHours(2));
        stop();
        State yesterday = used(MeterLogger.DAY, 60, 0);
        shown.clear();
        states.clear();
        history("daily").apply(profile());
        assertEquals(yesterday, shown.get(DAY_ENERGY));
    }

    @Test
    void restartWithAnotherMeterShowsNothing() {
        started("daily");
        time.pass(Duration.ofHours(2));
        stop();
        shown.clear();
        states.clear();
        MeterProfile before = profile();
        history("daily").apply(
                new MeterProfile(before.type(), before.software(), before.serialNumber() + 1, before.registers()));
        assertEquals(Map.of(), shown);
    }

    @Test
    void stateIsUndefTwoDaysAfterItsDay() {
        started("daily");
        time.pass(Duration.ofHours(2));
        stop();
        List<String> stale = new ArrayList<>();
        time.pass(Duration.ofHours(33));
        states.forEachStale((id, undef) -> stale.add(id));
        assertEquals(List.of(), stale);
        time.pass(Duration.ofHours(2));
        states.forEachStale((id, undef) -> {
            assertEquals(UnDefType.UNDEF, undef);
            stale.add(id);
        });
        assertTrue(stale.contains(DAY_ENERGY), stale::toString);
    }

    @Test
    void outageIsReadAfterwards() {
        linked.add(DAY_ENERGY);
        started("daily");
        time.pass(Duration.ofHours(2));
        stop();
        time.pass(DAY.multipliedBy(5));
        series.clear();
        started("daily");
        time.pass(Duration.ofHours(2));
        Map<Instant, State> days = new TreeMap<>();
        series.getOrDefault(DAY_ENERGY, List.of()).forEach(days::putAll);
        for (int i = 0; i < 5; i++) {
            assertEquals(used(MeterLogger.DAY, 60, i),
                    days.get(Instant.parse("2026-03-08T00:00:00Z").minus(DAY.multipliedBy(i))));
        }
        assertEquals(used(MeterLogger.DAY, 60, 0), shown.get(DAY_ENERGY));
    }

    @Test
    void outageOverMidnightIsCountedForTodayFromItsBeginning() {
        started("daily");
        time.pass(Duration.ofHours(2));
        stop();
        time.pass(Duration.ofHours(20));
        started("daily");
        time.pass(Duration.ofMinutes(30));
        Instant midnight = Instant.parse("2026-03-05T00:00:00Z");
        assertTrue(known.orElseThrow().consumption().since(Period.DAY).filter(midnight::isBefore).isPresent());
        time.pass(Duration.ofHours(2));
        assertEquals(Optional.of(midnight), known.orElseThrow().consumption().since(Period.DAY));
    }

    @Test
    void rowsForALinkedItemSayThatNothingStoresThem() {
        linked.add(DAY_ENERGY);
        started("daily");
        time.pass(Duration.ofHours(2));
        // the hint has been given
        assertEquals(Optional.empty(), hint.once());
    }

    @Test
    void itemThatIsLinkedSaysThatNothingStoresItsHistory() {
        HistoryChannels history = started("off");
        link(history, DAY_ENERGY);
        assertEquals(Optional.empty(), hint.once());
    }

    @Test
    void rowsThatNoItemShowsNeedNoHint() {
        started("daily");
        time.pass(Duration.ofHours(2));
        assertEquals(Optional.of(PersistenceHint.NO_SERVICE), hint.once());
    }

    @Test
    void startOfOpenHabGivesNoHint() {
        linked.add(DAY_ENERGY);
        history("daily").apply(profile());
        assertEquals(Optional.of(PersistenceHint.NO_SERVICE), hint.once());
    }

    @Test
    void nothingIsPublishedOrStoredAfterTheEnd() {
        HistoryChannels history = started("daily");
        history.stop();
        time.pass(Duration.ofHours(2));
        assertEquals(Map.of(), shown);
        assertTrue(storage.getKeys().isEmpty());
    }

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        known = Optional.of(update.state());
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        throw new AssertionError(failure.toString());
    }
}
