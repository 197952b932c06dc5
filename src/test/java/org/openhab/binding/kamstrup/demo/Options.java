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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What the demonstration is asked to do.
 *
 * @param port openHAB's name of the serial port to read; empty for the simulated meter
 * @param httpPort where Main UI and REST will be; empty for a free port
 * @param empty whether openHAB starts without things, items and users, for somebody to set it up
 * @param once whether to end as soon as all values are there
 * @param timeout how long to wait for them then, from the time that openHAB is up
 * @param debugPort where a debugger can attach to openHAB; empty for nowhere
 * @param speed seconds of the simulated meter in a second
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Options(Optional<String> port, OptionalInt httpPort, boolean empty, boolean once, Duration timeout,
        OptionalInt debugPort, OptionalInt speed) {

    private static final Options DEFAULT = new Options(Optional.empty(), OptionalInt.empty(), false, false,
            Duration.ofSeconds(180), OptionalInt.empty(), OptionalInt.empty());

    private static final int DEBUG_PORT = 5005;
    private static final int LAST_PORT = 65535;
    private static final int LONGEST_TIMEOUT = 86400;
    private static final int HIGHEST_SPEED = 3600;

    /**
     * Reads the command line.
     */
    static Parsed parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Options options = DEFAULT;
        try {
            while (!rest.isEmpty()) {
                options = options.with(rest.remove(), rest);
            }
            return new Run(options.checked());
        } catch (IllegalArgumentException e) {
            return new Wrong(String.valueOf(e.getMessage()));
        }
    }

    private Options with(String option, Deque<String> rest) {
        return switch (option) {
            case "--port" -> new Options(Optional.of(value(option, rest)), httpPort, empty, once, timeout, debugPort,
                    speed);
            case "--http-port" -> new Options(port, OptionalInt.of(number(option, rest, LAST_PORT)), empty, once,
                    timeout, debugPort, speed);
            case "--empty" -> new Options(port, httpPort, true, once, timeout, debugPort, speed);
            case "--once" -> new Options(port, httpPort, empty, true, timeout, debugPort, speed);
            case "--timeout" -> new Options(port, httpPort, empty, once,
                    Duration.ofSeconds(number(option, rest, LONGEST_TIMEOUT)), debugPort, speed);
            case "--debug" -> new Options(port, httpPort, empty, once, timeout,
                    OptionalInt.of(
                            rest.isEmpty() || isOption(rest.element()) ? DEBUG_PORT : number(option, rest, LAST_PORT)),
                    speed);
            case "--speed" -> new Options(port, httpPort, empty, once, timeout, debugPort,
                    OptionalInt.of(number(option, rest, HIGHEST_SPEED)));
            default -> throw new IllegalArgumentException("There is no option " + option);
        };
    }

    private Options checked() {
        if (empty && once) {
            throw new IllegalArgumentException("--once waits for values, and with --empty there are none");
        }
        return this;
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.element().isBlank() || isOption(rest.element())) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.remove();
    }

    private static int number(String option, Deque<String> rest, int last) {
        String text = value(option, rest);
        if (text.matches("\\d{1,6}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= last) {
                return number;
            }
        }
        throw new IllegalArgumentException(option + " needs a number from 1 to " + last + ", not " + text);
    }

    private static boolean isOption(String argument) {
        return argument.startsWith("--");
    }

    /**
     * What a command line turned out to be.
     */
    sealed interface Parsed permits Run,Wrong {
    }

    /**
     * A command line that is all right.
     */
    record Run(Options options) implements Parsed {
    }

    /**
     * A command line that cannot be followed.
     *
     * @param message why
     */
    record Wrong(String message) implements Parsed {
    }
}
