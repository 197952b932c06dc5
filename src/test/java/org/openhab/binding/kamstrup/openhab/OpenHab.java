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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A running openHAB. It is a process of its own, which ends when this is closed and never outlives the Java that
 * started it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class OpenHab implements AutoCloseable {

    /** An option for a run of a few minutes: Java compiles what it runs with less effort. */
    public static final String SHORT_RUN = "-XX:TieredStopAtLevel=1";

    private static final Duration START_DEADLINE = Duration.ofMinutes(4);

    /**
     * The log says this when REST, items and sitemaps are there, shortly before the things are. To ask REST earlier
     * gives errors in openHAB's log.
     */
    private static final String READY = "Rule engine started";

    /** The log says this when a port of openHAB is taken by somebody else. */
    private static final String PORT_TAKEN = "Address already in use";

    private static final int LAST_LINES = 15;

    private final OpenHabHome home;
    private final Guard guard;
    private final AddOnRetry retry = new AddOnRetry();

    private OpenHab(OpenHabHome home, Guard guard) {
        this.home = home;
        this.guard = guard;
    }

    /**
     * Starts openHAB and returns when it answers and has taken the KARs that are in its home.
     *
     * @param home where it lives; no other openHAB runs there
     * @param jvmOptions further options for its Java
     * @throws OpenHabException when it does not come up; the message has the last lines of its log
     */
    public static OpenHab start(OpenHabHome home, String... jvmOptions) throws IOException, InterruptedException {
        int http = home.ports().http();
        if (!Ports.isFree(http)) {
            throw new OpenHabException("Port " + http + " is taken by another program");
        }
        Files.deleteIfExists(home.log());
        // as a daemon, openHAB's script replaces itself by Java
        OpenHab openHab = new OpenHab(home, Guard.start(home.folder(), home.environment(jvmOptions), home.output(),
                home.folder().resolve("start.sh").toString(), "daemon"));
        try {
            Await.until("openHAB to start", START_DEADLINE, openHab::isReady, ready -> ready);
            openHab.awaitKars();
            return openHab;
        } catch (TimeoutException e) {
            openHab.close();
            throw openHab.failure("openHAB did not start within " + START_DEADLINE.toMinutes() + " minutes");
        } catch (IOException | InterruptedException e) {
            openHab.close();
            throw e;
        }
    }

    /**
     * The address of Main UI, below which REST is too.
     */
    public URI address() {
        return URI.create("http://" + OpenHabHome.HOST + ":" + home.ports().http() + "/");
    }

    /**
     * The home that it runs in.
     */
    public OpenHabHome home() {
        return home;
    }

    /**
     * Its console.
     */
    public Console console() {
        return new Console(home);
    }

    /**
     * Its process, for a look inside.
     */
    public OpenHabProcess process() throws IOException {
        return new OpenHabProcess(guard.processes().filter(OpenHab::isJava).findFirst()
                .orElseThrow(() -> new OpenHabException("openHAB is not running")), home.output());
    }

    /**
     * Tells whether the process is there.
     */
    public boolean isAlive() {
        return guard.isAlive();
    }

    /**
     * Installs an add-on by {@link OpenHabHome#install(Path)} and returns when openHAB has taken it.
     *
     * @param kar its file
     */
    public void install(Path kar) throws IOException, InterruptedException, TimeoutException {
        home.install(kar);
        awaitKars();
    }

    /**
     * Uninstalls an add-on by {@link OpenHabHome#uninstall(Path)} and returns when it has gone.
     *
     * @param kar what was given to {@link #install(Path)}
     */
    public void uninstall(Path kar) throws IOException, InterruptedException, TimeoutException {
        home.uninstall(kar);
        Await.until(kar.getFileName() + " to be uninstalled", START_DEADLINE, () -> home.hasUnpacked(kar),
                there -> !there);
    }

    /**
     * Stops it and returns when its process is gone.
     */
    @Override
    public void close() throws IOException {
        guard.close();
    }

    private boolean isReady() throws IOException {
        if (!guard.isAlive()) {
            throw failure("openHAB ended with exit code " + guard.exitCode() + " while it was starting");
        }
        String log = text(home.log());
        if (log.contains(PORT_TAKEN)) {
            throw failure("A port of openHAB was taken by another program");
        }
        retry.look(log);
        return log.contains(READY);
    }

    private void awaitKars() throws IOException, InterruptedException, TimeoutException {
        for (Path kar : home.kars()) {
            Await.until(kar.getFileName() + " to be installed", START_DEADLINE, () -> isInstalled(kar), there -> there);
        }
    }

    private boolean isInstalled(Path kar) throws IOException {
        retry.look(text(home.log()));
        return home.hasUnpacked(kar);
    }

    private OpenHabException failure(String what) throws IOException {
        List<String> lines = (text(home.output()) + text(home.log())).lines().toList();
        return new OpenHabException(what + ". The last lines of its log:\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
