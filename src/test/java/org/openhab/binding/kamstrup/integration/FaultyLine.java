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

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.simulator.Faults;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * A head whose line has a fault that is the same with each question, and the meter below it.
 *
 * @param id of the head's thing
 * @param echo whether the head echoes what is sent to the meter
 * @param faults by their names
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record FaultyLine(String id, boolean echo, List<String> faults) {

    static final List<FaultyLine> ALL = List.of(of("gap", true), of("echo-late", true), of("fewer-registers", true),
            of("echo-damaged", true), of("sleeping", true), of("cut-short", false), of("other-address", false),
            of("other-command", false), of("more-registers", false),
            new FaultyLine("only-a-damaged-echo", true, List.of("silent", "echo-damaged")));

    private static FaultyLine of(String fault, boolean echo) {
        return new FaultyLine(fault, echo, List.of(fault));
    }

    WireSettings settings() {
        WireSettings settings = echo ? WireSettings.DEFAULT.withEcho() : WireSettings.DEFAULT;
        for (String fault : faults) {
            settings = settings.with(Faults.named(fault));
        }
        return settings;
    }

    /** What a user writes into a text file for it. */
    String things(String portName) {
        return String.format("Bridge kamstrup:optical-head:%s [ serialPort=\"%s\" ] {%n    Thing meter heat%n}%n", id,
                portName);
    }
}
