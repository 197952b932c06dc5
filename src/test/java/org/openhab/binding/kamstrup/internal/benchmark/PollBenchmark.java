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
package org.openhab.binding.kamstrup.internal.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineClock;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.serial.OpenHabPortOpener;
import org.openhab.binding.kamstrup.internal.serial.OpenHabSerialTransport;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time of one poll of eight registers at 1200 baud: from the line, through openHAB's serial transport and a pseudo
 * terminal, to a simulated meter and back.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 5, time = 10)
@Fork(1)
public class PollBenchmark {

    static final GetRegisters REQUEST = GetRegisters.batches(0x3F, List.of(60, 80, 86, 87, 89, 74, 68, 69)).get(0);
    static final WireSettings WIRE = WireSettings.DEFAULT;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private @Nullable PseudoTerminalMeter meter;
    private @Nullable Line line;

    static SimulatedMeter simulatedMeter() {
        return new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));
    }

    /** Bytes on the wire: those of the request and those of the answer. */
    static List<Integer> bytes() {
        return List.of(REQUEST.toFrame().toWire().size(),
                simulatedMeter().answer(REQUEST.toFrame()).orElseThrow().toWire().size());
    }

    @Setup
    public void open() throws IOException, InterruptedException {
        LineEvents events = new LineEvents();
        PseudoTerminalMeter newMeter = new PseudoTerminalMeter(simulatedMeter(), WIRE);
        Line newLine = new Line("benchmark", new LineSettings(newMeter.path().toString(), WIRE.baudRate(), 2),
                new OpenHabPortOpener(OpenHabSerialTransport.manager(), "benchmark"), LineClock.system(), events);
        newLine.start();
        String event = events.next();
        if (!"opened".equals(event)) {
            throw new IOException("The port does not open: " + event);
        }
        meter = newMeter;
        line = newLine;
    }

    @TearDown
    public void close() {
        Line oldLine = line;
        PseudoTerminalMeter oldMeter = meter;
        if (oldLine != null && oldMeter != null) {
            oldLine.stop(PATIENCE);
            oldMeter.close();
        }
    }

    @Benchmark
    public RequestResult poll() {
        Line current = line;
        if (current == null) {
            throw new IllegalStateException("not set up");
        }
        CompletableFuture<RequestResult> outcome = new CompletableFuture<>();
        current.schedule(() -> outcome.complete(current.ask(REQUEST)), Duration.ZERO);
        RequestResult answer = outcome.join();
        if (!(answer instanceof RequestResult.Answered)) {
            throw new IllegalStateException("The meter did not answer: " + answer);
        }
        return answer;
    }
}
