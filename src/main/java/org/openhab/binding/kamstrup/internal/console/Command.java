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
package org.openhab.binding.kamstrup.internal.console;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * One thing that can be told to the binding in openHAB's console.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
abstract class Command {

    private final String name;
    private final String parameters;

    /**
     * Makes a command.
     *
     * @param name the word that it begins with
     * @param parameters the words that follow, for people
     */
    Command(String name, String parameters) {
        this.name = name;
        this.parameters = parameters;
    }

    String name() {
        return name;
    }

    String parameters() {
        return parameters;
    }

    /**
     * Does it.
     *
     * @param words what follows the name
     * @param output takes what there is to say
     * @return whether the words were as they have to be
     */
    abstract boolean run(List<String> words, Output output);

    /** Takes what there is to say. */
    interface Output {
        /** One more line. */
        void print(String line);
    }
}
