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
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The very classes with which an openHAB reads the XML files of add-ons. They take no schema: an element that they do
 * not know costs the whole file.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class XmlReaders implements AutoCloseable {

    /** What reads which folder of OH-INF. openHAB 3.0 looks into no other of those that an add-on may have. */
    public enum Kind {
        THING("org.openhab.core.thing.xml.internal.ThingDescriptionReader"),
        BINDING("org.openhab.core.binding.xml.internal.BindingInfoReader");

        private final String reader;

        Kind(String reader) {
            this.reader = reader;
        }
    }

    private static final Pattern NEEDED = Pattern.compile(
            ".*/(org/openhab/core/bundles|com/thoughtworks/xstream|org/slf4j|org/ops4j/pax/logging|org/apache/karaf/org.apache.karaf.main|org/osgi|org/eclipse/platform)/.*\\.jar|.*/(xpp3|xmlpull|unit-api|uom-[a-z-]+)[^/]*\\.jar");

    private final URLClassLoader loader;

    /**
     * @param home an unpacked openHAB
     */
    public XmlReaders(Path home) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.resolve("runtime/system"))) {
            for (Path jar : files.filter(file -> NEEDED.matcher(file.toString()).matches()).toList()) {
                jars.add(jar.toUri().toURL());
            }
        }
        loader = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /**
     * Lets openHAB read a file.
     *
     * @return why it refuses the file; empty if it takes it
     */
    public Optional<String> complaint(Kind kind, URL file) throws ReflectiveOperationException {
        Class<?> reader = loader.loadClass(kind.reader);
        try {
            Object read = reader.getMethod("readFromXML", URL.class).invoke(reader.getConstructor().newInstance(),
                    file);
            return read == null ? Optional.of("there is nothing in it") : Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(String.valueOf(e.getCause()));
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
