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
package org.openhab.binding.kamstrup.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;

/**
 * What people get wrong, and what their lines and meters do wrong.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture(WithOpenHabFixture.ALL_HEADS)
@Order(8)
class MistakesIT {

    private final OpenHabFixture fixture;

    MistakesIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "kamstrup:optical-head:missing     | COMMUNICATION_ERROR | The port /dev/no-such-port does not exist",
            "kamstrup:optical-head:noport      | COMMUNICATION_ERROR | /dev/null exists, but it is not a serial port",
            "kamstrup:optical-head:invalid     | CONFIGURATION_ERROR | \"my port\" is not a valid port name",
            "kamstrup:optical-head:none        | CONFIGURATION_ERROR | No serial port is set. Choose",
            "kamstrup:optical-head:unreachable | COMMUNICATION_ERROR | There is no connection to rfc2217://127.0.0.1:",
            "kamstrup:optical-head:occupied    | COMMUNICATION_ERROR | already has another client (Port already in use). Remove",
            "kamstrup:optical-head:nohost      | COMMUNICATION_ERROR | The host name in rfc2217://no-such-host.invalid:",
            "kamstrup:optical-head:noaddress   | CONFIGURATION_ERROR | \"rfc2217://meter-host\" is not a valid port name",
            "kamstrup:optical-head:telnet      | CONFIGURATION_ERROR | uses Telnet, which changes bytes. Use rfc2217://127.0.0.1:",
            "kamstrup:meter:login:heat         | COMMUNICATION_ERROR | sends text: debian login:",
            "kamstrup:optical-head:noport-tcp  | CONFIGURATION_ERROR | \"tcp://meter-host\" is not a valid port name",
            "kamstrup:meter:strange:heat       | COMMUNICATION_ERROR | If it is a plain TCP server, use tcp://127.0.0.1:",
            "kamstrup:meter:strange:heat       | COMMUNICATION_ERROR | did not accept RFC 2217",
            "kamstrup:optical-head:deaf        | COMMUNICATION_ERROR | these settings: stopBits=1. Check them first. A MULTICAL",
            "kamstrup:optical-head:deaf        | COMMUNICATION_ERROR | lines. The meter does not answer: no byte was received. Press",
            "kamstrup:meter:missing:heat       | BRIDGE_OFFLINE      | kamstrup:optical-head:missing is not online. See its status",
            "kamstrup:meter:silent:heat        | COMMUNICATION_ERROR | no byte was received. Press a key",
            "kamstrup:meter:echo:heat          | COMMUNICATION_ERROR | only the echo of the request was received",
            "kamstrup:meter:noise:heat         | COMMUNICATION_ERROR | The received bytes are not from a meter",
            "kamstrup:meter:speed:heat         | COMMUNICATION_ERROR | these settings: baudRate=",
            "kamstrup:meter:liar:heat          | COMMUNICATION_ERROR | The answers of the meter do not match the requests",
            "kamstrup:meter:damaged:heat       | COMMUNICATION_ERROR | The answers of the meter arrive damaged",
            "kamstrup:meter:old:heat           | COMMUNICATION_ERROR | sends text of IEC 62056-21",
            "kamstrup:meter:cut-short:heat     | COMMUNICATION_ERROR | The answers of the meter end too early (40 3F",
            "kamstrup:meter:other-address:heat | COMMUNICATION_ERROR | A meter with another address answers (40 3A",
            "kamstrup:meter:other-command:heat | COMMUNICATION_ERROR | The answers of the meter arrive only after the next request",
            "kamstrup:meter:more-registers:heat | COMMUNICATION_ERROR | The answers of the meter do not match the requests",
            "kamstrup:meter:only-a-damaged-echo:heat | COMMUNICATION_ERROR | with wrong bytes (80 3F 05 05 8A 0D)" })
    void whatIsWrongIsSaid(String uid, String detail, String text) throws Exception {
        Thing thing = Await.until(uid + " to say " + text, OpenHabFixture.SOON, () -> fixture.rest().thing(uid),
                found -> found.filter(known -> "OFFLINE".equals(known.status()) && known.description().contains(text))
                        .isPresent())
                .orElseThrow();
        assertEquals(detail, thing.detail());
        assertFalse(thing.description().contains("@text") || thing.description().contains("{"), thing.description());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "kamstrup:optical-head:baud        | baudRate        | The baud rate 7 is not possible",
            "kamstrup:optical-head:stop        | stopBits        | 3 stop bits are not possible",
            "kamstrup:optical-head:lines       | dtr             | dtr: \"high\" is not possible. Use on or off",
            "kamstrup:meter:settings:negative  | refreshInterval | refreshInterval: \"-5\" is not possible. Use whole seconds",
            "kamstrup:meter:settings:address   | address         | address: \"256\" is not possible",
            "kamstrup:meter:orphan             | bridge          | The meter has no optical head. Choose" })
    void aSettingThatCannotBeIsRefusedByTheBindingOrOpenHab(String uid, String parameter, String text)
            throws Exception {
        boolean byOpenHab = fixture.openHab().home().distribution().checks(parameter);
        Thing thing = fixture.awaitStatus(uid, byOpenHab ? "UNINITIALIZED" : "OFFLINE");
        assertEquals(byOpenHab ? "HANDLER_CONFIGURATION_PENDING" : "CONFIGURATION_ERROR", thing.detail());
        assertTrue(thing.description().contains(byOpenHab ? parameter + "=" : text), thing.description());
    }

    @Test
    void aWordInThePlaceOfANumberIsSaid() throws Exception {
        assumeFalse(fixture.openHab().home().distribution().checks("refreshInterval"));
        Thing thing = fixture.awaitStatus("kamstrup:meter:settings:word", "OFFLINE");
        assertEquals("CONFIGURATION_ERROR", thing.detail());
        assertTrue(thing.description().contains("refreshInterval: \"often\" is not possible"), thing.description());
    }

    @ParameterizedTest
    @ValueSource(strings = { "echo-late", "fewer-registers", "echo-damaged" })
    void whatTheLineGetsOverIsNoFault(String head) throws Exception {
        assertEquals("", fixture.awaitStatus("kamstrup:meter:" + head + ":heat", "ONLINE").description());
    }

    /** The lines need up to half a minute. */
    @ParameterizedTest
    @ValueSource(strings = { "gap", "sleeping" })
    @Tag("slow")
    void slowLineIsNoFault(String head) throws Exception {
        assertEquals("", fixture.awaitStatus("kamstrup:meter:" + head + ":heat", "ONLINE").description());
    }

    @Test
    void secondMeterWithTheSameAddressIsAConfigurationErrorUntilItIsCorrected() throws Exception {
        String twins = "things/twins.things";
        String head = "Bridge kamstrup:optical-head:twins [ serialPort=\"/dev/no-such-port\" ] {\n";
        fixture.openHab().home().writeConf(twins,
                head + "Thing meter one [ address=63 ]\nThing meter two [ address=63 ]\n}");
        List<String> uids = List.of("kamstrup:meter:twins:one", "kamstrup:meter:twins:two");
        String second = Await.until("one of the two to be refused", OpenHabFixture.SOON, () -> {
            for (String uid : uids) {
                Optional<Thing> thing = fixture.rest().thing(uid);
                if (thing.isPresent() && thing.get().description().startsWith("The meter at address 63 is already")) {
                    return uid;
                }
            }
            return "";
        }, uid -> !uid.isEmpty());
        String first = uids.get(1 - uids.indexOf(second));
        assertTrue(fixture.rest().thing(second).orElseThrow().description().contains(first));
        assertEquals("CONFIGURATION_ERROR", fixture.rest().thing(second).orElseThrow().detail());
        // the user corrects the address
        fixture.openHab().home().writeConf(twins, head + "Thing meter " + first.replaceFirst(".*:", "")
                + " [ address=63 ]\nThing meter " + second.replaceFirst(".*:", "") + " [ address=127 ]\n}");
        Await.until("the second one to have an address of its own", OpenHabFixture.SOON,
                () -> fixture.rest().thing(second).orElseThrow().detail(),
                detail -> !"CONFIGURATION_ERROR".equals(detail));
        fixture.openHab().home().removeConf(twins);
        Await.until("the twins to go", OpenHabFixture.SOON, () -> fixture.rest().thing("kamstrup:optical-head:twins"),
                Optional::isEmpty);
    }

    @Test
    void aPortIsNotOpenedTwice() throws Exception {
        fixture.awaitStatus("kamstrup:optical-head:attic", "ONLINE");
        // who comes first has the port, so this one comes later
        fixture.openHab().home().writeConf("things/taken.things",
                "Bridge kamstrup:optical-head:taken \"Port in use\" [ serialPort=\"" + fixture.attic().link() + "\" ]");
        Thing thing = fixture.awaitStatus("kamstrup:optical-head:taken", "OFFLINE");
        assertTrue(thing.description().contains("is used by kamstrup:optical-head:attic"), thing.description());
        fixture.openHab().home().removeConf("things/taken.things");
        Await.until("the second bridge to go", OpenHabFixture.SOON,
                () -> fixture.rest().thing("kamstrup:optical-head:taken"), Optional::isEmpty);
    }

    @ParameterizedTest
    @CsvSource({ "Noise_Energy", "Speed_Energy", "Liar_Energy", "Liar_Flow", "Damaged_Energy" })
    void nothingThatFailsACheckReachesAnItem(String item) throws Exception {
        assertTrue(Set.of("NULL", "UNDEF").contains(fixture.rest().state(item)), fixture.rest().state(item));
    }
}
