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
package org.openhab.binding.kamstrup.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * The files are as {@code .editorconfig} says, so that an editor that obeys it changes nothing.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class EditorConfigTest {

    private static final String ALL = "*";

    /** The settings of each section, by its pattern, in the order of the file. */
    private static Map<String, Map<String, String>> sections() throws IOException {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> current = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(".editorconfig"))) {
            if (line.startsWith("[")) {
                current = new HashMap<>();
                sections.put(line.substring(1, line.length() - 1), current);
            } else if (line.contains("=")) {
                current.put(line.split("=")[0].strip(), line.split("=")[1].strip());
            }
        }
        return sections;
    }

    private static Map<String, String> settings(Path file) throws IOException {
        Map<String, String> settings = new HashMap<>();
        sections().forEach((pattern, section) -> {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            if (ALL.equals(pattern) || matcher.matches(file.getFileName())) {
                settings.putAll(section);
            }
        });
        return settings;
    }

    @Test
    void theFilesAreAsTheEditorsAreTold() throws IOException {
        List<Path> files = ProjectFiles.all();
        assertTrue(files.contains(Path.of("pom.xml")) && files.size() > 100, "There are " + files.size() + " files");
        List<String> faults = new ArrayList<>();
        for (Path file : files) {
            faults.addAll(faults(file, settings(file)));
        }
        assertEquals(List.of(), faults);
    }

    private static List<String> faults(Path file, Map<String, String> settings) throws IOException {
        if ("unset".equals(settings.get("charset"))) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(file);
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return List.of(file + " is not in UTF-8");
        }
        if (text.indexOf('\r') >= 0) {
            faults.add(file + " has other ends of lines");
        }
        if (!text.isEmpty() && !text.endsWith("\n")) {
            faults.add(file + " lacks the end of its last line");
        }
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (!line.equals(line.stripTrailing())) {
                faults.add(file + ":" + number + " ends in blanks");
            }
            if (isIndentedOtherwise(line, settings)) {
                faults.add(file + ":" + number + " is indented otherwise");
            }
        }
        return faults;
    }

    private static boolean isIndentedOtherwise(String line, Map<String, String> settings) {
        return switch (settings.getOrDefault("indent_style", "")) {
            case "tab" -> line.startsWith("  ");
            case "space" -> line.startsWith("\t");
            default -> false;
        };
    }

    @Test
    void theLastSectionThatFitsDecides() throws IOException {
        assertEquals("space", settings(Path.of("pom.xml")).get("indent_style"));
        assertEquals("tab", settings(Path.of("src/main/feature/feature.xml")).get("indent_style"));
        assertEquals("4", settings(Path.of("A.java")).get("indent_size"));
        assertEquals("utf-8", settings(Path.of("LICENSE")).get("charset"));
        assertEquals("unset", settings(Path.of("things.png")).get("charset"));
        assertEquals("2", settings(Path.of("a.yml")).get("indent_size"));
    }
}
