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
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** A screen of its own, so that the table leaves nothing in what was on the terminal before. */
    private static final String OTHER_SCREEN = ESCAPE + "?1049h" + ESCAPE + "2J";
    private static final String FIRST_SCREEN = ESCAPE + "?1049l";
    private static final String TOP = ESCAPE + "H";
    private static final String CLEAR_REST_OF_SCREEN = ESCAPE + "J";

    private final PrintStream out;
    private final boolean terminal;
    private final IntSupplier height;

    private List<String> table = List.of();

    /**
     * @param out where it is shown
     * @param terminal whether that is a terminal
     * @param height the lines of the terminal now
     */
    Display(PrintStream out, boolean terminal, IntSupplier height) {
        this.out = out;
        this.terminal = terminal;
        this.height = height;
    }

    /**
     * Prints a line for good. In a terminal, the table goes.
     */
    void print(String line) {
        if (terminal && !table.isEmpty()) {
            table = List.of();
            out.print(FIRST_SCREEN);
        }
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
     * Shows a table, in a terminal in the place of the last one and with as many lines as fit.
     *
     * @param lines the lines of the table, the more important ones first
     */
    void table(List<String> lines) {
        List<String> shown = terminal ? fitting(lines, height.getAsInt()) : lines;
        if (shown.equals(table)) {
            return;
        }
        if (terminal) {
            String text = shown.stream().map(line -> line + CLEAR_REST_OF_LINE + "\n").collect(Collectors.joining());
            out.print((table.isEmpty() ? OTHER_SCREEN : "") + WRAP_OFF + TOP + text + CLEAR_REST_OF_SCREEN + WRAP_ON);
        } else {
            shown.stream().filter(line -> !table.contains(line)).forEach(out::println);
        }
        out.flush();
        table = shown;
    }

    /** The cursor needs the last line of the terminal. */
    private static List<String> fitting(List<String> lines, int height) {
        if (lines.size() < height || height < 3) {
            return lines;
        }
        int left = lines.size() - (height - 2);
        return Stream.concat(lines.stream().limit(height - 2L),
                Stream.of("… and " + left + " more lines in a taller window")).toList();
    }
}
