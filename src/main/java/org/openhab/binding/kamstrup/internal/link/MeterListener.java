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
package org.openhab.binding.kamstrup.internal.link;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.SerialNumber;

/**
 * Hears what a {@link MeterReader} finds out, on the thread of its line. It may hear of a reading that was under way
 * when the reader was stopped, so it is told which reader speaks.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface MeterListener {

    /** The meter said who it is. */
    void identified(MeterReader reader, MeterType type, SerialNumber serialNumber);

    /**
     * The meter answered a request.
     *
     * @param ids the registers that it was asked for
     * @param values those that it has
     */
    void answered(MeterReader reader, List<Integer> ids, RegisterValues values);

    /** A reading is complete. */
    void read(MeterReader reader);

    /**
     * A reading failed.
     *
     * @param failure why
     * @param offline whether that is more than a hiccup
     */
    void missed(MeterReader reader, Outcome.Failed failure, boolean offline);
}
