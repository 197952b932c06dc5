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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.TcpServer;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;

/**
 * Other heads than the one of the example, and what they tell of their lines.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture({ "attic", "garage", "lonely", "missing", "text" })
@Order(5)
class HeadsIT {

    private final OpenHabFixture fixture;

    HeadsIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    private static boolean isEnergy(String state) {
        return state.endsWith("Wh") || state.endsWith("J") || state.endsWith("cal");
    }

    @Test
    void aSecondMeterIsReadOverAPseudoTerminalWithEcho() throws Exception {
        fixture.awaitStatus("kamstrup:optical-head:attic", "ONLINE");
        assertEquals("6892850", fixture.awaitStatus(OpenHabFixture.ATTIC, "ONLINE").properties().get("serialNumber"));
        fixture.awaitState("Attic_Energy", "55.006 MWh");
        fixture.awaitState("Attic_Flow", "53.65 °C");
        Await.until("the attic's clock", OpenHabFixture.SOON, () -> fixture.rest().state("Attic_Clock"),
                state -> state.startsWith("2022-09-01T10:30:00"));
        // this meter has no second flow sensor
        assertFalse(fixture.rest().thing(OpenHabFixture.ATTIC).orElseThrow().channels().containsKey("water#volume-2"));
        assertEquals("NULL", fixture.rest().state("Attic_Volume_2"));
        assertFalse(fixture.openHab().process().descriptors(fixture.attic().link()).isEmpty());
    }

    @Test
    void aThirdMeterIsReadThroughJSerialComm() throws Exception {
        fixture.awaitStatus(OpenHabFixture.GARAGE, "ONLINE");
        fixture.awaitState("Garage_Energy", "55.006 MWh");
        assertFalse(fixture.openHab().process().descriptors(fixture.garage().link()).isEmpty());
        assertTrue(fixture.openHab().process().hasLoaded("libjSerialComm"));
        // no pseudo terminal has such a line
        Thing head = fixture.awaitStatus("kamstrup:optical-head:garage", "ONLINE");
        assertEquals("NONE", head.detail());
        assertTrue(head.description().contains(" works, but DTR cannot be switched"), head.description());
    }

    @Test
    void aMeterIsReadOverPlainTcp() throws Exception {
        OpenHabHome home = fixture.openHab().home();
        SimulatedMeter meter = new SimulatedMeter(RegisterImage.named("multical-603"));
        try (TcpServer port = new TcpServer(0, meter, OpenHabFixture.WIRE)) {
            home.writeConf("things/tcp.things", "Bridge kamstrup:optical-head:tcp [ serialPort=\"" + port.portName()
                    + "\" ] {\nThing meter heat [ counterInterval=2 ]\n}");
            home.writeConf("items/tcp.items",
                    "Number:Energy Tcp_Energy { channel=\"kamstrup:meter:tcp:heat:energy#heat-energy\" }");
            fixture.awaitStatus("kamstrup:meter:tcp:heat", "ONLINE");
            String energy = Await.until("the energy", OpenHabFixture.SOON, () -> fixture.rest().state("Tcp_Energy"),
                    HeadsIT::isEnergy);
            port.dropClient();
            meter.become(meter.image().with(60, "100.064"));
            Await.until("the energy after a reset", OpenHabFixture.SOON, () -> fixture.rest().state("Tcp_Energy"),
                    state -> isEnergy(state) && !state.equals(energy));
        } finally {
            home.removeConf("items/tcp.items");
            home.removeConf("things/tcp.things");
        }
    }

    // its first contact takes half a minute, in which the classes before run
    @Test
    void meterFromBeforeKmpIsReadToItems() throws Exception {
        Map<String, String> properties = fixture.awaitStatus("kamstrup:meter:text:heat", "ONLINE").properties();
        assertEquals("60017", properties.get("serialNumber"));
        assertEquals("44119", properties.get("meterType"));
        assertEquals("MULTICAL 66-C, D or E", properties.get("modelId"));
        fixture.awaitState("Text_Energy", "507.109 MWh");
        fixture.awaitState("Text_Volume", "12966.26 m³");
        fixture.awaitState("Text_Power", "3.1 kW");
        fixture.awaitState("Text_Flow", "68.11 °C");
        fixture.awaitState("Text_Hours", "32673 h");
        fixture.awaitState("Text_Info", "Nothing to report");
        // nothing has flowed yet
        fixture.awaitState("Text_Today", "UNDEF");
    }

    @Test
    void anElectricityMeterIsNamedAndReadAtItsSpeed() throws Exception {
        OpenHabHome home = fixture.openHab().home();
        SimulatedMeter meter = new SimulatedMeter(RegisterImage.named("382j"));
        try (Rfc2217Server port = new Rfc2217Server(0, meter,
                new WireSettings(9600, Duration.ofMillis(30), false, List.of()))) {
            home.writeConf("things/electricity.things", "Bridge kamstrup:optical-head:electricity [ serialPort=\""
                    + port.portName() + "\" ] {\nThing meter power [ powerSupply=\"mains\" ]\n}");
            String channel = "{ channel=\"kamstrup:meter:electricity:power:";
            home.writeConf("items/electricity.items", "Number:Energy Grid_Energy " + channel
                    + "energy#active-energy-import\", unit=\"kWh\" }\n" + "Number:Power Grid_Power " + channel
                    + "instantaneous#active-power-import\", unit=\"kW\" }\n" + "Number:ElectricPotential Grid_Voltage "
                    + channel + "instantaneous#voltage-l1\", unit=\"V\" }\n" + "Number:ElectricCurrent Grid_Current "
                    + channel + "instantaneous#current-l1\", unit=\"A\" }\n" + "Number:Energy Grid_Reactive " + channel
                    + "energy#reactive-energy-import\", unit=\"kvarh\" }\n" + "Number:Energy Grid_Today " + channel
                    + "today#active-energy-import\", unit=\"kWh\" }");
            Thing thing = fixture.awaitStatus("kamstrup:meter:electricity:power", "ONLINE");
            fixture.awaitState("Grid_Energy", "6753.0 kWh");
            fixture.awaitState("Grid_Power", "0.976 kW");
            fixture.awaitState("Grid_Voltage", "229 V");
            fixture.awaitState("Grid_Current", "5.41 A");
            fixture.awaitState("Grid_Reactive", "1204.3 kvarh");
            fixture.awaitState("Grid_Today", "0.0 kWh");
            Map<String, String> properties = fixture.rest().thing(thing.uid()).orElseThrow().properties();
            assertEquals("Kamstrup 382J", properties.get("modelId"));
            assertEquals("electricity meter", properties.get("meterFamily"));
        } finally {
            home.removeConf("items/electricity.items");
            home.removeConf("things/electricity.things");
        }
    }

    @Test
    void anyRegisterIsShownByAChannelOfOnesOwn() throws Exception {
        fixture.awaitState("Attic_Again", "55.006 MWh");
        fixture.awaitState("Attic_Serial", "6892850");
        fixture.awaitState("Attic_My_Flow", "231 l/h");
        assumeFalse(fixture.openHab().home().distribution().checks("register"));
        Thing thing = fixture.awaitStatus(OpenHabFixture.ATTIC, "ONLINE");
        assertEquals("NONE", thing.detail());
        assertTrue(
                thing.description().contains(
                        "The channel no-register cannot be read: \"sixty\" is not a register number. Set register to"),
                thing.description());
    }

    @Test
    void aHeadTellsHowItsLineIs() throws Exception {
        fixture.awaitState("Attic_Link", "The meter answers.");
        // on a busy machine the simulated meter may be late once, and is asked again
        Await.until("the success rate", OpenHabFixture.SOON,
                () -> fixture.rest().state("Attic_Retries") + " retries, " + fixture.rest().state("Attic_Good"),
                state -> state.matches("0 retries, 100\\.0 %|[1-9]\\d* retries, (100|9\\d)\\.\\d %"));
        Await.until("the response time", OpenHabFixture.SOON, () -> fixture.rest().state("Attic_Response"),
                state -> state.endsWith(" ms"));
        Await.until("what was sent", OpenHabFixture.SOON, () -> fixture.rest().state("Attic_Sent"),
                state -> state.matches("[1-9]\\d{2,}"));
        fixture.awaitState("Missing_Link",
                fixture.rest().thing("kamstrup:optical-head:missing").orElseThrow().description());
    }

    @Test
    @Tag("slow")
    void aMeterWhoseHeadIsDeletedIsUndefinedAndToldByANewHead() throws Exception {
        OpenHabHome home = fixture.openHab().home();
        SimulatedMeter meter = new SimulatedMeter(RegisterImage.named("multical-303"));
        try (Rfc2217Server port = new Rfc2217Server(0, meter, OpenHabFixture.WIRE)) {
            String end = " [ serialPort=\"" + port.portName() + "\" ]";
            home.writeConf("things/old-head.things", "Bridge kamstrup:optical-head:former" + end);
            home.writeConf("things/old-meter.things",
                    "Thing kamstrup:meter:former:heat (kamstrup:optical-head:former) [ counterInterval=2 ]");
            home.writeConf("items/old-meter.items",
                    "Number:Energy Old_Energy { channel=\"kamstrup:meter:former:heat:energy#heat-energy\" }");
            fixture.awaitStatus("kamstrup:meter:former:heat", "ONLINE");
            Await.until("the energy", OpenHabFixture.SOON, () -> fixture.rest().state("Old_Energy"), HeadsIT::isEnergy);
            home.removeConf("things/old-head.things");
            fixture.awaitState("Old_Energy", "UNDEF");
            home.writeConf("things/new-head.things", "Bridge kamstrup:optical-head:new" + end);
            Thing head = fixture.awaitStatus("kamstrup:optical-head:new", "OFFLINE");
            assertEquals("CONFIGURATION_ERROR", head.detail());
            assertTrue(
                    head.description()
                            .contains(" belongs to the thing kamstrup:meter:former:heat, whose optical head "
                                    + "kamstrup:optical-head:former does not exist any more. Choose this head"),
                    head.description());
        } finally {
            for (String file : List.of("things/new-head.things", "items/old-meter.items", "things/old-meter.things")) {
                home.removeConf(file);
            }
        }
    }

    // after the rules: a new thing has new actions, for which openHAB loads all rules anew and interrupts those that
    // run
    @Test
    void aMeterThatIsNotSetUpIsFoundThroughItsHead() throws Exception {
        String uid = "kamstrup:meter:lonely:71402336";
        Map<String, String> inbox = Await.until("the meter in the inbox", OpenHabFixture.SOON,
                () -> fixture.rest().inbox(), found -> found.containsKey(uid));
        assertTrue(inbox.get(uid).endsWith(" no. 71402336"), inbox.get(uid));
        // no meter that is set up is offered once more
        assertEquals(Set.of(uid), inbox.keySet());
        fixture.rest().approve(uid, "Lonely Meter");
        assertEquals("71402336", fixture.awaitStatus(uid, "ONLINE").properties().get("serialNumber"));
    }
}
