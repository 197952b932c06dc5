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
package org.openhab.binding.kamstrup.internal.polling;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.Reading;

/**
 * Hears what comes of reading a meter, on the line's thread, and says what is worth a reading.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface MeterPollerListener {

    /**
     * The meter said who it is.
     *
     * @return what is known of this meter; if nothing is, it is asked for everything that it has
     */
    Optional<MeterProfile> identified(MeterPoller source, MeterType type, SerialNumber serialNumber);

    /** The meter said what it has. */
    void probed(MeterPoller source, MeterProfile profile);

    /** @return what is worth a reading */
    RegisterDemand demand(MeterPoller source);

    /** @return how long until the counters are wanted, whatever the intervals say; empty if that is never */
    Optional<Duration> untilCountersAreDue(MeterPoller source);

    /**
     * The meter answered, maybe not everything that it was asked.
     *
     * @return the ids of registers that have to be read a second time at once
     */
    Set<Integer> answered(MeterPoller source, Reading reading);

    /** A reading is complete. */
    void read(MeterPoller source);

    /**
     * A reading failed.
     *
     * @param failure why
     * @param offline whether that is more than a hiccup
     */
    void missed(MeterPoller source, RequestResult.Failed failure, boolean offline);
}
