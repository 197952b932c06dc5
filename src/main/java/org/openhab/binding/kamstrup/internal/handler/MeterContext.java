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
package org.openhab.binding.kamstrup.internal.handler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;

/**
 * A meter of which is known who it is and what it has.
 *
 * @param profile who and what
 * @param processor makes of its readings what is worth to be shown
 * @param channels the channels that follow from it
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record MeterContext(MeterProfile profile, ReadingProcessor processor, List<MeterChannel> channels) {

    /**
     * Looks for registers that come in another unit than when the meter was asked for all of them: it was configured
     * anew.
     *
     * @return the profile with them; empty if there are none
     */
    Optional<MeterProfile> inOtherUnits(Reading reading) {
        Map<Integer, RegisterValue> other = new HashMap<>();
        profile.registers().forEach((id, before) -> reading.find(id).filter(now -> now.unitCode() != before.unitCode())
                .ifPresent(now -> other.put(id, now)));
        return other.isEmpty() ? Optional.empty() : Optional.of(profile.with(other));
    }
}
