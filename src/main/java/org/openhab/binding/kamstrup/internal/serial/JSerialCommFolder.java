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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fazecast.jSerialComm.SerialPort;

/**
 * The folder into which jSerialComm unpacks its native part. The library leaves it writable for every user of the
 * machine, who could then replace the code that openHAB runs.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class JSerialCommFolder {

    private static final Logger LOGGER = LoggerFactory.getLogger(JSerialCommFolder.class);

    private JSerialCommFolder() {
    }

    /** Reserves the folder for openHAB's user. To be called after the native part is loaded. */
    static void restrict() {
        for (Path folder : folders()) {
            try {
                if (Files.isDirectory(folder)) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            } catch (IOException | UnsupportedOperationException e) {
                // the folder of another user, which the library does not use then, or no POSIX
                LOGGER.debug("{} stays as it is: {}", folder, e.toString());
            }
        }
    }

    /** @return the folders that the library tries */
    static List<Path> folders() {
        Path below = Path.of(System.getProperty("fazecast.jSerialComm.appid", "."), SerialPort.getVersion());
        return Stream
                .of(Path.of(System.getProperty("java.io.tmpdir", ""), "jSerialComm"),
                        Path.of(System.getProperty("user.home", ""), ".jSerialComm"))
                .map(folder -> folder.resolve(below).normalize()).toList();
    }
}
