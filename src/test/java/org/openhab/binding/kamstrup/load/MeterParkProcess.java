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
package org.openhab.binding.kamstrup.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A {@link MeterPark} in a process of its own.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class MeterParkProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private final List<Integer> ports;

    private MeterParkProcess(Process process) throws IOException {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        ports = Stream.of(line().split(" ")).map(Integer::valueOf).toList();
    }

    /**
     * Starts one.
     *
     * @param count how many meters
     * @param register the register whose readings are looked at
     * @param interval between those
     */
    static MeterParkProcess start(int count, int register, Duration interval) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData", "-Xss256k", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                MeterPark.class.getName(), Integer.toString(count), Integer.toString(register),
                Long.toString(interval.toSeconds())).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            return new MeterParkProcess(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * The ports of TCP that the meters are at.
     */
    List<Integer> ports() {
        return ports;
    }

    /**
     * Begins to look at the readings anew.
     */
    void begin() throws IOException {
        tell(MeterPark.BEGIN);
    }

    /**
     * How regularly the meters were read since then.
     */
    Gaps readings() throws IOException {
        return Gaps.ofLine(tell(MeterPark.READINGS));
    }

    /**
     * Kills all lines in the same moment.
     */
    void die() throws IOException {
        tell(MeterPark.DIE);
    }

    /**
     * Makes all lines as they were.
     */
    void revive() throws IOException {
        tell(MeterPark.REVIVE);
    }

    /**
     * The time that processors have worked for it since it started, in nanoseconds.
     */
    long processorNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private String tell(String command) throws IOException {
        input.write(command);
        input.newLine();
        input.flush();
        return line();
    }

    private String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The simulated meters have ended");
        }
        return line;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
