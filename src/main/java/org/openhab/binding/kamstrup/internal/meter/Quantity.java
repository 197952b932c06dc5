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
package org.openhab.binding.kamstrup.internal.meter;

import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * What kind of thing a register tells, and in which units a meter can tell it. A value in another unit is not that
 * register's: it came damaged through every check.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Quantity {
    ENERGY("Number:Energy", Unit.WH, Unit.KWH, Unit.MWH, Unit.GWH, Unit.J, Unit.KJ, Unit.MJ, Unit.GJ, Unit.CAL,
            Unit.KCAL, Unit.MCAL, Unit.GCAL, Unit.GJ_TIMES_10),
    POWER("Number:Power", Unit.W, Unit.KW, Unit.MW, Unit.GW),
    TEMPERATURE("Number:Temperature", Unit.CELSIUS, Unit.KELVIN),
    FLOW("Number:VolumetricFlowRate", Unit.L_PER_H, Unit.M3_PER_H),
    VOLUME("Number:Volume", Unit.L, Unit.M3, Unit.M3_TIMES_10),
    DURATION("Number:Time", Unit.S, Unit.MINUTES, Unit.H, Unit.DAYS),
    CODE("Number", Unit.NONE, Unit.NUMBER, Unit.BIT_FIELD),
    DATE("DateTime", Unit.DATE),
    /** A time of day, of the day that another register tells. */
    CLOCK("DateTime", Unit.TIME);

    private final String itemType;
    private final Set<Unit> units;

    Quantity(String itemType, Unit... units) {
        this.itemType = itemType;
        this.units = Set.of(units);
    }

    /** @return the openHAB item that shows it */
    public String itemType() {
        return itemType;
    }

    /**
     * Tells whether a meter can give the quantity so.
     *
     * @param unit the unit of an answer
     */
    public boolean isMeasuredIn(Unit unit) {
        return units.contains(unit);
    }
}
