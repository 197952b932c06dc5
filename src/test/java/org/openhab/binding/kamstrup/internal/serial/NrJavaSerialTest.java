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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.OpenResult.NotOpened;
import org.openhab.core.io.transport.serial.SerialPortManager;

/**
 * The library in several class loaders, like those of replaced bundles.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@EnabledOnOs(OS.LINUX)
class NrJavaSerialTest {

    private static final String FILE_PROPERTY = "libNRJavaSerial.userlib";
    private static final String TEMPORARY = "java.io.tmpdir";

    private final List<URLClassLoader> bundles = new ArrayList<>();
    private final @Nullable String temporary = System.getProperty(TEMPORARY);

    /** Other processes use the common folder of temporary files as well. */
    @BeforeEach
    void useOwnTemporaryFolder(@TempDir Path folder) {
        System.setProperty(TEMPORARY, folder.toString());
    }

    @AfterEach
    void restoreProperties() throws IOException {
        System.clearProperty(FILE_PROPERTY);
        System.setProperty(TEMPORARY, String.valueOf(temporary));
        for (URLClassLoader bundle : bundles) {
            bundle.close();
        }
    }

    /**
     * Installs the bundle and lists its ports, like the serial transport. The output of the library is discarded.
     */
    private ClassLoader install() throws Exception {
        PrintStream output = System.out;
        PrintStream errors = System.err;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        try {
            return started();
        } finally {
            System.setOut(output);
            System.setErr(errors);
        }
    }

    private ClassLoader started() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        URLClassLoader bundle = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        bundles.add(bundle);
        Class.forName("gnu.io.CommPortIdentifier", true, bundle).getMethod("getPortIdentifiers").invoke(null);
        return bundle;
    }

    /** The library has a second native part for old systems, which it loads when it cannot load the first one. */
    private ClassLoader installWhenAllIsLoaded() throws Exception {
        assertEquals(Optional.empty(), fault(install()));
        install();
        return install();
    }

    private static NrJavaSerial in(ClassLoader bundle) {
        return new NrJavaSerial() {
            @Override
            Optional<ClassLoader> library() {
                return Optional.of(bundle);
            }
        };
    }

    private static Optional<Finding> fault(ClassLoader bundle) {
        return in(bundle).fault().map(NotOpened::finding);
    }

    @Test
    void reportsNativePartLoadedByAnotherBundle() throws Exception {
        NrJavaSerial library = in(installWhenAllIsLoaded());
        assertFalse(library.isKnownToFail());
        assertEquals(Optional.of(Finding.PORT_LIBRARY_TWICE), library.fault().map(NotOpened::finding));
        assertTrue(library.isKnownToFail());
    }

    @Test
    void eachBundleLoadsItsCopyOfTheNativePart() throws Exception {
        for (int installation = 0; installation < 5; installation++) {
            NrJavaSerial.provideAnotherFile();
            assertEquals(Optional.empty(), fault(install()));
        }
    }

    @Test
    void copiesNothingBeforeTheLibraryIsLoaded() {
        NrJavaSerial.provideAnotherFile();
        assertNull(System.getProperty(FILE_PROPERTY));
    }

    /** The file of another Java process can be of another version of the library. */
    @Test
    void copiesNoFileFromBeforeTheStartOfJava() throws Exception {
        Path file = Files.createDirectories(Path.of(System.getProperty(TEMPORARY), "libNRJavaSerial_somebody_0"))
                .resolve("libNRJavaSerial.so");
        Files.createFile(file);
        assertTrue(file.toFile().setLastModified(1));
        NrJavaSerial.provideAnotherFile();
        assertNull(System.getProperty(FILE_PROPERTY));
    }

    @Test
    void keepsFileNamedByUser() throws Exception {
        install();
        System.setProperty(FILE_PROPERTY, "/usr/lib/libNRJavaSerial.so");
        NrJavaSerial.provideAnotherFile();
        assertEquals("/usr/lib/libNRJavaSerial.so", System.getProperty(FILE_PROPERTY));
    }

    /** It writes several lines to the standard output at each call. */
    @Test
    void callsFailedLibraryOnce(@TempDir Path folder) throws Exception {
        ClassLoader bundle = installWhenAllIsLoaded();
        String name = Files.createFile(folder.resolve("ttyUSB0")).toString();
        SerialPortManager manager = mock(SerialPortManager.class);
        OpenHabPortOpener opener = new OpenHabPortOpener(manager, "test", () -> true, in(bundle));
        for (int attempt = 0; attempt < 3; attempt++) {
            assertEquals(Finding.PORT_LIBRARY_TWICE,
                    assertInstanceOf(NotOpened.class, opener.open(OpenedLine.settings(name))).finding());
        }
        verify(manager).getIdentifier(name);
    }
}
