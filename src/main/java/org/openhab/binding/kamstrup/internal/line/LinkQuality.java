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
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How well a line works. Each attempt counts, so a question that is answered at the second attempt is one good answer
 * of two.
 *
 * @param lastHour the good answers of the last hour
 * @param lastDay the good answers of the last day
 * @param responseTime how long the meter needed to begin its latest answer; empty before the first one
 * @param retries how often a question had to be asked again, since the line was made
 * @param sent bytes sent since then
 * @param received bytes that came since then, own echo included
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record LinkQuality(SuccessRate lastHour, SuccessRate lastDay, Optional<Duration> responseTime, long retries,
        long sent, long received) {
}
