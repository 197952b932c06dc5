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

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Finding;

/**
 * The text of a thing's status, as a key of the translations. openHAB shows it in the user's language.
 *
 * @param key the key
 * @param arguments the arguments of the text
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record StatusText(String key, List<String> arguments) {

    private static final String RFC2217 = "rfc2217:";
    private static final String TCP = "tcp:";
    /** The texts of findings that have another remedy for a network port. */
    private static final Map<Finding, String> OF_NETWORK = Map.of(Finding.PORT_BUSY, "finding.port-busy.network",
            Finding.PORT_STUCK, "finding.port-stuck.network", Finding.PORT_LOST, "finding.port-lost.network");
    /** The texts of findings that have another remedy for a port whose speed is set at the server. */
    private static final Map<Finding, String> OF_TCP = Map.of(Finding.SILENT, "finding.silent.tcp", Finding.NOISE,
            "finding.noise.tcp", Finding.SPEED_FIXED, "finding.speed-fixed.tcp");
    private static final String TEXT = "@text/";
    private static final String FINDING = "finding.";
    /** The findings whose text has no arguments. */
    private static final Set<Finding> WITHOUT_EVIDENCE = EnumSet.of(Finding.SILENT, Finding.ECHO_ONLY,
            Finding.SPEED_FIXED);

    StatusText(String key, Object... arguments) {
        this(key, Arrays.stream(arguments).map(String::valueOf).toList());
    }

    /**
     * The text of a finding, which says what to do. The third argument of the text for a network port is its name with
     * the other scheme.
     *
     * @param evidence the received bytes or a message; may be empty
     * @param portName the port of the line
     */
    static StatusText of(Finding finding, String evidence, String portName) {
        String key = key(finding, evidence, portName);
        String shown = evidence.isBlank() ? "-" : evidence;
        if (isOfNetwork(portName)) {
            String otherName = portName.startsWith(TCP) ? portName.replaceFirst(TCP, RFC2217)
                    : portName.replaceFirst(RFC2217, TCP);
            return new StatusText(key, shown, portName, otherName);
        }
        return new StatusText(key, shown, portName);
    }

    private static boolean isOfNetwork(String portName) {
        return portName.startsWith(RFC2217) || portName.startsWith(TCP);
    }

    private static String key(Finding finding, String evidence, String portName) {
        String key = FINDING + finding.id();
        if (finding == Finding.PORT_MISSING && evidence.isBlank()) {
            return key + ".none";
        }
        String ofNetwork = isOfNetwork(portName) ? OF_NETWORK.getOrDefault(finding, key) : key;
        return portName.startsWith(TCP) ? OF_TCP.getOrDefault(finding, ofNetwork) : ofNetwork;
    }

    /**
     * The text that no meter answers with unusual settings, and what was received.
     *
     * @param evidence the received bytes; may be empty
     * @param settings the unusual settings
     */
    static StatusText withSettings(Finding finding, String evidence, String settings) {
        // openHAB translates an argument that is a key, but cannot pass arguments to it
        return WITHOUT_EVIDENCE.contains(finding) || evidence.isBlank()
                ? new StatusText("offline.comm-error.settings", settings, TEXT + FINDING + finding.id())
                : new StatusText("offline.comm-error.settings-received", settings, evidence);
    }

    /** @return the description of a status as openHAB wants it: @text/key ["argument", "argument"] */
    String toDescription() {
        String reference = TEXT + key;
        return arguments.isEmpty() ? reference
                : arguments.stream().map(StatusText::quoted).collect(Collectors.joining(", ", reference + " [", "]"));
    }

    /** openHAB splits the list at all commas, quotes and brackets. */
    private static String quoted(String argument) {
        return '"'
                + argument.replace("\"", "'").replace(',', ';').replace('[', '(').replace(']', ')').replace('\n', ' ')
                + '"';
    }
}
