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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.State;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class UserChannelsTest {

    private static final ThingUID THING = new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "meter");
    private static final RegisterValue ENERGY = RegisterValue.of(60, Unit.GJ, new BigDecimal("102.47"), 4);
    private static final RegisterValue DATE = RegisterValue.of(123, Unit.DATE, new BigDecimal("260115"), 4);
    private static final RegisterValue TIME = RegisterValue.of(383, Unit.TIME, new BigDecimal("61500"), 4);
    private static final RegisterValue NO_DATE = RegisterValue.of(125, Unit.DATE, BigDecimal.ZERO, 4);
    private static final RegisterValue NAME = new RegisterValue(640, Unit.ASCII.code(), 0, ByteString.of('M', 'C'));
    private static final RegisterValue UNKNOWN = new RegisterValue(4711, 99, 0, ByteString.of(7));
    private static final Reading READING = Reading.none().and(List.of(60, 123, 383, 125, 640, 4711, 1),
            List.of(ENERGY, DATE, TIME, NO_DATE, NAME, UNKNOWN));

    private static final MeterUpdate UPDATE = new MeterUpdate(
            MeterState.of(new MeterProfile(4, new SoftwareRevision(6, 1), 1, Map.of())), READING, Set.of(), Set.of(),
            Set.of(), Set.of(), true);

    private static UserChannels channel(String type, Map<String, Object> configuration) {
        Channel channel = ChannelBuilder.create(new ChannelUID(THING, "mine"), "Number")
                .withType(new ChannelTypeUID("kamstrup", type)).withConfiguration(new Configuration(configuration))
                .build();
        return new UserChannels(List.of(channel), new MeterStates(ZoneOffset.UTC));
    }

    private static Optional<State> state(String type, int register) {
        return channel(type, Map.of("register", register)).channels().get(0).state().of(UPDATE);
    }

    @ParameterizedTest
    @CsvSource({ "register-quantity, 60, 102.47 GJ", "register-number, 60, 102.47", "register-text, 60, 102.47",
            "register-date, 123, 2026-01-15T00:00:00.000+0000", "register-text, 123, 2026-01-15",
            // another register has the date
            "register-date, 383, 2026-01-15T06:15:00.000+0000", "register-date, 125, UNDEF", "register-text, 640, MC",
            "register-quantity, 4711, 7", "register-number, 4711, 7" })
    void channelTypeDecidesKindOfState(String type, int register, String expected) {
        assertEquals(expected, state(type, register).orElseThrow().toFullString());
    }

    @ParameterizedTest
    @CsvSource({ "register-date, 60, channel-not-so", "register-number, 640, channel-not-so",
            "register-quantity, 123, channel-not-so", "register-number, 1, channel-left-out" })
    void errorNamesImpossibleKindOfState(String type, int register, String text) {
        MeterChannel channel = channel(type, Map.of("register", register)).channels().get(0);
        assertEquals(Optional.empty(), channel.state().of(UPDATE));
        StatusText validationError = UserChannels.validationError(channel, READING);
        assertEquals("online.conf-error." + text, validationError.key());
        assertTrue(validationError.arguments().containsAll(List.of("mine", Integer.toString(register))));
    }

    @ParameterizedTest
    @CsvSource({ "register-number, '', '', channel-register", "register-number, sixty, '', channel-register",
            "register-number, 65536, '', channel-register", "register-number, -1, '', channel-register",
            "register-number, 1.5, '', channel-register", "register-number, 60, often, channel-poll-class",
            "register-picture, 60, '', channel-kind", "info-text, 60, '', channel-kind" })
    void configurationErrorNamesChannel(String type, String register, String pollClass, String text) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("register", register);
        configuration.put("pollClass", pollClass);
        UserChannels channels = channel(type, configuration);
        assertEquals(List.of(), channels.channels());
        StatusText validationError = channels.validationErrors().get("mine");
        assertEquals("online.conf-error." + text, validationError.key());
        assertEquals("mine", validationError.arguments().get(0));
    }

    @Test
    void channelTypeOfCatalogueWorksWithAnyChannelId() {
        MeterChannel channel = channel("heat-energy", Map.of()).channels().get(0);
        assertEquals(Map.of(60, PollClass.COUNTER), channel.reads());
        assertEquals("102.47 GJ", channel.state().of(UPDATE).orElseThrow().toFullString());
    }

    @Test
    void configuredPollClassIsUsed() {
        assertEquals(Map.of(4711, PollClass.LIVE),
                channel("register-number", Map.of("register", 4711, "pollClass", "live")).channels().get(0).reads());
        assertEquals(Map.of(4711, PollClass.COUNTER),
                channel("register-number", Map.of("register", "4711")).channels().get(0).reads());
    }
}
