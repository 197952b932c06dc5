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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Has add-ons installed that openHAB failed to install. It happens to a KAR on a busy machine, most likely while
 * openHAB starts for the first time: Karaf does not know the features that it has just been told of, says so in the
 * log, and does nothing more until the file changes.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class AddOnRetry {

    private static final Pattern FAILED = Pattern.compile("(?m)^.*Failed to install artifact: (.*)$");

    /** The lines, which have the time in them, of those that have been tried again. */
    private final Set<String> retried = new HashSet<>();

    /**
     * Touches the file of each add-on that has failed since the last time.
     *
     * @param log of openHAB, as far as it is there
     */
    void look(String log) throws IOException {
        for (MatchResult failed : (Iterable<MatchResult>) FAILED.matcher(log).results()::iterator) {
            if (retried.add(failed.group())) {
                Files.setLastModifiedTime(Path.of(failed.group(1)), FileTime.from(Instant.now()));
            }
        }
    }
}
