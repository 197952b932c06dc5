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
package org.openhab.binding.kamstrup.internal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.link.Finding;
import org.openhab.binding.kamstrup.internal.link.Line;
import org.openhab.binding.kamstrup.internal.link.LineClock;
import org.openhab.binding.kamstrup.internal.link.LineEvents;
import org.openhab.binding.kamstrup.internal.link.LineSettings;
import org.openhab.binding.kamstrup.internal.link.LineState;
import org.openhab.binding.kamstrup.internal.link.Opening;
import org.openhab.binding.kamstrup.internal.link.Outcome;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.core.io.transport.serial.SerialPortIdentifier;
import org.openhab.core.io.transport.serial.SerialPortManager;

/**
 * The line through openHAB's own serial transport, to a simulated meter at the speed of a real one.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OpenHabPortOpenerTest {

    /** What is before a local name for each of the two libraries. */
    private static final String RXTX = "";
    private static final String JSERIALCOMM = "jserialcomm:";

    private static final GetRegisters QUESTION = new GetRegisters(0x3F, List.of(60, 80, 86, 87, 89, 74, 68, 69));
    private static final List<BigDecimal> READING = List
            .of("102.47", "0.0", "35.45", "30.84", "4.61", "0", "1208.96", "0.00").stream().map(BigDecimal::new)
            .toList();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));
    private final LineEvents events = new LineEvents();

    private static OpenHabPortOpener opener() {
        return new OpenHabPortOpener(OpenHabSerialTransport.manager(), "kamstrup:optical-head:test");
    }

    private static LineSettings settings(String portName) {
        return new LineSettings(portName, 1200, 2);
    }

    private Line line(String portName, int baudRate) {
        return new Line("OH-binding-test", new LineSettings(portName, baudRate, 2), opener(), LineClock.system(),
                events);
    }

    private static Outcome ask(Line line) throws Exception {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        line.schedule(() -> outcome.complete(line.ask(QUESTION)), Duration.ZERO);
        return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void assertReads(String portName) throws Exception {
        Line line = line(portName, 1200);
        try {
            line.start();
            assertEquals("opened", events.next());
            for (int i = 0; i < 2; i++) {
                RegisterValues values = assertInstanceOf(RegisterValues.class,
                        assertInstanceOf(Outcome.Answered.class, ask(line)).response());
                assertEquals(READING, values.values().stream().map(RegisterValue::number).toList());
            }
        } finally {
            assertTrue(line.stop(PATIENCE));
        }
    }

    private void assertNotOpened(String portName, Finding problem) {
        assertEquals(problem, assertInstanceOf(Opening.NotOpened.class, opener().open(settings(portName))).finding());
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void readsThroughAPseudoTerminal(String scheme) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT)) {
            assertReads(scheme + terminal.path());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void readsThroughALinkAndAHeadThatEchoes(String scheme, @TempDir Path folder) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT.withEcho())) {
            Path link = folder.resolve("usb-IR_head-if00-port0");
            terminal.linkFrom(link);
            assertReads(scheme + link);
        }
    }

    /** RXTX does not know the scheme, but opens whatever is asked for without it. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkForJSerialCommIsNotOpenedWithRxtx(@TempDir Path folder) throws Exception {
        CountingManager manager = new CountingManager(OpenHabSerialTransport.manager());
        Path link = folder.resolve("head");
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT)) {
            terminal.linkFrom(link);
            assertInstanceOf(Opening.Opened.class,
                    new OpenHabPortOpener(manager, "kamstrup:optical-head:test").open(settings(JSERIALCOMM + link)))
                            .port().close();
        }
        assertEquals(List.of(JSERIALCOMM + link), manager.asked);
    }

    /** openHAB's own, and what it was asked for. */
    private static final class CountingManager implements SerialPortManager {

        private final SerialPortManager manager;
        private final List<String> asked = new ArrayList<>();

        CountingManager(SerialPortManager manager) {
            this.manager = manager;
        }

        @Override
        public Stream<SerialPortIdentifier> getIdentifiers() {
            return manager.getIdentifiers();
        }

        @Override
        public @Nullable SerialPortIdentifier getIdentifier(String name) {
            asked.add(name);
            return manager.getIdentifier(name);
        }
    }

    @Test
    void readsThroughTheNetwork() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, WireSettings.DEFAULT.withEcho())) {
            assertReads(server.portName());
        }
    }

    @Test
    void atTheWrongSpeedThereIsOnlyTheEcho() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, WireSettings.DEFAULT.withEcho())) {
            Line line = line(server.portName(), 2400);
            try {
                line.start();
                assertEquals("opened", events.next());
                // the first question may reach a network port before the speed does
                ask(line);
                assertEquals(Finding.ECHO_ONLY, assertInstanceOf(Outcome.Failed.class, ask(line)).finding());
            } finally {
                assertTrue(line.stop(PATIENCE));
            }
        }
    }

    @Test
    void aNetworkPortThatComesBackIsOpenedAgain() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, WireSettings.DEFAULT)) {
            Line line = line(server.portName(), 1200);
            try {
                line.start();
                assertEquals("opened", events.next());
                assertInstanceOf(Outcome.Answered.class, ask(line));
                server.dropClient();
                Outcome outcome = ask(line);
                for (int i = 0; i < 3 && !(outcome instanceof Outcome.Answered); i++) {
                    outcome = ask(line);
                    if (outcome instanceof Outcome.NoPort) {
                        assertTrue(events.next().startsWith("PORT_LOST"));
                        assertEquals("opened", events.next());
                    }
                }
                assertInstanceOf(Outcome.Answered.class, outcome);
            } finally {
                assertTrue(line.stop(PATIENCE));
            }
            Await.until("the client to go", PATIENCE, server::hasClient, connected -> !connected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void aPulledPlugIsALostPort(String scheme) throws Exception {
        PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT);
        Line line = line(scheme + terminal.path(), 1200);
        try {
            line.start();
            assertEquals("opened", events.next());
            assertInstanceOf(Outcome.Answered.class, ask(line));
            terminal.close();
            assertInstanceOf(Outcome.NoPort.class, ask(line));
            assertTrue(events.next().startsWith("PORT_LOST"));
        } finally {
            assertTrue(line.stop(PATIENCE));
        }
    }

    /** The head is plugged in elsewhere: the link of udev leads to another port. */
    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void aPortThatComesBackUnderAnotherNameIsFoundBehindItsLink(String scheme, @TempDir Path folder) throws Exception {
        Path link = folder.resolve("usb-IR_head-if00-port0");
        PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT);
        terminal.linkFrom(link);
        Line line = line(scheme + link, 1200);
        try (PseudoTerminalMeter elsewhere = new PseudoTerminalMeter(meter, WireSettings.DEFAULT)) {
            line.start();
            assertEquals("opened", events.next());
            assertInstanceOf(Outcome.Answered.class, ask(line));
            elsewhere.linkFrom(link);
            // the old port is still there, so it is used until it goes
            assertInstanceOf(Outcome.Answered.class, ask(line));
            terminal.close();
            assertInstanceOf(Outcome.NoPort.class, ask(line));
            assertTrue(events.next().startsWith("PORT_LOST"));
            assertEquals("opened", events.next());
            assertInstanceOf(Outcome.Answered.class, ask(line));
        } finally {
            assertTrue(line.stop(PATIENCE));
        }
    }

    /** The other end of a connection that never says that it has gone. */
    @Test
    void aDeadPeerIsNoticedAndCalledAgain() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, WireSettings.DEFAULT);
                Relay relay = new Relay(server.port())) {
            Line line = line("rfc2217://127.0.0.1:" + relay.port(), 1200);
            try {
                line.start();
                assertEquals("opened", events.next());
                assertInstanceOf(Outcome.Answered.class, ask(line));
                relay.goDeaf();
                Outcome outcome = ask(line);
                for (int i = 1; i < 3; i++) {
                    assertEquals(Finding.SILENT, assertInstanceOf(Outcome.Failed.class, outcome).finding());
                    assertEquals(1, relay.calls());
                    outcome = ask(line);
                }
                // the call is made before the relay counts it
                Await.until("the second call", PATIENCE, relay::calls, calls -> calls == 2);
                assertInstanceOf(Outcome.Answered.class, ask(line));
                // a meter that sleeps looks the same, so nothing is told
                assertTrue(events.isEmpty());
            } finally {
                assertTrue(line.stop(PATIENCE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    void aPortThatDoesNotExistIsMissing(String scheme) {
        assertNotOpened(scheme + "/dev/there-is-no-such-port", Finding.PORT_MISSING);
    }

    /** RXTX loses file descriptors with each question, and a head may be away for long. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyIsAskedForAPortThatIsMissing() {
        SerialPortManager manager = mock(SerialPortManager.class);
        OpenHabPortOpener opener = new OpenHabPortOpener(manager, "test");
        for (int i = 0; i < 3; i++) {
            assertEquals(Finding.PORT_MISSING,
                    assertInstanceOf(Opening.NotOpened.class, opener.open(settings("/dev/there-is-no-such-port")))
                            .finding());
        }
        verifyNoInteractions(manager);
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    void aNameThatIsNoneIsInvalid(String scheme) {
        assertNotOpened(scheme + "my port", Finding.PORT_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void whatIsNoSerialPortIsNotOpened(String scheme) {
        assertNotOpened(scheme + "/dev/null", Finding.PORT_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void aPortWithoutControlLinesIsOpenedAllTheSame(String scheme) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT)) {
            OpenHabPortOpener opener = opener();
            LineSettings settings = new LineSettings(scheme + terminal.path(), 1200, 2, LineState.OFF, LineState.ON);
            assertInstanceOf(Opening.Opened.class, opener.open(settings)).port().close();
            assertEquals(List.of("DTR"), opener.deadControlLines());
            assertInstanceOf(Opening.Opened.class, opener.open(settings(scheme + terminal.path()))).port().close();
            assertEquals(List.of(), opener.deadControlLines());
        }
    }

    @Test
    void theControlLinesOfTheNetworkAreTheServersAffair() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, WireSettings.DEFAULT)) {
            OpenHabPortOpener opener = opener();
            LineSettings settings = new LineSettings(server.portName(), 1200, 2, LineState.ON,
                    LineState.AS_DRIVER_SETS);
            assertInstanceOf(Opening.Opened.class, opener.open(settings)).port().close();
            assertEquals(List.of(), opener.deadControlLines());
        }
    }

    @Test
    void withoutJSerialCommItsPortsAreRefusedAndNobodyIsAsked() {
        SerialPortManager manager = mock(SerialPortManager.class);
        Opening opening = new OpenHabPortOpener(manager, "test", () -> false)
                .open(settings(JSERIALCOMM + "/dev/ttyUSB0"));
        assertEquals(Finding.PORT_NO_JSERIALCOMM, assertInstanceOf(Opening.NotOpened.class, opening).finding());
        verifyNoInteractions(manager);
    }

    @Test
    void aLibraryThatDoesNotRunIsToldWithItsReason() {
        SerialPortManager manager = mock(SerialPortManager.class);
        when(manager.getIdentifier("/dev/ttyS0")).thenThrow(new UnsatisfiedLinkError("no native part"));
        Opening.NotOpened refused = assertInstanceOf(Opening.NotOpened.class,
                new OpenHabPortOpener(manager, "test").open(settings("/dev/ttyS0")));
        assertEquals(Finding.PORT_NO_LIBRARY, refused.finding());
        assertEquals("no native part", refused.evidence());
    }

    @Test
    void aNetworkPortThatNobodyServesIsUnreachable() throws Exception {
        Rfc2217Server server = new Rfc2217Server(0, meter, WireSettings.DEFAULT);
        server.close();
        assertNotOpened(server.portName(), Finding.PORT_UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void aPortThatSomebodyHasIsNotOpenedTwice(String scheme) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT)) {
            Opening.Opened first = assertInstanceOf(Opening.Opened.class,
                    opener().open(settings(scheme + terminal.path())));
            Opening.NotOpened refused = assertInstanceOf(Opening.NotOpened.class,
                    opener().open(settings(scheme + terminal.path())));
            // openHAB 3.0 finds a port that is in use no more, so it cannot tell who has it
            assertTrue(Set.of(Finding.PORT_BUSY, Finding.PORT_UNAVAILABLE).contains(refused.finding()));
            first.port().close();
            Opening.Opened second = assertInstanceOf(Opening.Opened.class,
                    opener().open(settings(scheme + terminal.path())));
            second.port().close();
        }
    }
}
