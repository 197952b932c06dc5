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
import java.io.UncheckedIOException;
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
 * NrJavaSerial (RXTX), the library of openHAB's serial transport for local ports. openHAB installs it with the first
 * add-on that needs the transport and removes it with the last one. Java loads a native library from one file into one
 * class loader only. So when such an add-on is replaced, the library cannot load its native part again from the file
 * that it unpacked. It then finds no port until openHAB is restarted, and writes to the standard output at each call.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NrJavaSerial {

    private static final String BUNDLE = "nrjavaserial";
    private static final String DRIVER = "gnu.io.RXTXCommDriver";

    /** Names the file of the native part, which the library otherwise unpacks. */
    private static final String FILE_PROPERTY = "libNRJavaSerial.userlib";
    /** The beginning of the names of the folders and files of the native part. */
    private static final String NATIVE_PART = "libNRJavaSerial";
    private static final String COPY = "kamstrup-" + NATIVE_PART;
    /** The files that this process has loaded, on Linux. */
    private static final Path LOADED = Path.of("/proc/self/maps");

    /** The descriptors of this process, on Linux. */
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final int DESCRIPTORS = 1024;
    /** While the library opens a port, it takes several for each port that it has heard of. */
    private static final int DESCRIPTORS_OF_OPENING = 64;

    private static final Logger LOGGER = LoggerFactory.getLogger(NrJavaSerial.class);

    /** The library whose native part could not be loaded. It will never be loaded into this class loader. */
    private static volatile @Nullable ClassLoader brokenLibrary;

    /** @return the class loader of the library that openHAB has now */
    Optional<ClassLoader> library() {
        return Optional.ofNullable(FrameworkUtil.getBundle(NrJavaSerial.class)).map(Bundle::getBundleContext)
                .flatMap(context -> Stream.of(context.getBundles())
                        .filter(bundle -> String.valueOf(bundle.getSymbolicName()).endsWith(BUNDLE)).findAny())
                .flatMap(NrJavaSerial::classLoader);
    }

    private static Optional<ClassLoader> classLoader(Bundle bundle) {
        try {
            // without initialization
            return Optional.ofNullable(bundle.loadClass(DRIVER).getClassLoader());
        } catch (ClassNotFoundException | IllegalStateException e) {
            // another library of that name, or the bundle is uninstalled now
            return Optional.empty();
        }
    }

    /** @return whether the library is known to find no port, so that it need not be called again */
    boolean isKnownToFail() {
        ClassLoader broken = brokenLibrary;
        return broken != null && library().filter(broken::equals).isPresent();
    }

    /**
     * Whether the library may hang while it opens a port. It waits for ever for a thread that ends at once if the
     * descriptor of the port is not below {@value #DESCRIPTORS}, the limit of <code>select</code>.
     *
     * @return false where the system does not list the descriptors
     */
    boolean lacksDescriptors() {
        try (Stream<Path> open = Files.list(OPEN)) {
            return open.mapToInt(path -> Integer.parseInt(path.getFileName().toString()))
                    .filter(descriptor -> descriptor < DESCRIPTORS).count() > DESCRIPTORS - DESCRIPTORS_OF_OPENING;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Initializes the driver. To be called after the library has not found a port, not before: the order in which its
     * classes are initialized matters.
     *
     * @return why the library finds no port at all; empty if it works
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

    /** @return whether a native part is loaded; it is that of an earlier class loader */
    private static boolean isLoaded() {
        try (Stream<String> files = Files.lines(LOADED)) {
            return files.anyMatch(line -> line.contains(NATIVE_PART));
        } catch (IOException e) {
            // not on Linux
            return false;
        }
    }

    /**
     * Copies the native part if this Java has loaded it, so that the library loads the copy next time. A file that the
     * user has named stays.
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
            // a later failure has a finding
            LOGGER.debug("The native part of the serial library cannot be copied", e);
        }
    }

    /** The newest file: the library unpacks one for each kind of processor until one can be loaded. */
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
