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
package org.openhab.binding.kamstrup.internal.handler;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.meter.MeterFamily;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.core.thing.Thing;

/**
 * The properties of a meter thing: the identity of the meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class MeterProperties {

    /** The registers that are shown as properties. */
    private static final Map<Integer, String> REGISTERS = Map.of(RegisterIds.TYPE_NUMBER, "typeNumber",
            RegisterIds.TYPE_TEXT, "typeText", RegisterIds.SOFTWARE_EDITION, "softwareEdition", 152, "programNumber",
            153, "configurationNumber1", 168, "configurationNumber2", 228, "configurationNumber3", 368,
            "configurationNumber4");

    private MeterProperties() {
    }

    /**
     * The properties of a meter.
     *
     * @param profile the meter
     * @param old the present properties of the thing; those of another meter are removed, all others stay
     */
    static Map<String, String> of(MeterProfile profile, Map<String, String> old) {
        Map<String, String> properties = new HashMap<>(old);
        properties.put(Thing.PROPERTY_SERIAL_NUMBER, Long.toString(profile.serialNumber()));
        properties.put(KamstrupBindingConstants.PROPERTY_METER_TYPE,
                String.format(Locale.ROOT, profile.isText() ? "%05d" : "%04X", profile.type()));
        put(properties, Thing.PROPERTY_FIRMWARE_VERSION,
                Optional.of(profile.software().toString()).filter(software -> !profile.isText()));
        put(properties, Thing.PROPERTY_MODEL_ID, profile.modelName());
        put(properties, KamstrupBindingConstants.PROPERTY_METER_FAMILY, profile.family().map(MeterFamily::familyName)
                .map(name -> profile.isFamilyGuessed() ? name + " (a guess by its registers)" : name));
        REGISTERS.forEach((id, name) -> put(properties, name, profile.text(id)));
        return properties;
    }

    private static void put(Map<String, String> properties, String name, Optional<String> value) {
        value.ifPresentOrElse(known -> properties.put(name, known), () -> properties.remove(name));
    }
}
