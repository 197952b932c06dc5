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
package org.openhab.binding.kamstrup.integration;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.Log;

/**
 * Picks the lines of openHAB's log that are a complaint about the binding, its ports or its rules.
 * <p>
 * One complaint of openHAB 3.0 is none: half a minute after an item, a thing or an action came or went, it reads all
 * rules anew, and a rule that is due in just these milliseconds ends with the error that an item of it cannot be
 * resolved. It says the same of an item that does not exist, so that is counted.
 *
 * @param items the names of all items that there are
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record LogProblems(Set<String> items) implements Predicate<String> {

    private static final Pattern SUBJECT = Pattern.compile("[Kk]amstrup|erial");
    private static final Pattern UNRESOLVED = Pattern
            .compile("Script execution of rule .* The name '(\\w+)' cannot be resolved to an item or type");

    @Override
    public boolean test(String line) {
        return Log.isComplaint(line) && SUBJECT.matcher(line).find() && !isOfRulesReadAnew(line);
    }

    private boolean isOfRulesReadAnew(String line) {
        Matcher unresolved = UNRESOLVED.matcher(line);
        return unresolved.find() && items.contains(unresolved.group(1));
    }
}
