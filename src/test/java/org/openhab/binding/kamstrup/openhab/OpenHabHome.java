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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The home of one run of openHAB: its configuration, its data and its add-ons in a folder of their own. The runtime is
 * only linked to, because openHAB never writes to it; any number of homes can use the same distribution at once.
 * <p>
 * The openHAB in it is local and quiet: it listens on the loopback interface only, announces itself to nobody,
 * downloads nothing, and writes nothing outside the folder.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class OpenHabHome {

    /** The address that openHAB listens on. */
    static final String HOST = "127.0.0.1";

    /** Takes the place of the user's home folder for all that belongs to this openHAB. */
    private static final String USER = "user";

    /** Environment variables that openHAB's scripts obey. */
    private static final Pattern FOREIGN = Pattern
            .compile("(?:OPENHAB|KARAF|JAVA|EXTRA_JAVA|JDK_JAVA)(?:_.*)?|CLASSPATH|MAX_FD");

    /** How often openHAB looks into the folder of its add-ons, ten seconds by itself. */
    private static final String ADDON_POLL_MILLIS = "500";

    private static final List<String> COPIED = List.of("addons", "conf", "userdata", "start.sh");

    /** Basic authentication is for the REST client, the language for texts that are the same everywhere. */
    private static final String RUNTIME = """

            org.openhab.restauth:allowBasicAuth = true
            org.openhab.i18n:language = en
            org.openhab.i18n:region = GB
            """;

    /**
     * Components that have no switch of their own: the multicast DNS client, which announces openHAB in the network,
     * and the language server, which listens on all interfaces.
     */
    private static final List<String> SWITCHED_OFF = List
            .of("org.openhab.core.io.transport.mdns.internal.MDNSClientImpl", "org.openhab.lsp");

    /** Makes a component wait for a service that never comes. */
    private static final String NEVER = "$000.target = (switched=off)\n";

    private final Distribution distribution;
    private final Path folder;
    private final Ports ports;

    private OpenHabHome(Distribution distribution, Path folder, Ports ports) {
        this.distribution = distribution;
        this.folder = folder;
        this.ports = ports;
    }

    /**
     * Makes a home.
     *
     * @param distribution the openHAB, whose folder stays as it is
     * @param folder where the home is made: does not exist yet or is empty; no blank in its name, which openHAB's start
     *            script could not cope with
     * @param ports where the openHAB will listen
     */
    public static OpenHabHome create(Distribution distribution, Path folder, Ports ports) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (absolute.toString().chars().anyMatch(Character::isWhitespace)) {
            throw new IOException("openHAB cannot be started in a folder with a blank in its name: " + absolute);
        }
        Files.createDirectories(absolute);
        Files.createSymbolicLink(absolute.resolve("runtime"), distribution.folder().resolve("runtime"));
        for (String part : COPIED) {
            Folders.copy(distribution.folder().resolve(part), absolute.resolve(part));
        }
        OpenHabHome home = new OpenHabHome(distribution, absolute, ports);
        Files.createDirectories(absolute.resolve(USER));
        Files.createDirectories(home.log().getParent());
        home.configure();
        return home;
    }

    /**
     * The openHAB that lives in it.
     */
    public Distribution distribution() {
        return distribution;
    }

    /**
     * The folder that the home is.
     */
    public Path folder() {
        return folder;
    }

    /**
     * Where the openHAB in this home listens.
     */
    public Ports ports() {
        return ports;
    }

    /**
     * openHAB's log.
     */
    public Path log() {
        return folder.resolve("userdata/logs/openhab.log");
    }

    /**
     * What openHAB's process writes to its standard output and standard error.
     */
    public Path output() {
        return folder.resolve("userdata/logs/output.log");
    }

    /**
     * Writes a file of openHAB's configuration; a running openHAB reads it again.
     *
     * @param file path below the configuration folder, such as {@code things/kamstrup.things}
     */
    public void writeConf(String file, String text) throws IOException {
        Path path = folder.resolve("conf").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /**
     * Changes a file of openHAB's configuration.
     *
     * @param file path below the configuration folder
     * @param what a regular expression of what is replaced
     * @param by what takes its place, with references to groups
     * @throws IOException when there is nothing like that in the file
     */
    public void changeConf(String file, String what, String by) throws IOException {
        String text = Files.readString(folder.resolve("conf").resolve(file));
        Matcher matcher = Pattern.compile(what).matcher(text);
        if (!matcher.find()) {
            throw new IOException("There is no " + what + " in " + file);
        }
        writeConf(file, matcher.replaceAll(by));
    }

    /**
     * Removes a file of openHAB's configuration; a running openHAB notices.
     *
     * @param file path below the configuration folder
     */
    public void removeConf(String file) throws IOException {
        Files.delete(folder.resolve("conf").resolve(file));
    }

    /**
     * Installs an add-on the way a user does it: by dropping its file into the add-ons folder.
     *
     * @param addon a {@code .jar} or {@code .kar}
     */
    public void install(Path addon) throws IOException {
        // openHAB watches the folder: the file must appear whole
        Path arriving = Files.copy(addon, folder.resolve(addon.getFileName() + ".arriving"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(arriving, addon(addon), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Removes an add-on by removing its file from the add-ons folder.
     *
     * @param addon what was given to {@link #install(Path)}
     */
    public void uninstall(Path addon) throws IOException {
        Files.delete(addon(addon));
    }

    /**
     * Tells whether openHAB has unpacked a KAR. It takes away what it has unpacked of one that it fails to install, or
     * that was uninstalled.
     */
    boolean hasUnpacked(Path kar) {
        String name = kar.getFileName().toString();
        return Files.exists(folder.resolve("userdata/tmp/kar").resolve(name.substring(0, name.lastIndexOf('.'))));
    }

    /**
     * The KARs in the add-ons folder.
     */
    List<Path> kars() throws IOException {
        try (Stream<Path> addons = Files.list(folder.resolve("addons"))) {
            return addons.filter(file -> file.toString().endsWith(".kar")).toList();
        }
    }

    /**
     * The whole environment that openHAB's scripts run in: that of this process, less what would change openHAB, with
     * what keeps openHAB inside this home.
     *
     * @param jvmOptions further options for Java
     */
    Map<String, String> environment(String... jvmOptions) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> FOREIGN.matcher(name).matches());
        environment.put("JAVA_HOME", distribution.java().toString());
        // for the scripts' own short calls of Java too
        environment.put("JDK_JAVA_OPTIONS", "-XX:-UsePerfData");
        environment.put("EXTRA_JAVA_OPTS",
                "-Xmx512m -Duser.home=" + folder.resolve(USER) + " " + String.join(" ", jvmOptions));
        environment.put("OPENHAB_HTTP_ADDRESS", HOST);
        environment.put("OPENHAB_HTTP_PORT", Integer.toString(ports.http()));
        environment.put("OPENHAB_HTTPS_PORT", Integer.toString(ports.https()));
        return environment;
    }

    private Path addon(Path addon) {
        return folder.resolve("addons").resolve(addon.getFileName());
    }

    private void configure() throws IOException {
        for (Map.Entry<String, String> file : distribution.configuration().entrySet()) {
            Files.writeString(folder.resolve("userdata").resolve(file.getKey()), file.getValue());
        }
        Path etc = folder.resolve("userdata/etc");
        edit(etc.resolve("org.apache.karaf.shell.cfg"),
                text -> text.set("sshHost", HOST).set("sshPort", Integer.toString(ports.console())));
        edit(etc.resolve("org.apache.felix.fileinstall-deploy.cfg"),
                text -> text.set("felix.fileinstall.poll", ADDON_POLL_MILLIS));
        edit(etc.resolve("org.ops4j.pax.url.mvn.cfg"), text -> text.set("org.ops4j.pax.url.mvn.repositories", ""));
        for (String component : SWITCHED_OFF) {
            Files.writeString(etc.resolve(component + ".cfg"), NEVER);
        }
        writeConf("services/addons.cfg", distribution.addons());
        edit(folder.resolve("conf/services/runtime.cfg"), text -> text.append(RUNTIME));
    }

    private static void edit(Path file, Edit edit) throws IOException {
        Files.writeString(file, edit.apply(new ConfigText(Files.readString(file))).text());
    }

    /**
     * A change to a configuration file.
     */
    @FunctionalInterface
    private interface Edit {

        ConfigText apply(ConfigText text) throws IOException;
    }
}
