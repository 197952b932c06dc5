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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineClock;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.serial.OpenHabPortOpener;
import org.openhab.binding.kamstrup.internal.serial.OpenHabSerialTransport;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter;

/**
 * The time of one poll of eight registers beside that of PyKMP, both through the same pseudo terminal and by turns.
 * PyKMP has to be installed for the {@code python3} of the path.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class PyKmpComparison {

    private static final List<Duration> RESPONSE_TIMES = List.of(Duration.ofMillis(20), Duration.ofMillis(250));
    private static final int ROUNDS = 2;
    private static final int POLLS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SCRIPT = "/benchmark/pykmp-poll.py";

    private PyKmpComparison() {
    }

    /** A table: each poll on a line that has been silent, and each right after the one before. */
    static List<String> lines() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Duration responseTime : RESPONSE_TIMES) {
            for (Duration pause : List.of(Duration.ofMillis(100), Duration.ZERO)) {
                lines.add(line(responseTime, pause));
            }
        }
        return lines;
    }

    private static String line(Duration responseTime, Duration pause) throws IOException, InterruptedException {
        List<Double> own = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        try (PseudoTerminalMeter meter = new PseudoTerminalMeter(PollBenchmark.simulatedMeter(),
                PollBenchmark.WIRE.withResponseTime(responseTime))) {
            String port = meter.path().toString();
            // until the code is compiled
            poll(port, pause);
            for (int i = 0; i < ROUNDS; i++) {
                own.addAll(poll(port, pause));
                others.addAll(pollByPyKmp(port, pause));
            }
        }
        int bytes = PollBenchmark.bytes().stream().mapToInt(count -> count).sum();
        double least = PollBenchmark.WIRE.nanos(bytes) / 1e6 + responseTime.toMillis();
        return String.format(Locale.ROOT,
                "response time %3d ms, %s: median %.1f ms, least %.1f ms; PyKMP %.1f ms, %.1f ms; bytes and response time %.1f ms",
                responseTime.toMillis(), pause.isZero() ? "one after the other" : "on a silent line   ", median(own),
                Collections.min(own), median(others), Collections.min(others), least);
    }

    private static double median(List<Double> millis) {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
    }

    private static List<Double> poll(String port, Duration pause) throws IOException, InterruptedException {
        LineEvents events = new LineEvents();
        Line line = new Line("comparison", new LineSettings(port, PollBenchmark.WIRE.baudRate(), 2),
                new OpenHabPortOpener(OpenHabSerialTransport.manager(), "comparison"), LineClock.system(), events);
        line.start();
        try {
            String event = events.next();
            if (!"opened".equals(event)) {
                throw new IOException("The port does not open: " + event);
            }
            CompletableFuture<List<Double>> millis = new CompletableFuture<>();
            line.schedule(() -> millis.complete(poll(line, pause)), Duration.ZERO);
            return millis.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } finally {
            line.stop(PATIENCE);
        }
    }

    /** Like PyKMP, on one thread; the first poll, which waits for the port, does not count. */
    private static List<Double> poll(Line line, Duration pause) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i <= POLLS; i++) {
            LockSupport.parkNanos(pause.toNanos());
            long start = System.nanoTime();
            RequestResult result = line.ask(PollBenchmark.REQUEST);
            long end = System.nanoTime();
            if (result instanceof RequestResult.Answered && i > 0) {
                millis.add((end - start) / 1e6);
            }
        }
        return millis;
    }

    private static List<Double> pollByPyKmp(String port, Duration pause) throws IOException, InterruptedException {
        String script;
        try (InputStream input = PyKmpComparison.class.getResourceAsStream(SCRIPT)) {
            script = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
        Process python = new ProcessBuilder("python3", "-c", script, port, Integer.toString(POLLS),
                Long.toString(pause.toMillis()),
                PollBenchmark.REQUEST.ids().stream().map(String::valueOf).collect(Collectors.joining(",")))
                        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!python.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || python.exitValue() != 0) {
            python.destroyForcibly();
            throw new IOException("PyKMP did not poll; is it installed? pip install pykmp pyserial");
        }
        return Stream.of(output.split("\\s+")).map(Double::valueOf).toList();
    }
}
