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

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.types.State;

/**
 * A channel of a meter and the source of its state.
 *
 * @param channel the channel
 * @param reads the registers that are read for it, with their poll classes
 * @param needs the registers that an update must have for a new state
 * @param state makes the state
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record MeterChannel(Channel channel, Map<Integer, PollClass> reads, Set<Integer> needs, Source state) {

    /** Makes the state of a channel. */
    interface Source {
        /** @return empty if the channel cannot show the value of its register */
        Optional<State> of(MeterUpdate update);
    }

    /** @return the id within the thing, with the group */
    String id() {
        return channel.getUID().getId();
    }

    /** @return whether it has a state: a trigger channel has none */
    boolean isState() {
        return channel.getKind() == ChannelKind.STATE;
    }

    /** @return the poll classes of the registers that the state is made of */
    Set<PollClass> pollClassesOfState() {
        return reads.entrySet().stream().filter(read -> needs.contains(read.getKey())).map(Map.Entry::getValue)
                .collect(Collectors.toUnmodifiableSet());
    }
}
