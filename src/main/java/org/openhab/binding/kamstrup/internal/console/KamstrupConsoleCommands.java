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
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.extensions.AbstractConsoleCommandExtension;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What can be told to the binding in openHAB's console.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = ConsoleCommandExtension.class)
public class KamstrupConsoleCommands extends AbstractConsoleCommandExtension {

    private static final String PROBE = "probe";
    private static final int PROBE_WORDS = 2;

    private final ThingRegistry things;

    /**
     * Makes the commands.
     *
     * @param things has the meters
     */
    @Activate
    public KamstrupConsoleCommands(@Reference ThingRegistry things) {
        super(KamstrupBindingConstants.BINDING_ID, "Reads Kamstrup meters.");
        this.things = things;
    }

    @Override
    public List<String> getUsages() {
        return List.of(buildCommandUsage(PROBE + " <meter>",
                "asks a meter anew for everything that it has, and gives its thing the channels for that"));
    }

    @Override
    public void execute(String[] words, Console console) {
        if (words.length == PROBE_WORDS && PROBE.equals(words[0])) {
            probe(words[1], console);
        } else {
            printUsage(console);
        }
    }

    private void probe(String uid, Console console) {
        Optional<MeterHandler> meter = things.getAll().stream()
                .filter(thing -> thing.getUID().getAsString().equals(uid)).map(Thing::getHandler)
                .flatMap(KamstrupConsoleCommands::meter).findAny();
        if (meter.isEmpty()) {
            console.println("There is no meter " + uid + ". The meters are: " + meters());
        } else if (meter.get().probe()) {
            console.println("The meter is asked for everything that it has; that takes about half a minute.");
        } else {
            console.println("The meter cannot be asked: its optical head is not online.");
        }
    }

    private static Stream<MeterHandler> meter(@Nullable Object handler) {
        return handler instanceof MeterHandler meter ? Stream.of(meter) : Stream.empty();
    }

    private String meters() {
        List<String> meters = things.getAll().stream()
                .filter(thing -> KamstrupBindingConstants.THING_TYPE_METER.equals(thing.getThingTypeUID()))
                .map(thing -> thing.getUID().getAsString()).sorted().toList();
        return meters.isEmpty() ? "none" : String.join(" ", meters);
    }
}
