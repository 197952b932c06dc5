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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.Log;
import org.openhab.core.library.types.IncreaseDecreaseType;
import org.openhab.core.library.types.NextPreviousType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.OpenClosedType;
import org.openhab.core.library.types.PlayPauseType;
import org.openhab.core.library.types.RewindFastforwardType;
import org.openhab.core.library.types.StopMoveType;
import org.openhab.core.library.types.UpDownType;
import org.openhab.core.types.UnDefType;

/**
 * Selects the warnings and errors in openHAB's log that concern the binding, its ports or its rules.
 * <p>
 * One error is excluded: half a minute after an item, a thing or an action was added or removed, openHAB 3.0 reads all
 * rules again, and a rule that runs in these milliseconds ends with the error that a name cannot be resolved. The name
 * is an item or one of openHAB's constants, such as ON (openhab-core issue 3073). The same error about a name that does
 * not exist counts.
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

    /** The constants that a rule can use without an import. */
    private static final Set<String> CONSTANTS = Stream
            .<Class<? extends Enum<?>>> of(OnOffType.class, OpenClosedType.class, UpDownType.class, StopMoveType.class,
                    IncreaseDecreaseType.class, PlayPauseType.class, NextPreviousType.class,
                    RewindFastforwardType.class, UnDefType.class)
            .flatMap(type -> Stream.of(type.getEnumConstants())).map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public boolean test(String line) {
        return Log.isComplaint(line) && SUBJECT.matcher(line).find() && !isOfRulesReadAgain(line);
    }

    private boolean isOfRulesReadAgain(String line) {
        Matcher unresolved = UNRESOLVED.matcher(line);
        return unresolved.find() && (items.contains(unresolved.group(1)) || CONSTANTS.contains(unresolved.group(1)));
    }
}
