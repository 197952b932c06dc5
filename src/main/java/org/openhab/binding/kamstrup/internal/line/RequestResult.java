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
import org.openhab.binding.kamstrup.internal.kmp.Response;

/**
 * The result of a request to a meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface RequestResult {

    /**
     * The meter answered, and the answer passed all checks.
     *
     * @param response the answer
     */
    record Answered(Response response) implements RequestResult {
    }

    /**
     * The port works, and there was no valid answer.
     *
     * @param finding what is wrong
     * @param evidence the received bytes as hex, or the message of a server; empty if nothing was received
     */
    record Failed(Finding finding, String evidence) implements RequestResult {
    }

    /**
     * The port is not open.
     *
     * @param evidence the message of the system; may be empty
     */
    record NoPort(String evidence) implements RequestResult {
    }

    /** The line was stopped meanwhile. */
    record Stopped() implements RequestResult {
    }
}
