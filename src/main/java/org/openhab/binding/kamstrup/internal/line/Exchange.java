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

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * One request and what was heard after it.
 *
 * @param at when the request was written
 * @param attempt 1 for the first, more if it is asked again
 * @param sent the bytes of the request
 * @param heard the bytes that came, own echo included; of very many only the first ones
 * @param heardBytes how many came
 * @param outcome what came of it
 * @param responseTime from the end of the request to the beginning of the answer; empty without an answer
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Exchange(Instant at, int attempt, ByteString sent, ByteString heard, int heardBytes,
        RequestResult outcome, Optional<Duration> responseTime) {

    /** Hears of each exchange, on the line's thread. */
    public interface Listener {
        /** An exchange is over. */
        void exchanged(Exchange exchange);
    }
}
