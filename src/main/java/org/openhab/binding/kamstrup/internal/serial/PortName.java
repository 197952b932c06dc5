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
package org.openhab.binding.kamstrup.internal.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The name of a port as a user writes it: a device, a link to one, or something with a scheme before it.
 *
 * @param text what the user wrote
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record PortName(String text) {

    /** The scheme of ports that are opened with jSerialComm. */
    static final String JSERIALCOMM = "jserialcomm";

    private static final String JSERIALCOMM_PREFIX = JSERIALCOMM + ":";

    /** Those that openHAB's serial transport and this add-on have. */
    private static final Set<String> SCHEMES = Set.of("rfc2217", "rxtx", "javacomm", JSERIALCOMM);
    /** Of one letter it is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):.*");

    /** @return whether the port is to be opened with jSerialComm */
    boolean isForJSerialComm() {
        return text.startsWith(JSERIALCOMM_PREFIX);
    }

    /** @return whether the port is of a kind that openHAB itself does not have, though an add-on may */
    boolean isOfUncommonKind() {
        Matcher matcher = SCHEME.matcher(text);
        return matcher.matches() && !SCHEMES.contains(matcher.group(1));
    }

    /**
     * What a serial library opens. The one of openHAB 3 does not follow links such as /dev/serial/by-id/… or those of
     * udev, and where a link leads changes whenever the head is plugged in: so this is asked at each opening. Links for
     * jSerialComm are followed by its own ports: without the scheme, RXTX would open them.
     *
     * @return the name, or the file it leads to if it is a link
     */
    String device() {
        return isForJSerialComm() ? text
                : file().filter(Files::isSymbolicLink).map(PortName::linkTarget).orElseGet(() -> text);
    }

    private static String linkTarget(Path link) {
        try {
            return link.toRealPath().toString();
        } catch (IOException e) {
            // gone in this moment: then the link is missing as well
            return link.toString();
        }
    }

    /** @return whether the port is to be a file, by its name, and is none that can be read and written */
    boolean isUselessFile() {
        String name = localName();
        return name.startsWith("/") && !name.startsWith("//")
                && file().filter(path -> Files.isReadable(path) && Files.isWritable(path)).isEmpty();
    }

    private String localName() {
        return isForJSerialComm() ? text.substring(JSERIALCOMM_PREFIX.length()) : text;
    }

    /** @return the port as a file, if it is one and is there */
    Optional<Path> file() {
        try {
            return Optional.of(Path.of(localName())).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
