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

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class StatusTextTest {

    @Test
    void withoutArguments() {
        assertEquals("@text/offline.conf-error.no-port", new StatusText("offline.conf-error.no-port").toDescription());
    }

    @Test
    void argumentsAreQuoted() {
        assertEquals("@text/key [\"/dev/ttyUSB0\", \"3\"]", new StatusText("key", "/dev/ttyUSB0", 3).toDescription());
    }

    @Test
    void whatOpenHabWouldTakeForItsListIsReplaced() {
        assertEquals("@text/key [\"a; b (c) 'd'\"]", new StatusText("key", "a, b [c] \"d\"").toDescription());
    }
}
