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
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * openHAB's log.
 *
 * @param file where it is
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Log(Path file) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final int TIME_LENGTH = 23;

    private static final Pattern COMPLAINT = Pattern.compile("\\[(?:WARN |ERROR)\\]");
    /** An attempt to open a port that failed. A port that is lost is no attempt. */
    private static final Pattern REFUSED = Pattern.compile("\\.Line *\\] - .* is not open: (?!PORT_LOST)");
    /** A port that is opened anew because nothing comes from it. */
    private static final Pattern REOPENED = Pattern.compile("\\.Line *\\] - Opening .* anew");

    /**
     * Tells a warning or an error from what else is said.
     *
     * @param line of the log
     */
    public static boolean isComplaint(String line) {
        return COMPLAINT.matcher(line).find();
    }

    /**
     * The lines with a warning or an error.
     *
     * @param since only those from this moment on
     */
    public List<String> complaints(Instant since) throws IOException {
        return lines(since, Log::isComplaint);
    }

    /**
     * When ports were tried in vain. The log has that only while {@link #LINE_LOGGER} tells everything.
     */
    public List<Instant> refusals(Instant since) throws IOException {
        return lines(since, REFUSED.asPredicate()).stream().map(Log::moment).toList();
    }

    /**
     * When silent ports were opened anew.
     */
    public List<Instant> reopenings(Instant since) throws IOException {
        return lines(since, REOPENED.asPredicate()).stream().map(Log::moment).toList();
    }

    /** The logger that tells of each attempt to open a port. */
    public static final String LINE_LOGGER = "org.openhab.binding.kamstrup.internal.line.Line";

    private List<String> lines(Instant since, Predicate<String> wanted) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(wanted).filter(line -> !moment(line).isBefore(since)).toList();
        }
    }

    private static Instant moment(String line) {
        return LocalDateTime.parse(line.substring(0, TIME_LENGTH), TIME).atZone(ZoneId.systemDefault()).toInstant();
    }
}
