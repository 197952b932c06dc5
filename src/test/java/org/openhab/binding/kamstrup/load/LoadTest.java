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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.Log;
import org.openhab.binding.kamstrup.openhab.OpenHab;
import org.openhab.binding.kamstrup.openhab.OpenHabException;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;
import org.openhab.binding.kamstrup.openhab.OpenHabJvm;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Login;
import org.openhab.binding.kamstrup.openhab.Ports;
import org.openhab.binding.kamstrup.openhab.Project;
import org.openhab.binding.kamstrup.openhab.Workplace;

/**
 * Many heads with a meter each in one openHAB: whether each reading is made, and what that costs; or, with every line
 * dead, whether openHAB stays as quick as ever, and everything comes back.
 *
 * @param bridges how many
 * @param duration of the measurement
 * @param dead whether all lines die before it
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record LoadTest(int bridges, Duration duration, boolean dead) implements LongTest {

    private static final LoadTest DEFAULT = new LoadTest(200, Duration.ofMinutes(30), false);
    private static final int MOST_BRIDGES = 1000;
    private static final int MOST_MINUTES = 1440;

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Until everything is online for the first time; each meter is asked for all that it has. */
    private static final Duration FIRST_CONTACT = Duration.ofMinutes(10);
    /** After first contact and after a revival the readings are to find their pace. */
    private static final Duration SETTLING = Duration.ofSeconds(20);
    /** The longest pause between two attempts, and what opening, identifying and a first reading take. */
    private static final Duration REVIVAL = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_PER_PROGRESS = 30;
    private static final Duration SLOW = Duration.ofSeconds(2);
    /** By chance, so many lines may be tried in a second beside one half of all. */
    private static final int SOME = 10;
    private static final double MEGABYTE = 1 << 20;

    static LoadTest parse(Arguments arguments) {
        LoadTest test = DEFAULT;
        while (!arguments.isEmpty()) {
            String option = arguments.next();
            test = switch (option) {
                case "--bridges" -> new LoadTest(arguments.number(option, MOST_BRIDGES), test.duration, test.dead);
                case "--minutes" -> new LoadTest(test.bridges,
                        Duration.ofMinutes(arguments.number(option, MOST_MINUTES)), test.dead);
                case "--dead" -> new LoadTest(test.bridges, test.duration, true);
                default -> throw Arguments.unknown(option);
            };
        }
        return test;
    }

    @Override
    public boolean run(Report report) throws IOException, InterruptedException, TimeoutException {
        try (Workplace workplace = Workplace.in(Path.of("target/load").toAbsolutePath());
                MeterParkProcess park = MeterParkProcess.start(bridges, Site.REGISTER, INTERVAL)) {
            Site site = new Site(park.ports().stream().map(port -> "rfc2217://127.0.0.1:" + port).toList(), INTERVAL);
            OpenHabHome home = new Project(Path.of("").toAbsolutePath()).home(workplace.folder(), Ports.free());
            site.install(home);
            int management = Ports.free().http();
            report.progress("Starting openHAB with " + bridges + " heads");
            try (OpenHab openHab = OpenHab.start(home, OpenHabJvm.options(management));
                    OpenHabJvm jvm = OpenHabJvm.connect(management)) {
                OpenHabRest rest = new OpenHabRest(openHab.address(), new Login("load", "load"));
                rest.createAdministrator();
                try (Watch watch = new Watch(rest)) {
                    awaitAllOnline(site, watch, FIRST_CONTACT);
                    run(report, new Scene(site, park, openHab, jvm, rest, watch));
                }
            }
        }
        return report.isGood();
    }

    /** What is measured. */
    private record Scene(Site site, MeterParkProcess park, OpenHab openHab, OpenHabJvm jvm, OpenHabRest rest,
            Watch watch) {

        Log log() {
            return new Log(openHab.home().log());
        }
    }

    private void run(Report report, Scene scene) throws IOException, InterruptedException, TimeoutException {
        report.progress("All are online; letting them settle");
        Thread.sleep(SETTLING.toMillis());
        if (!dead) {
            measureReadings(report, scene);
            return;
        }
        if (scene.openHab.console().run("log:set DEBUG " + Log.LINE_LOGGER).exitCode() != 0) {
            throw new OpenHabException("The log's level cannot be set");
        }
        Stand alive = Stand.of(scene.openHab.process(), scene.jvm);
        Instant death = Instant.now();
        scene.park.die();
        report.progress("All lines are dead");
        measure(report, scene);
        tellAttempts(report, scene.log(), death);
        report.check("Things still online", Long.toString(scene.watch.things("ONLINE")),
                scene.watch.things("ONLINE") == scene.site.things() - offline());
        revive(report, scene, alive);
    }

    /** Dead servers that accept leave their heads online: only their meters are offline. */
    private int offline() {
        int refusing = bridges / 2;
        return bridges + refusing;
    }

    private void measureReadings(Report report, Scene scene) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        scene.park.begin();
        measure(report, scene);
        Gaps readings = scene.park.readings();
        long end = System.nanoTime();
        Gaps updates = scene.site.items().stream().map(item -> scene.watch.updates(item, INTERVAL, begin, end))
                .reduce(Gaps.NONE, Gaps::and);
        report.check("Readings, at the meters", readings.toString(), readings.missed() == 0 && readings.made() > 0);
        report.check("Updates of items, at openHAB", updates.toString(), updates.missed() == 0 && updates.made() > 0);
        long online = scene.watch.things("ONLINE");
        report.check("Things online", online + " of " + scene.site.things(), online == scene.site.things());
    }

    /** Measures openHAB while whatever goes on goes on. */
    private void measure(Report report, Scene scene) throws IOException, InterruptedException {
        Stand before = Stand.of(scene.openHab.process(), scene.jvm);
        long parkBefore = scene.park.processorNanos();
        Instant begin = Instant.now();
        Pulse pulse = new Pulse(scene.rest.withoutLogin(), scene.watch);
        try (pulse) {
            sleep(report, scene);
        }
        double parkShare = 100.0 * (scene.park.processorNanos() - parkBefore) / (System.nanoTime() - before.nanos());
        Stand after = Stand.of(scene.openHab.process(), scene.jvm);
        report.title("%s: %d bridges, %s for %d minutes, Java %s, %d processors".formatted(begin, bridges,
                dead ? "dead" : "each read every " + INTERVAL.toSeconds() + " s", duration.toMinutes(),
                Runtime.version(), Runtime.getRuntime().availableProcessors()));
        report.figure("Processor, % of one",
                "openHAB %.1f, the simulated meters %.1f".formatted(after.processorShare(before), parkShare));
        report.figure("  by threads", after.processorShares(before));
        tellResources(report, before, after);
        report.check("REST, an item's state", pulse.answers().toString(),
                pulse.answers().longest() < SLOW.toNanos() && pulse.failure().isEmpty());
        report.check("A command until its item has it", pulse.commands() + pulse.failure(),
                pulse.commands().longest() < SLOW.toNanos() && pulse.failure().isEmpty());
        report.check("Deadlocked threads", Integer.toString(scene.jvm.deadlockedThreads()),
                scene.jvm.deadlockedThreads() == 0);
        List<String> complaints = scene.log().complaints(begin);
        report.check("Warnings and errors in the log", Integer.toString(complaints.size()), complaints.isEmpty());
        complaints.stream().limit(5).forEach(line -> report.figure("", line));
    }

    private void sleep(Report report, Scene scene) throws IOException, InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        for (int look = 1; System.nanoTime() - end < 0; look++) {
            Thread.sleep(LOOK.toMillis());
            if (!scene.openHab.isAlive()) {
                throw new OpenHabException("openHAB has ended by itself");
            }
            if (look % LOOKS_PER_PROGRESS == 0) {
                report.progress(scene.watch.things("ONLINE") + " things are online, "
                        + Duration.ofNanos(Math.max(0, end - System.nanoTime())).toSeconds() + " s to go");
            }
        }
    }

    private static void tellResources(Report report, Stand before, Stand after) {
        report.figure("Heap in use after collection",
                "before %.1f MB, after %.1f MB".formatted(before.heap() / MEGABYTE, after.heap() / MEGABYTE));
        report.figure("Threads", "before %d, after %d; started meanwhile: %d".formatted(before.threads(),
                after.threads(), after.startedThreads() - before.startedThreads()));
        report.figure("Open descriptors",
                "before %d, after %d".formatted(before.descriptors().size(), after.descriptors().size()));
    }

    private void tellAttempts(Report report, Log log, Instant death) throws IOException {
        PerSecond refusals = new PerSecond(death, log.refusals(death));
        PerSecond reopenings = new PerSecond(death, log.reopenings(death));
        int refusing = bridges / 2;
        report.check("Attempts that were refused",
                "%d; most in a second: %d; %s".formatted(refusals.total(), refusals.most(),
                        refusals.histogram(duration)),
                refusing == 0 || refusals.total() > 0 && refusals.most() <= SOME + refusing / 2);
        report.check("Silent ports opened anew", "%d; most in a second: %d; %s".formatted(reopenings.total(),
                reopenings.most(), reopenings.histogram(duration)), reopenings.total() > 0);
    }

    private void revive(Report report, Scene scene, Stand alive)
            throws IOException, InterruptedException, TimeoutException {
        scene.park.revive();
        long begin = System.nanoTime();
        report.progress("All lines are alive again");
        awaitAllOnline(scene.site, scene.watch, FIRST_CONTACT);
        Duration revival = Duration.ofNanos(System.nanoTime() - begin);
        report.title("After the revival");
        report.check("All online and read", "after %.1f s".formatted(revival.toMillis() / 1e3),
                revival.compareTo(REVIVAL) < 0);
        Thread.sleep(SETTLING.toMillis());
        tellResources(report, alive, Stand.of(scene.openHab.process(), scene.jvm));
    }

    private static void awaitAllOnline(Site site, Watch watch, Duration deadline)
            throws IOException, InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        Await.until(site.things() + " things to be online", deadline, () -> watch.things("ONLINE"),
                online -> online == site.things());
        for (String item : site.items()) {
            Await.until("an update of " + item, deadline, () -> watch.isUpdated(item, begin, 1), updated -> updated);
        }
    }
}
