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
package org.openhab.binding.kamstrup.openhab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Runs a program that never outlives this Java: a small shell between them holds a pipe from here, and when that ends,
 * for whatever reason, the shell terminates the program. Killing this Java, however hard, is such a reason.
 * <p>
 * Ctrl-C in a terminal reaches neither of them, so that it leads to an orderly stop by their user.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Guard implements AutoCloseable {

    /** Time to end by itself after being asked to. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Duration MARGIN = Duration.ofSeconds(10);

    /**
     * Parameters: the grace in seconds, then the program with its arguments. The reader of the pipe waits for the
     * program's end itself, because the shell that waits for it might have been killed. It is killed by that shell when
     * the program is gone, which it notices within a second.
     */
    private static final String SCRIPT = """
            grace=$1; shift
            exec 3<&0 </dev/null
            trap '' INT HUP
            "$@" 3<&- &
            program=$!
            (
                trap 'exit 0' TERM
                while read -r line; do :; done <&3
                kill -TERM "$program"
                while kill -0 "$program" && [ "$grace" -gt 0 ]; do
                    sleep 1
                    grace=$((grace - 1))
                done
                kill -KILL "$program"
            ) 2>/dev/null &
            reader=$!
            exec 3<&-
            trap 'kill -TERM "$program"' TERM
            while
                wait "$program"
                code=$?
                kill -0 "$program" 2>/dev/null
            do :; done
            kill -TERM "$reader" 2>/dev/null
            wait "$reader"
            exit "$code"
            """;

    private final Process shell;

    private Guard(Process shell) {
        this.shell = shell;
    }

    /**
     * Starts a program.
     *
     * @param directory its working directory
     * @param environment its whole environment
     * @param output file that gets its standard output and standard error
     * @param program the program and its arguments; must replace itself with what it starts, not fork
     */
    static Guard start(Path directory, Map<String, String> environment, Path output, String... program)
            throws IOException {
        List<String> command = Stream
                .concat(Stream.of("sh", "-c", SCRIPT, "guard", Long.toString(GRACE.toSeconds())), Stream.of(program))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Guard(builder.start());
    }

    /**
     * Tells whether the program is running.
     */
    boolean isAlive() {
        return shell.isAlive();
    }

    /**
     * The exit code of the program, which has ended.
     */
    int exitCode() {
        return shell.exitValue();
    }

    /**
     * All processes that belong to the program.
     */
    Stream<ProcessHandle> processes() {
        return shell.descendants();
    }

    /**
     * Stops the program and returns when it is gone. An interrupt does not shorten this, but is kept.
     */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = processes().toList();
        shell.getOutputStream().close();
        if (!awaitEnd()) {
            all.forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }

    private boolean awaitEnd() {
        long end = System.nanoTime() + GRACE.plus(MARGIN).toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return shell.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
