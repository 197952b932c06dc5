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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The files that belong to this project: all but what is built, and what belongs to Git.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ProjectFiles {

    private static final Set<String> FOREIGN = Set.of("target", ".git", ".idea", ".settings", ".vscode", ".classpath",
            ".project");
    /** Bytes that a fuzzer found. */
    private static final String BYTES = "Inputs";

    private ProjectFiles() {
    }

    /** All of them, as paths from the project's folder. */
    static List<Path> all() throws IOException {
        Set<Path> found = new TreeSet<>();
        collect(Path.of(""), found);
        return List.copyOf(found);
    }

    private static void collect(Path folder, Set<Path> found) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (Files.isDirectory(file)) {
                    if (!FOREIGN.contains(name) && !name.endsWith(BYTES)) {
                        collect(file, found);
                    }
                } else if (!FOREIGN.contains(name) && !name.endsWith(".iml")) {
                    found.add(file);
                }
            }
        }
    }

    /** Those whose names end so. */
    static List<Path> ending(String... ends) throws IOException {
        return all().stream().filter(file -> Stream.of(ends).anyMatch(file.toString()::endsWith)).toList();
    }
}
