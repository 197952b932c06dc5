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
package org.openhab.binding.kamstrup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The command {@code openhab/release} itself, with the KAR that was built.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseIT {

    private static final String FILES = "https://example.org/download/v1";
    private static final String README = "https://example.org/blob/v1/README.md";
    private static final Path RELEASE = Path.of("target/release");
    private static final int SECONDS = 60;

    private final Path kar = Path.of(System.getProperty("kar"));
    private final String name = kar.getFileName().toString().replaceFirst("\\.kar$", "");

    /** What the command prints; an error if it does not end as it should. */
    private static String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openhab/release"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(Path.of("target"), "release", ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "The command does not end");
            String text = Files.readString(output);
            assertEquals(exitCode, process.exitValue(), text);
            return text;
        } finally {
            process.destroy();
            Files.delete(output);
        }
    }

    @BeforeAll
    void release() throws Exception {
        run(0, FILES, README);
    }

    @Test
    void everythingIsThere() throws IOException {
        try (Stream<Path> files = Files.list(RELEASE)) {
            assertEquals(
                    new TreeSet<>(
                            Set.of("SHA256SUMS", "addons.json", "logo.png", "topic.md", name + ".jar", name + ".kar")),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
        assertEquals(-1, Files.mismatch(kar, RELEASE.resolve(name + ".kar")));
    }

    @Test
    void theChecksumsAreThoseOfTheFiles() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (String file : List.of(name + ".jar", name + ".kar")) {
            expected.put(file, HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(RELEASE.resolve(file)))));
        }
        Map<String, String> actual = new TreeMap<>();
        Files.readAllLines(RELEASE.resolve("SHA256SUMS"))
                .forEach(line -> actual.put(line.substring(line.indexOf("  ") + 2), line.substring(0, 64)));
        assertEquals(expected, actual);
    }

    @Test
    void theTextsNameFilesOfTheRelease() throws IOException {
        JsonObject entry = JsonParser.parseString(Files.readString(RELEASE.resolve("addons.json"))).getAsJsonArray()
                .get(0).getAsJsonObject();
        assertEquals(FILES + "/" + name + ".kar", entry.get("url").getAsString());
        assertEquals(FILES + "/logo.png", entry.get("image_url").getAsString());
        assertEquals(README, entry.get("link").getAsString());
        assertTrue(name.endsWith("-" + entry.get("version").getAsString()));
        String topic = Files.readString(RELEASE.resolve("topic.md"), StandardCharsets.UTF_8);
        assertTrue(topic.contains("\n" + FILES + "/" + name + ".kar\n"), topic);
        assertTrue(topic.contains("(" + README + ")"), topic);
        for (String file : List.of("addons.json", "topic.md")) {
            assertFalse(Files.readString(RELEASE.resolve(file)).matches("(?s).*@[a-z]+@.*"), file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "http://example.org", "https://example.org/", "https://example.org/a b",
            "https://example.org/a|b", "https://example.org/x?y" })
    void anAddressThatCannotBeUsedIsRefused(String address) throws Exception {
        assertTrue(run(2, address, README).startsWith("Usage: openhab/release"));
        assertTrue(run(2, FILES, address).startsWith("Usage: openhab/release"));
    }
}
