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

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The ids of the registers that the binding evaluates.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class RegisterIds {

    /** Imported active energy of an electricity meter, A14. */
    public static final int ACTIVE_ENERGY_IMPORT = 1;
    public static final int HEAT_ENERGY = 60;
    public static final int COOLING_ENERGY = 63;
    public static final int VOLUME = 68;
    public static final int FLOW = 74;
    public static final int FLOW_TEMPERATURE = 86;
    public static final int RETURN_TEMPERATURE = 87;
    public static final int TEMPERATURE_3 = 88;
    public static final int TEMPERATURE_DIFFERENCE = 89;
    public static final int TEMPERATURE_4 = 122;
    public static final int FLOW_TEMPERATURE_1_DECIMAL = 398;
    public static final int RETURN_TEMPERATURE_1_DECIMAL = 399;
    /** Sum of volume times flow temperature, E8. */
    public static final int VOLUME_FLOW_TEMPERATURE = 97;
    /** Sum of volume times return temperature, E9. */
    public static final int VOLUME_RETURN_TEMPERATURE = 110;
    /** The last digits of the heat energy in fine steps: of newer meters, of a 601, 602 or 402. */
    public static final List<Integer> HEAT_ENERGY_FINE = List.of(266, 155);
    /** The last digits of the volume in fine steps: of newer meters, of a 402. */
    public static final List<Integer> VOLUME_FINE = List.of(239, 223);
    public static final int INFO_CODE = 99;
    /** The info code of the x03 family as a sum of bits. */
    public static final int INFO_BITS = 369;
    /** Date and time with the minutes of daylight saving time. */
    public static final int DATE_TIME = 348;
    public static final int TYPE_NUMBER = 254;
    public static final int NOMINAL_FLOW = 259;
    public static final int TYPE_TEXT = 640;
    public static final int SERIAL_NUMBER = 1001;
    public static final int CLOCK = 1002;
    /** The meter's own date. */
    public static final int DATE = 1003;
    public static final int SOFTWARE_EDITION = 1005;

    private RegisterIds() {
    }
}
