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
package org.openhab.binding.kamstrup.internal.handler;

import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.config.core.Configuration;

/**
 * Looks for parameters that must be numbers and are none. openHAB takes whatever stands in a text file, logs a stack
 * trace when it cannot be read as a number, and goes on with the default.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Numbers {

    private Numbers() {
    }

    /**
     * Checks a configuration.
     *
     * @param configuration of a thing
     * @param texts the names of the parameters that are numbers, with the key of the text that complains about them
     * @return what is wrong with it, if anything is
     */
    static Optional<StatusText> complaint(Configuration configuration, Map<String, String> texts) {
        return texts.entrySet().stream()
                .filter(text -> configuration.get(text.getKey())instanceof String value && !isWhole(value))
                .map(text -> new StatusText(text.getValue(), configuration.get(text.getKey()))).findFirst();
    }

    private static boolean isWhole(String value) {
        return value.strip().matches("[+-]?\\d{1,9}");
    }
}
