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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.simulator.AgeingMeter;
import org.openhab.binding.kamstrup.internal.simulator.PluggableMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.Log;
import org.openhab.binding.kamstrup.openhab.OpenHab;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;
import org.openhab.binding.kamstrup.openhab.OpenHabJvm;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Login;
import org.openhab.binding.kamstrup.openhab.Ports;
import org.openhab.binding.kamstrup.openhab.Project;
import org.openhab.binding.kamstrup.openhab.Workplace;

/**
 * Heads that are pulled out in the middle of whatever they do and plugged in again, time and again: whether everything
 * comes back, and nothing is left open or hanging.
 *
 * @param times how often each is pulled
 * @param transport which serial library opens the ports
 * @param heads how many, all pulled within a moment
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record UnplugTest(int times, Transport transport, int heads) implements LongTest {

    private static final UnplugTest DEFAULT = new UnplugTest(100, Transport.RXTX, 4);
    private static final int MOST_TIMES = 10000;
    private static final int MOST_HEADS = 50;
    private static final WireSettings HEAD = WireSettings.DEFAULT.withEcho();

    /** Half of the time a meter is just being read. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration FIRST_CONTACT = Duration.ofMinutes(5);
    /** The longest pause between two attempts, and what opening, identifying and a first reading take. */
    private static final Duration RETURN = Duration.ofSeconds(90);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int LONGEST_PAUSE_MILLIS = 3000;
    /** The update that is under way when a head is pulled is not one of its return. */
    private static final int UPDATES = 2;

    private static final String BUNDLE = "org.openhab.binding.kamstrup";
    private static final String THREADS = "OH-binding-kamstrup";
    private static final String TERMINALS = "/dev/pts/";

    private static final Pattern LOCK = Pattern.compile("/(?:run|var)/lock/tmp\\w{6} \\(deleted\\)");

    /** A serial library, by how a port's name begins that it opens. */
    private enum Transport {
        RXTX("", "libNRJavaSerial"),
        JSERIALCOMM("jserialcomm:", "jSerialComm");

        private final String prefix;
        private final String library;

        Transport(String prefix, String library) {
            this.prefix = prefix;
            this.library = library;
        }

        static Transport of(String name) {
            return switch (name) {
                case "rxtx" -> RXTX;
                case "jserialcomm" -> JSERIALCOMM;
                default -> throw new IllegalArgumentException("There is no transport " + name);
            };
        }
    }

    static UnplugTest parse(Arguments arguments) {
        UnplugTest test = DEFAULT;
        while (!arguments.isEmpty()) {
            String option = arguments.next();
            test = switch (option) {
                case "--times" -> new UnplugTest(arguments.number(option, MOST_TIMES), test.transport, test.heads);
                case "--transport" -> new UnplugTest(test.times, Transport.of(arguments.value(option)), test.heads);
                case "--heads" -> new UnplugTest(test.times, test.transport, arguments.number(option, MOST_HEADS));
                default -> throw Arguments.unknown(option);
            };
        }
        return test;
    }

    @Override
    public boolean run(Report report) throws IOException, InterruptedException, TimeoutException {
        List<PluggableMeter> plugged = new ArrayList<>();
        try (Workplace workplace = Workplace.in(Path.of("target/unplug").toAbsolutePath())) {
            OpenHabHome home = new Project(Path.of("").toAbsolutePath()).home(workplace.folder(), Ports.free());
            Path links = Files.createDirectories(home.folder().resolve("ports"));
            for (int i = 0; i < heads; i++) {
                AgeingMeter meter = new AgeingMeter(RegisterImage.named(RegisterImage.DEFAULT),
                        Clock.systemDefaultZone());
                plugged.add(new PluggableMeter(meter, links.resolve("head" + i), HEAD));
            }
            new Site(plugged.stream().map(head -> transport.prefix + head.link()).toList(), INTERVAL).install(home);
            int management = Ports.free().http();
            report.progress("Starting openHAB with " + heads + " heads");
            try (OpenHab openHab = OpenHab.start(home, OpenHabJvm.options(management));
                    OpenHabJvm jvm = OpenHabJvm.connect(management)) {
                OpenHabRest rest = new OpenHabRest(openHab.address(), new Login("load", "load"));
                rest.createAdministrator();
                try (Watch watch = new Watch(rest)) {
                    run(report, new Scene(plugged, openHab, jvm, watch));
                }
            }
        } finally {
            plugged.forEach(PluggableMeter::close);
        }
        return report.isGood();
    }

    /** What is measured. */
    private record Scene(List<PluggableMeter> heads, OpenHab openHab, OpenHabJvm jvm, Watch watch) {

        /** All that the serial library holds open of terminals, gone ones too. */
        List<String> terminals() throws IOException {
            return openHab.process().descriptors().values().stream().filter(path -> path.startsWith(TERMINALS))
                    .toList();
        }

        long lineThreads() {
            return jvm.threadNames().stream().filter(name -> name.startsWith(THREADS)).count();
        }
    }

    private void run(Report report, Scene scene) throws IOException, InterruptedException, TimeoutException {
        awaitReturn(scene, System.nanoTime(), FIRST_CONTACT);
        report.progress("All are online");
        // a first time, after which everything is loaded that is ever loaded
        pullAndPlug(scene, new Random(0));
        Instant begin = Instant.now();
        Stand before = Stand.of(scene.openHab.process(), scene.jvm);
        Times returns = new Times();
        for (int time = 1; time <= times; time++) {
            returns.add(pullAndPlug(scene, new Random(time)));
            report.progress("Pulled and back %d times; open terminals: %d".formatted(time, scene.terminals().size()));
        }
        Stand after = Stand.of(scene.openHab.process(), scene.jvm);
        report.title("%s: %d heads, each pulled %d times, through %s".formatted(begin, heads, times,
                transport.name().toLowerCase()));
        // a port's name without its scheme would be opened by the other one
        boolean loaded = scene.openHab.process().hasLoaded(transport.library);
        report.check("Native library", loaded ? "loaded" : "not loaded", loaded);
        report.check("All back and read again", returns.toString(), returns.longest() < RETURN.toNanos());
        List<String> openBefore = withoutLocks(before.descriptors());
        List<String> openAfter = withoutLocks(after.descriptors());
        report.check("Open descriptors", "before %d, after %d".formatted(openBefore.size(), openAfter.size()),
                openAfter.size() <= openBefore.size() + heads);
        report.figure("  RXTX's deleted lock files", "before %d, after %d".formatted(
                before.descriptors().size() - openBefore.size(), after.descriptors().size() - openAfter.size()));
        List<String> terminals = scene.terminals();
        report.check("  of terminals", terminals.toString(), terminals.size() == heads);
        report.check("Threads", "before %d, after %d".formatted(before.threads(), after.threads()),
                after.threads() <= before.threads() + heads);
        report.check("  of the lines", Long.toString(scene.lineThreads()), scene.lineThreads() == heads);
        report.check("  deadlocked", Integer.toString(scene.jvm.deadlockedThreads()),
                scene.jvm.deadlockedThreads() == 0);
        report.figure("Processor, % of one",
                "%.1f: %s".formatted(after.processorShare(before), after.processorShares(before)));
        report.figure("Heap in use after collection",
                "before %d KB, after %d KB".formatted(before.heap() >> 10, after.heap() >> 10));
        List<String> complaints = new Log(scene.openHab.home().log()).complaints(begin);
        report.check("Warnings and errors in the log", Integer.toString(complaints.size()), complaints.isEmpty());
        complaints.stream().limit(5).forEach(line -> report.figure("", line));
        stop(report, scene);
    }

    /**
     * The RXTX of openHAB 3.0 to 3.2 tries at each opening whether it may write lock files, and does not close what it
     * tries that with. Nobody but itself can.
     */
    private static List<String> withoutLocks(List<String> descriptors) {
        return descriptors.stream().filter(path -> !LOCK.matcher(path).matches()).toList();
    }

    /** A thread that hangs in a port shows when it is to end. */
    private static void stop(Report report, Scene scene) throws IOException, InterruptedException, TimeoutException {
        scene.openHab.console().run("bundle:stop " + BUNDLE);
        long begin = System.nanoTime();
        Await.until("the lines to end", RETURN, () -> scene.lineThreads() + scene.terminals().size(),
                left -> left == 0);
        Duration end = Duration.ofNanos(System.nanoTime() - begin);
        report.check("Stopped, ports closed", "within %d ms".formatted(end.toMillis()), end.compareTo(CLOSING) < 0);
    }

    /** @return how long it took until all were back, in nanoseconds */
    private static long pullAndPlug(Scene scene, Random random)
            throws IOException, InterruptedException, TimeoutException {
        // at any moment of a reading
        for (PluggableMeter head : scene.heads) {
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS / scene.heads.size()));
            head.pull();
        }
        if (random.nextBoolean()) {
            // every other time it is back before anybody has noticed
            for (int i = 0; i < scene.heads.size(); i++) {
                String bridge = Site.bridge(i);
                Await.until(bridge + " to be offline", RETURN, () -> scene.watch.status(bridge), "OFFLINE"::equals);
            }
        }
        for (PluggableMeter head : scene.heads) {
            head.plug(HEAD);
        }
        long begin = System.nanoTime();
        awaitReturn(scene, begin, RETURN);
        return System.nanoTime() - begin;
    }

    private static void awaitReturn(Scene scene, long since, Duration deadline)
            throws IOException, InterruptedException, TimeoutException {
        for (int i = 0; i < scene.heads.size(); i++) {
            String item = Site.item(i);
            String meter = Site.meter(i);
            Await.until("updates of " + item, deadline,
                    () -> scene.watch.isUpdated(item, since, UPDATES) && "ONLINE".equals(scene.watch.status(meter)),
                    back -> back);
        }
    }
}
