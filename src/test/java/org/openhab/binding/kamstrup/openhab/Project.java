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
 * This project's folder, in which the binding has been built.
 *
 * @param folder where it is
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Project(Path folder) {

    /**
     * Makes a home for an openHAB with the binding in it.
     *
     * @param place where the home is made: does not exist yet
     * @param ports where the openHAB will listen
     */
    public OpenHabHome home(Path place, Ports ports) throws IOException {
        OpenHabHome home = emptyHome(place, ports);
        home.install(kar());
        return home;
    }

    /**
     * Makes a home for an openHAB without any add-on.
     *
     * @param place where the home is made: does not exist yet
     * @param ports where the openHAB will listen
     */
    public OpenHabHome emptyHome(Path place, Ports ports) throws IOException {
        return OpenHabHome.create(Distribution.named(folder.resolve("openhab/distribution/target/openhab")), place,
                ports);
    }

    /**
     * The add-on that has been built.
     */
    public Path kar() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("target"))) {
            return files.filter(file -> file.toString().endsWith(".kar")).findFirst()
                    .orElseThrow(() -> new OpenHabException("There is no KAR in target"));
        }
    }
}
