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

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Where the demonstration shows what it has to say. On a terminal, progress and the table are written over themselves;
 * otherwise only what is new is written, line by line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Display {

    private static final String ESCAPE = "\u001B[";
    private static final String CLEAR_REST_OF_LINE = ESCAPE + "K";
    /** A line that is longer than the terminal is wide must not become two, or the table would move. */
    private static final String WRAP_OFF = ESCAPE + "?7l";
    private static final String WRAP_ON = ESCAPE + "?7h";

    private final PrintStream out;
    private final boolean terminal;

    private List<String> table = List.of();

    Display(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Prints a line for good.
     */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    /**
     * Prints or renews the line that says what is going on.
     *
     * @param seconds for how long it has been going on
     */
    void progress(String what, long seconds) {
        if (terminal) {
            out.print("\r" + WRAP_OFF + what + " … " + seconds + " s" + CLEAR_REST_OF_LINE + WRAP_ON);
        } else if (seconds == 0) {
            out.println(what + " …");
        }
        out.flush();
    }

    /**
     * Ends the line that says what is going on.
     */
    void progressEnds() {
        if (terminal) {
            out.println();
            out.flush();
        }
    }

    /**
     * Shows a table, over the last one, if it is another.
     *
     * @param lines the lines of the table, as many each time
     */
    void table(List<String> lines) {
        if (lines.equals(table)) {
            return;
        }
        if (terminal) {
            overwrite(lines);
        } else {
            lines.stream().filter(line -> !table.contains(line)).forEach(out::println);
        }
        out.flush();
        table = lines;
    }

    private void overwrite(List<String> lines) {
        String up = table.isEmpty() ? "" : ESCAPE + table.size() + "F";
        String text = lines.stream().map(line -> line + CLEAR_REST_OF_LINE + "\n").collect(Collectors.joining());
        out.print(WRAP_OFF + up + text + WRAP_ON);
    }
}
