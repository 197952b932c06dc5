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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterKind;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The channels that a user added to a meter: any register as a number, a quantity, a date or a text, or a channel type
 * of the catalogue under another name.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class UserChannels {

    static final String REGISTER = "register";

    private static final String POLL_CLASS = "pollClass";

    /** Makes the state of a channel type from a register. */
    private interface Kind {
        Optional<State> state(MeterStates states, RegisterValue value, Reading reading);
    }

    private static final Map<String, Kind> KINDS = Map.of( //
            "register-number", (states, value, reading) -> states.plainNumber(value), //
            "register-quantity", (states, value, reading) -> states.quantity(value), //
            "register-date", (states, value, reading) -> states.moment(value, reading), //
            "register-text", (states, value, reading) -> states.text(value));

    private final List<MeterChannel> channels = new ArrayList<>();
    private final Map<String, StatusText> validationErrors = new HashMap<>();

    /**
     * Reads the configuration of the channels.
     *
     * @param channels those of the meter that a user added
     * @param states makes the states
     */
    UserChannels(List<Channel> channels, MeterStates states) {
        channels.forEach(channel -> add(channel, states));
    }

    /** @return the id of the channel type that shows a quantity of any register */
    static String typeFor(RegisterKind kind) {
        return switch (kind.itemType()) {
            case "DateTime" -> "register-date";
            case "String" -> "register-text";
            case "Number" -> "register-number";
            default -> "register-quantity";
        };
    }

    /** @return the valid channels */
    List<MeterChannel> channels() {
        return List.copyOf(channels);
    }

    /** @return the errors of the others, by the id of the channel */
    Map<String, StatusText> validationErrors() {
        return Map.copyOf(validationErrors);
    }

    /**
     * The error of a channel without a state.
     *
     * @param channel the channel
     * @param reading the reading without a state for it
     */
    static StatusText validationError(MeterChannel channel, Reading reading) {
        String register = ConfigurationReader.text(channel.channel().getConfiguration(), REGISTER);
        boolean isThere = register(channel.channel().getConfiguration()).flatMap(reading::find).isPresent();
        return new StatusText(isThere ? "online.conf-error.channel-not-so" : "online.conf-error.channel-left-out",
                channel.id(), register, typeOf(channel.channel()));
    }

    private void add(Channel channel, MeterStates states) {
        String id = channel.getUID().getId();
        String type = typeOf(channel);
        Kind kind = KINDS.get(type);
        Optional<Register> register = catalogue(type);
        if (kind != null) {
            addRegister(channel, kind, states);
        } else if (register.isPresent()) {
            channels.add(ofCatalogue(channel, register.get(), states));
        } else {
            validationErrors.put(id, new StatusText("online.conf-error.channel-kind", id, type.isEmpty() ? "-" : type,
                    KINDS.keySet().stream().sorted().collect(Collectors.joining(" "))));
        }
    }

    private static String typeOf(Channel channel) {
        ChannelTypeUID type = channel.getChannelTypeUID();
        return type == null || !KamstrupBindingConstants.BINDING_ID.equals(type.getBindingId()) ? "" : type.getId();
    }

    private static Optional<Register> catalogue(String type) {
        return RegisterCatalogue.channels().stream().filter(register -> register.channel().equals(type)).findAny();
    }

    private void addRegister(Channel channel, Kind kind, MeterStates states) {
        Configuration configuration = channel.getConfiguration();
        String id = channel.getUID().getId();
        Optional<Integer> register = register(configuration);
        Optional<PollClass> pollClass = pollClass(configuration);
        if (register.isEmpty()) {
            validationErrors.put(id,
                    new StatusText("online.conf-error.channel-register", id, orNothing(configuration, REGISTER)));
        } else if (pollClass.isEmpty()) {
            validationErrors.put(id,
                    new StatusText("online.conf-error.channel-poll-class", id, orNothing(configuration, POLL_CLASS)));
        } else {
            channels.add(ofRegister(channel, register.get(), pollClass.get(), kind, states));
        }
    }

    private static Optional<Integer> register(Configuration configuration) {
        return ConfigurationReader.whole(configuration, REGISTER, 0, GetRegisters.MAX_ID);
    }

    private static String orNothing(Configuration configuration, String name) {
        String text = ConfigurationReader.text(configuration, name);
        return text.isEmpty() ? "-" : text;
    }

    private static Optional<PollClass> pollClass(Configuration configuration) {
        String name = ConfigurationReader.text(configuration, POLL_CLASS).toUpperCase(Locale.ROOT);
        return name.isEmpty() ? Optional.of(PollClass.COUNTER)
                : Stream.of(PollClass.values()).filter(pollClass -> pollClass.name().equals(name)).findFirst();
    }

    /**
     * A channel with any register.
     *
     * @param kind makes its state
     */
    private static MeterChannel ofRegister(Channel channel, int register, PollClass pollClass, Kind kind,
            MeterStates states) {
        Map<Integer, PollClass> reads = new HashMap<>(Map.of(register, pollClass));
        Set<Integer> needs = new HashSet<>(Set.of(register));
        RegisterCatalogue.channels().stream().filter(known -> known.id() == register)
                .forEach(known -> known.dateRegister().ifPresent(id -> {
                    reads.put(id, pollClass);
                    needs.add(id);
                }));
        return new MeterChannel(channel, Map.copyOf(reads), Set.copyOf(needs),
                update -> update.accepted().find(register)
                        .<State> flatMap(value -> value.content() instanceof Content.None ? Optional.of(UnDefType.UNDEF)
                                : kind.state(states, value, update.accepted())));
    }

    /**
     * A channel with a register of the catalogue.
     *
     * @param channel any channel
     * @param register its register
     * @param states makes the states
     */
    static MeterChannel ofCatalogue(Channel channel, Register register, MeterStates states) {
        Map<Integer, PollClass> reads = new HashMap<>(Map.of(register.id(), register.pollClass()));
        register.dateRegister().ifPresent(id -> reads.put(id, register.pollClass()));
        return new MeterChannel(channel, Map.copyOf(reads), Set.copyOf(reads.keySet()),
                update -> Optional.of(states.stateOf(register, update.accepted())));
    }

    /**
     * A channel with a register of the catalogue that has an unexpected unit.
     *
     * @param channel any channel
     * @param register its register
     * @param type from {@link #typeFor}
     * @param states makes the states
     */
    static MeterChannel ofUnexpected(Channel channel, Register register, String type, MeterStates states) {
        Kind kind = KINDS.getOrDefault(type, (any, value, reading) -> any.plainNumber(value));
        MeterChannel shown = ofRegister(channel, register.id(), register.pollClass(), kind, states);
        return new MeterChannel(channel, shown.reads(), shown.needs(),
                update -> Optional.of(shown.state().of(update).orElseGet(() -> UnDefType.UNDEF)));
    }
}
