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

import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.openhab.Await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * What a meter says becomes items, channels and properties.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture({ "attic", "house1" })
@Order(1)
class ReadingIT {

    private final OpenHabFixture fixture;

    ReadingIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void bridgeAndMeterAreOnline() throws Exception {
        fixture.awaitStatus("kamstrup:optical-head:cellar", "ONLINE");
        fixture.awaitStatus(OpenHabFixture.METER, "ONLINE");
    }

    @ParameterizedTest
    @CsvSource({ "Heat_Energy, 102.47 GJ", "Heat_Power, 0.0 kW", "Flow_Temperature, 35.45 °C",
            "Return_Temperature, 30.84 °C", "Temperature_Difference, 4.61 K", "Flow_Rate, 0 l/h", "Volume, 1208.96 m³",
            "Info_Code, 0", "Operating_Hours, 7127 h", "Calculated_Power, 0 W", "Energy_Today, 0.00 GJ",
            "Volume_Today, 0.00 m³", "Return_This_Month, UNDEF", "Cooling_This_Year, UNDEF", "Max_Power_Month, 6.7 kW",
            "Info_Text, Nothing to report", "Plausibility, No value was rejected", "Energy_Often, 102.47 GJ",
            "Energy_Billing, 0.00 GJ", "Previous_Energy_Today, UNDEF", "Previous_Energy_Billing, UNDEF",
            "Highest_Daily_Power, UNDEF", "Night_Flow, UNDEF", "Battery_Left, NULL" })
    void everyItemHasItsValueAndUnit(String item, String state) throws Exception {
        fixture.awaitState(item, state);
    }

    // the add-ons that it needs are not in this openHAB; what is wrong with a file would be in the log
    @Test
    void theExampleForSeveralHousesIsTaken() throws Exception {
        fixture.awaitState("House1_Energy", "102.47 GJ");
        fixture.awaitState("House1_Heat_Energy", "NULL");
        String log = Files.readString(fixture.openHab().home().log());
        assertTrue(log.contains(fixture.openHab().home().distribution().loading("kamstrup-houses.things")));
        assertFalse(log.contains("'kamstrup-houses.things' has errors"));
    }

    @Test
    void theMetersClockIsAMoment() throws Exception {
        Await.until("the meter's date", OpenHabFixture.SOON, () -> fixture.rest().state("Meter_Date"),
                state -> state.startsWith("2026-08-24T00:00:00"));
        Await.until("the meter's clock", OpenHabFixture.SOON, () -> fixture.rest().state("Meter_Clock"),
                state -> state.startsWith("2026-08-24T10:30:00"));
    }

    @Test
    void thePropertiesTellWhoTheMeterIs() throws Exception {
        Map<String, String> properties = fixture.awaitStatus(OpenHabFixture.METER, "ONLINE").properties();
        assertEquals("6543210", properties.get("serialNumber"));
        assertEquals("0004", properties.get("meterType"));
        assertEquals("F1", properties.get("firmwareVersion"));
        assertEquals("MULTICAL 601 (Pt100)", properties.get("modelId"));
        assertEquals("Kamstrup", properties.get("vendor"));
        assertEquals("MULTICAL 601, 602 or 801", properties.get("meterFamily"));
        // live values every second; two readings at midnight come on top
        assertEquals("86402", properties.get("wakeUpsPerDay"));
    }

    @Test
    void theMeterHasAChannelForEachOfItsRegistersAndNoOther() throws Exception {
        Map<String, String> channels = fixture.awaitStatus(OpenHabFixture.METER, "ONLINE").channels();
        Set<String> catalogue = new TreeSet<>();
        Set<String> expected = new TreeSet<>();
        for (Register register : RegisterCatalogue.HEAT.registers()) {
            String channel = register.group() + "#" + register.channel();
            catalogue.add(channel);
            if (fixture.meter().image().registers().containsKey(register.id())) {
                expected.add(channel);
                assertEquals(register.kind().itemType(), channels.get(channel), channel);
            }
        }
        Set<String> actual = new TreeSet<>(channels.keySet());
        actual.retainAll(catalogue);
        assertEquals(expected, actual);
        assertEquals("Trigger", channels.get("status#info-change"));
        assertTrue(channels.keySet().containsAll(Set.of("energy-often", "year#mean-return-temperature")));
    }

    /** Main UI makes the names of items from the labels; openHAB 4 and 5 take the tags from the channel. */
    @ParameterizedTest
    @ValueSource(strings = { "kamstrup:optical-head:cellar", OpenHabFixture.METER, OpenHabFixture.ATTIC })
    void eachChannelHasALabelOfItsOwnAndTags(String uid) throws Exception {
        fixture.awaitStatus(uid, "ONLINE");
        Set<String> labels = new HashSet<>();
        for (JsonElement element : fixture.rest().get("things/" + uid).getAsJsonObject().getAsJsonArray("channels")) {
            JsonObject channel = element.getAsJsonObject();
            // not those that a user adds to a meter: they are in no group
            if (uid.startsWith("kamstrup:meter:") && !channel.get("id").getAsString().contains("#")) {
                continue;
            }
            assertFalse(channel.get("label").getAsString().startsWith("channel-type."), channel.toString());
            assertTrue(labels.add(channel.get("label").getAsString()), channel.toString());
            assertEquals("TRIGGER".equals(channel.get("kind").getAsString()),
                    channel.getAsJsonArray("defaultTags").isEmpty(), channel.toString());
        }
        assertTrue(labels.size() > 5, labels.toString());
    }

    @Test
    void onlyWhatIsLinkedIsReadAgain() throws Exception {
        fixture.awaitState("Heat_Energy", "102.47 GJ");
        int notLinked = fixture.meter().timesAskedFor(692);
        int notThere = fixture.meter().timesAskedFor(61);
        int live = fixture.meter().timesAskedFor(86);
        assertTrue(notLinked > 0);
        assertTrue(notThere > 0);
        Await.until("another reading", OpenHabFixture.SOON, () -> fixture.meter().timesAskedFor(86),
                times -> times > live + 1);
        assertEquals(notLinked, fixture.meter().timesAskedFor(692));
        assertEquals(notThere, fixture.meter().timesAskedFor(61));
    }
}
