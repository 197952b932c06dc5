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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;

/**
 * Lines that go away, and come back.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture({ "attic", "garage" })
@Order(10)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LostLinesIT {

    private final OpenHabFixture fixture;

    LostLinesIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    // its states become UNDEF together with those of the silent meter
    @Test
    @Order(1)
    void aHeadThatIsReadThroughJSerialCommIsMissedWhenItIsPulled() throws Exception {
        fixture.awaitStatus(OpenHabFixture.GARAGE, "ONLINE");
        fixture.garage().pull();
        assertEquals("BRIDGE_OFFLINE", fixture.awaitStatus(OpenHabFixture.GARAGE, "OFFLINE").detail());
    }

    /** A state becomes UNDEF after more than a minute. */
    @Test
    @Order(2)
    @Tag("slow")
    void statesOfUnpluggedHeadAndSilentMeterBecomeUndefined() throws Exception {
        RegisterImage image = fixture.atticMeter().image();
        fixture.atticMeter().become(RegisterImage.parse(List.of("address 01")));
        fixture.awaitState("Garage_Energy", "UNDEF");
        fixture.awaitState("Attic_Energy", "UNDEF");
        fixture.atticMeter().become(image);
        fixture.awaitStatus(OpenHabFixture.ATTIC, "ONLINE");
        fixture.awaitState("Attic_Energy", "55.006 MWh");
    }

    @Test
    @Order(3)
    void aHeadThatIsPulledAndPluggedInElsewhereIsFoundAgain() throws Exception {
        // the delay between attempts grows, so both heads are waited for together
        fixture.garage().plug(OpenHabFixture.WIRE);
        fixture.attic().pull();
        assertTrue(fixture.awaitStatus("kamstrup:optical-head:attic", "OFFLINE").description().startsWith("The"));
        assertEquals("BRIDGE_OFFLINE", fixture.awaitStatus(OpenHabFixture.ATTIC, "OFFLINE").detail());
        fixture.attic().plug(OpenHabFixture.WIRE);
        fixture.awaitStatus(OpenHabFixture.ATTIC, "ONLINE");
        fixture.awaitState("Attic_Energy", "55.006 MWh");
    }

    /** Two attempts to open the port. */
    @Test
    @Order(4)
    @Tag("slow")
    void missingPortOfUnpluggedHeadIsAnEvent() throws Exception {
        fixture.attic().pull();
        fixture.awaitState("Attic_Event", "port-missing");
        fixture.attic().plug(OpenHabFixture.WIRE);
        fixture.awaitStatus(OpenHabFixture.ATTIC, "ONLINE");
    }

    @Test
    @Order(5)
    @Tag("slow")
    void aHeadThatIsPulledAgainAndAgainLeavesNothingOpen() throws Exception {
        fixture.awaitState("Attic_Flow", "53.65 °C");
        RegisterImage image = fixture.atticMeter().image();
        for (int time = 0; time < 3; time++) {
            // in the middle of whatever it does, and back before anybody has noticed
            fixture.attic().pull();
            fixture.atticMeter().become(image.with(86, "54.1" + time));
            fixture.attic().plug(OpenHabFixture.WIRE.withEcho());
            fixture.awaitState("Attic_Flow", "54.1" + time + " °C");
        }
        assertEquals(1, fixture.openHab().process().descriptors(fixture.attic().link()).size());
        assertEquals(List.of(), fixture.openHab().process().descriptors().values().stream()
                .filter(path -> path.startsWith("/dev/pts/") && path.endsWith("(deleted)")).toList());
        fixture.atticMeter().become(image);
        fixture.awaitState("Attic_Flow", "53.65 °C");
    }

    @Test
    @Order(6)
    void aHeadThatIsReadThroughJSerialCommIsFoundAgain() throws Exception {
        fixture.awaitStatus(OpenHabFixture.GARAGE, "ONLINE");
        fixture.awaitState("Garage_Energy", "55.006 MWh");
    }
}
