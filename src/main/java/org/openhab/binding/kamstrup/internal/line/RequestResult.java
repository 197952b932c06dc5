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

import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.text.DataBlock;
import org.openhab.binding.kamstrup.internal.text.TextAnswer;

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
     * A meter from before KMP answered, and its answer passed all checks. Lines have no check sum: their digits may be
     * wrong all the same.
     *
     * @param lines all lines of the answer; none if it is a data block
     * @param block the data block, whose BCC is right and which has values; empty if the answer has lines
     */
    record TextAnswered(List<TextAnswer> lines, Optional<DataBlock> block) implements RequestResult {

        /** Makes a result. */
        public TextAnswered {
            lines = List.copyOf(lines);
        }
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
