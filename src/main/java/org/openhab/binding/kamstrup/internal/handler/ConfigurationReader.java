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

import java.math.BigDecimal;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.core.Configuration;

/**
 * Reads numbers from a configuration. openHAB accepts any text in a file. If the text is no number, openHAB logs a
 * stack trace and uses the default.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ConfigurationReader {

    private ConfigurationReader() {
    }

    /**
     * A whole number within limits.
     *
     * @param configuration of a thing or a channel
     * @param name of the parameter
     * @param least the lowest valid number
     * @param most the highest valid number
     * @return empty if it is not valid or not set; see {@link #isSet}
     */
    static Optional<Integer> whole(Configuration configuration, String name, int least, int most) {
        return decimal(configuration, name).filter(number -> number.stripTrailingZeros().scale() <= 0)
                .filter(number -> number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(most)) <= 0)
                .map(BigDecimal::intValue);
    }

    /**
     * A number.
     *
     * @param configuration of a thing or a channel
     * @param name of the parameter
     * @return empty if it is not set or no number
     */
    static Optional<BigDecimal> decimal(Configuration configuration, String name) {
        String text = text(configuration, name);
        // a bounded length, so that no exponent makes a number that fills the memory
        return text.matches("[+-]?\\d{1,9}(\\.\\d{1,9})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** @return whether a parameter has a value of any type */
    static boolean isSet(Configuration configuration, String name) {
        return !text(configuration, name).isEmpty();
    }

    /** @return a parameter as the user wrote it */
    static String text(Configuration configuration, String name) {
        @Nullable
        Object value = configuration.get(name);
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value == null ? "" : value.toString().strip();
    }
}
