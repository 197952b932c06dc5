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
package org.openhab.binding.kamstrup.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;

/**
 * Lines that go away, and come back.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@InHouse
@Order(9)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LostLinesIT {

    private final House house;

    LostLinesIT(House house) {
        this.house = house;
    }

    // its values grow old beside those of the meter that falls silent
    @Test
    @Order(1)
    void aHeadThatIsReadThroughJSerialCommIsMissedWhenItIsPulled() throws Exception {
        house.awaitStatus(House.GARAGE, "ONLINE");
        house.garage().pull();
        assertEquals("BRIDGE_OFFLINE", house.awaitStatus(House.GARAGE, "OFFLINE").detail());
    }

    @Test
    @Order(2)
    void aMeterThatFallsSilentGoesOfflineAndComesBack() throws Exception {
        house.awaitStatus(House.ATTIC, "ONLINE");
        RegisterImage image = house.atticMeter().image();
        house.atticMeter().become(RegisterImage.parse(List.of("address 01")));
        Thing thing = house.awaitStatus(House.ATTIC, "OFFLINE");
        assertTrue(thing.description().contains("only the own request came back"), thing.description());
        house.awaitState("Attic_Link", thing.description());
        house.awaitState("Attic_Event", "echo-only");
        house.awaitState("Attic_Energy", "UNDEF");
        house.atticMeter().become(image);
        house.awaitStatus(House.ATTIC, "ONLINE");
        house.awaitState("Attic_Energy", "55.006 MWh");
    }

    // it is looked for less and less often, so it is found beside what comes next
    @Test
    @Order(3)
    void whatAPulledHeadSaidIsNotShownForEver() throws Exception {
        house.awaitState("Garage_Energy", "UNDEF");
        house.garage().plug(WireSettings.DEFAULT);
    }

    @Test
    @Order(4)
    void aHeadThatIsPulledAndPluggedInElsewhereIsFoundAgain() throws Exception {
        house.attic().pull();
        assertTrue(house.awaitStatus("kamstrup:optical-head:attic", "OFFLINE").description().startsWith("The"));
        assertEquals("BRIDGE_OFFLINE", house.awaitStatus(House.ATTIC, "OFFLINE").detail());
        house.awaitState("Attic_Event", "port-missing");
        house.attic().plug(WireSettings.DEFAULT);
        house.awaitStatus(House.ATTIC, "ONLINE");
        house.awaitState("Attic_Energy", "55.006 MWh");
    }

    @Test
    @Order(5)
    void aHeadThatIsPulledAgainAndAgainLeavesNothingOpen() throws Exception {
        house.awaitState("Attic_Flow", "53.65 °C");
        RegisterImage image = house.atticMeter().image();
        for (int time = 0; time < 3; time++) {
            // in the middle of whatever it does, and back before anybody has noticed
            house.attic().pull();
            house.atticMeter().become(image.with(86, "54.1" + time));
            house.attic().plug(WireSettings.DEFAULT.withEcho());
            house.awaitState("Attic_Flow", "54.1" + time + " °C");
        }
        assertEquals(1, house.openHab().process().descriptors(house.attic().link()).size());
        assertEquals(List.of(), house.openHab().process().descriptors().values().stream()
                .filter(path -> path.startsWith("/dev/pts/") && path.endsWith("(deleted)")).toList());
        house.atticMeter().become(image);
        house.awaitState("Attic_Flow", "53.65 °C");
    }

    @Test
    @Order(6)
    void aHeadThatIsReadThroughJSerialCommIsFoundAgain() throws Exception {
        house.awaitStatus(House.GARAGE, "ONLINE");
        house.awaitState("Garage_Energy", "55.006 MWh");
    }
}
