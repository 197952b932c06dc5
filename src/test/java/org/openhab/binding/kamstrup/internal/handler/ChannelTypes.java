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

import static org.openhab.binding.kamstrup.internal.ThingDescriptions.below;
import static org.openhab.binding.kamstrup.internal.ThingDescriptions.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.ThingDescriptions;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.w3c.dom.Element;

/**
 * The channel types as openHAB reads them, and the builders that it makes of them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ChannelTypes {

    private static final Map<String, Element> TYPES = types();

    private ChannelTypes() {
    }

    private static Map<String, Element> types() {
        try {
            return ThingDescriptions.elements("channel-type").stream()
                    .collect(Collectors.toMap(type -> type.getAttribute("id"), Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What openHAB's callback of a handler gives for a channel. */
    static ChannelBuilder builder(ChannelUID channel, ChannelTypeUID uid) {
        Element type = TYPES.get(uid.getId());
        if (type == null) {
            throw new IllegalArgumentException("Channel type '" + uid + "' is not known");
        }
        boolean fires = !below(type, "kind").isEmpty();
        return ChannelBuilder.create(channel, fires ? null : text(type, "item-type")).withType(uid)
                .withKind(fires ? ChannelKind.TRIGGER : ChannelKind.STATE).withLabel(text(type, "label"))
                .withDescription(text(type, "description")).withDefaultTags(below(type, "tag").stream()
                        .map(Element::getTextContent).collect(Collectors.toUnmodifiableSet()));
    }
}
