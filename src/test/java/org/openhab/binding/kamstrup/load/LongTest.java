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
package org.openhab.binding.kamstrup.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.OpenHabException;
import org.openhab.binding.kamstrup.openhab.OrderlyStop;

/**
 * A test that takes too long for each build, and prints figures.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@FunctionalInterface
interface LongTest {

    /**
     * Runs it. An interrupt ends it; it leaves nothing behind.
     *
     * @param report gets what is measured, and what is going on
     * @return whether everything was as it has to be
     * @throws TimeoutException when something did not happen that had to
     */
    boolean run(Report report) throws IOException, InterruptedException, TimeoutException;

    /**
     * Makes a test of a command line.
     */
    @FunctionalInterface
    interface Parser {

        /**
         * @throws IllegalArgumentException when the command line cannot be followed
         */
        LongTest parse(Arguments arguments);
    }

    /**
     * Does what a command line says, and ends this Java.
     */
    static void main(String command, String[] arguments, Parser parser) {
        PrintStream errors = System.err;
        int code = 1;
        try {
            LongTest test = parser.parse(new Arguments(List.of(arguments)));
            code = run(command, test) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            errors.println(command + ": " + e.getMessage() + "; --help tells what there is");
            code = 2;
        }
        System.exit(code);
    }

    private static boolean run(String command, LongTest test) {
        try (OrderlyStop stop = OrderlyStop.ofThisThread(() -> {
        })) {
            try {
                return test.run(new Report(new PrintStream(System.out, true, StandardCharsets.UTF_8)));
            } catch (OpenHabException e) {
                complain(command, stop, String.valueOf(e.getMessage()));
            } catch (IOException | TimeoutException e) {
                complain(command, stop, e.toString());
            } catch (InterruptedException e) {
                // it is to end
                Thread.currentThread().interrupt();
            }
            return false;
        }
    }

    /** What goes wrong while everything is being stopped is no news. */
    private static void complain(String command, OrderlyStop stop, String message) {
        if (!stop.isRequested()) {
            PrintStream errors = System.err;
            errors.println(command + ": " + message);
        }
    }
}
