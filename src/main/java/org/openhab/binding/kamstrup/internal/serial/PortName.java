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
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
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

    private static final String RXTX = "rxtx";
    private static final String JSERIALCOMM_PREFIX = JSERIALCOMM + ":";

    private static final String RFC2217 = "rfc2217";
    private static final String RFC2217_PREFIX = RFC2217 + ":";

    /** Those that openHAB's serial transport and this add-on have. */
    private static final Set<String> SCHEMES = Set.of(RFC2217, RXTX, "javacomm", JSERIALCOMM);
    /** No user, path, query or fragment; what stands at the host's place is for the JDK to judge. */
    private static final Pattern RFC2217_ADDRESS = Pattern.compile(RFC2217_PREFIX + "//[^/?#@]+/?");
    private static final int HIGHEST_NETWORK_PORT = 65535;
    /** Of one letter it is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):.*");

    /** @return whether the port is to be opened with jSerialComm */
    boolean isForJSerialComm() {
        return text.startsWith(JSERIALCOMM_PREFIX);
    }

    /** @return whether the port is a local one that openHAB's own serial library opens */
    boolean isForNrJavaSerial() {
        Matcher matcher = SCHEME.matcher(text);
        return !matcher.matches() || RXTX.equals(matcher.group(1));
    }

    /** @return whether the port is of a kind that openHAB itself does not have, though an add-on may */
    boolean isOfUncommonKind() {
        Matcher matcher = SCHEME.matcher(text);
        return matcher.matches() && !SCHEMES.contains(matcher.group(1));
    }

    /** @return whether the port is one of the network */
    boolean isOfNetwork() {
        return text.startsWith(RFC2217_PREFIX);
    }

    /**
     * openHAB's serial transport takes whatever begins like a port of the network, and then fails to connect.
     *
     * @return whether the port is one of the network by its scheme, but host and port are not all that follows
     */
    boolean isUselessAddress() {
        if (!isOfNetwork()) {
            return false;
        }
        try {
            URI uri = new URI(text);
            boolean hasAddress = uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= HIGHEST_NETWORK_PORT;
            return !hasAddress || !RFC2217_ADDRESS.matcher(text).matches();
        } catch (URISyntaxException e) {
            return true;
        }
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
                : file().filter(Files::isSymbolicLink).map(PortName::realPath).orElseGet(() -> text);
    }

    private static String realPath(Path link) {
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

    /** @return where the port leads by its name, if that is a link; there need be nothing */
    Optional<String> linkTarget() {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of(localName())).toString());
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** @return the same for all names of one port */
    String key() {
        return file().map(PortName::realPath).orElseGet(() -> text.toLowerCase(Locale.ROOT).replaceFirst("/$", ""));
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
