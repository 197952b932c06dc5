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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TooManyListenersException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminal;
import org.openhab.core.io.transport.serial.PortInUseException;
import org.openhab.core.io.transport.serial.ProtocolType.PathType;
import org.openhab.core.io.transport.serial.SerialPort;
import org.openhab.core.io.transport.serial.SerialPortEvent;
import org.openhab.core.io.transport.serial.SerialPortIdentifier;
import org.openhab.core.io.transport.serial.UnsupportedCommOperationException;

/**
 * A port of jSerialComm as a port of openHAB's serial transport.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@DisabledOnOs(OS.WINDOWS)
@Timeout(30)
class JSerialCommPortTest {

    private static final byte[] GREETING = "greeting".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_SECONDS = 5;

    /** What openHAB 3.1 added to its interface, as its descriptors are in 5.2.1. */
    private static final Set<String> NEWER = Set.of("isCD()boolean", "isCTS()boolean", "isDSR()boolean",
            "isDTR()boolean", "isRI()boolean", "isRTS()boolean", "getBaudRate()int", "getDataBits()int",
            "getStopBits()int", "getParity()int", "getFlowControlMode()int", "notifyOnCTS(boolean)void",
            "notifyOnCarrierDetect(boolean)void", "notifyOnDSR(boolean)void", "notifyOnOutputEmpty(boolean)void",
            "notifyOnRingIndicator(boolean)void", "sendBreak(int)void", "setDTR(boolean)void");

    private final JSerialCommPortProvider provider = new JSerialCommPortProvider();
    private PseudoTerminal terminal;
    private JSerialCommPort port;

    JSerialCommPortTest() throws Exception {
        terminal = new PseudoTerminal();
        port = open();
    }

    private SerialPortIdentifier identifier() {
        return Objects.requireNonNull(provider.getPortIdentifier(URI.create("jserialcomm:" + terminal.path())));
    }

    private JSerialCommPort open() throws PortInUseException {
        return assertInstanceOf(JSerialCommPort.class, identifier().open("the test", 0));
    }

    @BeforeEach
    void setUp() throws Exception {
        port.setSerialPortParams(1200, SerialPort.DATABITS_8, SerialPort.STOPBITS_2, SerialPort.PARITY_NONE);
    }

    /** In a thread of its own, so that a deadlock in the library fails the test and does not stop the build. */
    @AfterEach
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tearDown() {
        port.close();
        terminal.close();
    }

    private InputStream input() {
        return Objects.requireNonNull(port.getInputStream());
    }

    private void write(byte[] bytes) throws IOException {
        Objects.requireNonNull(port.getOutputStream()).write(bytes);
    }

    @Test
    void providerAcceptsOwnSchemeOnly() {
        assertEquals(List.of("jserialcomm"),
                provider.getAcceptedProtocols().map(protocol -> protocol.getScheme()).toList());
        assertEquals(List.of(PathType.NET),
                provider.getAcceptedProtocols().map(protocol -> protocol.getPathType()).toList());
        assertEquals(0, provider.getSerialPortIdentifiers().count());
    }

    /** The library itself looks for a port of the same name in other folders. */
    @Test
    void providerIgnoresPortsInOtherFolders() {
        assertNull(provider.getPortIdentifier(URI.create("jserialcomm:/nowhere/null")));
        assertNull(provider.getPortIdentifier(URI.create("jserialcomm:null")));
    }

    /** Other users could replace the library there. */
    @Test
    void onlyTheUserCanWriteTheFolderOfTheNativePart() throws IOException {
        int folders = 0;
        for (Path folder : JSerialCommFolder.folders()) {
            // another user may have run the tests before in the folder of temporary files
            if (Files.isDirectory(folder) && Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
                folders++;
                assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
            }
        }
        assertTrue(folders > 0);
    }

    @Test
    void readsAndWritesBytes() throws IOException {
        write(GREETING);
        assertArrayEquals(GREETING, terminal.readNBytes(GREETING.length));
        terminal.write(GREETING);
        byte[] buffer = new byte[100];
        port.enableReceiveThreshold(GREETING.length);
        assertEquals(GREETING.length, input().read(buffer));
        assertArrayEquals(GREETING, Arrays.copyOf(buffer, GREETING.length));
        assertEquals(0, input().available());
    }

    @Test
    void readTimesOutLikeRxtx() throws IOException {
        port.enableReceiveTimeout(50);
        assertEquals(0, input().read(new byte[10]));
        assertEquals(-1, input().read());
        // enough for a busy machine to transfer all bytes
        port.enableReceiveTimeout(1000);
        terminal.write(GREETING);
        port.enableReceiveThreshold(100);
        assertEquals(GREETING.length, input().read(new byte[100]));
        assertThrows(IllegalArgumentException.class, () -> port.enableReceiveTimeout(-1));
        assertThrows(IllegalArgumentException.class, () -> port.enableReceiveThreshold(-1));
    }

    private CompletableFuture<Integer> readForEver() {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(input().read(new byte[10]));
            } catch (IOException e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        assertFalse(result.isDone());
        return result;
    }

    @Test
    void closeEndsReadWithIoException() throws Exception {
        CompletableFuture<Integer> result = readForEver();
        TimeUnit.MILLISECONDS.sleep(100);
        port.close();
        assertInstanceOf(IOException.class,
                assertThrows(ExecutionException.class, () -> result.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .getCause());
        assertThrows(IOException.class, () -> write(GREETING));
        assertThrows(IOException.class, () -> input().available());
        assertThrows(IOException.class, () -> input().read(new byte[10]));
    }

    @Test
    void unplugEndsReadWithIoException() throws Exception {
        CompletableFuture<Integer> result = readForEver();
        terminal.close();
        assertInstanceOf(IOException.class,
                assertThrows(ExecutionException.class, () -> result.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .getCause());
        assertThrows(IOException.class, () -> write(GREETING));
    }

    @Test
    void closesOnInterruptedThread() throws Exception {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> input().read(new byte[10]));
        port.close();
        assertTrue(Thread.interrupted());
        assertFalse(identifier().isCurrentlyOwned());
        port = open();
        write(GREETING);
    }

    @Test
    void refusesSecondOwner() throws Exception {
        assertEquals("the test", identifier().getCurrentOwner());
        assertThrows(PortInUseException.class, this::open);
        port.close();
        port.close();
        assertNull(identifier().getCurrentOwner());
        port = open();
    }

    @Test
    void refusesDeviceThatIsNoSerialPort() {
        SerialPortIdentifier nothing = Objects
                .requireNonNull(provider.getPortIdentifier(URI.create("jserialcomm:/dev/null")));
        assertThrows(PortInUseException.class, () -> nothing.open("the test", 0));
        assertFalse(nothing.isCurrentlyOwned());
    }

    @Test
    void providerClosesOpenPorts() {
        provider.close();
        assertThrows(IOException.class, () -> write(GREETING));
        assertFalse(identifier().isCurrentlyOwned());
    }

    private long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).equals(terminal.path());
                } catch (IOException e) {
                    // the descriptor of the list itself, or one that is closed now
                    return false;
                }
            }).count();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void closesItsFileDescriptor() throws Exception {
        long before = descriptors();
        for (int i = 0; i < 100; i++) {
            port.close();
            port = open();
        }
        assertEquals(before, descriptors());
        port.close();
        assertEquals(before - 1, descriptors());
    }

    @Test
    void returnsSettingsInCodesOfOpenHab() throws Exception {
        assertEquals(1200, port.getBaudRate());
        assertEquals(SerialPort.DATABITS_8, port.getDataBits());
        assertEquals(SerialPort.STOPBITS_2, port.getStopBits());
        assertEquals(SerialPort.PARITY_NONE, port.getParity());
        assertEquals(SerialPort.FLOWCONTROL_NONE, port.getFlowControlMode());
        port.setSerialPortParams(2400, SerialPort.DATABITS_7, SerialPort.STOPBITS_1, SerialPort.PARITY_EVEN);
        assertEquals(SerialPort.STOPBITS_1, port.getStopBits());
        assertEquals(SerialPort.PARITY_EVEN, port.getParity());
    }

    @Test
    void refusesFlowControlAndBreak() throws Exception {
        port.setFlowControlMode(SerialPort.FLOWCONTROL_NONE);
        assertThrows(UnsupportedCommOperationException.class,
                () -> port.setFlowControlMode(SerialPort.FLOWCONTROL_RTSCTS_OUT));
        assertEquals(SerialPort.FLOWCONTROL_NONE, port.getFlowControlMode());
        assertThrows(UnsupportedOperationException.class, () -> port.sendBreak(1));
    }

    @Test
    void hasTheMethodsOfLaterVersions() {
        Set<String> methods = Arrays.stream(JSerialCommPort.class.getMethods())
                .map(method -> method.getName() + Arrays.stream(method.getParameterTypes()).map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")")) + method.getReturnType().getName())
                .collect(Collectors.toSet());
        assertTrue(methods.containsAll(NEWER), () -> NEWER + " but " + methods);
    }

    @Test
    void pseudoTerminalHasNoControlLines() {
        port.setRTS(true);
        port.setDTR(true);
        assertFalse(port.isRTS() || port.isDTR() || port.isCTS() || port.isDSR() || port.isCD() || port.isRI());
    }

    @Test
    void listenerOfReceivedDataCanCloseThePort() throws Exception {
        CompletableFuture<Integer> type = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        port.addEventListener(event -> {
            type.complete(event.getEventType());
            port.close();
            closed.complete(null);
        });
        assertThrows(TooManyListenersException.class, () -> port.addEventListener(event -> {
        }));
        port.notifyOnDataAvailable(true);
        terminal.write(GREETING);
        assertEquals(SerialPortEvent.DATA_AVAILABLE, type.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertFalse(identifier().isCurrentlyOwned());
    }

    @Test
    void listenerAndOwnerCanCloseThePortTogether() throws Exception {
        CompletableFuture<Void> inListener = new CompletableFuture<>();
        CompletableFuture<Void> delay = new CompletableFuture<>();
        port.addEventListener(event -> {
            inListener.complete(null);
            // until the owner waits for this listener
            delay.completeOnTimeout(null, 200, TimeUnit.MILLISECONDS).join();
            port.close();
        });
        port.notifyOnDataAvailable(true);
        terminal.write(GREETING);
        inListener.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture.runAsync(port::close).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertFalse(identifier().isCurrentlyOwned());
    }

    @Test
    void removedListenerReceivesNothing() throws Exception {
        AtomicBoolean received = new AtomicBoolean();
        port.notifyOnDataAvailable(true);
        port.addEventListener(event -> received.set(true));
        port.removeEventListener();
        terminal.write(GREETING);
        port.enableReceiveTimeout(1000);
        assertTrue(input().read(new byte[10]) > 0);
        assertFalse(received.get());
    }
}
