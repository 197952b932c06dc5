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
package org.openhab.binding.kamstrup.internal.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openhab.binding.kamstrup.internal.line.Finding;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class StatusTextTest {

    @Test
    void hasNoListWithoutArguments() {
        assertEquals("@text/offline.conf-error.no-port", new StatusText("offline.conf-error.no-port").toDescription());
    }

    @Test
    void argumentsAreQuoted() {
        assertEquals("@text/key [\"/dev/ttyUSB0\", \"3\"]", new StatusText("key", "/dev/ttyUSB0", 3).toDescription());
    }

    @Test
    void replacesSeparatorsOfTheArgumentList() {
        assertEquals("@text/key [\"a; b (c) 'd'\"]", new StatusText("key", "a, b [c] \"d\"").toDescription());
    }

    @ParameterizedTest
    @CsvSource({ "PORT_BUSY,    twin, rfc2217://host:1, port-busy.network", //
            "PORT_BUSY,    twin, /dev/ttyUSB0,     port-busy", //
            "PORT_LOST,    '',   rfc2217://host:1, port-lost.network", //
            "PORT_LOST,    '',   COM3,             port-lost", //
            "PORT_STUCK,   '',   rfc2217://host:1, port-stuck.network", //
            "PORT_STUCK,   '',   jserialcomm:COM3, port-stuck", //
            "PORT_LOST,    '',   tcp://host:1,     port-lost.network", //
            "SILENT,       '',   tcp://host:1,     silent.tcp", //
            "SILENT,       '',   rfc2217://host:1, silent", //
            "NOISE,        00,   tcp://host:1,     noise.tcp", //
            "SPEED_FIXED,  '',   tcp://host:1,     speed-fixed.tcp", //
            "SPEED_FIXED,  '',   /dev/ttyS0,       speed-fixed", //
            "PORT_MISSING, '',   /dev/ttyUSB0,     port-missing.none", //
            "PORT_MISSING, COM3, COM4,             port-missing" })
    void textDependsOnThePort(Finding finding, String evidence, String port, String text) {
        assertEquals("finding." + text, StatusText.of(finding, evidence, port).key());
    }

    @ParameterizedTest
    @CsvSource({ "PORT_NOT_NEGOTIATED, rfc2217://tcp:1, tcp://tcp:1", //
            "PORT_TELNET,         tcp://rfc2217:1, rfc2217://rfc2217:1" })
    void namesTheOtherKindOfNetworkPort(Finding finding, String port, String other) {
        assertEquals(List.of("-", port, other), StatusText.of(finding, "", port).arguments());
    }

    /** Whatever the finding is, the speed of the server is what can be wrong. */
    @Test
    void textsForPlainTcpNameBothSpeeds() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of("src/main/resources/OH-INF/i18n"))) {
            files = found.toList();
        }
        assertEquals(9, files.size());
        for (Path file : files) {
            Properties texts = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                texts.load(reader);
            }
            String silent = texts.getProperty("finding.silent.tcp");
            String remedy = silent.substring(texts.getProperty("finding.silent").length());
            assertTrue(remedy.contains("{1}") && remedy.contains("1200") && remedy.contains("9600"), remedy);
            for (String finding : List.of("noise", "speed-fixed")) {
                assertEquals(texts.getProperty("finding." + finding) + remedy,
                        texts.getProperty("finding." + finding + ".tcp"), file.toString());
            }
        }
    }

    /** A text that is missing would be shown as its key. */
    @ParameterizedTest
    @EnumSource(Finding.class)
    void eachFindingHasTextForEachPort(Finding finding) throws IOException {
        Properties texts = new Properties();
        try (Reader poller = Files.newBufferedReader(Path.of("src/main/resources/OH-INF/i18n/kamstrup.properties"))) {
            texts.load(poller);
        }
        for (String port : List.of("/dev/ttyUSB0", "rfc2217://host:1", "tcp://host:1")) {
            for (String evidence : List.of("", "something")) {
                String key = StatusText.of(finding, evidence, port).key();
                assertTrue(texts.containsKey(key), key);
            }
        }
    }
}
