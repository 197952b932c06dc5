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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The existing ports, which a finding about a missing port lists.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PortFilesTest {

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesPortByItsLastingLink(@TempDir Path devices) throws IOException {
        for (String name : List.of("ttyUSB1", "ttyUSB0", "ttyACM0", "ttyS0", "ttyAMA0", "null", "tty1")) {
            Files.createFile(devices.resolve(name));
        }
        Path lasting = Files.createDirectories(devices.resolve("serial/by-id"));
        Files.createSymbolicLink(lasting.resolve("usb-IR_head-port0"), Path.of("../../ttyUSB0"));
        Files.createSymbolicLink(devices.resolve("serial0"), Path.of("ttyAMA0"));
        assertEquals(
                List.of(lasting.resolve("usb-IR_head-port0"), devices.resolve("serial0"), devices.resolve("ttyACM0"),
                        devices.resolve("ttyUSB1")).stream().map(Path::toString).toList(),
                new PortFiles(devices).names());
    }

    @Test
    void findsNothingWithoutFolder(@TempDir Path folder) {
        assertEquals(List.of(), new PortFiles(folder.resolve("dev")).names());
    }
}
