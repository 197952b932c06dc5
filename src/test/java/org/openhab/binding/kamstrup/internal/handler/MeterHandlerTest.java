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
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentCaptor;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.ScriptedPort;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.polling.MeterPoller;
import org.openhab.binding.kamstrup.internal.polling.PollSettings;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.storage.Storage;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.UnDefType;

/**
 * Tests the lifecycle, links, commands, status and states of a meter. Integration tests read values in a real openHAB.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ExtendWith(MockitoExtension.class)
class MeterHandlerTest {

    private static final ThingUID BRIDGE = new ThingUID(KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD, "head");
    private static final ThingUID METER = new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "meter");
    private static final int PATIENCE_MILLIS = 10_000;

    private final AtomicLong nanos = new AtomicLong(5);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Storage<Map<String, String>> storage = new MemoryStorage<>();
    private final Storage<Map<String, String>> curves = new MemoryStorage<>();
    private final Storage<Map<String, String>> loggers = new MemoryStorage<>();
    private final FakeClock clock = new FakeClock();
    private final ScriptedPort port = new ScriptedPort(clock);
    private final Line line = new Line("MeterHandlerTest", new LineSettings("test", 1200, 2),
            settings -> new OpenResult.Opened(port), clock, new LineEvents());

    private final Thing thing;
    private final Bridge bridge;
    private final OpticalHeadHandler head;
    private final ThingHandlerCallback callback;
    private final TranslationProvider translations;
    private MeterHandler handler;

    MeterHandlerTest(@Mock Thing thing, @Mock Bridge bridge, @Mock OpticalHeadHandler head,
            @Mock ThingHandlerCallback callback, @Mock TranslationProvider translations) {
        this.translations = translations;
        this.thing = thing;
        this.bridge = bridge;
        this.head = head;
        this.callback = callback;
        handler = handler();
    }

    private MeterStateStore store() {
        return new MeterStateStore(storage, curves, METER, () -> NOW);
    }

    private MeterHandler handler() {
        return new MeterHandler(thing, () -> ZoneOffset.UTC, new Localizer(translations, () -> Locale.ENGLISH), store(),
                new MeterLoggersStore(loggers, METER), Instant.EPOCH, nanos::get, List.of());
    }

    @BeforeEach
    void setUp() {
        lenient().when(thing.getUID()).thenReturn(METER);
        handler = handler();
        handler.setCallback(callback);
        lenient().when(thing.getBridgeUID()).thenReturn(BRIDGE);
        lenient().when(thing.getChannels()).thenReturn(List.of());
        lenient().when(thing.getConfiguration()).thenReturn(new Configuration());
        lenient().when(thing.getStatus()).thenReturn(ThingStatus.UNKNOWN);
        lenient().when(callback.createChannelBuilder(any(), any()))
                .thenAnswer(asked -> ChannelTypes.builder(asked.getArgument(0), asked.getArgument(1)));
        lenient().when(callback.getBridge(BRIDGE)).thenReturn(bridge);
        lenient().when(bridge.getThingTypeUID()).thenReturn(KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD);
        lenient().when(bridge.getHandler()).thenReturn(head);
        lenient().when(head.line()).thenReturn(Optional.of(line));
        lenient().when(head.claimAddress(anyInt(), any())).thenReturn(Optional.empty());
        lenient().when(head.statusText(any(), any()))
                .thenAnswer(call -> StatusText.of(call.getArgument(0), call.getArgument(1), "test"));
        line.start();
    }

    @AfterEach
    void tearDown() {
        handler.dispose();
        assertTrue(line.stop(Duration.ofMillis(PATIENCE_MILLIS)));
    }

    private void setBridgeStatus(ThingStatus status) {
        lenient().when(bridge.getStatus()).thenReturn(status);
        handler.bridgeStatusChanged(new ThingStatusInfo(status, ThingStatusDetail.NONE, null));
    }

    private void verifyStatus(ThingStatus status, ThingStatusDetail detail) {
        verify(callback, timeout(PATIENCE_MILLIS).atLeastOnce()).statusUpdated(any(),
                argThat(info -> info.getStatus() == status && info.getStatusDetail() == detail));
    }

    private void verifyStatus(ThingStatus status, ThingStatusDetail detail, String description) {
        verify(callback, timeout(PATIENCE_MILLIS).atLeastOnce()).statusUpdated(any(),
                eq(new ThingStatusInfo(status, detail, description)));
    }

    /** Waits until the line's thread has done the scheduled work. */
    private void awaitLine() throws InterruptedException {
        awaitLine(Duration.ZERO);
    }

    private void awaitLine(Duration delay) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        line.schedule(done::countDown, delay);
        assertTrue(done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Each request of the probe is work of its own. */
    private void awaitProbe() throws InterruptedException {
        for (int i = 0; i < RegisterCatalogue.HEAT.registers().size(); i++) {
            awaitLine();
        }
    }

    @Test
    void startsPollingWhenTheHeadGoesOnline() {
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.UNKNOWN);
        handler.initialize();
        verify(callback, never()).statusUpdated(any(), argThat(info -> info.getStatus() == ThingStatus.OFFLINE));
        setBridgeStatus(ThingStatus.ONLINE);
        // a failure shows that a request was sent
        verifyStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR);
        assertEquals("80 3F 01 05 8A 0D", port.written.get(0));
    }

    @Test
    void keepsPollingWhenOnlyTheDescriptionOfTheHeadChanges() throws InterruptedException {
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        handler.initialize();
        verifyStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR);
        awaitLine();
        clearInvocations(callback);
        int asked = port.written.size();
        handler.bridgeStatusChanged(new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, "silent"));
        awaitLine();
        assertEquals(asked, port.written.size());
        verify(callback, never()).statusUpdated(any(), any());
    }

    @Test
    void isOfflineWhenTheHeadIsOffline() {
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.OFFLINE);
        handler.initialize();
        verifyStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE,
                "@text/offline.bridge-offline [\"kamstrup:optical-head:head\"]");
    }

    @Test
    void unknownStatusNamesNextStep() {
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.UNKNOWN);
        handler.initialize();
        verifyStatus(ThingStatus.UNKNOWN, ThingStatusDetail.NONE,
                "@text/unknown.head [\"kamstrup:optical-head:head\"]");
        setBridgeStatus(ThingStatus.ONLINE);
        verifyStatus(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, "@text/unknown.probing");
    }

    @Test
    void ignoresTheHeadAfterDispose() throws InterruptedException {
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.OFFLINE);
        handler.initialize();
        handler.dispose();
        setBridgeStatus(ThingStatus.ONLINE);
        awaitLine();
        assertEquals(List.of(), port.written);
    }

    /** Stores a meter with registers of energy and volume before the handler starts. */
    private void storeMeter() {
        lenient().when(thing.getThingTypeUID()).thenReturn(KamstrupBindingConstants.THING_TYPE_METER);
        store().save(MeterState.of(new MeterProfile(4, new SoftwareRevision(6, 1), 19088743,
                Map.of(60, RegisterValue.of(60, Unit.GJ, new BigDecimal("216.34"), 4), 68,
                        RegisterValue.of(68, Unit.M3, new BigDecimal("12.34"), 4)))));
    }

    private ChannelUID startWithStoredMeter() {
        storeMeter();
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.OFFLINE);
        handler.initialize();
        return new ChannelUID(thing.getUID(), "energy#heat-energy");
    }

    @Test
    void setsStatesUndefWhenTheHeadWasDeleted() {
        ChannelUID energy = startWithStoredMeter();
        when(callback.getBridge(BRIDGE)).thenReturn(null);
        handler.dispose();
        verify(callback).stateUpdated(energy, UnDefType.UNDEF);
    }

    @Test
    void setsStatesUndefWhenTheMeterIsDeleted() {
        ChannelUID energy = startWithStoredMeter();
        handler.handleRemoval();
        verify(callback).stateUpdated(energy, UnDefType.UNDEF);
    }

    @Test
    void keepsStatesOnDispose() {
        startWithStoredMeter();
        handler.dispose();
        verify(callback, never()).stateUpdated(any(), any());
    }

    @Test
    void statusOfAKnownMeterIsReading() {
        storeMeter();
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        handler.initialize();
        verifyStatus(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, "@text/unknown.reading");
    }

    private ChannelUID link(String channel) {
        ChannelUID uid = new ChannelUID(thing.getUID(), channel);
        lenient().when(callback.isChannelLinked(uid)).thenReturn(true);
        return uid;
    }

    /** The energy was read before, but the consumption of today needs all counters of one reading. */
    @Test
    void readsAChannelOfSeveralRegistersAtOnceWhenItIsLinked() throws InterruptedException {
        storeMeter();
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        link("energy#heat-energy");
        port.then(new ScriptedPort.Arrival(300, "40 3F 01 00 04 1B F9 01 26 99 0D"))
                .then(new ScriptedPort.Arrival(300, "40 3F 02 01 23 45 67 E9 56 0D"))
                .then(new ScriptedPort.Arrival(300, "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D"));
        handler.initialize();
        verifyStatus(ThingStatus.ONLINE, ThingStatusDetail.NONE);
        awaitLine();
        assertEquals(3, port.written.size());
        handler.channelLinked(link("today#heat-energy"));
        awaitLine(Duration.ofMillis(700));
        String request = port.written.get(3);
        assertTrue(request.contains("00 3C") && request.contains("00 44"), request);
    }

    private static ScriptedPort.Arrival energy(String gigajoules) {
        return new ScriptedPort.Arrival(300,
                new RegisterValues(0x3F, List.of(RegisterValue.of(60, Unit.GJ, new BigDecimal(gigajoules), 4)))
                        .toFrame().toWire().toString());
    }

    private ThingStatusInfo lastStatus() {
        ArgumentCaptor<ThingStatusInfo> told = ArgumentCaptor.forClass(ThingStatusInfo.class);
        verify(callback, atLeastOnce()).statusUpdated(any(), told.capture());
        return told.getValue();
    }

    @Test
    void keepsRejectedValuesOverAProbeAndPublishesThemOnRefresh() throws InterruptedException {
        storeMeter();
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        ChannelUID energy = link("energy#heat-energy");
        ChannelUID heldBack = link("status#rejected-values");
        ChannelUID plausibility = link("status#plausibility");
        ScriptedPort.Arrival type = new ScriptedPort.Arrival(300, "40 3F 01 00 04 1B F9 01 26 99 0D");
        ScriptedPort.Arrival number = new ScriptedPort.Arrival(300, "40 3F 02 01 23 45 67 E9 56 0D");
        port.then(type).then(number).then(energy("216.34"));
        handler.initialize();
        verifyStatus(ThingStatus.ONLINE, ThingStatusDetail.NONE);
        awaitLine();
        // the counter falls, is read again and has come back
        port.then(energy("100.00")).then(energy("216.34"));
        handler.handleCommand(energy, RefreshType.REFRESH);
        verify(callback, timeout(PATIENCE_MILLIS).atLeastOnce()).stateUpdated(heldBack, new DecimalType("1"));
        awaitLine();

        port.then(type).then(number).then(number).then(energy("216.34"));
        for (int from = GetRegisters.MAX_IDS; from < RegisterCatalogue.HEAT.registers()
                .size(); from += GetRegisters.MAX_IDS) {
            port.then(new ScriptedPort.Arrival(300, "40 3F 10 07 9A 0D"));
        }
        port.then(number);
        assertTrue(handler.probe());
        awaitProbe();
        assertEquals(ThingStatus.ONLINE, lastStatus().getStatus(), lastStatus()::toString);

        clearInvocations(callback);
        int asked = port.written.size();
        handler.handleCommand(heldBack, RefreshType.REFRESH);
        handler.handleCommand(plausibility, RefreshType.REFRESH);
        awaitLine();
        verify(callback).stateUpdated(heldBack, new DecimalType("1"));
        verify(callback).stateUpdated(eq(plausibility), argThat(state -> state.toString().contains("doubt.dismissed")));
        assertEquals(asked, port.written.size());
    }

    @Test
    void setsStatesUndefWhenAnotherMeterAnswers() {
        storeMeter();
        ChannelUID own = new ChannelUID(thing.getUID(), "own");
        lenient().when(thing.getChannels())
                .thenReturn(List.of(ChannelBuilder.create(own, "Number")
                        .withType(new ChannelTypeUID(KamstrupBindingConstants.BINDING_ID, "register-number"))
                        .withConfiguration(new Configuration(Map.of("register", 94))).build()));
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        ScriptedPort.Arrival otherNumber = new ScriptedPort.Arrival(300,
                new SerialNumber(0x3F, 5).toFrame().toWire().toString());
        port.then(new ScriptedPort.Arrival(300, "40 3F 01 00 04 1B F9 01 26 99 0D")).then(otherNumber);
        for (int from = 0; from < RegisterCatalogue.HEAT.registers().size(); from += GetRegisters.MAX_IDS) {
            port.then(new ScriptedPort.Arrival(300, "40 3F 10 07 9A 0D"));
        }
        port.then(otherNumber);
        handler.initialize();
        verify(callback, timeout(PATIENCE_MILLIS)).stateUpdated(own, UnDefType.UNDEF);
        verify(callback, timeout(PATIENCE_MILLIS)).stateUpdated(new ChannelUID(thing.getUID(), "energy#heat-energy"),
                UnDefType.UNDEF);
    }

    @Test
    void deletesTheStoredStateAndStopsPollingOnRemoval() throws InterruptedException {
        storeMeter();
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.OFFLINE);
        handler.initialize();
        assertFalse(curves.getKeys().isEmpty());
        handler.handleRemoval();
        setBridgeStatus(ThingStatus.ONLINE);
        awaitLine();
        assertEquals(List.of(), port.written);
        handler.dispose();
        assertEquals(List.of(), List.copyOf(storage.getKeys()));
        assertEquals(List.of(), List.copyOf(curves.getKeys()));
    }

    private MeterUpdate update(String gigajoules) {
        RegisterValue energy = RegisterValue.of(60, Unit.GJ, new BigDecimal(gigajoules), 4);
        return new MeterUpdate(store().load().orElseThrow(), Reading.none().and(Set.of(60), List.of(energy)), Set.of(),
                Set.of(), Set.of(), Set.of(), true);
    }

    private MeterPoller poller() {
        return new MeterPoller(line, new PollSettings(0x3F, PowerSupply.BATTERY.intervals(), Duration.ofDays(366)),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH),
                Optional.empty(), handler);
    }

    @Test
    void ignoresTheUpdateOfAPollerThatWasStopped() {
        startWithStoredMeter();
        clearInvocations(callback);
        handler.updated(poller(), update("216.34"));
        handler.failed(poller(), new RequestResult.Failed(Finding.SILENT, ""), true);
        verify(callback, never()).isChannelLinked(any());
        verify(callback, never()).stateUpdated(any(), any());
        verify(callback, never()).statusUpdated(any(), any());
    }

    /** Reads a meter with a linked channel for its energy. */
    private ChannelUID readEnergy() throws InterruptedException {
        storeMeter();
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        ChannelUID energy = link("energy#heat-energy");
        port.then(new ScriptedPort.Arrival(300, "40 3F 01 00 04 1B F9 01 26 99 0D"))
                .then(new ScriptedPort.Arrival(300, "40 3F 02 01 23 45 67 E9 56 0D")).then(energy("216.34"));
        handler.initialize();
        verifyStatus(ThingStatus.ONLINE, ThingStatusDetail.NONE);
        awaitLine();
        return energy;
    }

    @Test
    void publishesTheValueWithTheUnitOfTheMeter() throws InterruptedException {
        ChannelUID energy = readEnergy();
        verify(callback).stateUpdated(eq(energy), argThat(state -> state.toString().equals("216.34 GJ")));
    }

    @Test
    void setsAStateUndefOnceWhenItsTimeIsOver() throws InterruptedException {
        ChannelUID energy = readEnergy();
        // three intervals of the counters
        nanos.addAndGet(Duration.ofHours(3).toNanos());
        handler.setStaleStatesUndef();
        verify(callback, never()).stateUpdated(energy, UnDefType.UNDEF);
        nanos.addAndGet(1);
        handler.setStaleStatesUndef();
        handler.setStaleStatesUndef();
        verify(callback, times(1)).stateUpdated(energy, UnDefType.UNDEF);
    }

    @Test
    void setsARestoredStateUndefIfTheMeterDoesNotAnswer() {
        ChannelUID energy = startWithStoredMeter();
        nanos.addAndGet(Duration.ofHours(3).toNanos() + 1);
        handler.setStaleStatesUndef();
        verify(callback).stateUpdated(energy, UnDefType.UNDEF);
    }

    @Test
    void publishesTheKnownStateWhenAChannelIsLinked() throws InterruptedException {
        ChannelUID energy = readEnergy();
        clearInvocations(callback);
        handler.channelLinked(energy);
        verify(callback).stateUpdated(eq(energy), argThat(state -> state.toString().equals("216.34 GJ")));
    }

    @Test
    void readsTheRegistersOfAChannelOnRefresh() throws InterruptedException {
        ChannelUID energy = readEnergy();
        port.then(energy("216.35"));
        handler.handleCommand(energy, RefreshType.REFRESH);
        verify(callback, timeout(PATIENCE_MILLIS)).stateUpdated(eq(energy),
                argThat(state -> state.toString().equals("216.35 GJ")));
    }

    @Test
    void ignoresOtherCommands() throws InterruptedException {
        ChannelUID energy = readEnergy();
        int asked = port.written.size();
        handler.handleCommand(energy, new DecimalType(5));
        awaitLine();
        assertEquals(asked, port.written.size());
    }

    @Test
    void otherMeterWithSameAddressIsConfigurationError() throws InterruptedException {
        ThingUID owner = new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "first");
        when(head.claimAddress(0x3F, thing.getUID())).thenReturn(Optional.of(owner));
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        handler.initialize();
        verifyStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                "@text/offline.conf-error.same-address [\"63\", \"kamstrup:meter:first\"]");
        awaitLine();
        assertEquals(List.of(), port.written);
    }

    @Test
    void reportsTheSameFindingOnce() throws InterruptedException {
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        port.then(new ScriptedPort.Arrival(300, "55 66")).then(new ScriptedPort.Arrival(300, "77 88"));
        handler.initialize();
        verifyStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR);
        awaitLine();
        verify(callback).statusUpdated(any(), argThat(info -> info.getStatus() == ThingStatus.OFFLINE));
    }

    @Test
    void impossibleIntervalIsConfigurationError() throws InterruptedException {
        lenient().when(thing.getConfiguration()).thenReturn(new Configuration(Map.of("refreshInterval", -5)));
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        handler.initialize();
        verifyStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR);
        setBridgeStatus(ThingStatus.ONLINE);
        awaitLine();
        assertEquals(List.of(), port.written);
        // the default address may be that of another meter
        assertTrue(handler.onDemandRead().isEmpty());
    }

    private static final ScriptedPort.Arrival TYPE = new ScriptedPort.Arrival(300, "40 3F 01 00 04 1B F9 01 26 99 0D");
    private static final ScriptedPort.Arrival NUMBER = new ScriptedPort.Arrival(300, "40 3F 02 01 23 45 67 E9 56 0D");

    /** The first reading of an unknown meter, which then falls silent. */
    private ChannelUID readUnknownMeter() throws InterruptedException {
        lenient().when(thing.getThingTypeUID()).thenReturn(KamstrupBindingConstants.THING_TYPE_METER);
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        ChannelUID energy = link("energy#heat-energy");
        port.then(TYPE).then(NUMBER).then(energy("216.34"));
        handler.initialize();
        verifyStatus(ThingStatus.ONLINE, ThingStatusDetail.NONE);
        awaitProbe();
        return energy;
    }

    private Set<ChannelUID> energyChannels() {
        return Set.copyOf(handler.getThing().getChannels().stream().map(Channel::getUID)
                .filter(channel -> "energy".equals(channel.getGroupId())).toList());
    }

    /** An equipment that is made in the first seconds has an item for today, too. */
    @Test
    void calculatedChannelsHaveNoStateBeforeTheMeterWasAskedForAllRegisters() throws InterruptedException {
        ChannelUID today = link("today#heat-energy");
        readUnknownMeter();
        assertTrue(hasChannel(handler.getThing(), today));
        verify(callback, never()).stateUpdated(eq(today), any());
    }

    @Test
    void showsTheFirstValuesOfAMeterThatWasNotAskedForAllRegisters() throws InterruptedException {
        ChannelUID energy = readUnknownMeter();
        verify(callback).stateUpdated(eq(energy), argThat(state -> state.toString().equals("216.34 GJ")));
        assertEquals(Set.of(energy), energyChannels());
        assertEquals("8 of " + RegisterCatalogue.HEAT.registers().size(),
                handler.getThing().getProperties().get(KamstrupBindingConstants.PROPERTY_REGISTERS_ASKED));
    }

    @Test
    void storesNoMeterThatWasNotAskedForAllRegisters() throws InterruptedException {
        readUnknownMeter();
        handler.dispose();
        assertEquals(List.of(), List.copyOf(storage.getKeys()));
    }

    @Test
    void readsALinkedRegisterAtOnceThatTheMeterWasNotAskedFor() throws InterruptedException {
        ChannelUID energy = readUnknownMeter();
        ChannelUID control = link("energy#control-energy");
        port.then(TYPE).then(NUMBER)
                .then(new ScriptedPort.Arrival(300,
                        new RegisterValues(0x3F, List.of(RegisterValue.of(94, Unit.GJ, new BigDecimal("1.50"), 4)))
                                .toFrame().toWire().toString()));
        handler.channelLinked(control);
        verify(callback, timeout(PATIENCE_MILLIS)).stateUpdated(eq(control),
                argThat(state -> state.toString().equals("1.50 GJ")));
        assertEquals(Set.of(energy, control), energyChannels());
    }

    @Test
    void keepsTheChannelsOfBeforeUntilTheMeterWasAskedForAllRegisters() throws InterruptedException {
        ChannelUID before = new ChannelUID(thing.getUID(), "energy#tap-water-energy");
        lenient().when(thing.getChannels()).thenReturn(List.of(ChannelTypes
                .builder(before, new ChannelTypeUID(KamstrupBindingConstants.BINDING_ID, "tap-water-energy")).build()));
        port.then(TYPE).then(NUMBER).then(energy("216.34"));
        for (int from = GetRegisters.MAX_IDS; from < RegisterCatalogue.HEAT.registers()
                .size(); from += GetRegisters.MAX_IDS) {
            port.then(new ScriptedPort.Arrival(300, "40 3F 10 07 9A 0D"));
        }
        port.then(NUMBER).then(energy("216.40"));
        ChannelUID today = link("today#heat-energy");
        lenient().when(thing.getThingTypeUID()).thenReturn(KamstrupBindingConstants.THING_TYPE_METER);
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        handler.initialize();
        verifyStatus(ThingStatus.ONLINE, ThingStatusDetail.NONE);
        awaitProbe();
        ArgumentCaptor<Thing> updates = ArgumentCaptor.forClass(Thing.class);
        verify(callback, atLeastOnce()).thingUpdated(updates.capture());
        assertTrue(hasChannel(updates.getAllValues().get(0), before));
        assertFalse(hasChannel(handler.getThing(), before));
        assertTrue(hasChannel(handler.getThing(), today));
        verify(callback, timeout(PATIENCE_MILLIS)).stateUpdated(eq(today),
                argThat(state -> state.toString().equals("0.00 GJ")));
        assertFalse(store().load().isEmpty());
    }

    private static boolean hasChannel(Thing updated, ChannelUID channel) {
        return updated.getChannels().stream().map(Channel::getUID).anyMatch(channel::equals);
    }
}
