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
package org.openhab.binding.kamstrup.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.thing.ThingTypeUID;

/**
 * Names that openHAB and its users know.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class KamstrupBindingConstants {

    public static final String BINDING_ID = "kamstrup";

    public static final ThingTypeUID THING_TYPE_OPTICAL_HEAD = new ThingTypeUID(BINDING_ID, "optical-head");
    public static final ThingTypeUID THING_TYPE_METER = new ThingTypeUID(BINDING_ID, "meter");

    public static final String PROPERTY_METER_TYPE = "meterType";
    public static final String PROPERTY_METER_FAMILY = "meterFamily";
    public static final String PROPERTY_WAKE_UPS = "wakeUpsPerDay";
    public static final String PROPERTY_REGISTERS_ASKED = "registersAsked";

    private KamstrupBindingConstants() {
    }
}
