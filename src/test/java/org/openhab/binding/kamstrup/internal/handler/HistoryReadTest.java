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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.polling.MeterPoller;
import org.openhab.binding.kamstrup.internal.polling.RegisterDemand;
import org.openhab.binding.kamstrup.internal.simulator.AgeingMeter;
import org.openhab.binding.kamstrup.internal.simulator.Faults;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.ThingUID;

/**
 * Reads loggers of a simulated meter on demand, through a line with a thread of its own whose clock needs no time.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HistoryReadTest implements MeterPoller.Listener {

    private static final ThingUID METER = new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "meter");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeClock clock = new FakeClock();
    private final List<String> progress = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Localizer texts = new Localizer(Mockito.mock(TranslationProvider.class), () -> Locale.ENGLISH);
    private Optional<Line> line = Optional.empty();

    @BeforeEach
    void setUp() {
        clock.pause(Duration.between(clock.instant(), Instant.parse("2026-03-04T12:00:00Z")));
    }

    @AfterEach
    void tearDown() {
        line.ifPresent(started -> assertTrue(started.stop(PATIENCE)));
    }

    private HistoryRead reader(String image) {
        return reader(image, WireSettings.DEFAULT);
    }

    private HistoryRead reader(String image, WireSettings wire) {
        AgeingMeter meter = new AgeingMeter(RegisterImage.named(image), clock.asClock(), 512);
        MeterProfile profile = new MeterProfile(meter.image().type(), meter.image().software(),
                meter.image().serialNumber(),
                meter.image().registers().keySet().stream()
                        .flatMap(id -> meter.image().value(id, clock.asClock()).stream())
                        .collect(Collectors.toMap(RegisterValue::id, value -> value)));
        HistoryChannels channels = new HistoryChannels(METER, MeterConfiguration.of(new Configuration()),
                ZoneOffset.UTC, new ChannelStates(clock::nanos), new MeterLoggersStore(new MemoryStorage<>(), METER),
                clock::instant, Optional.empty(), PersistenceHint.ofOpenHab(false), () -> null);
        channels.apply(profile);
        Line started = new Line("HistoryReadTest", new LineSettings("port", 1200, 2),
                settings -> new OpenResult.Opened(new WirePort(meter, wire, clock)), clock, new LineEvents());
        started.start();
        MeterPoller poller = new MeterPoller(started, MeterConfiguration.of(new Configuration()).polling(),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH),
                Optional.of(MeterState.of(profile)), this);
        poller.want(RegisterDemand.none());
        poller.start();
        line = Optional.of(started);
        return new HistoryRead(channels, () -> {
            channels.readThrough(poller);
            return true;
        }, Optional.of(new OnDemandRead(started, MeterConfiguration.of(new Configuration()).polling().address(),
                Optional.empty(), texts)), texts);
    }

    private List<String> table(HistoryRead reader, String words) {
        return HistoryRead.table(Optional.of(reader), HistoryRead.Query.of(List.of(words.split(" "))).orElseThrow(),
                texts, progress::add, failures::add);
    }

    @Test
    void tableHasRowsOfTheDaysWithUnitsInItsHead() {
        List<String> lines = table(reader("multical-603"), "month 2025-11-02 2026-02-01");
        assertEquals(
                "time,channel-type.kamstrup.heat-energy.label [Gcal],channel-type.kamstrup.cooling-energy.label [Gcal],"
                        + "channel-type.kamstrup.volume.label [m³],channel-type.kamstrup.volume-times-flow-temperature.label [m³×°C],"
                        + "channel-type.kamstrup.volume-times-return-temperature.label [m³×°C]",
                lines.get(0));
        assertEquals(List.of("2025-12-01", "2026-01-01", "2026-02-01"),
                lines.stream().skip(1).map(line -> line.substring(0, 10)).toList());
        assertTrue(lines.stream().skip(1).allMatch(line -> line.matches("[^,]*(,[0-9]+(\\.[0-9]+)?){5}")),
                lines::toString);
        assertEquals(List.of(), failures);
        assertTrue(progress.contains("console.history.progress"), progress::toString);
    }

    @Test
    void rowsThatAreKnownAreNotReadAgain() {
        HistoryRead reader = reader("multical-603");
        List<String> first = table(reader, "month");
        assertEquals(37, first.size());
        progress.clear();
        assertEquals(first, table(reader, "month"));
        assertEquals(List.of(), progress);
    }

    @Test
    void meterThatDoesNotAnswerIsIncomplete() {
        assertEquals(List.of(),
                table(reader("multical-603", WireSettings.DEFAULT.with(Faults.silentFor(Integer.MAX_VALUE))), "day"));
        assertTrue(failures.contains("console.history.incomplete"), failures::toString);
    }

    @Test
    void reportOfAModelWithoutLoggersSaysSo() {
        HistoryRead.report(Optional.of(reader("multical-601")), texts, failures::add);
        assertEquals(List.of("console.history.absent"),
                failures.stream().filter(text -> text.startsWith("console.")).toList());
    }

    @Test
    void modelWithoutLoggersHasNoRows() {
        assertEquals(List.of(), table(reader("multical-601"), "day"));
        assertEquals(List.of("console.history.absent", "console.history.no-rows"), failures);
    }

    @Test
    void meterThatIsNotConfiguredIsNotOnline() {
        HistoryRead.Query days = new HistoryRead.Query(MeterLogger.DAY, LocalDate.EPOCH, LocalDate.MAX);
        assertEquals(List.of(), HistoryRead.table(Optional.empty(), days, texts, progress::add, failures::add));
        assertEquals(List.of("console.not-online"), failures);
    }

    @Test
    void reportHasALineForEachLogger() {
        HistoryRead.report(Optional.of(reader("multical-603")), texts, progress::add);
        List<String> lines = progress.stream().filter(text -> !text.startsWith("console.")).toList();
        assertEquals(List.of("day", "month", "year", "hour"), lines.stream().map(text -> text.split(" ")[0]).toList());
        assertTrue(lines.get(0)
                .matches("day READABLE depth 460, registers 60 63 .*, "
                        + "oldest 2024-11-30T00:00:04 \\(log id \\d+\\), newest 2026-03-04T00:00:04 \\(log id \\d+\\), "
                        + "info .*, left out 0"),
                lines.get(0));
        assertTrue(lines.get(3).contains("newest 2026-03-04T12:00:0") || lines.get(3).contains("2026-03-04T11:00:0"),
                lines.get(3));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "week", "day yesterday", "day 2026-02-30", "day 2026-01-01 2026-01-02 3",
            "day 2026-01-02 2026-01-01" })
    void otherWordsAreNoQuery(String words) {
        assertEquals(Optional.empty(), HistoryRead.Query.of(Stream.of(words.split(" ")).toList()));
    }

    @ParameterizedTest
    @CsvSource({ "day, DAY, 1970-01-01, +999999999-12-31", "hour 2026-03-01, HOUR, 2026-03-01, +999999999-12-31",
            "year 2026-03-01 2026-03-02, YEAR, 2026-03-01, 2026-03-02",
            "day  2026-03-01, DAY, 1970-01-01, 2026-03-01" })
    void readsQuery(String words, MeterLogger logger, LocalDate from, LocalDate to) {
        assertEquals(Optional.of(new HistoryRead.Query(logger, from, to)),
                HistoryRead.Query.of(List.of(words.split(" "))));
    }

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        // the readings are of no interest
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        failures.add(failure.toString());
    }
}
