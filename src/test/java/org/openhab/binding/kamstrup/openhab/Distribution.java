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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * An unpacked openHAB, and the only place that knows in what one version differs from another: 3.0.1 on a newer Java,
 * which the build unpacks, or an official release of 3.4, 4 or 5.
 *
 * @param folder the unpacked openHAB; it stays as it is
 * @param java the folder of the Java that it runs on
 * @param major the first number of its version
 * @param minor the second number of its version
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Distribution(Path folder, Path java, int major, int minor) {

    private static final Pattern VERSION = Pattern.compile("(?m)^openhab-distro\\s*:\\s*(\\d+)\\.(\\d+)");

    private static final Pattern JAVA = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    /**
     * openHAB 3.0 looks once which script engines there are. Since Java lost its JavaScript, there is none at that
     * moment, and no rule of a file ever runs: so it waits for the engine of the rules, the third one to come.
     */
    private static final Map<String, String> AFTER_ALL_ENGINES = Map.of(
            "org.openhab.core.automation.module.script.internal.provider.ScriptModuleTypeProvider.config",
            "ScriptEngineFactory.cardinality.minimum=I\"3\"\n");

    /** What suggests add-ons in openHAB 4.1 and newer; which of them there are depends on the version. */
    private static final List<String> FINDERS = List.of("Ip", "Mdns", "Sddp", "Upnp", "Usb");

    /**
     * Gives the openHAB that tests and demonstration run: the one named by the system properties
     * {@code openhab.test.home} and {@code openhab.test.java}, otherwise another one on the Java of this process.
     *
     * @param otherwise the unpacked openHAB that is taken if none is named
     */
    public static Distribution named(Path otherwise) throws IOException {
        String home = System.getProperty("openhab.test.home", "");
        String java = System.getProperty("openhab.test.java", "");
        return of(home.isBlank() ? otherwise : Path.of(home),
                Path.of(java.isBlank() ? System.getProperty("java.home", "") : java));
    }

    /**
     * Looks which version an unpacked openHAB is.
     *
     * @param folder the unpacked openHAB
     * @param java the folder of the Java that it runs on
     * @throws OpenHabException if there is no openHAB or no Java
     */
    public static Distribution of(Path folder, Path java) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path versions = absolute.resolve("userdata/etc/version.properties");
        if (!Files.isDirectory(absolute.resolve("runtime")) || !Files.isRegularFile(versions)) {
            throw new OpenHabException("There is no unpacked openHAB in " + folder);
        }
        if (!Files.isExecutable(java.resolve("bin/java"))) {
            throw new OpenHabException("There is no Java in " + java);
        }
        if (Files.exists(absolute.resolve("userdata/cache"))) {
            throw new OpenHabException("The openHAB in " + folder + " has been started before. Unpack it anew");
        }
        Matcher version = VERSION.matcher(Files.readString(versions));
        if (!version.find()) {
            throw new OpenHabException(versions + " does not tell the version of openHAB");
        }
        return new Distribution(absolute, java.toAbsolutePath().normalize(), Integer.parseInt(version.group(1)),
                Integer.parseInt(version.group(2)));
    }

    /**
     * Its configuration that only some versions need: the text by the name of the file below {@code userdata}. What is
     * there already is changed, not replaced.
     */
    Map<String, String> configuration() throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (isBefore(3, 1)) {
            int feature = javaFeature();
            files.put("etc/jre.properties", NewerJava.addPackages(etc("jre.properties"), feature).text());
            files.put("etc/config.properties",
                    NewerJava.addExecutionEnvironments(etc("config.properties"), feature).text());
            files.put("etc/org.apache.karaf.features.xml",
                    NewerJava.replaceBytecodeTools(etc("org.apache.karaf.features.xml")).text());
            AFTER_ALL_ENGINES.forEach((file, text) -> files.put("etc/" + file, text));
        }
        if (!isBefore(5, 2)) {
            // with an empty cache its script would start openHAB twice, the first time in the background, for the sake
            // of a console in the script's terminal
            files.put("cache-refresh-lock", "");
        }
        return files;
    }

    /**
     * What its {@code services/addons.cfg} says, so that it downloads nothing and looks for nothing in the network:
     * openHAB 3 would download all that its usual package has beyond the distribution; newer ones install finders,
     * which look for devices and bring the serial transport along.
     */
    String addons() {
        return "remote = false\n" + (isBefore(4, 0) ? "package = minimal\n"
                : FINDERS.stream().map(finder -> "suggestionFinder" + finder + " = false\n")
                        .collect(Collectors.joining()));
    }

    /**
     * What the log says when a file of the configuration is read.
     *
     * @param file such as {@code kamstrup.things}
     */
    public String loading(String file) {
        return "Loading " + (isBefore(5, 1) ? "" : "DSL ") + "model '" + file + "'";
    }

    /**
     * Tells whether openHAB itself compares a parameter with its description, before it asks a handler: a value that
     * cannot be leaves the thing UNINITIALIZED, with openHAB's words for it. At a word in the place of a number this
     * check ends with an error in the log, and the thing has no status.
     *
     * @param parameter of a thing or a channel, or {@code bridge} for a bridge that is missing
     */
    public boolean checks(String parameter) {
        return "bridge".equals(parameter) ? !isBefore(4, 0) : !isBefore(3, 3);
    }

    /**
     * A state as this openHAB writes it: 3.0 writes the cubic metre as one character.
     *
     * @param state as the newer ones write it, such as {@code 1208.96 m³}
     */
    public String state(String state) {
        return isBefore(3, 1) ? state.replace("m³", "㎥") : state;
    }

    /**
     * The type of module that an action is for rules: newer versions add a hash of its parameters to its name.
     *
     * @param action such as {@code kamstrup.read}
     * @param types all types of modules that openHAB has
     */
    public String actionType(String action, Collection<String> types) throws IOException {
        return types.stream().filter(type -> type.equals(action) || type.startsWith(action + "#")).findFirst()
                .orElseThrow(() -> new OpenHabException("There is no action " + action));
    }

    /**
     * Tells whether an item keeps the unit of its metadata {@code unit} whatever the meter sends.
     */
    public boolean keepsUnitOfItem() {
        return !isBefore(4, 0);
    }

    /**
     * Tells whether a rule that names a template gets its modules, with the values of its configuration in the place of
     * <code>{{name}}</code>. Versions before 3.2 write these places in another way, and their Main UI offers no
     * templates.
     */
    public boolean fillsTemplates() {
        return !isBefore(3, 2);
    }

    private boolean isBefore(int otherMajor, int otherMinor) {
        return major < otherMajor || major == otherMajor && minor < otherMinor;
    }

    private int javaFeature() throws IOException {
        Matcher version = JAVA.matcher(Files.readString(java.resolve("release")));
        if (!version.find()) {
            throw new OpenHabException(java.resolve("release") + " does not tell the version of Java");
        }
        return Integer.parseInt(version.group(1));
    }

    private ConfigText etc(String file) throws IOException {
        return new ConfigText(Files.readString(folder.resolve("userdata/etc").resolve(file)));
    }
}
