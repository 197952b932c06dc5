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
 * One request and what was received after it.
 *
 * @param at when the request was written
 * @param attempt 1 for the first request, more for a repeated one
 * @param sent the bytes of the request
 * @param received the received bytes, own echo included; of very many only the first ones
 * @param receivedBytes the number of received bytes
 * @param outcome the result
 * @param responseTime from the end of the request to the beginning of the answer; empty without an answer
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Exchange(Instant at, int attempt, ByteString sent, ByteString received, int receivedBytes,
        RequestResult outcome, Optional<Duration> responseTime) {
}
