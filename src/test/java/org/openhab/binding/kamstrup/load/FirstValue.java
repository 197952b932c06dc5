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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.demo.Example;
import org.openhab.binding.kamstrup.internal.simulator.AgeingMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.OpenHab;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Login;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;
import org.openhab.binding.kamstrup.openhab.Ports;
import org.openhab.binding.kamstrup.openhab.Project;
import org.openhab.binding.kamstrup.openhab.Workplace;

/**
 * The way from a running openHAB without any add-on to the first value of a meter, step by step as doc/first-value.md
 * tells it, with a stop watch. What a person does is done at once; so it is the time for which the person waits.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class FirstValue implements LongTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration WANTED = Duration.ofMinutes(2);

    private static final String HEAD = "kamstrup:optical-head:cellar";
    private static final String ITEM = "Heat_Energy";
    private static final String CHANNEL = "energy#heat-energy";

    private final Project project = new Project(Path.of("").toAbsolutePath());

    /**
     * @param arguments none; the script that starts this explains it
     */
    public static void main(String[] arguments) {
        LongTest.main("openhab/first-value", arguments, FirstValue::parse);
    }

    private static LongTest parse(Arguments arguments) {
        if (!arguments.isEmpty()) {
            throw Arguments.unknown(arguments.next());
        }
        return new FirstValue();
    }

    /** One of the ways to the value. */
    @FunctionalInterface
    private interface Way {
        void go(Scene scene) throws IOException, InterruptedException, TimeoutException;
    }

    @Override
    public boolean run(Report report) throws IOException, InterruptedException, TimeoutException {
        time(report, "By files", this::byFiles);
        time(report, "In Main UI", this::inMainUi);
        return report.isGood();
    }

    private void time(Report report, String title, Way way) throws IOException, InterruptedException, TimeoutException {
        AgeingMeter meter = new AgeingMeter(RegisterImage.named(RegisterImage.DEFAULT), Clock.systemDefaultZone());
        try (Workplace workplace = Workplace.in(Path.of("target/first-value").toAbsolutePath());
                Rfc2217Server port = new Rfc2217Server(0, meter, WireSettings.DEFAULT)) {
            OpenHabHome home = project.emptyHome(workplace.folder(), Ports.free());
            report.progress("Starting an openHAB without add-ons");
            try (OpenHab openHab = OpenHab.start(home)) {
                OpenHabRest rest = new OpenHabRest(openHab.address(), new Login("first", "first"));
                rest.createAdministrator();
                report.title(Instant.now() + ": " + title);
                Scene scene = new Scene(report, openHab, rest, port.portName(), System.nanoTime());
                way.go(scene);
                scene.end();
            }
        }
    }

    private void byFiles(Scene scene) throws IOException, InterruptedException, TimeoutException {
        new Example(project.folder().resolve("doc/example")).install(scene.openHab.home(), scene.port);
        scene.openHab.install(project.kar());
        scene.awaitAddOn();
        scene.awaitOnline(HEAD);
        scene.awaitOnline("kamstrup:meter:cellar:heat");
    }

    private void inMainUi(Scene scene) throws IOException, InterruptedException, TimeoutException {
        scene.openHab.install(project.kar());
        scene.awaitAddOn();
        scene.rest.createThing(HEAD, "Infrared Head", Map.of("serialPort", scene.port));
        scene.awaitOnline(HEAD);
        String meter = Await
                .until("the meter in the inbox", PATIENCE, () -> scene.rest.inbox().keySet(), found -> !found.isEmpty())
                .iterator().next();
        scene.lap("the meter is in the inbox");
        scene.rest.approve(meter, "Heat Meter");
        scene.awaitOnline(meter);
        Await.until("the channel", PATIENCE, () -> scene.rest.thing(meter),
                thing -> thing.filter(known -> known.channels().containsKey(CHANNEL)).isPresent());
        scene.rest.createItem(ITEM, "Number:Energy", "Heat energy");
        scene.rest.link(ITEM, meter + ":" + CHANNEL);
    }

    /** What happens where, and since when. */
    private record Scene(Report report, OpenHab openHab, OpenHabRest rest, String port, long begin) {

        void lap(String what) {
            report.figure(what, "after %.1f s".formatted(seconds()));
        }

        private double seconds() {
            return (System.nanoTime() - begin) / 1e9;
        }

        void awaitAddOn() throws IOException, InterruptedException, TimeoutException {
            Await.until("the add-on", PATIENCE, () -> rest.hasThingType("kamstrup:meter"), there -> there);
            lap("openHAB has taken the add-on");
        }

        void awaitOnline(String uid) throws IOException, InterruptedException, TimeoutException {
            Await.until(uid, PATIENCE, () -> rest.thing(uid), Scene::isOnline);
            lap(uid.startsWith(HEAD) ? "the head is online" : "the meter is online");
        }

        private static boolean isOnline(Optional<Thing> thing) {
            return thing.filter(known -> "ONLINE".equals(known.status())).isPresent();
        }

        void end() throws IOException, InterruptedException, TimeoutException {
            String value = Await.until("the value", PATIENCE, () -> rest.state(ITEM), state -> state.contains(" GJ"));
            report.check("the item is " + value, "after %.1f s".formatted(seconds()), seconds() < WANTED.toSeconds());
        }
    }
}
