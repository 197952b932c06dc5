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
package org.openhab.binding.kamstrup.demo;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Item;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;

/**
 * What openHAB shows of the meter at one moment.
 *
 * @param items the example's items, in its order
 * @param linked the names of those that are linked to a channel, without those whose meter does not have it
 * @param things all things, the bridge first
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Readings(List<Item> items, Set<String> linked, List<Thing> things) {

    /** A meter gets it when it was asked for all its registers. */
    private static final String LAST_CHANNEL = "status#operating-hours";
    private static final Pattern MOMENT = Pattern
            .compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)?[+-]\\d{2}:?\\d{2}");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss",
            Locale.ENGLISH);

    /**
     * Asks openHAB.
     *
     * @param names the items to show
     */
    static Readings of(OpenHabRest rest, List<String> names) throws IOException, InterruptedException {
        Map<String, Item> items = rest.items().stream().collect(Collectors.toMap(Item::name, Function.identity()));
        List<Item> shown = names.stream().map(items::get).flatMap(Stream::ofNullable).toList();
        // a bridge's UID has fewer parts than those of its things
        List<Thing> things = rest.things().stream().sorted((one, other) -> parts(one) - parts(other)).toList();
        Set<String> linked = Set.copyOf(rest.links().entrySet().stream()
                .filter(link -> things.stream().noneMatch(thing -> lacks(thing, link.getValue())))
                .map(Map.Entry::getKey).toList());
        return new Readings(shown, linked, things);
    }

    /** @return whether a meter that was asked for all its registers has no such channel */
    static boolean lacks(Thing thing, String channel) {
        String prefix = thing.uid() + ":";
        return thing.channels().containsKey(LAST_CHANNEL) && channel.startsWith(prefix)
                && !thing.channels().containsKey(channel.substring(prefix.length()));
    }

    /**
     * The items that are linked to a channel of which nothing was heard. One that is undefined was heard of: a mean,
     * for example, before enough water went through.
     */
    List<Item> missing() {
        return items.stream().filter(item -> linked.contains(item.name()) && "NULL".equals(item.state())).toList();
    }

    /**
     * Tells whether everything that can have a value has one.
     *
     * @param names the items that there must be
     */
    boolean isComplete(List<String> names) {
        return items.size() == names.size() && !linked.isEmpty() && missing().isEmpty()
                && things.stream().allMatch(thing -> "ONLINE".equals(thing.status()));
    }

    /**
     * A table of the items: name, label and state.
     */
    List<String> itemLines() {
        return TextTable
                .lines(items.stream().map(item -> List.of(item.name(), item.label(), readable(item.state()))).toList());
    }

    /** A state as people write it: a date without a time if it is midnight, and the cubic metre as two characters. */
    static String readable(String state) {
        Matcher moment = MOMENT.matcher(state);
        if (!moment.matches()) {
            return state.replace("㎥", "m³");
        }
        LocalDateTime time = LocalDateTime.parse(moment.group(1));
        return time.format(time.toLocalTime().equals(LocalTime.MIDNIGHT) ? DATE : DATE_AND_TIME);
    }

    /**
     * A line for each thing: its label and its status with what there is to say about it.
     */
    List<String> thingLines() {
        return TextTable.lines(things.stream().map(thing -> List.of(thing.label(), status(thing))).toList());
    }

    private static String status(Thing thing) {
        Optional<String> detail = Optional.of(thing.detail()).filter(text -> !"NONE".equals(text));
        Optional<String> description = Optional.of(thing.description()).filter(text -> !text.isEmpty());
        return thing.status() + detail.map(text -> " (" + text + ")").orElse("")
                + description.map(text -> ": " + text).orElse("");
    }

    private static int parts(Thing thing) {
        return thing.uid().split(":").length;
    }
}
