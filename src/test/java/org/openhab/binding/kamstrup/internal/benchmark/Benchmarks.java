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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks with the measurement of what they allocate, and says at the end what came out: of the codec in
 * the units in which one thinks of it, of the poll beside the time that its bytes need on the wire.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Benchmarks {

    /** What is measured without JMH. */
    private interface Figures {
        List<String> lines() throws IOException, InterruptedException;
    }

    private static final Map<String, Figures> FIGURES = Map.of("ReadingCost", ReadingCost::lines, "FirstContact",
            FirstContact::lines, "PyKmpComparison", PyKmpComparison::lines);
    private static final double THOUSAND = 1000.0;

    private Benchmarks() {
    }

    /**
     * @param arguments as JMH takes them, or one of the words ReadingCost, FirstContact, PyKmpComparison
     */
    public static void main(String[] arguments)
            throws RunnerException, CommandLineOptionException, IOException, InterruptedException {
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Optional<Figures> figures = List.of(arguments).stream().flatMap(name -> Stream.ofNullable(FIGURES.get(name)))
                .findFirst();
        if (figures.isPresent()) {
            figures.get().lines().forEach(output::println);
            return;
        }
        Collection<RunResult> results = new Runner(
                new OptionsBuilder().parent(new CommandLineOptions(arguments)).addProfiler(GCProfiler.class).build())
                        .run();
        output.println();
        results.forEach(result -> output.println(figure(result)));
    }

    /** What a result says, if it is measured in the unit in which its benchmark measures. */
    private static String figure(RunResult result) {
        double score = result.getPrimaryResult().getScore();
        String name = result.getParams().getBenchmark();
        name = name.substring(name.lastIndexOf('.') + 1);
        if ("poll".equals(name)) {
            return comparison(score / THOUSAND);
        } else if (name.startsWith("noise")) {
            return String.format(Locale.ROOT, "%s: %.0f MB/s", name, CodecBenchmark.NOISE * THOUSAND / score);
        }
        return String.format(Locale.ROOT, "%s: %.2f µs, %.0f bytes allocated", name, score / THOUSAND,
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private static String comparison(double measured) {
        int request = PollBenchmark.bytes().get(0);
        int answer = PollBenchmark.bytes().get(1);
        double wire = PollBenchmark.WIRE.nanos(request + answer) / THOUSAND / THOUSAND;
        double response = PollBenchmark.WIRE.responseTime().toMillis();
        return String.format(Locale.ROOT,
                "One poll of eight registers: %.1f ms. %d + %d bytes of 11 bits at %d baud: %.1f ms; response time of the meter: %.0f ms. Over both: %.1f %%",
                measured, request, answer, PollBenchmark.WIRE.baudRate(), wire, response,
                100 * (measured / (wire + response) - 1));
    }
}
