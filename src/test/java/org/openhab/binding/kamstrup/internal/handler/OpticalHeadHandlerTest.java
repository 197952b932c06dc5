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
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LineClock;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.Snapshot;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.SuccessRate;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.PortOpener;
import org.openhab.binding.kamstrup.internal.line.ScriptedPort;
import org.openhab.binding.kamstrup.internal.simulator.Faults;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerCallback;

/**
 * Tests the status and the channels of {@link OpticalHeadHandler}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ExtendWith(MockitoExtension.class)
class OpticalHeadHandlerTest {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final SuccessRate NO_ATTEMPTS = new SuccessRate(0, 0);

    /** Opens ports with the result that the test sets. */
    private static class Opener implements PortOpener {
        private OpenResult opening = new OpenResult.Opened(new ScriptedPort(new FakeClock()));
        private List<String> deadControlLines = List.of();

        @Override
        public OpenResult open(LineSettings settings) {
            return opening;
        }

        @Override
        public List<String> deadControlLines() {
            return deadControlLines;
        }
    }

    private static Snapshot snapshot(Finding finding, String evidence) {
        return new Snapshot(finding, evidence, NO_ATTEMPTS, NO_ATTEMPTS, Optional.empty(), 0, 0, 0);
    }

    private final Opener opener = new Opener();
    /** Read by the line's thread, so not to be stubbed while that runs. */
    private volatile List<Thing> meters = List.of();
    private final Bridge bridge;
    private final ThingHandlerCallback callback;
    private final ThingRegistry things;
    private final OpticalHeadHandler handler;

    OpticalHeadHandlerTest(@Mock Bridge bridge, @Mock ThingHandlerCallback callback, @Mock ThingRegistry things) {
        this.things = things;
        this.bridge = bridge;
        this.callback = callback;
        handler = new OpticalHeadHandler(bridge, opener,
                new Localizer(mock(TranslationProvider.class), () -> Locale.ENGLISH), things,
                () -> ZoneId.of("Europe/Copenhagen"), List.of(), OpticalHeadHandler.UPDATE_INTERVAL);
    }

    @BeforeEach
    void setUp() {
        handler.setCallback(callback);
        lenient().when(bridge.getUID())
                .thenReturn(new ThingUID(KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD, "head"));
        lenient().when(bridge.getThings()).thenAnswer(asked -> meters);
        configure(Map.of("serialPort", "/dev/ttyUSB0", "rts", "on", "dtr", "off"));
    }

    private void configure(Map<String, Object> parameters) {
        lenient().when(bridge.getConfiguration()).thenReturn(new Configuration(parameters));
    }

    @AfterEach
    void tearDown() {
        handler.dispose();
    }

    private void assertBecomes(ThingStatus status, ThingStatusDetail detail, String text) {
        handler.initialize();
        verify(callback, timeout(PATIENCE_MILLIS)).statusUpdated(any(),
                eq(new ThingStatusInfo(status, detail, text.isEmpty() ? null : text)));
    }

    @Test
    void openPortIsOnline() {
        assertBecomes(ThingStatus.ONLINE, ThingStatusDetail.NONE, "");
    }

    @Test
    void onlineStatusNamesDeadControlLine() {
        opener.deadControlLines = List.of("RTS", "DTR");
        assertBecomes(ThingStatus.ONLINE, ThingStatusDetail.NONE,
                "@text/online.conf-error.control-lines [\"/dev/ttyUSB0\", \"RTS + DTR\"]");
    }

    @Test
    void invalidControlLineStateIsConfigurationError() {
        configure(Map.of("serialPort", "/dev/ttyUSB0", "dtr", "high"));
        assertBecomes(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                "@text/offline.conf-error.control-line [\"dtr\", \"high\"]");
    }

    @Test
    void missingPortIsOffline() {
        opener.opening = new OpenResult.NotOpened(Finding.PORT_MISSING, "");
        assertBecomes(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR,
                "@text/finding.port-missing.none [\"-\", \"/dev/ttyUSB0\"]");
    }

    private List<String> diagnosis(WireSettings wire) {
        FakeClock clock = new FakeClock();
        SimulatedMeter answering = new SimulatedMeter(RegisterImage.named("multical-603"), clock.asClock());
        OpticalHeadHandler head = new OpticalHeadHandler(bridge,
                settings -> new OpenResult.Opened(new WirePort(answering, wire, clock)),
                new Localizer(mock(TranslationProvider.class), () -> Locale.ENGLISH), things, () -> ZoneOffset.UTC,
                List.of(), OpticalHeadHandler.UPDATE_INTERVAL) {
            @Override
            LineClock clock() {
                return clock;
            }
        };
        head.setCallback(callback);
        Thing meter = mock(Thing.class);
        MeterHandler meterHandler = mock(MeterHandler.class);
        lenient().when(meter.getUID()).thenReturn(new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "heat"));
        lenient().when(meter.getConfiguration()).thenReturn(new Configuration());
        lenient().when(meter.getHandler()).thenReturn(meterHandler);
        lenient().when(meterHandler.historyRead()).thenReturn(Optional.empty());
        meters = List.of(meter);
        List<String> lines = new ArrayList<>();
        head.initialize();
        head.diagnose(lines::add);
        head.dispose();
        return lines;
    }

    @Test
    void diagnosisOfAMeterThatAnswersEndsWithTheReportOfItsLoggers() {
        List<String> lines = diagnosis(WireSettings.DEFAULT);
        assertEquals(List.of("kamstrup:meter:heat", "console.not-online"),
                lines.subList(lines.size() - 2, lines.size()));
    }

    @Test
    void diagnosisWithoutAnAnswerHasNoReportOfLoggers() {
        List<String> lines = diagnosis(WireSettings.DEFAULT.with(Faults.silentFor(Integer.MAX_VALUE)));
        assertFalse(lines.isEmpty());
        assertFalse(lines.contains("kamstrup:meter:heat"), lines::toString);
    }

    /** Waits until the line has reported the open port. */
    private void open() {
        openPortIsOnline();
        verify(callback, timeout(PATIENCE_MILLIS).atLeastOnce()).stateUpdated(any(), any());
    }

    @Test
    void updatesUnchangedStatesRegularly() {
        OpticalHeadHandler eager = new OpticalHeadHandler(bridge, opener,
                new Localizer(mock(TranslationProvider.class), () -> Locale.ENGLISH), things,
                () -> ZoneId.of("Europe/Copenhagen"), List.of(), Duration.ofMillis(1));
        eager.setCallback(callback);
        try {
            eager.initialize();
            for (String channel : List.of("link-status", "success-rate-hour", "success-rate-day", "response-time",
                    "retries", "bytes-sent", "bytes-received")) {
                verify(callback, timeout(PATIENCE_MILLIS).atLeast(3))
                        .stateUpdated(eq(new ChannelUID(bridge.getUID(), channel)), any());
            }
        } finally {
            eager.dispose();
        }
    }

    private void assertStatusOf(Finding finding, String evidence, ThingStatus status, @Nullable String text) {
        handler.stateChanged(snapshot(finding, evidence));
        assertEquals(new ThingStatusInfo(status,
                status == ThingStatus.ONLINE ? ThingStatusDetail.NONE : ThingStatusDetail.COMMUNICATION_ERROR, text),
                lastStatus());
    }

    private void assertStatusOf(Finding finding, ThingStatus status, @Nullable String text) {
        assertStatusOf(finding, "", status, text);
    }

    private ThingStatusInfo lastStatus() {
        ArgumentCaptor<ThingStatusInfo> told = ArgumentCaptor.forClass(ThingStatusInfo.class);
        verify(callback, atLeastOnce()).statusUpdated(any(), told.capture());
        return told.getValue();
    }

    /** Lists of things show only the status of the head, and meter things need a head that is online. */
    @Test
    void headWithoutMeterThingIsOfflineWhileNoMeterAnswers() {
        configure(Map.of("serialPort", "/dev/ttyUSB0"));
        open();
        assertStatusOf(Finding.ECHO_ONLY, ThingStatus.OFFLINE, "@text/finding.echo-only [\"-\", \"/dev/ttyUSB0\"]");
        assertStatusOf(Finding.GOOD, ThingStatus.ONLINE, null);
        assertStatusOf(Finding.SILENT, ThingStatus.OFFLINE, "@text/finding.silent [\"-\", \"/dev/ttyUSB0\"]");
        meters = List.of(mock(Thing.class));
        assertStatusOf(Finding.SILENT, ThingStatus.ONLINE, null);
    }

    @ParameterizedTest
    @CsvSource({ "baudRate, 9600, baudRate=9600", "stopBits, 1, stopBits=1", "rts, on, rts=on", "dtr, off, dtr=off" })
    void statusNamesUnusualSettingUntilMeterAnswers(String name, String value, String named) {
        configure(Map.of("serialPort", "/dev/ttyUSB0", name, value));
        open();
        assertStatusOf(Finding.SILENT, ThingStatus.OFFLINE,
                "@text/offline.comm-error.settings [\"" + named + "\", \"@text/finding.silent\"]");
        assertStatusOf(Finding.ECHO_ONLY, "80 3F", ThingStatus.OFFLINE,
                "@text/offline.comm-error.settings [\"" + named + "\", \"@text/finding.echo-only\"]");
        assertStatusOf(Finding.NOISE, "00 FF", ThingStatus.OFFLINE,
                "@text/offline.comm-error.settings-received [\"" + named + "\", \"00 FF\"]");
        assertStatusOf(Finding.GOOD, ThingStatus.ONLINE, null);
        assertStatusOf(Finding.SILENT, ThingStatus.OFFLINE, "@text/finding.silent [\"-\", \"/dev/ttyUSB0\"]");
    }

    @Test
    void statusNamesAllUnusualSettings() {
        configure(Map.of("serialPort", "/dev/ttyUSB0", "baudRate", 300, "stopBits", 1, "rts", "on", "dtr", "off"));
        assertEquals("baudRate=300 + stopBits=1 + rts=on + dtr=off",
                handler.statusText(Finding.SILENT, "").arguments().get(0));
        configure(Map.of("serialPort", "/dev/ttyUSB0", "baudRate", "1200.0", "stopBits", 2));
        assertEquals("finding.silent", handler.statusText(Finding.SILENT, "").key());
    }

    private static Thing thing(ThingUID uid, String serialNumber, ThingUID bridge) {
        Thing thing = mock(Thing.class);
        lenient().when(thing.getUID()).thenReturn(uid);
        lenient().when(thing.getThingTypeUID()).thenReturn(KamstrupBindingConstants.THING_TYPE_METER);
        lenient().when(thing.getBridgeUID()).thenReturn(bridge);
        lenient().when(thing.getProperties()).thenReturn(Map.of(Thing.PROPERTY_SERIAL_NUMBER, serialNumber));
        return thing;
    }

    /** Such a meter is not offered in the inbox, because a thing has its serial number. */
    @ParameterizedTest
    @CsvSource({ "true, other", "false, missing" })
    void statusNamesMeterOfOtherHeadUntilItIsBelowThisHead(boolean exists, String which) {
        ThingUID old = new ThingUID(KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD, "old");
        Thing meter = thing(new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, old, "heat"), "6543210", old);
        when(things.getAll()).thenReturn(List.of(bridge, meter));
        when(things.get(old)).thenReturn(exists ? mock(Bridge.class) : null);
        configure(Map.of("serialPort", "/dev/ttyUSB0"));
        open();
        handler.stateChanged(snapshot(Finding.GOOD, ""));
        assertFalse(handler.isMeterOfOtherHead("6543211"));
        assertEquals(ThingStatus.ONLINE, lastStatus().getStatus());
        assertTrue(handler.isMeterOfOtherHead("6543210"));
        assertEquals(
                new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                        "@text/offline.conf-error.meter-of-" + which
                                + "-head [\"6543210\", \"kamstrup:meter:old:heat\", \"kamstrup:optical-head:old\"]"),
                lastStatus());
        // the user applies the remedy
        meters = List.of(meter);
        handler.stateChanged(snapshot(Finding.GOOD, ""));
        assertEquals(new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null), lastStatus());
    }

    @Test
    void meterBelowThisHeadIsNotOfOtherHead() {
        Thing meter = thing(new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "heat"), "6543210",
                bridge.getUID());
        when(things.getAll()).thenReturn(List.of(meter));
        assertFalse(handler.isMeterOfOtherHead("6543210"));
    }

    @Test
    void statusIsUnknownWhileThePortIsOpened() {
        handler.initialize();
        verify(callback, timeout(PATIENCE_MILLIS)).statusUpdated(any(), eq(new ThingStatusInfo(ThingStatus.UNKNOWN,
                ThingStatusDetail.NONE, "@text/unknown.port [\"/dev/ttyUSB0\"]")));
    }

    @Test
    void headIsOnlineAsSoonAsItHasAMeterThing() throws Exception {
        open();
        handler.stateChanged(snapshot(Finding.SILENT, ""));
        assertEquals(ThingStatus.OFFLINE, lastStatus().getStatus());
        meters = List.of(mock(Thing.class));
        handler.childHandlerInitialized(mock(ThingHandler.class), mock(Thing.class));
        Await.until("the head to say no more", Duration.ofMillis(PATIENCE_MILLIS), this::lastStatus,
                status -> status.getStatus() == ThingStatus.ONLINE && status.getDescription() == null);
    }

    @Test
    void closedPortStaysOfflineAfterAFinding() {
        missingPortIsOffline();
        handler.stateChanged(snapshot(Finding.SILENT, ""));
        assertEquals(ThingStatus.OFFLINE, lastStatus().getStatus());
    }

    @Test
    void addressBelongsToTheFirstMeterUntilItIsReleased() {
        ThingUID first = new ThingUID("kamstrup:meter:head:first");
        ThingUID second = new ThingUID("kamstrup:meter:head:second");
        assertEquals(Optional.empty(), handler.claimAddress(63, first));
        assertEquals(Optional.of(first), handler.claimAddress(63, second));
        assertEquals(Optional.empty(), handler.claimAddress(63, first));
        assertEquals(Optional.empty(), handler.claimAddress(127, second));
        handler.releaseAddress(second);
        assertEquals(Optional.of(first), handler.claimAddress(63, second));
        handler.releaseAddress(first);
        assertEquals(Optional.empty(), handler.claimAddress(63, second));
        assertEquals(Optional.of(second), handler.claimAddress(63, first));
    }
}
