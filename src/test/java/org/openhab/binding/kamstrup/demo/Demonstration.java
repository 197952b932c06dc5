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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.simulator.AgeingMeter;
import org.openhab.binding.kamstrup.internal.simulator.FastClock;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.OpenHab;
import org.openhab.binding.kamstrup.openhab.OpenHabException;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Login;
import org.openhab.binding.kamstrup.openhab.Ports;
import org.openhab.binding.kamstrup.openhab.Project;
import org.openhab.binding.kamstrup.openhab.Workplace;

/**
 * Runs a real openHAB with the binding and the example configuration, at a simulated meter or a real one, and shows the
 * items; or without the configuration, for somebody to set it up in Main UI.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Demonstration {

    private static final Login LOGIN = new Login("demo", "demo");

    /** An hour of the simulated meter in a minute, so that one sees it live. */
    private static final int SPEED = 60;
    private static final String WITH_LOGGERS = "multical-403";
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path project;
    private final Options options;
    private final Display display;
    private final Example example;

    /**
     * @param project the project's folder, in which the binding has been built
     */
    Demonstration(Path project, Options options, Display display) {
        this.project = project;
        this.options = options;
        this.display = display;
        this.example = new Example(project.resolve("doc/example"));
    }

    /**
     * Runs until all is shown, or for ever, and leaves nothing behind.
     *
     * @return whether all values came
     */
    boolean run() throws IOException, InterruptedException {
        if (options.port().isPresent()) {
            return run(options.port().get());
        }
        // the example shows what loggers hold; the first steps in the documentation are those with a 601
        SimulatedMeter meter = new AgeingMeter(
                RegisterImage.named(options.empty() ? RegisterImage.DEFAULT : WITH_LOGGERS),
                new FastClock(Clock.systemDefaultZone(), options.speed().orElseGet(() -> options.once() ? 1 : SPEED)));
        try (Rfc2217Server server = new Rfc2217Server(0, meter, WireSettings.DEFAULT)) {
            return run(server.portName());
        }
    }

    private boolean run(String port) throws IOException, InterruptedException {
        Ports ports = options.httpPort().isPresent() ? Ports.withHttp(options.httpPort().getAsInt()) : Ports.free();
        try (Workplace workplace = Workplace.in(project.resolve("target/demo"))) {
            OpenHabHome home = new Project(project).home(workplace.folder(), ports);
            if (!options.empty()) {
                example.install(home, port);
                Charts.install(home);
                Charts.writePast(home, RegisterImage.named(WITH_LOGGERS));
            }
            try (OpenHab openHab = start(home)) {
                return options.empty() ? leaveEmpty(openHab, port) : showExample(openHab, port);
            } finally {
                display.print("Stopped.");
            }
        }
    }

    private OpenHab start(OpenHabHome home) throws IOException, InterruptedException {
        String[] debugger = debugPort().map(DebugPort::jvmOption).toArray(String[]::new);
        return Progress.show(display, "Starting openHAB", () -> OpenHab.start(home, debugger));
    }

    /** Nobody can ask an openHAB for its things that has no user yet. */
    private boolean leaveEmpty(OpenHab openHab, String port) throws IOException, InterruptedException {
        head(openHab, "its first user is for you to create", port).forEach(display::print);
        display.print("openHAB knows no thing yet: add an optical head there, and give it the port of the meter.");
        display.print("What you set up is gone when this ends.");
        while (true) {
            sleep(openHab);
        }
    }

    private boolean showExample(OpenHab openHab, String port) throws IOException, InterruptedException {
        OpenHabRest rest = new OpenHabRest(openHab.address(), LOGIN);
        rest.createAdministrator();
        List<String> head = head(openHab, "user " + LOGIN.user() + ", password " + LOGIN.password(), port);
        head.forEach(display::print);
        List<String> names = example.itemNames();
        return options.once() ? showOnce(openHab, rest, names) : showForEver(openHab, rest, names, head);
    }

    private List<String> head(OpenHab openHab, String user, String port) {
        return Stream
                .of(Stream.of("Main UI:  " + openHab.address() + "  (" + user + ")", "Meter at: " + port),
                        debugPort().map(DebugPort::instructions).flatMap(List::stream), Stream.of(""))
                .flatMap(Function.identity()).toList();
    }

    private boolean showOnce(OpenHab openHab, OpenHabRest rest, List<String> names)
            throws IOException, InterruptedException {
        Readings readings = Progress.show(display, "Waiting for values", () -> complete(openHab, rest, names));
        readings.itemLines().forEach(display::print);
        if (readings.isComplete(names)) {
            return true;
        }
        display.print("");
        readings.missing().forEach(item -> display.print(item.name() + " has no value"));
        readings.thingLines().forEach(display::print);
        return false;
    }

    /**
     * Gives the readings when they are complete, or as they are when the time is up.
     */
    private Readings complete(OpenHab openHab, OpenHabRest rest, List<String> names)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + options.timeout().toNanos();
        Readings readings = Readings.of(rest, names);
        while (!readings.isComplete(names) && System.nanoTime() - end < 0) {
            sleep(openHab);
            readings = Readings.of(rest, names);
        }
        return readings;
    }

    private boolean showForEver(OpenHab openHab, OpenHabRest rest, List<String> names, List<String> head)
            throws IOException, InterruptedException {
        boolean hasCharts = false;
        while (true) {
            Readings readings = Readings.of(rest, names);
            if (!hasCharts && readings.isComplete(names)) {
                hasCharts = true;
                Charts.fill(openHab);
            }
            display.table(Stream.of(head, readings.thingLines(), List.of(""), readings.itemLines())
                    .flatMap(List::stream).toList());
            sleep(openHab);
        }
    }

    private static void sleep(OpenHab openHab) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
        if (!openHab.isAlive()) {
            throw new OpenHabException("openHAB has ended by itself");
        }
    }

    private Stream<DebugPort> debugPort() {
        return options.debugPort().stream().mapToObj(DebugPort::new);
    }
}
