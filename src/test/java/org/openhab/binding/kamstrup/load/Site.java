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
package org.openhab.binding.kamstrup.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;

/**
 * A configuration of many heads with a meter each, of which some items are linked.
 *
 * @param ports openHAB's names of their serial ports
 * @param interval between two readings of a meter
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Site(List<String> ports, Duration interval) {

    /** A register that is in each reading, and the item that has it. */
    static final int REGISTER = 86;
    private static final String REGISTER_ITEM = "Flow_Temperature";

    /** The type and the channel of the items of each meter. */
    private static final Map<String, List<String>> ITEMS = new TreeMap<>(Map.of( //
            REGISTER_ITEM, List.of("Number:Temperature", "temperatures#flow-temperature"), //
            "Return_Temperature", List.of("Number:Temperature", "temperatures#return-temperature"), //
            "Power", List.of("Number:Power", "instantaneous#power"), //
            "Flow_Rate", List.of("Number:VolumetricFlowRate", "water#flow-rate"), //
            "Heat_Energy", List.of("Number:Energy", "energy#heat-energy")));

    /**
     * Gives a home this configuration.
     */
    void install(OpenHabHome home) throws IOException {
        StringBuilder things = new StringBuilder();
        StringBuilder items = new StringBuilder("Switch " + Pulse.ITEM + "\n");
        long seconds = interval.toSeconds();
        for (int i = 0; i < ports.size(); i++) {
            things.append("""
                    Bridge %s "Head %d" [ serialPort="%s" ] {
                        Thing meter heat "Meter %d" [ refreshInterval=%d, counterInterval=%d, statusInterval=%d ]
                    }
                    """.formatted(bridge(i), i, ports.get(i), i, seconds, seconds, seconds));
            String meter = meter(i);
            String prefix = prefix(i);
            ITEMS.forEach((name, item) -> items
                    .append("%s %s { channel=\"%s:%s\" }%n".formatted(item.get(0), prefix + name, meter, item.get(1))));
        }
        home.writeConf("things/load.things", things.toString());
        home.writeConf("items/load.items", items.toString());
    }

    /**
     * The UID of a head.
     */
    static String bridge(int index) {
        return "kamstrup:optical-head:h%d".formatted(index);
    }

    /**
     * The UID of its meter.
     */
    static String meter(int index) {
        return "kamstrup:meter:h%d:heat".formatted(index);
    }

    /**
     * The item of a meter that has the register of each reading.
     */
    static String item(int index) {
        return prefix(index) + REGISTER_ITEM;
    }

    /**
     * All items of all meters.
     */
    List<String> items() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            String prefix = prefix(i);
            ITEMS.keySet().forEach(name -> items.add(prefix + name));
        }
        return items;
    }

    /**
     * How many things it has.
     */
    int things() {
        return 2 * ports.size();
    }

    private static String prefix(int index) {
        return "Load_%d_".formatted(index);
    }
}
