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

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Decode;

/**
 * The last exchanges on a line, in bounded memory. It is on from the beginning, so that an exchange that failed is
 * still there when a user asks for it. Safe for several threads.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Trace {

    private static final int MAX_EXCHANGES = 300;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx",
            Locale.ROOT);

    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private boolean on = true;

    /** Keeps an exchange, and drops the oldest one if there are too many. */
    synchronized void add(Exchange exchange) {
        if (on) {
            if (exchanges.size() == MAX_EXCHANGES) {
                exchanges.removeFirst();
            }
            exchanges.addLast(exchange);
        }
    }

    /**
     * Switches the trace. Switched off, it is empty.
     *
     * @param on whether exchanges are kept
     */
    public synchronized void set(boolean on) {
        this.on = on;
        if (!on) {
            exchanges.clear();
        }
    }

    /** @return the kept exchanges, the oldest first */
    synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /**
     * The kept exchanges as text for a developer, in English in every language. The lines of an exchange are its time,
     * the sent (&gt;) and the received (&lt;) bytes as hex, each with its decoding below (=), and the result (!).
     *
     * @param zone of the times
     */
    public List<String> lines(ZoneId zone) {
        List<String> lines = new ArrayList<>();
        for (Exchange exchange : exchanges()) {
            lines.add(TIME.format(exchange.at().atZone(zone)) + " attempt " + exchange.attempt());
            add(lines, "> ", exchange.sent());
            add(lines, "< ", exchange.received());
            lines.add("  ! " + result(exchange));
        }
        return lines;
    }

    private static void add(List<String> lines, String arrow, ByteString bytes) {
        lines.add("  " + arrow + (bytes.isEmpty() ? "nothing" : bytes));
        if (!bytes.isEmpty()) {
            lines.add("    = " + Decode.json(bytes));
        }
    }

    private static String result(Exchange exchange) {
        String more = exchange.receivedBytes() > exchange.received().size()
                ? ", " + exchange.receivedBytes() + " bytes in all"
                : "";
        return exchange.responseTime().map(time -> "answered after " + time.toMillis() + " ms").orElseGet(
                () -> exchange.outcome()instanceof RequestResult.Failed failed ? failed.finding().id() : "answered")
                + more;
    }
}
