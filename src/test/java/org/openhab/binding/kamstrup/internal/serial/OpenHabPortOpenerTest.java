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
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.link.Finding;
import org.openhab.binding.kamstrup.internal.link.Line;
import org.openhab.binding.kamstrup.internal.link.LineClock;
import org.openhab.binding.kamstrup.internal.link.LineEvents;
import org.openhab.binding.kamstrup.internal.link.LineSettings;
import org.openhab.binding.kamstrup.internal.link.Opening;
import org.openhab.binding.kamstrup.internal.link.Outcome;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.core.io.transport.serial.SerialPortManager;

/**
 * The line through openHAB's own serial transport, to a simulated meter at the speed of a real one.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OpenHabPortOpenerTest {

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

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readsThroughAPseudoTerminal() throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT)) {
            assertReads(terminal.path().toString());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readsThroughALinkAndAHeadThatEchoes(@TempDir Path folder) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT.withEcho())) {
            Path link = folder.resolve("usb-IR_head-if00-port0");
            terminal.linkFrom(link);
            assertReads(link.toString());
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

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPulledPlugIsALostPort() throws Exception {
        PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT);
        Line line = line(terminal.path().toString(), 1200);
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

    @Test
    void aPortThatDoesNotExistIsMissing() {
        assertNotOpened("/dev/there-is-no-such-port", Finding.PORT_MISSING);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aMissingDeviceIsNotLookedForAgainAndAgain() {
        SerialPortManager manager = mock(SerialPortManager.class);
        when(manager.getIdentifiers()).thenReturn(Stream.empty());
        OpenHabPortOpener opener = new OpenHabPortOpener(manager, "kamstrup:optical-head:test");
        for (int attempt = 0; attempt < 3; attempt++) {
            assertEquals(new Opening.NotOpened(Finding.PORT_MISSING, ""),
                    opener.open(settings("/dev/there-is-no-such-port")));
        }
        verify(manager, never()).getIdentifier(anyString());
        verify(manager).getIdentifiers();
    }

    @Test
    void aNameThatIsNoneIsInvalid() {
        assertNotOpened("my port", Finding.PORT_NAME);
    }

    @Test
    void aNetworkPortThatNobodyServesIsUnreachable() throws Exception {
        Rfc2217Server server = new Rfc2217Server(0, meter, WireSettings.DEFAULT);
        server.close();
        assertNotOpened(server.portName(), Finding.PORT_UNREACHABLE);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPortThatSomebodyHasIsNotOpenedTwice() throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, WireSettings.DEFAULT)) {
            Opening.Opened first = assertInstanceOf(Opening.Opened.class,
                    opener().open(settings(terminal.path().toString())));
            Opening.NotOpened refused = assertInstanceOf(Opening.NotOpened.class,
                    opener().open(settings(terminal.path().toString())));
            // openHAB 3.0 finds a port that is in use no more, so it cannot tell who has it
            assertTrue(Set.of(Finding.PORT_BUSY, Finding.PORT_UNAVAILABLE).contains(refused.finding()));
            first.port().close();
            Opening.Opened second = assertInstanceOf(Opening.Opened.class,
                    opener().open(settings(terminal.path().toString())));
            second.port().close();
        }
    }
}
