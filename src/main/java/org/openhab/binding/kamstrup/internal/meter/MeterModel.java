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

import java.util.Arrays;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The models whose type number Kamstrup has published (5512-447 rev. M1 §6.2.1). Other type numbers are not public, so
 * other meters are named by their number.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum MeterModel {
    MULTICAL_601_PT500_2_WIRE(0x0001, "MULTICAL 601 (Pt500, 2-wire)"),
    MULTICAL_601_PT100(0x0004, "MULTICAL 601 (Pt100)"),
    MULTICAL_601_PT500_4_WIRE(0x0005, "MULTICAL 601 (Pt500, 4-wire)"),
    MULTICAL_601_PT500_2_WIRE_TOP_MODULE(0x1501, "MULTICAL 601 (Pt500, 2-wire, through its top module)"),
    MULTICAL_601_PT100_TOP_MODULE(0x1504, "MULTICAL 601 (Pt100, through its top module)"),
    MULTICAL_601_PT500_4_WIRE_TOP_MODULE(0x1505, "MULTICAL 601 (Pt500, 4-wire, through its top module)");

    private final int type;
    private final String modelName;

    MeterModel(int type, String modelName) {
        this.type = type;
        this.modelName = modelName;
    }

    /**
     * Finds a model.
     *
     * @param type the type number that a meter tells
     */
    public static Optional<MeterModel> ofType(int type) {
        return Arrays.stream(values()).filter(model -> model.type == type).findAny();
    }

    /** @return the family that it belongs to; all public type numbers are of one */
    public MeterFamily family() {
        return MeterFamily.MULTICAL_601;
    }

    /** @return the name for people */
    public String modelName() {
        return modelName;
    }
}
