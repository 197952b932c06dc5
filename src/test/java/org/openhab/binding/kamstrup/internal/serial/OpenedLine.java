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

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.line.FasterLine;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * A line on a port of openHAB's serial transport, {@link FasterLine#SPEED} times as fast as a real one.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class OpenedLine implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The settings of a simulated meter for such a line. */
    static final WireSettings WIRE = WireSettings.DEFAULT.withSpeed(FasterLine.SPEED);

    private static final int BAUD_RATE = 1200;
    static final GetRegisters QUESTION = new GetRegisters(0x3F, List.of(60, 80, 86, 87, 89, 74, 68, 69));
    private static final List<BigDecimal> READING = List
            .of("102.47", "0.0", "35.45", "30.84", "4.61", "0", "1208.96", "0.00").stream().map(BigDecimal::new)
            .toList();

    private final LineEvents events = new LineEvents();
    private final Line line;

    OpenedLine(String portName) throws InterruptedException {
        this(portName, BAUD_RATE);
    }

    OpenedLine(String portName, int baudRate) throws InterruptedException {
        line = FasterLine.of("OH-binding-test", new LineSettings(portName, baudRate, 2), opener(), events);
        line.start();
        assertEquals("opened", events.next());
    }

    static OpenHabPortOpener opener() {
        return new OpenHabPortOpener(OpenHabSerialTransport.manager(), "kamstrup:optical-head:test");
    }

    static LineSettings settings(String portName) {
        return new LineSettings(portName, BAUD_RATE, 2);
    }

    /** The events of the line since it was opened. */
    LineEvents events() {
        return events;
    }

    RequestResult ask() throws Exception {
        return asking().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    RequestResult ask(TextRequest request) throws Exception {
        return scheduled(() -> line.askText(request)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Sends a request whose result comes later. */
    Future<RequestResult> asking() {
        return scheduled(() -> line.ask(QUESTION));
    }

    /** Sends a request and does not repeat it. */
    RequestResult askOnce() throws Exception {
        return scheduled(() -> line.askOnce(QUESTION)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Future<RequestResult> scheduled(Supplier<RequestResult> request) {
        CompletableFuture<RequestResult> outcome = new CompletableFuture<>();
        line.schedule(() -> outcome.complete(request.get()), Duration.ZERO);
        return outcome;
    }

    /** Reads the values of the simulated meter twice. */
    void assertReads() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertRight(ask());
        }
    }

    /** A result has the values of the simulated meter. */
    static void assertRight(RequestResult result) {
        RegisterValues values = assertInstanceOf(RegisterValues.class,
                assertInstanceOf(RequestResult.Answered.class, result).response());
        assertEquals(READING, values.values().stream().map(RegisterValue::number).toList());
    }

    @Override
    public void close() {
        assertTrue(line.stop(PATIENCE));
    }
}
