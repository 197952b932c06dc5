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
package org.openhab.binding.kamstrup.internal.simulator;

import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Frame;

/**
 * Something that goes wrong between a port and a meter. Several can go wrong on one line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface Fault {

    /** Where a byte is on its way. */
    enum Way {
        /** Of the request, as the meter hears it. */
        TO_METER,
        /** Of the request, as the head sends its own light back. */
        ECHO,
        /** Of the answer. */
        ANSWER
    }

    /**
     * What becomes of a byte.
     *
     * @param way where it is
     * @param index its place in the request or the answer
     * @param byte as it was sent
     * @return what arrives instead: nothing, one or more
     */
    default int[] arrives(Way way, int index, int byteValue) {
        return new int[] { byteValue };
    }

    /**
     * What the line is silent for before a byte.
     *
     * @param way where it is
     * @param index its place in the request or the answer
     */
    default long pauseNanos(Way way, int index) {
        return 0;
    }

    /**
     * What the meter answers.
     *
     * @param at when it heard the request, in nanoseconds since some moment
     * @param request what it heard
     * @param answer what it would answer; empty if it would stay silent
     */
    default Optional<Frame> answer(long at, Frame request, Optional<Frame> answer) {
        return answer;
    }
}
