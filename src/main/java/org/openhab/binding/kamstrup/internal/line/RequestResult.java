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
 * What came of a question to a meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface RequestResult {

    /**
     * The meter answered, and the answer passed every check.
     *
     * @param response the answer
     */
    record Answered(Response response) implements RequestResult {
    }

    /**
     * The port works, and there was no answer that could be used.
     *
     * @param finding what is wrong
     * @param evidence the bytes that came, as hex, or what a server said; empty if nothing came
     */
    record Failed(Finding finding, String evidence) implements RequestResult {
    }

    /**
     * There is no port to ask through.
     *
     * @param evidence what the system said; may be empty
     */
    record NoPort(String evidence) implements RequestResult {
    }

    /** The line was stopped in the middle. */
    record Stopped() implements RequestResult {
    }
}
