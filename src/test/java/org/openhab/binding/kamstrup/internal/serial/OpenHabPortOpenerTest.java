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
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.core.io.transport.serial.SerialPortIdentifier;
import org.openhab.core.io.transport.serial.SerialPortManager;

/**
 * Local ports through openHAB's own serial transport, and a simulated meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OpenHabPortOpenerTest {

    /** The prefixes of local names for the two libraries. */
    private static final String RXTX = "";
    private static final String JSERIALCOMM = "jserialcomm:";

    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));

    private static void assertReads(String portName) throws Exception {
        try (OpenedLine line = new OpenedLine(portName)) {
            line.assertReads();
        }
    }

    private void assertNotOpened(String portName, Finding problem) {
        assertEquals(problem,
                assertInstanceOf(OpenResult.NotOpened.class, OpenedLine.opener().open(OpenedLine.settings(portName)))
                        .finding());
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void readsPseudoTerminal(String scheme) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE)) {
            assertReads(scheme + terminal.path());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void readsThroughLinkAndEchoingHead(String scheme, @TempDir Path folder) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE.withEcho())) {
            Path link = folder.resolve("usb-IR_head-if00-port0");
            terminal.linkFrom(link);
            assertReads(scheme + link);
        }
    }

    /** RXTX does not have the scheme, but opens the name without it. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void opensLinkWithJSerialCommNotRxtx(@TempDir Path folder) throws Exception {
        CountingManager manager = new CountingManager(OpenHabSerialTransport.manager());
        Path link = folder.resolve("head");
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE)) {
            terminal.linkFrom(link);
            assertInstanceOf(OpenResult.Opened.class, new OpenHabPortOpener(manager, "kamstrup:optical-head:test")
                    .open(OpenedLine.settings(JSERIALCOMM + link))).port().close();
        }
        assertEquals(List.of(JSERIALCOMM + link), manager.requested);
    }

    /** openHAB's serial transport, with a list of the requested names. */
    private static final class CountingManager implements SerialPortManager {

        private final SerialPortManager manager;
        private final List<String> requested = new ArrayList<>();

        CountingManager(SerialPortManager manager) {
            this.manager = manager;
        }

        @Override
        public Stream<SerialPortIdentifier> getIdentifiers() {
            return manager.getIdentifiers();
        }

        @Override
        public @Nullable SerialPortIdentifier getIdentifier(String name) {
            requested.add(name);
            return manager.getIdentifier(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void reportsUnpluggedPortAsLost(String scheme) throws Exception {
        PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE);
        try (OpenedLine line = new OpenedLine(scheme + terminal.path())) {
            assertInstanceOf(RequestResult.Answered.class, line.ask());
            terminal.close();
            // without a request
            assertTrue(line.events().next().startsWith("PORT_LOST"));
            assertInstanceOf(RequestResult.NoPort.class, line.ask());
        }
    }

    /** The head is plugged in elsewhere: the link of udev then has another target. */
    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void followsLinkToPortWithAnotherName(String scheme, @TempDir Path folder) throws Exception {
        Path link = folder.resolve("usb-IR_head-if00-port0");
        PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE);
        terminal.linkFrom(link);
        try (PseudoTerminalMeter elsewhere = new PseudoTerminalMeter(meter, OpenedLine.WIRE);
                OpenedLine line = new OpenedLine(scheme + link)) {
            assertInstanceOf(RequestResult.Answered.class, line.ask());
            elsewhere.linkFrom(link);
            // the old port still exists and is used until it disappears
            assertInstanceOf(RequestResult.Answered.class, line.ask());
            terminal.close();
            assertInstanceOf(RequestResult.NoPort.class, line.ask());
            assertTrue(line.events().next().startsWith("PORT_LOST"));
            assertEquals("opened", line.events().next());
            assertInstanceOf(RequestResult.Answered.class, line.ask());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    void reportsMissingPort(String scheme) {
        assertNotOpened(scheme + "/dev/there-is-no-such-port", Finding.PORT_MISSING);
    }

    /** RXTX loses file descriptors at each call, and a head can be missing for long. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void reportsMissingPortWithoutCallingTransport() {
        SerialPortManager manager = mock(SerialPortManager.class);
        OpenHabPortOpener opener = new OpenHabPortOpener(manager, "test");
        for (int i = 0; i < 3; i++) {
            assertEquals(Finding.PORT_MISSING, assertInstanceOf(OpenResult.NotOpened.class,
                    opener.open(OpenedLine.settings("/dev/there-is-no-such-port"))).finding());
        }
        verifyNoInteractions(manager);
    }

    /** The serial transport logs a warning each time. */
    @Test
    void callsTransportOnceForUnknownScheme() {
        CountingManager manager = new CountingManager(OpenHabSerialTransport.manager());
        OpenHabPortOpener opener = new OpenHabPortOpener(manager, "test");
        for (int i = 0; i < 3; i++) {
            assertEquals(Finding.PORT_NAME, assertInstanceOf(OpenResult.NotOpened.class,
                    opener.open(OpenedLine.settings("socket://10.0.0.5:2001"))).finding());
        }
        assertEquals(List.of("socket://10.0.0.5:2001"), manager.requested);
    }

    /** openHAB keeps the handler and its opener when the configuration changes. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void opensPortAfterItsNameIsCorrected() throws Exception {
        OpenHabPortOpener opener = OpenedLine.opener();
        assertInstanceOf(OpenResult.NotOpened.class, opener.open(OpenedLine.settings("socket://10.0.0.5:2001")));
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE)) {
            assertInstanceOf(OpenResult.Opened.class, opener.open(OpenedLine.settings(terminal.path().toString())))
                    .port().close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    void reportsInvalidName(String scheme) {
        assertNotOpened(scheme + "my port", Finding.PORT_NAME);
    }

    @ParameterizedTest
    @CsvSource({ "/dev/null, PORT_NOT_SERIAL", //
            "folder,    PORT_NOT_SERIAL", //
            "file,      PORT_NOT_SERIAL", //
            "socket,    PORT_NO_DEVICE", // the system reports a missing device
            "circle,    PORT_LINK", //
            "nowhere,   PORT_LINK", //
            "nothing,   PORT_MISSING" })
    @DisabledOnOs(OS.WINDOWS)
    void reportsWhyFileIsNoPort(String name, Finding finding, @TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("folder"));
        Files.createFile(folder.resolve("file"));
        Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("../../ttyUSB0"));
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            for (String scheme : List.of(RXTX, JSERIALCOMM)) {
                assertNotOpened(scheme + folder.resolve(name), finding);
            }
        }
    }

    /** The file that a container keeps of a head that was pulled out. */
    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @EnabledOnOs(OS.LINUX)
    void distinguishesFileWithoutDeviceFromPortInUse(String scheme, @TempDir Path folder) throws Exception {
        Path port = folder.resolve("ttyUSB9");
        // only root may make one
        assumeTrue(new ProcessBuilder("mknod", port.toString(), "c", "188", "250").start().waitFor() == 0);
        assertNotOpened(scheme + port, Finding.PORT_NO_DEVICE);
    }

    @ParameterizedTest
    @CsvSource({ "No such device or address, PORT_NO_DEVICE", "No such device, PORT_NO_DEVICE",
            "Device not configured, PORT_NO_DEVICE", "Operation not supported by device, PORT_NO_DEVICE",
            "Operation not permitted, PORT_NOT_PERMITTED", "Permission denied, PORT_FORBIDDEN",
            "Device or resource busy, PORT_EXCLUSIVE", "Resource busy, PORT_EXCLUSIVE",
            "Input/output error, PORT_IO_ERROR", "I/O error, PORT_IO_ERROR",
            "Inappropriate ioctl for device, PORT_NOT_SERIAL", "Not a tty, PORT_NOT_SERIAL",
            "Too many levels of symbolic links, PORT_LINK", "Symbolic link loop, PORT_LINK" })
    void mapsSystemErrorsToFindings(String error, Finding finding) {
        assertEquals(Optional.of(new OpenResult.NotOpened(finding, error)),
                SttyProbe.parse("stty: /dev/serial/by-id/usb-IR: head-if00: " + error + "\n"));
    }

    @Test
    void mapsUnknownSystemErrorToNothing() {
        assertEquals(Optional.empty(), SttyProbe.parse("stty: /dev/ttyUSB0: Cannot allocate memory"));
        assertEquals(Optional.empty(), SttyProbe.parse(""));
    }

    /** root has all permissions, so the test is skipped then. */
    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void reportsPortWithoutPermission(String scheme, @TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("ttyUSB0"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        assumeFalse(Files.isReadable(file));
        assertNotOpened(scheme + file, Finding.PORT_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void opensPortWithoutControlLines(String scheme) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE)) {
            OpenHabPortOpener opener = OpenedLine.opener();
            LineSettings settings = new LineSettings(scheme + terminal.path(), 1200, 2, ControlLineState.OFF,
                    ControlLineState.ON);
            assertInstanceOf(OpenResult.Opened.class, opener.open(settings)).port().close();
            assertEquals(List.of("DTR"), opener.deadControlLines());
            assertInstanceOf(OpenResult.Opened.class, opener.open(OpenedLine.settings(scheme + terminal.path()))).port()
                    .close();
            assertEquals(List.of(), opener.deadControlLines());
        }
    }

    @Test
    void refusesJSerialCommPortWithoutLibrary() {
        SerialPortManager manager = mock(SerialPortManager.class);
        OpenResult opening = new OpenHabPortOpener(manager, "test", () -> false, new NrJavaSerial())
                .open(OpenedLine.settings(JSERIALCOMM + "/dev/ttyUSB0"));
        assertEquals(Finding.PORT_NO_JSERIALCOMM, assertInstanceOf(OpenResult.NotOpened.class, opening).finding());
        verifyNoInteractions(manager);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void opensNoRxtxPortWhileTooManyFilesAreOpen() throws Exception {
        List<InputStream> files = new ArrayList<>();
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE)) {
            for (int i = 0; i < 1024; i++) {
                files.add(Files.newInputStream(Path.of("/dev/null")));
            }
            assertNotOpened(RXTX + terminal.path(), Finding.PORT_TOO_MANY_FILES);
            assertReads(JSERIALCOMM + terminal.path());
            close(files);
            assertReads(RXTX + terminal.path());
        } finally {
            close(files);
        }
    }

    private static void close(List<InputStream> files) throws IOException {
        for (InputStream file : files) {
            file.close();
        }
    }

    @Test
    void reportsWhyLibraryDoesNotRun(@TempDir Path folder) throws Exception {
        String name = Files.createFile(folder.resolve("ttyUSB0")).toString();
        SerialPortManager manager = mock(SerialPortManager.class);
        when(manager.getIdentifier(name)).thenThrow(new UnsatisfiedLinkError("no native part"));
        OpenResult.NotOpened refused = assertInstanceOf(OpenResult.NotOpened.class,
                new OpenHabPortOpener(manager, "test").open(OpenedLine.settings(name)));
        assertEquals(Finding.PORT_NO_LIBRARY, refused.finding());
        assertEquals("no native part", refused.evidence());
    }

    @ParameterizedTest
    @ValueSource(strings = { RXTX, JSERIALCOMM })
    @DisabledOnOs(OS.WINDOWS)
    void refusesPortThatIsOpen(String scheme) throws Exception {
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE)) {
            OpenResult.Opened first = assertInstanceOf(OpenResult.Opened.class,
                    OpenedLine.opener().open(OpenedLine.settings(scheme + terminal.path())));
            OpenResult.NotOpened refused = assertInstanceOf(OpenResult.NotOpened.class,
                    OpenedLine.opener().open(OpenedLine.settings(scheme + terminal.path())));
            // openHAB 3.0 does not find a port that is in use, so the owner is unknown
            assertTrue(Set.of(Finding.PORT_BUSY, Finding.PORT_UNAVAILABLE).contains(refused.finding()));
            first.port().close();
            OpenResult.Opened second = assertInstanceOf(OpenResult.Opened.class,
                    OpenedLine.opener().open(OpenedLine.settings(scheme + terminal.path())));
            second.port().close();
        }
    }

    /** The two libraries ignore each other, and openHAB 3.0 does not report the owner of a port. */
    @ParameterizedTest
    @CsvSource({ "'', ''", "'', jserialcomm:", "jserialcomm:, ''", "jserialcomm:, jserialcomm:" })
    @DisabledOnOs(OS.WINDOWS)
    void refusesPortOfAnotherThingUnderAnyNameAndLibrary(String firstScheme, String secondScheme, @TempDir Path folder)
            throws Exception {
        Path link = folder.resolve("usb-IR_head-if00-port0");
        try (PseudoTerminalMeter terminal = new PseudoTerminalMeter(meter, OpenedLine.WIRE)) {
            terminal.linkFrom(link);
            OpenHabPortOpener other = new OpenHabPortOpener(OpenHabSerialTransport.manager(), "kamstrup:other");
            OpenResult.Opened first = assertInstanceOf(OpenResult.Opened.class,
                    OpenedLine.opener().open(OpenedLine.settings(firstScheme + terminal.path())));
            for (Path name : List.of(terminal.path(), link)) {
                assertEquals(new OpenResult.NotOpened(Finding.PORT_BUSY, "kamstrup:optical-head:test"),
                        other.open(OpenedLine.settings(secondScheme + name)));
            }
            first.port().close();
            assertInstanceOf(OpenResult.Opened.class, other.open(OpenedLine.settings(secondScheme + link))).port()
                    .close();
        }
    }
}
