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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The rest of a command line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Arguments {

    private final Deque<String> rest;

    Arguments(List<String> arguments) {
        rest = new ArrayDeque<>(arguments);
    }

    boolean isEmpty() {
        return rest.isEmpty();
    }

    /**
     * Takes the next one.
     */
    String next() {
        return rest.remove();
    }

    /**
     * Takes the value of an option.
     *
     * @throws IllegalArgumentException when there is none
     */
    String value(String option) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.remove();
    }

    /**
     * Takes the value of an option that is a number from 1 on.
     *
     * @throws IllegalArgumentException when it is not
     */
    int number(String option, int last) {
        String text = value(option);
        if (text.matches("\\d{1,6}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= last) {
                return number;
            }
        }
        throw new IllegalArgumentException(option + " needs a number from 1 to " + last + ", not " + text);
    }

    static IllegalArgumentException unknown(String option) {
        return new IllegalArgumentException("There is no option " + option);
    }
}
