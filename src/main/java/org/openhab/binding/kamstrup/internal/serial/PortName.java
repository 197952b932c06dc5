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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
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
 * The name of a port as a user writes it: a device, a link to a device, or a name with a scheme.
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
    private static final String RFC2217 = "rfc2217";
    private static final String TCP = "tcp";
    private static final String NO_SCHEME = "";
    /** The kinds of port that openHAB's serial transport and this add-on have. */
    private static final Set<String> COMMON_SCHEMES = Set.of(NO_SCHEME, RXTX, RFC2217, "javacomm", JSERIALCOMM, TCP);
    private static final Set<String> NETWORK_SCHEMES = Set.of(RFC2217, TCP);
    /** A single letter is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("(?s)([a-zA-Z][a-zA-Z0-9+.-]+):.*");
    /** No user, path, query or fragment. The JDK checks the host. */
    private static final Pattern ADDRESS = Pattern.compile("\\w+://[^/?#@]+/?");
    private static final int HIGHEST_NETWORK_PORT = 65535;

    private String scheme() {
        Matcher matcher = SCHEME.matcher(text);
        return matcher.matches() ? matcher.group(1) : NO_SCHEME;
    }

    /** @return whether jSerialComm opens the port */
    boolean isForJSerialComm() {
        return JSERIALCOMM.equals(scheme());
    }

    /** @return whether the port is a local one that openHAB's own serial library opens */
    boolean isForNrJavaSerial() {
        return NO_SCHEME.equals(scheme()) || RXTX.equals(scheme());
    }

    /** @return whether openHAB itself has no such kind of port; an add-on may have it */
    boolean isOfUncommonKind() {
        return !COMMON_SCHEMES.contains(scheme());
    }

    /** @return whether the port is a network port */
    boolean isOfNetwork() {
        return NETWORK_SCHEMES.contains(scheme());
    }

    /** @return whether the port is a network port without a protocol */
    boolean isOfPlainTcp() {
        return TCP.equals(scheme());
    }

    /**
     * The address of a network port.
     *
     * @throws UnknownHostException there is no such host
     */
    InetSocketAddress address() throws UnknownHostException {
        URI uri = URI.create(text);
        return new InetSocketAddress(InetAddress.getByName(uri.getHost()), uri.getPort());
    }

    /** @return whether the port is a network port by its scheme, but more or less than host and port follows */
    boolean isMalformedAddress() {
        if (!isOfNetwork()) {
            return false;
        }
        try {
            URI uri = new URI(text);
            boolean hasAddress = uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= HIGHEST_NETWORK_PORT;
            return !hasAddress || !ADDRESS.matcher(text).matches();
        } catch (URISyntaxException e) {
            return true;
        }
    }

    /**
     * The name for the serial library. That of openHAB 3 does not follow links such as /dev/serial/by-id/… or those of
     * udev. The target of a link changes when the head is plugged in elsewhere, so this is to be called at each
     * opening. The ports of jSerialComm follow links themselves: without the scheme, RXTX would open the port.
     *
     * @return the target of a link, otherwise the name
     */
    String device() {
        return isForJSerialComm() ? text
                : file().filter(Files::isSymbolicLink).map(PortName::realPath).orElseGet(() -> text);
    }

    /** @return the target of a link, the file itself if it is none or disappears now */
    static String realPath(Path file) {
        try {
            return file.toRealPath().toString();
        } catch (IOException e) {
            return file.toString();
        }
    }

    /** @return whether the name is that of a file, but no file that can be read and written */
    boolean isInaccessibleFile() {
        String name = localName();
        return name.startsWith("/") && !name.startsWith("//") && file().filter(PortName::isAccessible).isEmpty();
    }

    /** @return whether a file can be read and written */
    static boolean isAccessible(Path file) {
        return Files.isReadable(file) && Files.isWritable(file);
    }

    private String localName() {
        return isForJSerialComm() ? text.substring(JSERIALCOMM.length() + 1) : text;
    }

    /** @return the target of a link, which need not exist; empty if the name is no link */
    Optional<String> linkTarget() {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of(localName())).toString());
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** @return the same for all names of one port */
    String key() {
        String name = isOfNetwork() ? text.substring(scheme().length()) : text;
        return file().map(PortName::realPath).orElseGet(() -> name.toLowerCase(Locale.ROOT).replaceFirst("/$", ""));
    }

    /** @return the file of the port, if it is one and exists */
    Optional<Path> file() {
        try {
            return Optional.of(Path.of(localName())).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
