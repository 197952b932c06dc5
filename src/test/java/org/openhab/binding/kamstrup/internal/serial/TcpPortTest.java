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
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.FasterLine;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.StrangeServer;
import org.openhab.binding.kamstrup.internal.simulator.StrangeServer.Behaviour;
import org.openhab.binding.kamstrup.internal.simulator.TcpServer;
import org.openhab.binding.kamstrup.internal.simulator.UnservedPort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.core.io.transport.serial.SerialPortManager;

/**
 * Ports of the network without a protocol, and a simulated meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Execution(ExecutionMode.CONCURRENT)
class TcpPortTest {

    private static final int FAST_BAUD_RATE = 19200;
    private static final WireSettings FAST = new WireSettings(FAST_BAUD_RATE, Duration.ofMillis(50), false, List.of());
    private static final int LONGEST_READING_MILLIS = 150;
    private static final int MOST_OPENINGS = 100;
    private static final String WEB_PAGE = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html>"
            + "x".repeat(100_000);
    private static final String WEB_PAGE_BEGINNING = "HTTP/1.1 400 Bad Request Content-Type: text/html <html>xxx";
    private static final ByteString LAST_ANSWER = answer(new GetRegisters(0x3F, List.of(1001)));

    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));

    private static ByteString answer(GetRegisters request) {
        return new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT)).answer(request.toFrame()).orElseThrow()
                .toWire();
    }

    @Test
    void readsOverPlainTcpWithEcho() throws Exception {
        try (TcpServer server = new TcpServer(0, meter, OpenedLine.WIRE.withEcho());
                OpenedLine line = new OpenedLine(server.portName())) {
            line.assertReads();
        }
    }

    /** What a server does, what the line reports or a request receives, and the evidence. */
    @ParameterizedTest
    @CsvSource({ "closes,                   PORT_REFUSED the server has closed the connection", //
            "has another client,            PORT_BUSY Port already in use", //
            "is silent,                     SILENT ''", //
            "greets,                        PORT_OTHER_SERVER debian login:", //
            "sends a web page and closes,   PORT_REFUSED " + WEB_PAGE_BEGINNING, //
            "sends a web page,              PORT_OTHER_SERVER " + WEB_PAGE_BEGINNING, //
            "closes after a request,        PORT_REFUSED the server has closed the connection", //
            "negotiates Telnet,             PORT_TELNET ''", //
            "negotiates Telnet and greets,  PORT_TELNET debian login:", //
            "sends noise without end,       NOISE 00 FF 00", //
            "sends one byte a second,       CUT_SHORT 40 3F", //
            "resends the last answer,       OTHER_ANSWER 40 3F 10 03 E9" })
    void saysWhatIsWrongWithTheServer(String does, String finding) throws Exception {
        try (StrangeServer server = new StrangeServer(behaviours().get(does))) {
            OpenHabPortOpener opener = OpenedLine.opener();
            String name = "tcp://127.0.0.1:" + server.port();
            OpenResult opening = opener.open(OpenedLine.settings(name));
            String said;
            if (opening instanceof OpenResult.NotOpened notOpened) {
                said = notOpened.finding() + " " + notOpened.evidence();
            } else {
                assertInstanceOf(OpenResult.Opened.class, opening).port().close();
                try (OpenedLine line = new OpenedLine(name)) {
                    RequestResult result = line.askOnce();
                    said = result instanceof RequestResult.Failed failed ? failed.finding() + " " + failed.evidence()
                            : line.events().next();
                }
            }
            assertTrue(said.startsWith(finding.replace("''", "")), said);
            assertTrue(said.length() < 300, said);
        }
    }

    private static Map<String, Behaviour> behaviours() {
        byte[] page = WEB_PAGE.getBytes(StandardCharsets.US_ASCII);
        return Map.ofEntries(Map.entry("closes", Socket::close), //
                Map.entry("has another client", client -> {
                    client.getOutputStream().write("Port already in use\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.close();
                }), //
                Map.entry("is silent", client -> {
                }), //
                Map.entry("greets",
                        client -> client.getOutputStream().write("debian login: ".getBytes(StandardCharsets.US_ASCII))),
                Map.entry("sends a web page and closes", client -> {
                    client.getInputStream().read(new byte[64]);
                    client.getOutputStream().write(page);
                    client.close();
                }), //
                Map.entry("sends a web page", client -> {
                    client.getInputStream().read(new byte[64]);
                    client.getOutputStream().write(page);
                }), //
                Map.entry("closes after a request", client -> {
                    client.getInputStream().read(new byte[64]);
                    client.close();
                }), //
                Map.entry("negotiates Telnet", client -> send(client, "FF FB 03 FF FB 01 FF FE 01 FF FD 00")),
                Map.entry("negotiates Telnet and greets", client -> {
                    send(client, "FF FB 03 FF FD 2C");
                    client.getOutputStream().write("debian login: ".getBytes(StandardCharsets.US_ASCII));
                }), //
                Map.entry("sends noise without end", client -> {
                    // until the client has gone
                    while (true) {
                        send(client, "00 FF 00 FF 00");
                        Thread.sleep(1);
                    }
                }), //
                Map.entry("sends one byte a second", client -> {
                    client.getInputStream().read(new byte[64]);
                    for (byte next : LAST_ANSWER.toByteArray()) {
                        client.getOutputStream().write(next);
                        Thread.sleep(1000 / FasterLine.SPEED);
                    }
                }), //
                Map.entry("resends the last answer", client -> {
                    send(client, LAST_ANSWER.toString());
                    while (client.getInputStream().read(new byte[64]) > 0) {
                        send(client, LAST_ANSWER.toString());
                    }
                }));
    }

    private static void send(Socket client, String hex) throws IOException {
        client.getOutputStream().write(ByteString.fromHex(hex).toByteArray());
    }

    /** A bridge with a greeting may disappear without closing the connection, as any other. */
    @Test
    void reconnectsAfterThreeRequestsToAServerThatOnlyGreets() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (StrangeServer server = new StrangeServer(client -> {
            calls.incrementAndGet();
            client.getOutputStream().write("serial bridge\r\n".getBytes(StandardCharsets.US_ASCII));
        }); OpenedLine line = new OpenedLine("tcp://127.0.0.1:" + server.port())) {
            for (int i = 0; i < 3; i++) {
                assertEquals(1, calls.get());
                assertEquals(new RequestResult.Failed(Finding.PORT_OTHER_SERVER, "serial bridge"), line.askOnce());
            }
            Await.until("the second call", OpenedLine.PATIENCE, calls::get, count -> count == 2);
        }
    }

    /** Noise of an optical head is no negotiation of Telnet. */
    @Test
    void takesNoNoiseForTelnet() throws Exception {
        try (StrangeServer server = new StrangeServer(client -> send(client, "FF FE 00 FF FC F8 FF FD FE"));
                OpenedLine line = new OpenedLine("tcp://127.0.0.1:" + server.port())) {
            assertEquals(Finding.SILENT, assertInstanceOf(RequestResult.Failed.class, line.askOnce()).finding());
        }
    }

    /** The text of a server does not hide that the meter behind it is silent. */
    @Test
    void aGreetingBeforeTheBytesOfAMeterIsNoOtherServer() throws Exception {
        try (StrangeServer server = new StrangeServer(client -> {
            client.getOutputStream().write("serial bridge\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().read(new byte[64]);
            send(client, LAST_ANSWER.toString());
        }); OpenedLine line = new OpenedLine("tcp://127.0.0.1:" + server.port())) {
            assertEquals(Finding.OTHER_ANSWER, assertInstanceOf(RequestResult.Failed.class, line.askOnce()).finding());
            assertEquals(new RequestResult.Failed(Finding.SILENT, ""), line.askOnce());
        }
    }

    @Test
    void readsBehindTheLastAnswerOfTheConnectionBefore() throws Exception {
        String answer = answer(OpenedLine.QUESTION).toString();
        try (StrangeServer server = new StrangeServer(client -> {
            send(client, LAST_ANSWER.toString());
            while (client.getInputStream().read(new byte[64]) > 0) {
                send(client, LAST_ANSWER + " " + answer);
            }
        }); OpenedLine line = new OpenedLine("tcp://127.0.0.1:" + server.port())) {
            line.assertReads();
        }
    }

    /** A byte of the value FF is data on a plain TCP port, and a command to a client of Telnet. */
    @Test
    void namesThePortThatDoesWithoutRfc2217() throws Exception {
        meter.become(meter.image().with(60, "2.55"));
        try (TcpServer server = new TcpServer(0, meter, OpenedLine.WIRE)) {
            try (OpenedLine line = new OpenedLine(server.portName())) {
                assertInstanceOf(RequestResult.Answered.class, line.ask());
            }
            Await.until("the client to go", OpenedLine.PATIENCE, server::hasClient, connected -> !connected);
            try (OpenedLine line = new OpenedLine(server.portName().replace("tcp:", "rfc2217:"))) {
                assertEquals(Finding.PORT_NOT_NEGOTIATED,
                        assertInstanceOf(RequestResult.Failed.class, line.ask()).finding());
            }
        }
    }

    @Test
    @Tag("slow")
    void readsAgainAfterOneHundredResetsDuringReadings() throws Exception {
        ExecutorService lines = Executors.newFixedThreadPool(10);
        List<Future<Integer>> readings = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long seed = i;
            readings.add(lines.submit(() -> readingsAfterResets(10, new Random(seed))));
        }
        int all = 0;
        for (Future<Integer> each : readings) {
            all += each.get(5 * OpenedLine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        lines.shutdown();
        assertEquals(100, all);
    }

    private int readingsAfterResets(int resets, Random random) throws Exception {
        int readings = 0;
        try (TcpServer server = new TcpServer(0, new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT)), FAST);
                OpenedLine line = new OpenedLine(server.portName(), FAST_BAUD_RATE)) {
            for (int reset = 0; reset < resets; reset++) {
                Future<RequestResult> reading = line.asking();
                Thread.sleep(random.nextInt(LONGEST_READING_MILLIS));
                server.dropClient();
                reading.get(OpenedLine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                RequestResult result = line.ask();
                for (int i = 0; i < MOST_OPENINGS && !(result instanceof RequestResult.Answered); i++) {
                    Thread.sleep(LONGEST_READING_MILLIS);
                    result = line.ask();
                }
                OpenedLine.assertRight(result);
                readings++;
            }
        }
        return readings;
    }

    /** The other end disappears without closing the connection. */
    @Test
    void reconnectsAfterThreeSilentRequests() throws Exception {
        try (TcpServer server = new TcpServer(0, meter, OpenedLine.WIRE);
                Relay relay = new Relay(server.port());
                OpenedLine line = new OpenedLine("tcp://127.0.0.1:" + relay.port())) {
            assertInstanceOf(RequestResult.Answered.class, line.ask());
            relay.dropServers();
            for (int i = 0; i < 3; i++) {
                assertEquals(1, relay.calls());
                assertEquals(Finding.SILENT, assertInstanceOf(RequestResult.Failed.class, line.askOnce()).finding());
            }
            assertInstanceOf(RequestResult.Answered.class, line.ask());
            assertEquals(2, relay.calls());
            // a sleeping meter looks the same, so there is no event
            assertTrue(line.events().isEmpty());
        }
    }

    /**
     * A meter drops a request with a pause of more than 27 ms. Parts that follow at once are seen apart now and then.
     */
    @Test
    void sendsARequestAsOneSegment() throws Exception {
        byte[] request = OpenedLine.QUESTION.toFrame().toWire().toByteArray();
        BlockingQueue<Integer> segments = new LinkedBlockingQueue<>();
        try (StrangeServer server = new StrangeServer(client -> {
            byte[] buffer = new byte[256];
            for (int count = client.getInputStream().read(buffer); count > 0; count = client.getInputStream()
                    .read(buffer)) {
                segments.add(count);
            }
        })) {
            LinePort port = assertInstanceOf(OpenResult.Opened.class,
                    OpenedLine.opener().open(OpenedLine.settings("tcp://localhost:" + server.port()))).port();
            for (int i = 0; i < 100; i++) {
                port.write(request);
                assertEquals(request.length, segments.poll(OpenedLine.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            port.close();
        }
    }

    @Test
    void opensAnIpV6Literal() throws Exception {
        assumeTrue(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .anyMatch(InetAddress.getByName("::1")::equals));
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getByName("::1"))) {
            OpenResult opening = OpenedLine.opener().open(OpenedLine.settings("tcp://[::1]:" + server.getLocalPort()));
            assertInstanceOf(OpenResult.Opened.class, opening).port().close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "tcp://meter-host", "tcp://meter-host:", "tcp://meter-host:0", "tcp://meter-host:65536",
            "tcp://meter-host:telnet", "tcp://meter-host:3333/dev/ttyUSB0", "tcp://user@meter-host:3333",
            "tcp://fe80::1:3333", "tcp://[fe80::1]", "tcp://:3333", "tcp://", "tcp:", "tcp:meter-host:3333" })
    void refusesMalformedAddressWithoutCallingTransport(String name) {
        SerialPortManager manager = mock(SerialPortManager.class);
        OpenResult opening = new OpenHabPortOpener(manager, "test").open(OpenedLine.settings(name));
        assertEquals(new OpenResult.NotOpened(Finding.PORT_NAME, ""), opening);
        verifyNoInteractions(manager);
    }

    @Test
    void distinguishesUnknownHostFromUnreachableHost() throws Exception {
        OpenResult unknown = OpenedLine.opener().open(OpenedLine.settings("tcp://no-such-host.invalid:3333"));
        assertEquals(Finding.PORT_UNKNOWN_HOST, assertInstanceOf(OpenResult.NotOpened.class, unknown).finding());
        try (UnservedPort nobody = new UnservedPort()) {
            OpenResult unreachable = OpenedLine.opener()
                    .open(OpenedLine.settings(nobody.portName().replace("rfc2217:", "tcp:")));
            assertEquals(Finding.PORT_UNREACHABLE, assertInstanceOf(OpenResult.NotOpened.class, unreachable).finding());
        }
    }

    /** A server of RFC 2217 and a plain TCP server cannot be at one address. */
    @Test
    void refusesPortOfAnotherThingByBothNames() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, OpenedLine.WIRE)) {
            String name = "tcp://localhost:" + server.port();
            OpenHabPortOpener other = new OpenHabPortOpener(OpenHabSerialTransport.manager(), "kamstrup:other");
            OpenResult.Opened first = assertInstanceOf(OpenResult.Opened.class,
                    OpenedLine.opener().open(OpenedLine.settings(name)));
            for (String same : List.of(name, name + "/", name.replace("tcp:", "rfc2217:"))) {
                assertEquals(new OpenResult.NotOpened(Finding.PORT_BUSY, "kamstrup:optical-head:test"),
                        other.open(OpenedLine.settings(same)));
            }
            first.port().close();
            assertInstanceOf(OpenResult.Opened.class, other.open(OpenedLine.settings(name))).port().close();
        }
    }

    @Test
    void reportsControlLinesThatItCannotSwitch() throws Exception {
        try (TcpServer server = new TcpServer(0, meter, OpenedLine.WIRE)) {
            OpenHabPortOpener opener = OpenedLine.opener();
            LineSettings settings = new LineSettings(server.portName(), 1200, 2, ControlLineState.ON,
                    ControlLineState.AS_DRIVER_SETS);
            assertInstanceOf(OpenResult.Opened.class, opener.open(settings)).port().close();
            assertEquals(List.of("RTS"), opener.deadControlLines());
        }
    }
}
