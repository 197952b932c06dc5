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
package org.openhab.binding.kamstrup.internal.line;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What is known of a line and the meter at its end: that all is well, or the one thing that is wrong. Each has its
 * text, with what to do, under the key <code>finding.</code> and its id. Of several things that were heard after a
 * question, the one that is declared first tells the most and is the finding.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Finding {
    /** The meter answers. */
    GOOD("good"),

    /** The port is open, and nothing has been asked through it. */
    NOTHING_ASKED("nothing-asked"),

    /** The name is none that a serial transport could have. */
    PORT_NAME("port-name"),
    /** There is no such port. The evidence lists those that exist. */
    PORT_MISSING("port-missing"),
    /** The name is a link that leads to no port. The evidence is where it leads. */
    PORT_LINK("port-link"),
    /** The port is there, but no device behind it: it was pulled, and a container still has its name. */
    PORT_NO_DEVICE("port-no-device"),
    /** The user that openHAB runs as may not read or write the port. */
    PORT_FORBIDDEN("port-forbidden"),
    /** The system does not let anybody here open the port, whatever the user's rights: a container without it. */
    PORT_NOT_PERMITTED("port-not-permitted"),
    /** What is there is no serial port. */
    PORT_NOT_SERIAL("port-not-serial"),
    /** The adapter does not do what the system wants of it. */
    PORT_IO_ERROR("port-io-error"),
    /** Another part of openHAB has it open, or another client of a network port. The evidence names it. */
    PORT_BUSY("port-busy"),
    /** Another program has the port for itself. */
    PORT_EXCLUSIVE("port-exclusive"),
    /** The port is there, but cannot be opened, and the system does not say why: another program may have it. */
    PORT_UNAVAILABLE("port-unavailable"),
    /** The port is to be opened with jSerialComm, which is not installed. */
    PORT_NO_JSERIALCOMM("port-no-jserialcomm"),
    /** The serial library that opens such ports does not run on this machine. */
    PORT_NO_LIBRARY("port-no-library"),
    /** The serial library was loaded before, for add-ons that have gone, and Java does not load it a second time. */
    PORT_LIBRARY_TWICE("port-library-twice"),
    /** The port does not do the speed or the stop bits. */
    PORT_SETTINGS("port-settings"),
    /** There is no host of the name of a network port. */
    PORT_UNKNOWN_HOST("port-unknown-host"),
    /** The server of a network port closes the connection. The evidence is what it said before. */
    PORT_REFUSED("port-refused"),
    /** The other end of a network port does not answer. */
    PORT_UNREACHABLE("port-unreachable"),
    /** The serial library does not come back from what it does with the port, and nothing can end that. */
    PORT_STUCK("port-stuck"),
    /** The port was open and failed. */
    PORT_LOST("port-lost"),

    /** The meter answers, but does not have what it was asked for. */
    NO_SUCH_REGISTER("no-such-register"),
    /** An answer from another address than the one asked. */
    OTHER_METER("other-meter"),
    /** The answer to the question before came too late for that one. */
    LATE_ANSWER("late-answer"),
    /** An answer to another question than the one asked. */
    OTHER_ANSWER("other-answer"),
    /** The port changes bytes as a terminal does. The evidence begins with the change. */
    PORT_NOT_RAW("port-not-raw"),
    /** A frame whose CRC or form is wrong. */
    DAMAGED("damaged"),
    /** An answer that ended too early. */
    CUT_SHORT("cut-short"),
    /** The readable characters of a meter from before KMP (MULTICAL 66, 401): IEC 1107, 300 baud, 7E. */
    OLD_METER("old-meter"),
    /** Nothing of a meter came, and the server of the network port has not agreed to RFC 2217. */
    PORT_NOT_NEGOTIATED("port-not-negotiated"),
    /** The own request came back with wrong bits, and nothing else. */
    ECHO_DAMAGED("echo-damaged"),
    /** Bytes that make no frame: light, a wrong speed, another protocol. */
    NOISE("noise"),
    /** Only the own request came back: port and head work, the meter says nothing. */
    ECHO_ONLY("echo-only"),
    /** Not one byte came back: the head is off, turned or misplaced, or the meter sleeps. */
    SILENT("silent");

    private final String id;

    Finding(String id) {
        this.id = id;
    }

    /** @return the name of the finding in texts, events and translations, lower-case-hyphen */
    public String id() {
        return id;
    }

    /** @return whether nobody but the user can mend it, by setting something else */
    public boolean isMatterOfConfiguration() {
        return this == PORT_NAME || this == PORT_SETTINGS || this == PORT_NO_JSERIALCOMM;
    }

    /** @return whether bytes arrived wrong, so that others may have too */
    public boolean isDamage() {
        return this == PORT_NOT_RAW || this == DAMAGED || this == CUT_SHORT || this == ECHO_DAMAGED || this == NOISE;
    }

    /** @return whether the port is not open */
    public boolean isOfPort() {
        return compareTo(PORT_NAME) >= 0 && compareTo(PORT_LOST) <= 0;
    }

    /** @return whether the port is open, but the meter does not answer as it should */
    public boolean isOfMeter() {
        return compareTo(OTHER_METER) >= 0;
    }
}
