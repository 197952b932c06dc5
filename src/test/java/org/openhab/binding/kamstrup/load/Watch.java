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
package org.openhab.binding.kamstrup.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.OpenHabEvents;
import org.openhab.binding.kamstrup.openhab.OpenHabEvents.Event;
import org.openhab.binding.kamstrup.openhab.OpenHabException;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;

/**
 * Notes when openHAB's items are updated, and which status its things have.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Watch implements AutoCloseable {

    private static final String ITEMS = "openhab/items/";
    private static final String STATE = "/state";
    private static final String STATUS = "/status";
    private static final String TOPICS = ITEMS + "*" + STATE + ",openhab/things/*" + STATUS;

    private final Map<String, List<Long>> updates = new ConcurrentHashMap<>();
    private final Map<String, String> statuses = new ConcurrentHashMap<>();
    private final OpenHabEvents events;

    /**
     * Begins.
     */
    Watch(OpenHabRest rest) throws IOException, InterruptedException {
        events = OpenHabEvents.of(rest, TOPICS, this::happened);
        // those that had theirs before
        rest.things().forEach(thing -> statuses.putIfAbsent(thing.uid(), thing.status()));
    }

    private void happened(Event event) {
        // openHAB also sends those that begin as the topics do
        if (event.topic().startsWith(ITEMS) && event.topic().endsWith(STATE)) {
            List<Long> moments = moments(event.subject());
            synchronized (moments) {
                moments.add(event.nanos());
            }
        } else if (event.topic().endsWith(STATUS)) {
            statuses.put(event.subject(), event.payload().getAsJsonObject().get("status").getAsString());
        }
    }

    private List<Long> moments(String item) {
        return updates.computeIfAbsent(item, name -> new ArrayList<>());
    }

    /**
     * How many things have a status.
     *
     * @throws OpenHabException when nothing is heard of openHAB any more
     */
    long things(String status) throws OpenHabException {
        checkEvents();
        return statuses.values().stream().filter(status::equals).count();
    }

    /**
     * A thing's status; empty if nothing is known of it.
     */
    String status(String uid) {
        return statuses.getOrDefault(uid, "");
    }

    /**
     * Whether an item was updated since a moment, so often.
     */
    boolean isUpdated(String item, long since, int times) throws OpenHabException {
        checkEvents();
        List<Long> moments = moments(item);
        synchronized (moments) {
            return moments.stream().filter(moment -> moment - since >= 0).count() >= times;
        }
    }

    private void checkEvents() throws OpenHabException {
        if (!events.isAlive()) {
            throw new OpenHabException("openHAB sends no events any more");
        }
    }

    /**
     * How regularly an item was updated.
     */
    Gaps updates(String item, Duration interval, long begin, long end) {
        List<Long> moments = moments(item);
        synchronized (moments) {
            return Gaps.of(interval, begin, end, moments);
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
