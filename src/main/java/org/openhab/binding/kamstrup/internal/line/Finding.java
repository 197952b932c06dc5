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
 * What is known of a line and the meter at its end: that the meter answers, or the one thing that is wrong. Each has a
 * text that says what to do, under the key <code>finding.</code> and its id. The order of the declarations means
 * nothing.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Finding {
    /** The meter answers. */
    GOOD("good", Category.NONE),

    /** The port is open, and nothing has been asked through it. */
    NOTHING_ASKED("nothing-asked", Category.NONE),

    /** The name cannot be the name of a serial port. */
    PORT_NAME("port-name", Category.CONFIGURATION),
    /** There is no such port. The evidence lists those that exist. */
    PORT_MISSING("port-missing", Category.PORT),
    /** The name is a link that leads to no port. The evidence is where it leads. */
    PORT_LINK("port-link", Category.PORT),
    /** The port has no device behind it: it was unplugged, and a container still has its name. */
    PORT_NO_DEVICE("port-no-device", Category.PORT),
    /** The user that openHAB runs as may not read or write the port. */
    PORT_FORBIDDEN("port-forbidden", Category.PORT),
    /** The system does not permit any user to open the port: a container without access to it. */
    PORT_NOT_PERMITTED("port-not-permitted", Category.PORT),
    /** The file is no serial port. */
    PORT_NOT_SERIAL("port-not-serial", Category.PORT),
    /** The adapter reports an error to the system. */
    PORT_IO_ERROR("port-io-error", Category.PORT),
    /** Another part of openHAB has it open, or another client of a network port. The evidence names it. */
    PORT_BUSY("port-busy", Category.PORT),
    /** Another program has opened the port for exclusive use. */
    PORT_EXCLUSIVE("port-exclusive", Category.PORT),
    /** The port cannot be opened and the system gives no reason: another program may have it. */
    PORT_UNAVAILABLE("port-unavailable", Category.PORT),
    /** The port needs jSerialComm, which is not installed. */
    PORT_NO_JSERIALCOMM("port-no-jserialcomm", Category.CONFIGURATION),
    /** The serial library that opens such ports does not run on this machine. */
    PORT_NO_LIBRARY("port-no-library", Category.PORT),
    /** Removed add-ons had loaded the serial library, and Java does not load it a second time. */
    PORT_LIBRARY_TWICE("port-library-twice", Category.PORT),
    /** The port does not support the speed or the stop bits. */
    PORT_SETTINGS("port-settings", Category.CONFIGURATION),
    /** There is no host of the name of a network port. */
    PORT_UNKNOWN_HOST("port-unknown-host", Category.PORT),
    /** The server of a network port closes the connection. The evidence is its message. */
    PORT_REFUSED("port-refused", Category.PORT),
    /** The other end of a network port does not answer. */
    PORT_UNREACHABLE("port-unreachable", Category.PORT),
    /** A call of the serial library does not return, and cannot be ended. */
    PORT_STUCK("port-stuck", Category.PORT),
    /** The port was open and failed. */
    PORT_LOST("port-lost", Category.PORT),

    /** The meter answers, but does not have the register. */
    NO_SUCH_REGISTER("no-such-register", Category.NONE),
    /** An answer from another address than the one asked. */
    OTHER_METER("other-meter", Category.METER, 10),
    /** The late answer to the request before. */
    LATE_ANSWER("late-answer", Category.METER, 20),
    /** An answer to another request. */
    OTHER_ANSWER("other-answer", Category.METER, 30),
    /** The port changes bytes as a terminal does. The evidence begins with the change. */
    PORT_NOT_RAW("port-not-raw", Category.DAMAGE, 40),
    /** A frame whose CRC or form is wrong. */
    DAMAGED("damaged", Category.DAMAGE, 50),
    /** An answer that ended too early. */
    CUT_SHORT("cut-short", Category.DAMAGE, 60),
    /** The readable characters of a meter from before KMP (MULTICAL 66, 401): IEC 1107, 300 baud, 7E. */
    OLD_METER("old-meter", Category.METER, 70),
    /** No bytes of a meter came, and the server of the network port has not agreed to RFC 2217. */
    PORT_NOT_NEGOTIATED("port-not-negotiated", Category.METER, 80),
    /** Only the own request came back, with wrong bits. */
    ECHO_DAMAGED("echo-damaged", Category.DAMAGE, 90),
    /** Bytes that are no frame: light, a wrong speed, another protocol. */
    NOISE("noise", Category.DAMAGE, 100),
    /** Only the own request came back: port and head work, the meter does not answer. */
    ECHO_ONLY("echo-only", Category.METER, 110),
    /** No byte came back: the head is off, turned or misplaced, or the meter sleeps. */
    SILENT("silent", Category.METER, 120);

    /** The part that a finding is about. */
    private enum Category {
        /** Nothing is wrong with the port or the meter. */
        NONE,
        /** The port is not open. */
        PORT,
        /** The port is not open, because of the configuration. */
        CONFIGURATION,
        /** The port is open, but the meter does not answer as it should. */
        METER,
        /** The same, and bytes arrive changed. */
        DAMAGE
    }

    private static final int NO_RANK = 0;

    private final String id;
    private final Category category;
    private final int rank;

    Finding(String id, Category category) {
        this(id, category, NO_RANK);
    }

    Finding(String id, Category category, int rank) {
        this.id = id;
        this.category = category;
        this.rank = rank;
    }

    /** @return the name of the finding in texts, events and translations, lower-case-hyphen */
    public String id() {
        return id;
    }

    /**
     * The precedence among the findings about one response: the lowest rank says the most.
     *
     * @return 0 for findings that are not about a response
     */
    int rank() {
        return rank;
    }

    /** @return whether only another configuration helps */
    public boolean isOfConfiguration() {
        return category == Category.CONFIGURATION;
    }

    /** @return whether bytes arrived changed, so that others may have too */
    boolean isDamage() {
        return category == Category.DAMAGE;
    }

    /** @return whether the port is not open */
    public boolean isOfPort() {
        return category == Category.PORT || category == Category.CONFIGURATION;
    }

    /** @return whether the port is open, but the meter does not answer as it should */
    public boolean isOfMeter() {
        return category == Category.METER || category == Category.DAMAGE;
    }
}
