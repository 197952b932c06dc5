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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.OpenResult.NotOpened;

/**
 * Finds out with the program <code>stty</code> why the operating system does not open a port. RXTX does not report it,
 * and Java cannot open a serial port without a possible wait for its modem lines. <code>stty</code> reads the settings
 * of a port, does not wait and changes nothing.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class SttyProbe {

    private static final boolean IS_MAC = String.valueOf(System.getProperty("os.name")).startsWith("Mac");
    private static final int TIMEOUT_SECONDS = 2;

    /** By the messages of glibc and macOS, and of musl (Alpine Linux) where they differ. */
    private static final Map<String, Finding> FINDINGS = Map.ofEntries( //
            Map.entry("No such device or address", Finding.PORT_NO_DEVICE), // ENXIO
            Map.entry("Device not configured", Finding.PORT_NO_DEVICE), // ENXIO of macOS
            Map.entry("No such device", Finding.PORT_NO_DEVICE), // ENODEV
            Map.entry("Operation not supported by device", Finding.PORT_NO_DEVICE), // ENODEV of macOS
            Map.entry("Operation not permitted", Finding.PORT_NOT_PERMITTED), // EPERM
            Map.entry("Permission denied", Finding.PORT_FORBIDDEN), // EACCES
            Map.entry("Device or resource busy", Finding.PORT_EXCLUSIVE), // EBUSY
            Map.entry("Resource busy", Finding.PORT_EXCLUSIVE), //
            Map.entry("Input/output error", Finding.PORT_IO_ERROR), // EIO
            Map.entry("I/O error", Finding.PORT_IO_ERROR), //
            Map.entry("Inappropriate ioctl for device", Finding.PORT_NOT_SERIAL), // ENOTTY
            Map.entry("Not a tty", Finding.PORT_NOT_SERIAL), //
            Map.entry("Too many levels of symbolic links", Finding.PORT_LINK), // ELOOP
            Map.entry("Symbolic link loop", Finding.PORT_LINK));

    private SttyProbe() {
    }

    /**
     * Runs the program. To be called after a serial library has failed to open the port, on a thread that may wait.
     *
     * @param port a file
     * @return the reason; empty if the port can be opened or the reason is unknown
     */
    static Optional<NotOpened> run(Path port) {
        ProcessBuilder stty = new ProcessBuilder("stty", IS_MAC ? "-f" : "-F", port.toAbsolutePath().toString())
                .redirectErrorStream(true);
        stty.environment().put("LC_ALL", "C");
        try {
            Process process = stty.start();
            try {
                // the output fits into the pipe
                return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() != 0
                        ? parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // Windows has no such program
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Looks up the reason.
     *
     * @param message the output of <code>stty</code>: its name, the port and the reason, separated by colons
     */
    static Optional<NotOpened> parse(String message) {
        String reason = message.substring(message.lastIndexOf(": ") + 1).strip();
        return Optional.ofNullable(FINDINGS.get(reason)).map(finding -> new NotOpened(finding, reason));
    }
}
