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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;

/**
 * The example configuration of the documentation.
 *
 * @param folder where it is
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Example(Path folder) {

    /** Read often enough to watch; a simulated meter has no battery. */
    private static final String MAINS = "\"mains\"";

    private static final String THINGS = "things/kamstrup.things";
    private static final List<String> ITEMS = List.of("items/kamstrup.items", "items/kamstrup_more.items",
            "items/bill.items");

    private static final Pattern SERIAL_PORT = Pattern.compile("(serialPort\\s*=\\s*)\"[^\"]*\"");
    private static final Pattern POWER_SUPPLY = Pattern.compile("(powerSupply\\s*=\\s*)\"[^\"]*\"");

    /** An item that is no group: its type, its name and the beginning of its label. */
    private static final Pattern ITEM = Pattern.compile("(?m)^\\s*(?!Group\\b)\\w+(?::\\w+)*\\s+(\\w+)\\s+\"");

    /**
     * Gives a home this configuration.
     *
     * @param port openHAB's name of the serial port that the meter is at
     */
    public void install(OpenHabHome home, String port) throws IOException {
        for (String file : files()) {
            home.writeConf(file, file.equals(THINGS) ? things(read(file), port) : read(file));
        }
    }

    /**
     * Its files, as paths below the folder.
     */
    public List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted().toList();
        }
    }

    /**
     * The names of its items, groups left out, in the order of the files.
     */
    public List<String> itemNames() throws IOException {
        return itemNames(items());
    }

    /**
     * The text of its files of items.
     */
    public String items() throws IOException {
        StringBuilder items = new StringBuilder();
        for (String file : ITEMS) {
            items.append(read(file));
        }
        return items.toString();
    }

    static List<String> itemNames(String items) {
        return ITEM.matcher(items).results().map(item -> item.group(1)).toList();
    }

    /**
     * Puts another serial port and the demonstration's power supply into the text of a things file.
     *
     * @throws IOException when it names neither
     */
    static String things(String things, String port) throws IOException {
        String quoted = '"' + port.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return replace(POWER_SUPPLY, replace(SERIAL_PORT, things, quoted), MAINS);
    }

    private static String replace(Pattern setting, String text, String value) throws IOException {
        Matcher matcher = setting.matcher(text);
        if (!matcher.find()) {
            throw new IOException("The example's things have no " + setting.pattern());
        }
        return matcher.replaceAll("$1" + Matcher.quoteReplacement(value));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
