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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The last exchanges on a line, in bounded memory. It is on from the beginning, so that what went wrong is there when
 * somebody asks for it. Safe for several threads.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Trace {

    private static final int EXCHANGES = 300;

    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private boolean on = true;

    /** Keeps an exchange, and forgets the oldest if there are too many. */
    synchronized void add(Exchange exchange) {
        if (on) {
            if (exchanges.size() == EXCHANGES) {
                exchanges.removeFirst();
            }
            exchanges.addLast(exchange);
        }
    }

    /**
     * Switches the trace; switched off, it keeps nothing.
     *
     * @param on whether exchanges are to be kept
     */
    public synchronized void set(boolean on) {
        this.on = on;
        if (!on) {
            exchanges.clear();
        }
    }

    /** @return the exchanges that are kept, the oldest first */
    public synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }
}
