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
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.OpenResult.NotOpened;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library of openHAB's serial transport for local ports, once known as RXTX. It comes with the first add-on that
 * needs the transport and goes with the last one, and Java loads a native library from one file into one class loader
 * only. So when such an add-on is exchanged, the library cannot load its native part again from the file that it always
 * unpacks, says so on the standard output at each question, and finds no port any more until openHAB is restarted.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NrJavaSerial {

    private static final String BUNDLE = "nrjavaserial";
    private static final String DRIVER = "gnu.io.RXTXCommDriver";

    /** Tells the library which file its native part is, instead of the one that it unpacks. */
    private static final String FILE_PROPERTY = "libNRJavaSerial.userlib";
    /** Begins the names of the folders and files of its native part. */
    private static final String NATIVE_PART = "libNRJavaSerial";
    private static final String COPY = "kamstrup-" + NATIVE_PART;
    /** What a process has loaded, on Linux. */
    private static final Path LOADED = Path.of("/proc/self/maps");

    private static final Logger LOGGER = LoggerFactory.getLogger(NrJavaSerial.class);

    /** The library whose native part could not be loaded, as far as that is known: it will never be. */
    private static volatile @Nullable ClassLoader brokenLibrary;

    /** @return the one that openHAB has now */
    Optional<ClassLoader> library() {
        return Optional.ofNullable(FrameworkUtil.getBundle(NrJavaSerial.class)).map(Bundle::getBundleContext)
                .flatMap(context -> Stream.of(context.getBundles())
                        .filter(bundle -> String.valueOf(bundle.getSymbolicName()).endsWith(BUNDLE)).findAny())
                .flatMap(NrJavaSerial::classLoader);
    }

    private static Optional<ClassLoader> classLoader(Bundle bundle) {
        try {
            // does not initialize it
            return Optional.ofNullable(bundle.loadClass(DRIVER).getClassLoader());
        } catch (ClassNotFoundException | IllegalStateException e) {
            // another library of that name, or gone in this moment
            return Optional.empty();
        }
    }

    /** @return whether the library is known to find no port: it need not be asked again, and would write each time */
    boolean isKnownToFail() {
        ClassLoader broken = brokenLibrary;
        return broken != null && library().filter(broken::equals).isPresent();
    }

    /**
     * To be called after the library was asked for a port in vain, not before: its classes need each other to begin.
     *
     * @return why it finds no port at all; empty if it does
     */
    Optional<NotOpened> fault() {
        return library().flatMap(NrJavaSerial::fault);
    }

    private static Optional<NotOpened> fault(ClassLoader library) {
        try {
            Class.forName(DRIVER, true, library);
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (LinkageError e) {
            LOGGER.debug("The serial library has not loaded its native part", e);
            brokenLibrary = library;
            return Optional.of(new NotOpened(isLoaded() ? Finding.PORT_LIBRARY_TWICE : Finding.PORT_NO_LIBRARY,
                    String.valueOf(e.getMessage())));
        }
    }

    /** @return whether a native part is loaded, which can only be that of an earlier class loader */
    private static boolean isLoaded() {
        try (Stream<String> files = Files.lines(LOADED)) {
            return files.anyMatch(line -> line.contains(NATIVE_PART));
        } catch (IOException e) {
            // no Linux
            return false;
        }
    }

    /**
     * Gives the library another file to load its native part from, if it has loaded one in this Java. To be called
     * before it is needed again. A file that the user has named is left alone.
     */
    static void provideAnotherFile() {
        try {
            Optional<Path> loaded = loadedFile();
            if (loaded.isPresent()) {
                Path copy = Files.createTempFile(COPY, "");
                copy.toFile().deleteOnExit();
                Files.copy(loaded.get(), copy, StandardCopyOption.REPLACE_EXISTING);
                System.setProperty(FILE_PROPERTY, copy.toString());
            }
        } catch (IOException e) {
            // what then fails has a finding
            LOGGER.debug("The native part of the serial library cannot be copied", e);
        }
    }

    /** The newest one: there is one for each kind of processor that was tried before one did. */
    private static Optional<Path> loadedFile() throws IOException {
        String named = System.getProperty(FILE_PROPERTY);
        if (named != null) {
            return Optional.of(Path.of(named)).filter(file -> file.getFileName().toString().startsWith(COPY));
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir", "")),
                NATIVE_PART + "*")) {
            for (Path folder : folders) {
                try (Stream<Path> inside = Files.walk(folder, 1)) {
                    inside.filter(Files::isRegularFile).filter(NrJavaSerial::isOfThisJava).forEach(files::add);
                }
            }
        }
        return files.stream().max(Comparator.comparing(NrJavaSerial::modified));
    }

    private static boolean isOfThisJava(Path file) {
        return modified(file) >= ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }
}
