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

import java.util.Locale;

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
    GOOD(Category.NONE),

    /** The port is open, and nothing has been asked through it. */
    NOTHING_ASKED(Category.NONE),

    /** The name cannot be the name of a serial port. */
    PORT_NAME(Category.CONFIGURATION),
    /** There is no such port. The evidence lists those that exist. */
    PORT_MISSING(Category.PORT),
    /** The name is a link that leads to no port. The evidence is where it leads. */
    PORT_LINK(Category.PORT),
    /** The port has no device behind it: it was unplugged, and a container still has its name. */
    PORT_NO_DEVICE(Category.PORT),
    /** The user that openHAB runs as may not read or write the port. */
    PORT_FORBIDDEN(Category.PORT),
    /** The system does not permit any user to open the port: a container without access to it. */
    PORT_NOT_PERMITTED(Category.PORT),
    /** The file is no serial port. */
    PORT_NOT_SERIAL(Category.PORT),
    /** The adapter reports an error to the system. */
    PORT_IO_ERROR(Category.PORT),
    /** Another part of openHAB has it open, or another client of a network port. The evidence names it. */
    PORT_BUSY(Category.PORT),
    /** Another program has opened the port for exclusive use. */
    PORT_EXCLUSIVE(Category.PORT),
    /** The port cannot be opened and the system gives no reason: another program may have it. */
    PORT_UNAVAILABLE(Category.PORT),
    /** The port needs jSerialComm, which is not installed. */
    PORT_NO_JSERIALCOMM(Category.CONFIGURATION),
    /** The serial library that opens such ports does not run on this machine. */
    PORT_NO_LIBRARY(Category.PORT),
    /** Removed add-ons had loaded the serial library, and Java does not load it a second time. */
    PORT_LIBRARY_TWICE(Category.PORT),
    /** openHAB has so many files open that the serial library would hang while it opens a port. */
    PORT_TOO_MANY_FILES(Category.PORT),
    /** The port does not support the speed or the stop bits. */
    PORT_SETTINGS(Category.CONFIGURATION),
    /** There is no host of the name of a network port. */
    PORT_UNKNOWN_HOST(Category.PORT),
    /** The server of a network port closes the connection. The evidence is its message. */
    PORT_REFUSED(Category.PORT),
    /** The server of a plain TCP port uses Telnet. */
    PORT_TELNET(Category.CONFIGURATION),
    /** The other end of a network port does not answer. */
    PORT_UNREACHABLE(Category.PORT),
    /** A call of the serial library does not return, and cannot be ended. */
    PORT_STUCK(Category.PORT),
    /** The port was open and failed. */
    PORT_LOST(Category.PORT),

    /** The meter answers, but does not have the register. */
    NO_SUCH_REGISTER(Category.NONE),
    /** An answer from another address than the one asked. */
    OTHER_METER(Category.METER, 10),
    /** The late answer to the request before. */
    LATE_ANSWER(Category.METER, 20),
    /** An answer to another request. */
    OTHER_ANSWER(Category.METER, 30),
    /** The port changes bytes as a terminal does. The evidence begins with the change. */
    PORT_NOT_RAW(Category.DAMAGE, 40),
    /** An electricity meter answers in another protocol: DLMS in HDLC frames, or IEC 62056-21. */
    ELECTRICITY_METER(Category.METER, 45),
    /** A frame whose CRC or form is wrong. */
    DAMAGED(Category.DAMAGE, 50),
    /** An answer that ended too early. */
    CUT_SHORT(Category.DAMAGE, 60),
    /** Readable characters of seven bits with even parity: a meter of another protocol, such as IEC 62056-21. */
    OLD_METER(Category.METER, 70),
    /** No valid answer came, and the server of the network port has not agreed to RFC 2217. */
    PORT_NOT_NEGOTIATED(Category.DAMAGE, 80),
    /** No bytes of a meter came, and the server of a plain TCP port has sent text. The evidence is its beginning. */
    PORT_OTHER_SERVER(Category.METER, 85),
    /** Only the own request came back, with wrong bits. */
    ECHO_DAMAGED(Category.DAMAGE, 90),
    /** Bytes that are no frame: light, a wrong speed, another protocol. */
    NOISE(Category.DAMAGE, 100),
    /** No meter answered, and one from before KMP cannot be tried: the port does not change its speed while open. */
    SPEED_FIXED(Category.METER, 105),
    /** Only the own request came back: port and head work, the meter does not answer. */
    ECHO_ONLY(Category.METER, 110),
    /** No byte came back: the head is off, turned or misplaced, or the meter sleeps. */
    SILENT(Category.METER, 120);

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

    private final Category category;
    private final int rank;

    Finding(Category category) {
        this(category, NO_RANK);
    }

    Finding(Category category, int rank) {
        this.category = category;
        this.rank = rank;
    }

    /** @return the name of the finding in texts, events and translations, lower-case-hyphen */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The precedence among the findings about one response: the lowest rank says the most.
     *
     * @return 0 for findings that are not about a response
     */
    int rank() {
        return rank;
    }

    /** @return whether nothing came back but the own request */
    public boolean isSilence() {
        return this == SILENT || this == ECHO_ONLY;
    }

    /**
     * @return whether it tells the protocol of the meter: a frame of KMP arrived, whole or damaged, or an electricity
     *         meter answered in another one
     */
    public boolean tellsProtocol() {
        return rank > NO_RANK && rank <= CUT_SHORT.rank;
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
