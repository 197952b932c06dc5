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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests with a small program in openHAB's place that nothing outlives its guard.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Execution(ExecutionMode.CONCURRENT)
class GuardTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("");

    @Test
    void closingAsksTheProgramToEndAndWaitsForIt() throws IOException, InterruptedException, TimeoutException {
        List<ProcessHandle> processes;
        try (Guard guard = start("trap 'echo asked; exit 0' TERM; echo up; while :; do sleep 0.1; done")) {
            awaitOutput("up\n");
            processes = guard.processes().toList();
            assertFalse(processes.isEmpty());
        }
        assertEquals("up\nasked\n", Files.readString(output()));
        assertTrue(processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void theProgramsOwnEndAndExitCodeAreSeen() throws IOException, InterruptedException, TimeoutException {
        try (Guard guard = start("exit 7")) {
            Await.until("the end of the guard", SOON, guard::isAlive, alive -> !alive);
            assertEquals(7, guard.exitCode());
        }
    }

    @Test
    void theProgramEndsEvenIfItsGuardWasKilled() throws IOException, InterruptedException, TimeoutException {
        ProcessHandle program;
        try (Guard guard = start("echo up; exec sleep 600")) {
            awaitOutput("up\n");
            // the program may be up before the reader of the pipe, which is to end it
            Await.until("program and reader", SOON, () -> guard.processes().count(), count -> count >= 2);
            program = guard.processes()
                    .filter(process -> process.info().command().filter(name -> name.endsWith("sleep")).isPresent())
                    .findFirst().orElseThrow();
            program.parent().orElseThrow().destroyForcibly();
            Await.until("the end of the guard", SOON, guard::isAlive, alive -> !alive);
            assertTrue(program.isAlive());
        }
        Await.until("the end of the program", SOON, program::isAlive, alive -> !alive);
    }

    @Test
    void ctrlCReachesOnlyWhoeverUsesIt() throws IOException, InterruptedException, TimeoutException {
        try (Guard guard = start("echo up; sleep 2; echo still up; exec sleep 600")) {
            awaitOutput("up\n");
            for (ProcessHandle process : guard.processes().toList()) {
                new ProcessBuilder("sh", "-c", "kill -INT \"$0\"", Long.toString(process.pid())).start().waitFor();
            }
            awaitOutput("up\nstill up\n");
        }
    }

    private Guard start(String script) throws IOException {
        return Guard.start(folder, Map.of("PATH", System.getenv("PATH")), output(), "sh", "-c", script);
    }

    private void awaitOutput(String text) throws IOException, InterruptedException, TimeoutException {
        Await.until("output", SOON, () -> Files.readString(output()), text::equals);
    }

    private Path output() {
        return folder.resolve("output.txt");
    }
}
