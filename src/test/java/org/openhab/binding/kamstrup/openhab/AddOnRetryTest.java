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
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests when the file of an add-on is touched.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AddOnRetryTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    Path folder = Path.of("");

    private final AddOnRetry retry = new AddOnRetry();

    @BeforeEach
    void makeTheAddOn() throws IOException {
        Files.createFile(kar());
        age();
    }

    private Path kar() {
        return folder.resolve("some add-on-1.0.0.kar");
    }

    private void age() throws IOException {
        Files.setLastModifiedTime(kar(), LONG_AGO);
    }

    private String failure(String time) {
        return time + " [ERROR] [org.apache.felix.fileinstall        ] - Failed to install artifact: " + kar()
                + "\njava.lang.NullPointerException: Cannot invoke \"Repository.getFeatures()\"\n";
    }

    @Test
    void anAddOnThatFailedIsTouched() throws IOException {
        retry.look("begin\n" + failure("10:00"));
        assertNotEquals(LONG_AGO, Files.getLastModifiedTime(kar()));
    }

    @Test
    void oneFailureIsOneRetryAndTheNextOneAnother() throws IOException {
        retry.look(failure("10:00"));
        age();
        retry.look(failure("10:00"));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(kar()));
        retry.look(failure("10:00") + failure("10:01"));
        assertNotEquals(LONG_AGO, Files.getLastModifiedTime(kar()));
    }

    @Test
    void anAddOnThatDidNotFailIsLeftAlone() throws IOException {
        retry.look("10:00 [INFO ] [ ] - Installed artifact: " + kar() + "\n");
        assertEquals(LONG_AGO, Files.getLastModifiedTime(kar()));
    }
}
