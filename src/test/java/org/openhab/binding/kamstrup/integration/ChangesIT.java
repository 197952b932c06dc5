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

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;

/**
 * What changes at a meter reaches the items.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture("attic")
@Order(9)
class ChangesIT {

    private final OpenHabFixture fixture;

    ChangesIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void aRefreshCommandReadsAtOnce() throws Exception {
        fixture.awaitState("Heat_Energy", "102.47 GJ");
        fixture.meter().become(fixture.meter().image().with(60, "102.48"));
        fixture.rest().command("Heat_Energy", "REFRESH");
        fixture.awaitState("Heat_Energy", "102.48 GJ");
        // a counter that falls is read a second time, which decides
        fixture.meter().become(fixture.meter().image().with(60, "102.47"));
        fixture.rest().command("Heat_Energy", "REFRESH");
        fixture.awaitState("Heat_Energy", "102.47 GJ");
        fixture.awaitState("Plausibility", "Heat Energy 102.47 GJ is lower than before; confirmed by a second reading");
    }

    @Test
    void whatTheMeterComplainsAboutIsSaidInWords() throws Exception {
        RegisterImage image = fixture.meter().image();
        fixture.meter().become(image.with(99, "8").with(86, "185.00"));
        fixture.awaitState("Info_Text", "flow temperature sensor out of range");
        fixture.awaitState("Info_Message", "+t1-out-of-range");
        fixture.awaitState("Heat_Message", "A sensor is out of order: +t1-out-of-range");
        fixture.awaitState("Flow_Temperature", "UNDEF");
        fixture.awaitState("Plausibility",
                "Flow Temperature 185.00 °C is the value that the meter shows for a faulty sensor; "
                        + "rejected, because the meter reports the sensor as faulty");
        fixture.meter().become(image);
        fixture.awaitState("Info_Message", "-t1-out-of-range");
        fixture.awaitState("Info_Text", "Nothing to report");
        fixture.awaitState("Flow_Temperature", "35.45 °C");
    }

    /** It takes half a minute. */
    @Test
    @Tag("slow")
    void silentMeterGoesOfflineAndComesBack() throws Exception {
        fixture.awaitStatus(OpenHabFixture.ATTIC, "ONLINE");
        RegisterImage image = fixture.atticMeter().image();
        fixture.atticMeter().become(RegisterImage.parse(List.of("address 01")));
        Thing thing = fixture.awaitStatus(OpenHabFixture.ATTIC, "OFFLINE");
        assertTrue(thing.description().contains("only the echo of the request was received"), thing.description());
        fixture.awaitState("Attic_Link", thing.description());
        fixture.awaitState("Attic_Event", "echo-only");
        fixture.atticMeter().become(image);
        fixture.awaitStatus(OpenHabFixture.ATTIC, "ONLINE");
        fixture.awaitState("Attic_Energy", "55.006 MWh");
    }
}
