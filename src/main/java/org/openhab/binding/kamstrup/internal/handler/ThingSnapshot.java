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
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;

/**
 * The channels and properties of a thing, without the order of the channels. A thing is updated only if its snapshot
 * has changed.
 *
 * @param channels the attributes of each channel that users see
 * @param properties the properties of the thing
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record ThingSnapshot(Map<ChannelUID, List<Object>> channels, Map<String, String> properties) {

    /** @return the snapshot of a thing */
    static ThingSnapshot of(Thing thing) {
        return of(thing.getChannels(), thing.getProperties());
    }

    /** @return the snapshot of a thing with these channels and properties */
    static ThingSnapshot of(List<Channel> channels, Map<String, String> properties) {
        Map<ChannelUID, List<Object>> attributes = new HashMap<>();
        channels.forEach(channel -> attributes.put(channel.getUID(),
                List.of(String.valueOf(channel.getChannelTypeUID()), String.valueOf(channel.getAcceptedItemType()),
                        String.valueOf(channel.getLabel()), String.valueOf(channel.getDescription()),
                        channel.getDefaultTags(), channel.getProperties())));
        return new ThingSnapshot(attributes, properties);
    }
}
