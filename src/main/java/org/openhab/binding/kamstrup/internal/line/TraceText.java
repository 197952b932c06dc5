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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Decode;

/**
 * Exchanges as lines of text that can be sent to somebody who knows the protocol: for each the time, what was sent
 * (&gt;)
 * and heard (&lt;) as hex, each with its decoding below it (=), and what came of it (!). In English in every language,
 * because it is read by developers.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class TraceText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx",
            Locale.ROOT);

    private TraceText() {
    }

    /**
     * Writes exchanges.
     *
     * @param exchanges the oldest first
     * @param zone of the times
     */
    public static List<String> of(List<Exchange> exchanges, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            lines.add(TIME.format(exchange.at().atZone(zone)) + " attempt " + exchange.attempt());
            add(lines, "> ", exchange.sent());
            add(lines, "< ", exchange.heard());
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
        String more = exchange.heardBytes() > exchange.heard().size() ? ", " + exchange.heardBytes() + " bytes in all"
                : "";
        return exchange.responseTime().map(time -> "answered after " + time.toMillis() + " ms").orElseGet(
                () -> exchange.outcome()instanceof RequestResult.Failed failed ? failed.finding().id() : "answered")
                + more;
    }
}
