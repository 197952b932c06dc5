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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fazecast.jSerialComm.SerialPort;

/**
 * The folder into which jSerialComm unpacks its native part, and which it leaves open to every user of the machine.
 * Whoever writes there writes what openHAB runs, so it is taken back.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class JSerialCommFolder {

    private static final String OWNER_ONLY = "rwx------";
    private static final Logger LOGGER = LoggerFactory.getLogger(JSerialCommFolder.class);

    private JSerialCommFolder() {
    }

    /** To be called after the native part was loaded. */
    static void close() {
        folders().stream().filter(Files::isDirectory).forEach(JSerialCommFolder::close);
    }

    private static void close(Path folder) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ONLY));
        } catch (IOException | UnsupportedOperationException e) {
            // somebody else's, which is not used then, or an operating system with other ways
            LOGGER.debug("{} stays as it is: {}", folder, e.toString());
        }
    }

    /** @return the folders that the library tries */
    static List<Path> folders() {
        Path below = Path.of(System.getProperty("fazecast.jSerialComm.appid", "."), SerialPort.getVersion());
        return List
                .of(Path.of(System.getProperty("java.io.tmpdir", ""), "jSerialComm"),
                        Path.of(System.getProperty("user.home", ""), ".jSerialComm"))
                .stream().map(folder -> folder.resolve(below).normalize()).toList();
    }
}
