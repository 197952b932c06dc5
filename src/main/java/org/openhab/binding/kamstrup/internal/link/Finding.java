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
package org.openhab.binding.kamstrup.internal.link;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What is wrong when a question gets no answer that can be used. The order is that of what they tell: of several things
 * that were heard, the first is the finding.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Finding {
    /** An answer from another address than the one asked. */
    OTHER_METER("other-meter"),
    /** An answer to another question than the one asked. */
    OTHER_ANSWER("other-answer"),
    /** A frame whose check sum or form is wrong. */
    DAMAGED("damaged"),
    /** An answer that ended too early. */
    CUT_SHORT("cut-short"),
    /** Octets that make no frame: light, a wrong speed, another protocol. */
    NOISE("noise"),
    /** Only the own request came back: port and head work, the meter says nothing. */
    ECHO_ONLY("echo-only"),
    /** Not one octet came back: the head is off, turned or misplaced, or the meter sleeps. */
    SILENT("silent");

    private final String id;

    Finding(String id) {
        this.id = id;
    }

    /** @return the name of the finding in texts and translations, lower-case-hyphen */
    public String id() {
        return id;
    }
}
