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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The folder of one run of a program, which is deleted with it. It is named by the process id, so that the next run can
 * delete what one that was killed has left.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Workplace implements AutoCloseable {

    private final Path folder;

    private Workplace(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a place.
     *
     * @param parent folder for the places of all runs
     */
    public static Workplace in(Path parent) throws IOException {
        Path folder = parent.resolve(Long.toString(ProcessHandle.current().pid()));
        Files.createDirectories(parent);
        try (Stream<Path> places = Files.list(parent)) {
            for (Path place : (Iterable<Path>) places.filter(Workplace::isLeftOver)::iterator) {
                Folders.delete(place);
            }
        }
        Folders.delete(folder);
        return new Workplace(folder);
    }

    /**
     * The folder, which does not exist yet.
     */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }

    private static boolean isLeftOver(Path place) {
        String name = place.getFileName().toString();
        return name.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(name)).isEmpty();
    }
}
