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
package org.openhab.binding.kamstrup.internal.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.binding.kamstrup.internal.handler.OpticalHeadHandler;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;

/**
 * The heads and meters that are set up, by their names.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class KamstrupThings {

    private static final String BETWEEN = " ";

    private final ThingRegistry things;
    private final Localizer texts;

    KamstrupThings(ThingRegistry things, Localizer texts) {
        this.things = things;
        this.texts = texts;
    }

    List<OpticalHeadHandler> heads() {
        return handlers(OpticalHeadHandler.class).toList();
    }

    /** @return the head of that name; if there is none, that is told */
    Optional<OpticalHeadHandler> head(String uid, Command.Output output) {
        Optional<OpticalHeadHandler> head = heads().stream().filter(each -> isCalled(each.getThing(), uid)).findAny();
        if (head.isEmpty()) {
            output.print(texts.text("console.no-head", uid, names(heads().stream().map(OpticalHeadHandler::getThing))));
        }
        return head;
    }

    /** @return the meter of that name; if there is none, that is told */
    Optional<MeterHandler> meter(String uid, Command.Output output) {
        List<MeterHandler> meters = handlers(MeterHandler.class).toList();
        Optional<MeterHandler> meter = meters.stream().filter(each -> isCalled(each.getThing(), uid)).findAny();
        if (meter.isEmpty()) {
            output.print(texts.text("console.no-meter", uid, names(meters.stream().map(MeterHandler::getThing))));
        }
        return meter;
    }

    private <T> Stream<T> handlers(Class<T> type) {
        return things.getAll().stream().map(Thing::getHandler).filter(type::isInstance).map(type::cast);
    }

    private static boolean isCalled(Thing thing, String uid) {
        return thing.getUID().getAsString().equals(uid);
    }

    private String names(Stream<? extends Thing> named) {
        String names = named.map(thing -> thing.getUID().getAsString()).sorted().collect(Collectors.joining(BETWEEN));
        return names.isEmpty() ? texts.text("console.none") : names;
    }
}
