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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedTextMeter;
import org.openhab.binding.kamstrup.internal.simulator.TcpServer;
import org.openhab.binding.kamstrup.internal.simulator.TextImage;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.internal.text.TextField;
import org.openhab.binding.kamstrup.internal.text.TextRequest;
import org.openhab.core.io.transport.serial.SerialPort;
import org.openhab.core.io.transport.serial.UnsupportedCommOperationException;

/**
 * Reads meters from before KMP through openHAB's own serial transport: a port that was opened with 1200 baud sends a
 * request at 300 baud and receives the answer at 1200 baud.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PortSpeedTest {

    private static final WireSettings SETTINGS = OpenedLine.WIRE.withResponseTime(Duration.ofSeconds(1)).withEcho();
    private final SimulatedTextMeter meter = new SimulatedTextMeter(TextImage.named("multical-66c"));

    private void assertReads(String portName) throws Exception {
        try (OpenedLine line = new OpenedLine(portName)) {
            RequestResult.TextAnswered reading = assertInstanceOf(RequestResult.TextAnswered.class,
                    line.ask(TextRequest.READING));
            assertEquals(List.of(507109L, 0L), List.of(reading.lines().get(0).fields().get(TextField.ENERGY),
                    reading.lines().get(0).fields().get(TextField.INFO_CODE)));
            RequestResult.TextAnswered block = assertInstanceOf(RequestResult.TextAnswered.class,
                    line.ask(TextRequest.IDENTIFICATION));
            assertEquals(3, block.block().orElseThrow().values().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "jserialcomm:" })
    @DisabledOnOs(OS.WINDOWS)
    void readsAtTwoSpeedsThroughPseudoTerminal(String scheme) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, SETTINGS, true)) {
            assertReads(scheme + terminal.path());
        }
    }

    @Test
    void readsAtTwoSpeedsOverNetwork() throws Exception {
        try (Rfc2217Server server = new Rfc2217Server(0, meter, SETTINGS, true)) {
            assertReads(server.portName());
        }
    }

    @Test
    void sendsNothingThroughPlainTcp() throws Exception {
        SimulatedMeter kmpMeter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));
        try (TcpServer server = new TcpServer(0, kmpMeter, OpenedLine.WIRE.withEcho());
                OpenedLine line = new OpenedLine(server.portName())) {
            assertEquals(new RequestResult.Failed(Finding.SPEED_FIXED, ""), line.ask(TextRequest.READING));
            line.assertReads();
        }
    }

    /** @return a port whose library fails when its settings are changed */
    private static LinePort failing(Exception failure) throws IOException {
        InvocationHandler library = (proxy, method, arguments) -> switch (method.getName()) {
            case "getInputStream" -> InputStream.nullInputStream();
            case "getOutputStream" -> OutputStream.nullOutputStream();
            case "setSerialPortParams" -> throw failure;
            default -> null;
        };
        return new OpenHabPort((SerialPort) Proxy.newProxyInstance(PortSpeedTest.class.getClassLoader(),
                new Class<?>[] { SerialPort.class }, library), new PortName("/dev/ttyUSB0"), () -> {
                });
    }

    @Test
    void reportsSpeedThatPortDoesNotTake() throws Exception {
        assertFalse(failing(new UnsupportedCommOperationException()).setSpeed(300, 2));
    }

    @Test
    void losesPortWhoseLibraryFails() throws Exception {
        LinePort port = failing(new IllegalStateException("pulled out"));
        assertThrows(IOException.class, () -> port.setSpeed(300, 2));
    }
}
