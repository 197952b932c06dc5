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
package org.openhab.binding.kamstrup.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.openhab.Await;

/**
 * A debugger gets into a Java that was started with the option.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DebugPortTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);

    /** A program that does nothing until it is ended. */
    static final class Sleeper {
        private Sleeper() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            TimeUnit.SECONDS.sleep(SOON.toSeconds());
        }
    }

    @Test
    void aDebuggerGetsIn() throws Exception {
        DebugPort debugPort = new DebugPort(freePort());
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData", debugPort.jvmOption(), "-cp", "target/test-classes", Sleeper.class.getName())
                        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            byte[] answer = Await.until("the debugger's door", SOON, () -> shakeHands(debugPort.port()),
                    bytes -> bytes.length > 0);
            assertEquals("JDWP-Handshake", new String(answer, StandardCharsets.US_ASCII));
        } finally {
            java.destroyForcibly();
            assertTrue(java.waitFor(SOON.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void theInstructionsNameTheDoor() {
        String text = String.join("\n", new DebugPort(5006).instructions());
        assertTrue(text.startsWith("Debugger: 127.0.0.1:5006"), text);
        assertTrue(text.contains("hostname=127.0.0.1,port=5006"), text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What Java answers to a debugger's first words; nothing while it does not listen yet. */
    private static byte[] shakeHands(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.connect(new InetSocketAddress("127.0.0.1", port), (int) SOON.toMillis());
            socket.getOutputStream().write(HANDSHAKE);
            return socket.getInputStream().readNBytes(HANDSHAKE.length);
        } catch (ConnectException e) {
            return new byte[0];
        }
    }
}
