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
package org.openhab.binding.kamstrup.internal.text;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The quantities of fields. The scale of the first ones depends on the configuration of the meter; the others have the
 * same one in all meters. Temperatures have two decimals (Kamstrup 5511-634 §4); volume times temperature has none, as
 * the counters of a recorded MULTICAL 66-C show.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum TextQuantity {
    ENERGY,
    VOLUME,
    /** The decimals of masses are those of volumes. */
    MASS,
    FLOW,
    POWER,
    TEMPERATURE(Unit.CELSIUS, 2),
    TEMPERATURE_DIFFERENCE(Unit.KELVIN, 2),
    VOLUME_TEMPERATURE(Unit.M3_CELSIUS, 0),
    HOURS(Unit.H, 0),
    NUMBER(Unit.NUMBER, 0),
    DATE(Unit.DATE, 0),
    YEARLESS_DATE(Unit.YEARLESS_DATE, 0),
    TIME(Unit.TIME, 0),
    /** Digits that have no value of their own, or whose scale is not known. */
    DIGITS;

    private final Scales.@Nullable Scale fixedScale;

    TextQuantity() {
        fixedScale = null;
    }

    TextQuantity(Unit unit, int decimals) {
        fixedScale = new Scales.Scale(unit, decimals);
    }

    /** @return the scale that all meters have in common; null if there is none */
    Scales.@Nullable Scale fixedScale() {
        return fixedScale;
    }
}
