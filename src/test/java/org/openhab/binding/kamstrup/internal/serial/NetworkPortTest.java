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
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.FasterLine;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.StrangeServer;
import org.openhab.binding.kamstrup.internal.simulator.UnservedPort;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.core.io.transport.serial.SerialPortManager;

/**
 * Ports of the network (RFC 2217) through openHAB's own serial transport, and a simulated meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Execution(ExecutionMode.CONCURRENT)
class NetworkPortTest {

    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));

    @Test
    void readsOverNetwork() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, OpenedLine.WIRE.withEcho());
                OpenedLine line = new OpenedLine(server.portName())) {
            line.assertReads();
        }
    }

    @Test
    void receivesOnlyEchoAtWrongBaudRate() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, OpenedLine.WIRE.withEcho());
                OpenedLine line = new OpenedLine(server.portName(), 2400)) {
            // the first request can reach a network port before the baud rate is set
            line.ask();
            assertEquals(Finding.ECHO_ONLY, assertInstanceOf(RequestResult.Failed.class, line.ask()).finding());
        }
    }

    @Test
    void reopensPortAfterServerDropsClient() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, OpenedLine.WIRE)) {
            try (OpenedLine line = new OpenedLine(server.portName())) {
                assertInstanceOf(RequestResult.Answered.class, line.ask());
                server.dropClient();
                RequestResult outcome = line.ask();
                for (int i = 0; i < 3 && !(outcome instanceof RequestResult.Answered); i++) {
                    outcome = line.ask();
                    if (outcome instanceof RequestResult.NoPort) {
                        assertTrue(line.events().next().startsWith("PORT_LOST"));
                        assertEquals("opened", line.events().next());
                    }
                }
                assertInstanceOf(RequestResult.Answered.class, outcome);
            }
            Await.until("the client to go", OpenedLine.PATIENCE, server::hasClient, connected -> !connected);
        }
    }

    /** The other end disappears without closing the connection. */
    @Test
    void reconnectsAfterThreeSilentRequests() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, OpenedLine.WIRE);
                Relay relay = new Relay(server.port());
                OpenedLine line = new OpenedLine("rfc2217://127.0.0.1:" + relay.port())) {
            assertInstanceOf(RequestResult.Answered.class, line.ask());
            relay.dropServers();
            RequestResult outcome = line.ask();
            for (int i = 1; i < 3; i++) {
                assertEquals(Finding.SILENT, assertInstanceOf(RequestResult.Failed.class, outcome).finding());
                assertEquals(1, relay.calls());
                outcome = line.ask();
            }
            // the connection is made before the relay counts it
            Await.until("the second call", OpenedLine.PATIENCE, relay::calls, calls -> calls == 2);
            assertInstanceOf(RequestResult.Answered.class, line.ask());
            // a sleeping meter looks the same, so there is no event
            assertTrue(line.events().isEmpty());
        }
    }

    @Test
    void acceptsControlLines() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, OpenedLine.WIRE)) {
            OpenHabPortOpener opener = OpenedLine.opener();
            LineSettings settings = new LineSettings(server.portName(), 1200, 2, ControlLineState.ON,
                    ControlLineState.AS_DRIVER_SETS);
            assertInstanceOf(OpenResult.Opened.class, opener.open(settings)).port().close();
            assertEquals(List.of(), opener.deadControlLines());
        }
    }

    @Test
    void findsUnservedPortUnreachable() throws Exception {
        try (UnservedPort nobody = new UnservedPort()) {
            OpenResult opening = OpenedLine.opener().open(OpenedLine.settings(nobody.portName()));
            assertEquals(Finding.PORT_UNREACHABLE, assertInstanceOf(OpenResult.NotOpened.class, opening).finding());
        }
    }

    /** openHAB's serial transport accepts these addresses and fails to connect. */
    @ParameterizedTest
    @ValueSource(strings = { "rfc2217://meter-host", "rfc2217://meter-host:", "rfc2217://meter-host:0",
            "rfc2217://meter-host:-1", "rfc2217://meter-host:65536", "rfc2217://meter-host:99999",
            "rfc2217://meter-host:telnet", "rfc2217://meter-host:3333/dev/ttyUSB0", "rfc2217://meter-host:3333?raw",
            "rfc2217://meter-host:3333#1", "rfc2217://user@meter-host:3333", "rfc2217://user:secret@meter-host:3333",
            "rfc2217://fe80::1:3333", "rfc2217://[fe80::1]", "rfc2217://[fe80::1", "rfc2217://:3333", "rfc2217://",
            "rfc2217:", "rfc2217:meter-host:3333", "rfc2217:/meter-host:3333", "rfc2217:// :3333",
            "rfc2217://meter host:3333", "rfc2217://meter_host:3333", "rfc2217://192.168.1:3333",
            "rfc2217:///dev/ttyUSB0" })
    void refusesMalformedAddressWithoutCallingTransport(String name) {
        SerialPortManager manager = mock(SerialPortManager.class);
        OpenResult opening = new OpenHabPortOpener(manager, "test").open(OpenedLine.settings(name));
        assertEquals(Finding.PORT_NAME, assertInstanceOf(OpenResult.NotOpened.class, opening).finding());
        verifyNoInteractions(manager);
    }

    @ParameterizedTest
    @ValueSource(strings = { "rfc2217://meter-host:3333", "rfc2217://meter-host:3333/", "rfc2217://meter-host:1",
            "rfc2217://meter-host:65535", "rfc2217://192.168.1.20:3333", "rfc2217://meter-host.example.org:3333",
            "rfc2217://[fe80::1]:3333", "rfc2217://[fe80::1%eth0]:3333", "rfc2217://[::1]:3333" })
    void passesAddressWithHostAndPortToTransport(String name) {
        SerialPortManager manager = mock(SerialPortManager.class);
        new OpenHabPortOpener(manager, "test").open(OpenedLine.settings(name));
        verify(manager).getIdentifier(name);
    }

    /** A server that closes at once mostly breaks the connection during its negotiation, a slower one later. */
    @ParameterizedTest
    @CsvSource({ "0, Port already in use, PORT_BUSY Port already in use", //
            "100, Port already in use, PORT_BUSY Port already in use", //
            "0, 'Device is busy\r\nBye\r\n', PORT_BUSY Device is busy Bye",
            "0, SSH-2.0-OpenSSH_9.2p1, PORT_REFUSED SSH-2.0-OpenSSH_9.2p1",
            "0, HTTP/1.1 400 Bad Request, PORT_REFUSED HTTP/1.1 400 Bad Request", //
            "0, '', PORT_REFUSED Broken pipe", //
            "100, '', PORT_REFUSED Broken pipe" })
    void reportsTextOfServerThatCloses(int millis, String greeting, String event) throws Exception {
        try (StrangeServer server = new StrangeServer(greeting, Duration.ofMillis(millis))) {
            LineEvents events = new LineEvents();
            Line line = FasterLine.of("OH-binding-test", OpenedLine.settings(server.portName()), OpenedLine.opener(),
                    events);
            line.start();
            String first = events.next();
            if ("opened".equals(first)) {
                line.schedule(() -> line.ask(new GetSerialNumber(0x3F)), Duration.ZERO);
                first = events.next();
            }
            assertTrue(line.stop(OpenedLine.PATIENCE));
            // some systems report a reset connection instead of a broken pipe
            assertEquals(event, first.replaceFirst("Connection reset.*", "Broken pipe"));
        }
    }

    @ParameterizedTest
    @CsvSource({ "'', ''", "'debian login: ', 'debian login:'" })
    void distinguishesServerWithoutRfc2217FromSilentMeter(String greeting, String evidence) throws Exception {
        try (StrangeServer server = new StrangeServer(greeting, Duration.ofMillis(-1));
                OpenedLine line = new OpenedLine(server.portName())) {
            assertEquals(new RequestResult.Failed(Finding.PORT_NOT_NEGOTIATED, evidence), line.ask());
        }
    }

    @Test
    void distinguishesUnknownHostFromUnreachableHost() {
        OpenResult opening = OpenedLine.opener().open(OpenedLine.settings("rfc2217://no-such-host.invalid:3333"));
        assertEquals(Finding.PORT_UNKNOWN_HOST, assertInstanceOf(OpenResult.NotOpened.class, opening).finding());
    }

    @Test
    void refusesPortOfAnotherThingWithoutConnecting() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, OpenedLine.WIRE);
                Relay relay = new Relay(server.port())) {
            OpenHabPortOpener other = new OpenHabPortOpener(OpenHabSerialTransport.manager(), "kamstrup:other");
            String name = "rfc2217://localhost:" + relay.port();
            OpenResult.Opened first = assertInstanceOf(OpenResult.Opened.class,
                    OpenedLine.opener().open(OpenedLine.settings(name)));
            for (String same : List.of(name, name + "/", name.replace("localhost", "LocalHost"))) {
                assertEquals(new OpenResult.NotOpened(Finding.PORT_BUSY, "kamstrup:optical-head:test"),
                        other.open(OpenedLine.settings(same)));
            }
            Await.until("the call", OpenedLine.PATIENCE, relay::calls, calls -> calls == 1);
            first.port().close();
            assertInstanceOf(OpenResult.Opened.class, other.open(OpenedLine.settings(name))).port().close();
        }
    }

    @Test
    void releasesPortThatWasNotOpened() throws Exception {
        try (UnservedPort nobody = new UnservedPort()) {
            for (String owner : List.of("kamstrup:one", "kamstrup:two")) {
                OpenResult opening = new OpenHabPortOpener(OpenHabSerialTransport.manager(), owner)
                        .open(OpenedLine.settings(nobody.portName()));
                assertEquals(Finding.PORT_UNREACHABLE, assertInstanceOf(OpenResult.NotOpened.class, opening).finding());
            }
        }
    }
}
