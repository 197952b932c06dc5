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

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.OpenHabException;
import org.openhab.binding.kamstrup.openhab.OrderlyStop;
import org.openhab.binding.kamstrup.openhab.Ports;

/**
 * The command {@code openhab/demo}. It runs in the project's folder.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Demo {

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int WRONG_USAGE = 2;
    private static final int USUAL_HEIGHT = 24;

    private Demo() {
    }

    /**
     * @param arguments as {@link Options} has them; the script that starts this explains them
     */
    public static void main(String[] arguments) {
        // the terminal's own character set would lose the units
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out));
    }

    private static int run(List<String> arguments, PrintStream out) {
        Options.Parsed parsed = Options.parse(arguments);
        if (parsed instanceof Options.Wrong wrong) {
            complain(wrong.message() + "; --help tells what there is");
            return WRONG_USAGE;
        }
        return run(((Options.Run) parsed).options(),
                new Display(out, Boolean.getBoolean("demo.terminal"), Demo::heightOfTerminal));
    }

    /** The lines of the terminal; 24 if it does not tell. */
    private static int heightOfTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return size.matches("[1-9]\\d{0,3} \\d+") ? Integer.parseInt(size.split(" ")[0]) : USUAL_HEIGHT;
        } catch (IOException e) {
            return USUAL_HEIGHT;
        }
    }

    private static int run(Options options, Display display) {
        OptionalInt taken = IntStream.concat(options.httpPort().stream(), options.debugPort().stream())
                .filter(port -> !Ports.isFree(port)).findFirst();
        if (taken.isPresent()) {
            complain("Port " + taken.getAsInt() + " is taken by another program");
            return FAILURE;
        }
        try (OrderlyStop stop = OrderlyStop.ofThisThread(() -> display.print("Stopping openHAB …"))) {
            return run(options, display, stop);
        }
    }

    private static int run(Options options, Display display, OrderlyStop stop) {
        try {
            return new Demonstration(Path.of("").toAbsolutePath(), options, display).run() ? SUCCESS : FAILURE;
        } catch (InterruptedException e) {
            return FAILURE;
        } catch (OpenHabException e) {
            return failure(String.valueOf(e.getMessage()), stop);
        } catch (IOException e) {
            return failure(e.toString(), stop);
        }
    }

    private static int failure(String message, OrderlyStop stop) {
        if (!stop.isRequested()) {
            complain(message);
        }
        return FAILURE;
    }

    private static void complain(String message) {
        PrintStream output = System.err;
        output.println("openhab/demo: " + message);
    }
}
