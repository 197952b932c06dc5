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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The files of serial ports. They are listed without opening them: RXTX opens each port to list it, and loses a file
 * descriptor with each up to openHAB 3.2.
 *
 * @param devices the folder of all devices, <code>/dev</code> except in tests
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record PortFiles(Path devices) {

    /** Links whose names do not depend on the USB socket. */
    private static final String LASTING_NAMES = "serial/by-id";
    /** USB adapters, modems, the UART of a Raspberry Pi, ports of macOS. Most files <code>ttyS0</code> are no port. */
    private static final String PORTS = "{ttyUSB,ttyACM,ttyAMA,serial,cu.}*";

    /** @return one full name of each port, its lasting name if it has one; these come first */
    List<String> names() {
        List<Path> files = new ArrayList<>(files(devices.resolve(LASTING_NAMES), "*"));
        files.addAll(files(devices, PORTS));
        Map<String, String> namesByTarget = new LinkedHashMap<>();
        files.stream().filter(file -> !Files.isDirectory(file))
                .forEach(file -> namesByTarget.putIfAbsent(PortName.realPath(file), file.toString()));
        return List.copyOf(namesByTarget.values());
    }

    private static List<Path> files(Path folder, String pattern) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            found.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            // the folder does not exist, or disappears now
            return List.of();
        }
        return files.stream().sorted().toList();
    }
}
