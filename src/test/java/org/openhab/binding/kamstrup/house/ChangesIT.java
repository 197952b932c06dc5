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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;

/**
 * What changes at a meter reaches the items.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@InHouse
@Order(2)
class ChangesIT {

    private final House house;

    ChangesIT(House house) {
        this.house = house;
    }

    @Test
    void aRefreshCommandReadsAtOnce() throws Exception {
        house.awaitState("Heat_Energy", "102.47 GJ");
        house.meter().become(house.meter().image().with(60, "102.48"));
        house.rest().command("Heat_Energy", "REFRESH");
        house.awaitState("Heat_Energy", "102.48 GJ");
        // a counter that falls is read a second time, which decides
        house.meter().become(house.meter().image().with(60, "102.47"));
        house.rest().command("Heat_Energy", "REFRESH");
        house.awaitState("Heat_Energy", "102.47 GJ");
        house.awaitState("Plausibility", "Heat Energy 102.47 GJ is less than before; a second reading confirmed it");
    }

    @Test
    void whatTheMeterComplainsAboutIsSaidInWords() throws Exception {
        RegisterImage image = house.meter().image();
        house.meter().become(image.with(99, "8").with(86, "185.00"));
        house.awaitState("Info_Text", "flow temperature sensor out of range");
        house.awaitState("Info_Message", "+t1-out-of-range");
        house.awaitState("Heat_Message", "A sensor is out of order: +t1-out-of-range");
        house.awaitState("Flow_Temperature", "UNDEF");
        house.awaitState("Plausibility",
                "Flow Temperature 185.00 °C is what the meter shows while a sensor is out of order; "
                        + "the meter reports the sensor as faulty");
        house.meter().become(image);
        house.awaitState("Info_Message", "-t1-out-of-range");
        house.awaitState("Info_Text", "Nothing to report");
        house.awaitState("Flow_Temperature", "35.45 °C");
    }
}
