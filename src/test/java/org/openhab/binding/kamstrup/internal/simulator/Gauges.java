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
package org.openhab.binding.kamstrup.internal.simulator;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * The registers that say what goes on now.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Gauges implements MeterPart {

    private static final int FLOW_2 = 75;
    private static final Map<Integer, Gauge> REGISTERS = Map.ofEntries( //
            Map.entry(74, Gauge.FLOW), //
            Map.entry(FLOW_2, Gauge.FLOW), //
            Map.entry(80, Gauge.POWER), //
            Map.entry(86, Gauge.INLET), //
            Map.entry(87, Gauge.OUTLET), //
            Map.entry(89, Gauge.DIFFERENCE), //
            Map.entry(229, Gauge.INLET), //
            Map.entry(230, Gauge.OUTLET), //
            Map.entry(398, Gauge.INLET), //
            Map.entry(399, Gauge.OUTLET), //
            Map.entry(400, Gauge.DIFFERENCE));

    private final Map<RegisterValue, Gauge> registers = new HashMap<>();
    private Operation operation = new Operation(0, 0, 0, 0);

    Gauges(RegisterImage image, Clock birth) {
        boolean secondSensor = Counter.isCounting(image, birth, Counter.VOLUME_2);
        REGISTERS.forEach((id, gauge) -> image.value(id, birth).filter(value -> id != FLOW_2 || secondSensor)
                .ifPresent(value -> registers.put(value, gauge)));
    }

    @Override
    public void live(Step step) {
        operation = step.operation();
    }

    @Override
    public void tell(Telling telling) {
        registers.forEach((born, gauge) -> gauge.tell(telling, born, gauge.read(operation)));
    }
}
