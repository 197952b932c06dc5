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
package org.openhab.binding.kamstrup.internal.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A simulated meter of its own, for whoever wants to try a reader without a meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class SimulatorMain {

    private static final int WRONG_USAGE = 2;
    private static final String USAGE = """
            Usage: openhab/simulator [OPTION]...
            A simulated MULTICAL at the speed of a real one, until Ctrl-C.

              --rfc2217 PORT      serve it at this TCP port of 127.0.0.1; a free one by default
              --tcp PORT          the same without RFC 2217
              --pty [LINK]        serve it behind a pseudo terminal instead, with a link to it if one is named
              --image NAME        what the meter knows: multical-601 (the default), multical-602, -402, -302, -303, -403,
                                  -603, -21, 382j (an electricity meter, with --baud 9600),
                                 or a file; or a meter from before KMP: multical-66c, -66d, -401, -41
              --seven-bits        a meter from before KMP is at a port with seven data bits, without the parity bit
              --still             it does not age: what it tells stays as it is
              --speed N           its time runs N times as fast; at 43200 a month takes a minute
              --baud N            speed of the meter (default 1200)
              --response-time MS  from request to answer (default 250; 1000 before KMP)
              --echo              the head echoes what is sent
              --fault NAME        something goes wrong; may be given more than once: %s
              --help              print this"""
            .formatted(String.join(", ", Faults.names()));

    private @Nullable TextImage textImage;
    private boolean sevenBits;
    private @Nullable Duration responseTime;
    private RegisterImage image = RegisterImage.named(RegisterImage.DEFAULT);
    private @Nullable Integer tcpPort;
    private boolean isPlainTcp;
    private boolean pseudoTerminal;
    private @Nullable Path link;
    private int baudRate = WireSettings.DEFAULT.baudRate();
    private boolean echo;
    private final List<Fault> faults = new ArrayList<>();
    private boolean still;
    private Clock clock = Clock.systemDefaultZone();

    private SimulatorMain() {
    }

    /**
     * @param arguments as the usage explains them
     */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (List.of(arguments).contains("--help")) {
            output.println(USAGE);
            return;
        }
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        SimulatorMain simulator = new SimulatorMain();
        try {
            simulator.configure(new ArrayDeque<>(List.of(arguments)));
            output.println("The meter is at " + simulator.serve());
        } catch (IllegalArgumentException | IOException e) {
            errors.println("openhab/simulator: " + e.getMessage() + "; --help tells what there is");
            System.exit(WRONG_USAGE);
        }
        // its threads are daemons; a signal ends it
        new CountDownLatch(1).await();
    }

    private void configure(Deque<String> arguments) throws IOException {
        while (!arguments.isEmpty()) {
            String option = arguments.remove();
            switch (option) {
                case "--rfc2217", "--tcp" -> {
                    tcpPort = number(option, arguments);
                    isPlainTcp = "--tcp".equals(option);
                }
                case "--pty" -> {
                    pseudoTerminal = true;
                    String next = arguments.peek();
                    link = next == null || next.startsWith("--") ? null : path(arguments.remove());
                }
                case "--image" -> setImage(argument(option, arguments));
                case "--seven-bits" -> sevenBits = true;
                case "--fault" -> faults.add(Faults.named(argument(option, arguments)));
                case "--still" -> still = true;
                case "--speed" -> clock = new FastClock(Clock.systemDefaultZone(), number(option, arguments));
                case "--baud" -> baudRate = number(option, arguments);
                case "--response-time" -> responseTime = Duration.ofMillis(number(option, arguments));
                case "--echo" -> echo = true;
                default -> throw new IllegalArgumentException("There is no option " + option);
            }
        }
    }

    private static String argument(String option, Deque<String> arguments) {
        String argument = arguments.poll();
        if (argument == null) {
            throw new IllegalArgumentException(option + " wants a value");
        }
        return argument;
    }

    /** A path as the user means it, who is not in the folder of this program. */
    private static Path path(String name) {
        return Path.of(System.getProperty("simulator.from", "")).resolve(name);
    }

    private static int number(String option, Deque<String> arguments) {
        String argument = argument(option, arguments);
        try {
            return Integer.parseUnsignedInt(argument);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " wants a number, not " + argument, e);
        }
    }

    private void setImage(String name) throws IOException {
        if (TextImage.NAMES.contains(name)) {
            textImage = TextImage.named(name);
        } else {
            image = image(name);
        }
    }

    private static RegisterImage image(String name) throws IOException {
        boolean file = name.contains(".") || name.contains("/");
        if (file && !Files.isReadable(path(name))) {
            throw new IllegalArgumentException("There is no file " + name);
        }
        return file ? RegisterImage.load(path(name)) : RegisterImage.named(name);
    }

    private String serve() throws IOException {
        TextImage text = textImage;
        SimulatedTextMeter textMeter = text == null ? null : new SimulatedTextMeter(text);
        SimulatedMeter meter = still ? new SimulatedMeter(image, clock) : new AgeingMeter(image, clock);
        Duration chosen = responseTime;
        Duration usual = textMeter == null ? WireSettings.DEFAULT.responseTime() : TextWire.RESPONSE_TIME;
        WireSettings settings = new WireSettings(baudRate, chosen == null ? usual : chosen, echo, faults);
        Integer port = tcpPort;
        if (!pseudoTerminal) {
            int number = port == null ? 0 : port;
            if (textMeter != null) {
                return new Rfc2217Server(number, textMeter, settings, !sevenBits).portName();
            }
            return (isPlainTcp ? new TcpServer(number, meter, settings) : new Rfc2217Server(number, meter, settings))
                    .portName();
        } else if (port != null) {
            throw new IllegalArgumentException("It is --pty or a port of TCP, not both");
        }
        PseudoTerminalMeter terminal = textMeter == null ? new PseudoTerminalMeter(meter, settings)
                : new PseudoTerminalMeter(textMeter, settings, !sevenBits);
        // takes the link away
        Runtime.getRuntime().addShutdownHook(new Thread(terminal::close));
        Path named = link;
        if (named != null) {
            terminal.linkFrom(named);
            return named.toString();
        }
        return terminal.path().toString();
    }
}
