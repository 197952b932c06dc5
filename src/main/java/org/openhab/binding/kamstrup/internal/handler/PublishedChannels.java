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

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The channels of a meter and those that the user added: passes their states to openHAB.
 * <p>
 * The caller sees to it that one thread at a time uses it, except for {@link #all}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PublishedChannels {

    private final ChannelStates states;
    private final BiConsumer<ChannelUID, State> openHab;
    private volatile List<MeterChannel> ofMeter = List.of();
    private volatile List<MeterChannel> ofUser = List.of();
    private MeterConfiguration configuration;
    private Map<String, StatusText> errors = new TreeMap<>();

    /**
     * Makes it without channels.
     *
     * @param states keeps the states, and how long they are valid
     * @param configuration says for how long that is
     * @param openHab receives the states
     */
    PublishedChannels(ChannelStates states, MeterConfiguration configuration, BiConsumer<ChannelUID, State> openHab) {
        this.states = states;
        this.configuration = configuration;
        this.openHab = openHab;
    }

    /** Takes the channels that the user added, with a new configuration. */
    void configure(UserChannels channels, MeterConfiguration newConfiguration) {
        ofUser = channels.channels();
        errors = new TreeMap<>(channels.validationErrors());
        configuration = newConfiguration;
    }

    /** Takes the channels of the meter. */
    void setOfMeter(List<MeterChannel> channels) {
        ofMeter = List.copyOf(channels);
    }

    /** @return the channels of the meter, then those that the user added */
    Stream<MeterChannel> all() {
        return Stream.concat(ofMeter.stream(), ofUser.stream());
    }

    /** @return what is wrong with a channel of the user; the first one, if there are several */
    Optional<StatusText> error() {
        return errors.values().stream().findFirst();
    }

    /** Trusts states that openHAB restored as long as new ones. */
    void keepRestored() {
        all().forEach(channel -> states.keep(channel.id(), configuration.trust(channel.pollClassesOfState())));
    }

    /** Publishes the channels whose registers are in an update; those whose values were rejected become UNDEF. */
    void publish(MeterUpdate update) {
        all().filter(channel -> update.hasAll(channel.needs())).forEach(channel -> publish(channel, update));
        all().filter(channel -> channel.needs().stream().anyMatch(update.refused()::contains))
                .forEach(channel -> publish(channel, UnDefType.UNDEF));
    }

    /**
     * Answers a user who asks for a channel anew: publishes the state of one that is made of no registers.
     *
     * @param uid the channel
     * @param state of the meter; empty before its first answer
     * @return the registers to read
     */
    Set<Integer> refresh(ChannelUID uid, Optional<MeterState> state) {
        Set<Integer> ids = new HashSet<>();
        all().filter(channel -> channel.channel().getUID().equals(uid)).forEach(channel -> {
            ids.addAll(channel.reads().keySet());
            state.filter(known -> channel.reads().isEmpty())
                    .ifPresent(known -> publish(channel, MeterUpdate.of(known, false)));
        });
        return ids;
    }

    /** Publishes a channel, if it can show the update. */
    private void publish(MeterChannel channel, MeterUpdate update) {
        Optional<State> newState = channel.state().of(update);
        if (newState.isPresent()) {
            errors.remove(channel.id());
            publish(channel, newState.get());
        } else if (ofUser.contains(channel)) {
            errors.put(channel.id(), UserChannels.validationError(channel, update.accepted()));
            publish(channel, UnDefType.UNDEF);
        }
    }

    private void publish(MeterChannel channel, State newState) {
        states.put(channel.id(), newState, configuration.trust(channel.pollClassesOfState()));
        openHab.accept(channel.channel().getUID(), newState);
    }

    /** Sets all channels to UNDEF, those with restored states included. */
    void setUndef() {
        all().filter(MeterChannel::isState)
                .forEach(channel -> openHab.accept(channel.channel().getUID(), UnDefType.UNDEF));
        states.clear();
    }
}
