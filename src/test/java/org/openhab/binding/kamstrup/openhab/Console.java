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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * openHAB's console, used through the client that comes with openHAB.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Console {

    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** Colours, and what Java says about its options. */
    private static final String DECORATION = "\u001B\\[[0-9;]*m|NOTE: Picked up .*\\R";

    private final OpenHabHome home;

    Console(OpenHabHome home) {
        this.home = home;
    }

    /**
     * Runs a command, such as {@code bundle:list -s}.
     *
     * @throws OpenHabException when it does not end in time
     */
    public Reply run(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home.folder(), "console", ".txt");
        ProcessBuilder builder = new ProcessBuilder(home.folder().resolve("runtime/bin/client").toString(), "-h",
                OpenHabHome.HOST, "-a", Integer.toString(home.ports().console()), "-u", "openhab", "-p", "habopen",
                command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(home.environment());
        builder.environment().merge("JDK_JAVA_OPTIONS", OpenHab.SHORT_RUN + " -XX:+UseSerialGC",
                (all, more) -> all + " " + more);
        // the client would give up at the end of its input, so that is left open
        Process client = builder.start();
        try {
            if (!client.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new OpenHabException("openHAB's console did not answer: " + command);
            }
            return new Reply(client.exitValue(), Files.readString(output).replaceAll(DECORATION, ""));
        } finally {
            client.destroyForcibly();
            Files.delete(output);
        }
    }

    /**
     * What came of a command.
     *
     * @param exitCode 0 when it succeeded
     * @param text what it printed, without colours
     */
    public record Reply(int exitCode, String text) {
    }
}
