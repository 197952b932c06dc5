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
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The files of ports at which a head may be. They are looked at and not opened: RXTX would open each to list them, and
 * up
 * to openHAB 3.2 it loses a file descriptor with each.
 *
 * @param devices the folder of all devices, <code>/dev</code> but for tests
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record PortFiles(Path devices) {

    /** Names that stay with a head wherever it is plugged in. */
    private static final String LASTING_NAMES = "serial/by-id";
    /** USB adapters, modems, the UART of a Raspberry Pi, ports of macOS. Most files <code>ttyS0</code> lead nowhere. */
    private static final String PORTS = "{ttyUSB,ttyACM,ttyAMA,serial,cu.}*";

    /**
     * The ports that there are now.
     *
     * @return their full names, lasting ones first; of a port that has one no other
     */
    List<String> names() {
        List<String> names = new ArrayList<>();
        Set<Path> named = new HashSet<>();
        for (List<Path> files : List.of(files(devices.resolve(LASTING_NAMES), "*"), files(devices, PORTS))) {
            for (Path file : files) {
                if (!Files.isDirectory(file) && named.add(target(file))) {
                    names.add(file.toString());
                }
            }
        }
        return List.copyOf(names);
    }

    private static List<Path> files(Path folder, String pattern) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            found.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            // such a folder is not there, or goes in this moment: then there are no such ports
            return List.of();
        }
        return files.stream().sorted().toList();
    }

    private static Path target(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            // a link that leads nowhere
            return file;
        }
    }
}
