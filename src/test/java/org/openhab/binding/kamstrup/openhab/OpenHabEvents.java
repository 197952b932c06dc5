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
package org.openhab.binding.kamstrup.openhab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The events of openHAB's bus as they happen, on a thread of their own.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class OpenHabEvents implements AutoCloseable {

    private static final String DATA = "data: ";

    private final BufferedReader lines;
    private final Consumer<Event> listener;
    private final Thread thread = new Thread(this::listen, "openhab-events");
    private volatile boolean closed;

    private OpenHabEvents(BufferedReader lines, Consumer<Event> listener) {
        this.lines = lines;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /**
     * Listens from now on.
     *
     * @param topics which events, such as <code>openhab/items/*&#47;state</code>, separated by commas
     * @param listener is told of each
     */
    public static OpenHabEvents of(OpenHabRest rest, String topics, Consumer<Event> listener) throws IOException {
        InputStream stream = rest.stream("events?topics=" + topics);
        OpenHabEvents events = new OpenHabEvents(
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)), listener);
        events.thread.start();
        return events;
    }

    /**
     * Tells whether openHAB still sends.
     */
    public boolean isAlive() {
        return thread.isAlive();
    }

    private void listen() {
        // whatever ends this: openHAB must not wait for somebody who does not listen
        try (lines) {
            for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    listener.accept(event(line.substring(DATA.length())));
                }
            }
        } catch (IOException e) {
            // openHAB has ended, or nobody wants more
        }
    }

    private static Event event(String text) {
        JsonObject event = JsonParser.parseString(text).getAsJsonObject();
        return new Event(event.get("topic").getAsString(), JsonParser.parseString(event.get("payload").getAsString()),
                System.nanoTime());
    }

    @Override
    public void close() {
        // the thread ends with the connection, or with the next event
        closed = true;
    }

    /**
     * Something that happened.
     *
     * @param topic to what, such as {@code openhab/items/Power/state}
     * @param payload what
     * @param nanos when it was heard of, by {@link System#nanoTime()}
     */
    public record Event(String topic, JsonElement payload, long nanos) {

        /**
         * The name of the item or thing that it happened to.
         */
        public String subject() {
            return topic.split("/")[2];
        }
    }
}
