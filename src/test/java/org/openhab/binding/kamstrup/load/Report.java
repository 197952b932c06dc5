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

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a test says: what is going on, figures, and whether each that has to be is as it has to be.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Report {

    private final PrintStream output;
    private boolean good = true;

    Report(PrintStream output) {
        this.output = output;
    }

    /**
     * Tells what is going on.
     */
    void progress(String text) {
        output.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + text);
    }

    /**
     * Begins a group of figures.
     */
    void title(String text) {
        output.println();
        output.println(text);
    }

    /**
     * Tells a figure.
     */
    void figure(String name, String value) {
        output.printf("  %-36s %s%n", name, value);
    }

    /**
     * Tells a figure that has to be as it is.
     */
    void check(String name, String value, boolean asItHasToBe) {
        figure(name, asItHasToBe ? value : value + "  <-- WRONG");
        good &= asItHasToBe;
    }

    /**
     * Tells whether everything so far was as it has to be.
     */
    boolean isGood() {
        return good;
    }
}
