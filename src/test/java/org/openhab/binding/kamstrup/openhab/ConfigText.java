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
package org.openhab.binding.kamstrup.openhab;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The text of a configuration file on its way from the distribution to a home. An edit that finds nothing to edit
 * fails, because then the file is not the one that the edit was made for.
 *
 * @param text the whole file
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record ConfigText(String text) {

    /** A regular expression for a setting's value with its continuation lines. */
    static final String VALUE = ".*(?:(?<=\\\\)\\R.*)*";

    /**
     * Gives a setting of a properties-like file another value.
     *
     * @param key the key, which must be there and not in a comment
     * @param value the new value
     * @throws IOException when the file has no such setting
     */
    ConfigText set(String key, String value) throws IOException {
        Matcher setting = find("(?m)^(\\h*" + Pattern.quote(key) + "\\h*=\\h*)" + VALUE);
        return new ConfigText(setting.replaceFirst("$1" + Matcher.quoteReplacement(value)));
    }

    /**
     * Adds lines to the end.
     */
    ConfigText append(String lines) {
        return new ConfigText(text + "\n" + lines + "\n");
    }

    /**
     * Puts text before the first place where another text is.
     *
     * @throws IOException when that is nowhere
     */
    ConfigText insertBefore(String place, String addition) throws IOException {
        Matcher found = find(Pattern.quote(place));
        return new ConfigText(found.replaceFirst(Matcher.quoteReplacement(addition + place)));
    }

    /**
     * Finds the first place that a regular expression matches.
     *
     * @throws IOException when it matches nowhere
     */
    Matcher find(String expression) throws IOException {
        Matcher matcher = Pattern.compile(expression).matcher(text);
        if (!matcher.find()) {
            throw new IOException("openHAB's configuration is not as expected: nothing matches " + expression);
        }
        return matcher;
    }
}
