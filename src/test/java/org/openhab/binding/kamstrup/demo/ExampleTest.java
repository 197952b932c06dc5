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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Tests what the demonstration makes of the documentation's example.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ExampleTest {

    private static final Path FOLDER = Path.of("doc/example");
    private static final Pattern ITEM = Pattern.compile(
            "^(?<type>\\w+)(?::(?<dimension>\\w+))?\\s+(?<name>\\w+)\\s+\"(?<label>[^\"\\[]*)(?:\\[(?<format>[^]]*)])?\""
                    + "\\s+<(?<icon>\\w+)>(?:\\s+\\((?<groups>[^)]*)\\))?(?:\\s+\\[(?<tags>[^]]*)])?"
                    + "(?:\\s+\\{(?<metadata>.*)})?");

    @Test
    void itemsComeInTheOrderOfTheFileWithoutGroups() {
        assertEquals(List.of("Heat_Energy", "Clock", "Message"), Example.itemNames("""
                Group gHeat "Heat"
                // Number Old "Old"
                Number:Energy Heat_Energy "Heat energy [%.2f %unit%]" <energy> (gHeat) { channel="a:b:c:d" }
                  DateTime    Clock       "Clock [%1$tF]"
                Group:Number:AVG gMean "Mean"

                String Message "Message"
                """));
    }

    @Test
    void everyLinkedItemOfTheDocumentationIsFound() throws IOException {
        Example example = new Example(FOLDER);
        long linked = example.items().lines().filter(line -> line.contains("channel=")).count();
        assertTrue(linked > 20, "linked items: " + linked);
        assertTrue(example.itemNames().size() >= linked);
    }

    @Test
    void everyFileOfItemsIsRead() throws IOException {
        for (String file : new Example(FOLDER).files()) {
            if (file.endsWith(".items")) {
                assertTrue(new Example(FOLDER).items().contains(Files.readString(FOLDER.resolve(file))), file);
            }
        }
    }

    @Test
    void dashboardNamesOnlyItemsOfTheExample() throws IOException {
        Set<String> named = Pattern.compile("(?:items\\.|[iI]tem: |- )([A-Z]\\w*_\\w+)")
                .matcher(Files.readString(Path.of("doc/ui/dashboard-page.yaml"))).results().map(item -> item.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(named.size() > 20, named.toString());
        named.removeAll(new Example(FOLDER).itemNames());
        assertEquals(Set.of(), named);
    }

    /** Between two looks at an item its state can become UNDEF, and what was tested is no longer so. */
    @Test
    void rulesLookAtEachItemOnce() throws IOException {
        List<String> scripts = new ArrayList<>();
        for (String file : new Example(FOLDER).files()) {
            if (file.endsWith(".rules")) {
                Pattern.compile("(?ms)^then$.*?^end$").matcher(Files.readString(FOLDER.resolve(file))).results()
                        .forEach(script -> scripts.add(script.group()));
            }
        }
        assertTrue(scripts.size() > 10, "rules: " + scripts.size());
        scripts.forEach(script -> {
            List<String> states = Pattern.compile("\\w+\\.state\\b").matcher(script).results().map(MatchResult::group)
                    .toList();
            assertEquals(states.stream().distinct().toList(), states, script);
        });
    }

    @Test
    void everyItemIsAPointOfTheEquipment() throws IOException {
        assertEquals(List.of(), new Example(FOLDER).items().lines().filter(line -> !Example.itemNames(line).isEmpty())
                .filter(line -> !line
                        .matches(".*\\(gHeatMeter\\b.*\\) \\[\"(Measurement|Status|Alarm|Control)\"(, \"\\w+\")?].*"))
                .toList());
    }

    /**
     * The file is read as YAML only: the form in which openHAB 5 takes things and items from it is that of its
     * YamlThingDTO and YamlItemDTO, which no openHAB 3 has.
     */
    @Test
    void yamlForOpenHab5HasTheSameItemsAndThings() throws IOException {
        Map<String, Map<String, Map<String, Object>>> yaml = new Yaml()
                .load(Files.readString(Path.of("doc/yaml/kamstrup.yaml")).replace("version: 1\n", ""));
        Map<String, Map<String, Object>> expected = new TreeMap<>();
        new Example(FOLDER).items().lines().map(ITEM::matcher).filter(Matcher::find)
                .forEach(item -> expected.put(item.group("name"), yamlOf(item)));
        assertEquals(expected, new TreeMap<>(yaml.get("items")));
        String things = Files.readString(FOLDER.resolve("things/kamstrup.things"));
        assertEquals(Set.of("kamstrup:optical-head:cellar", "kamstrup:meter:cellar:heat"), yaml.get("things").keySet());
        Pattern.compile("(\\w+)=\"?([\\w/]+)").matcher(things).results()
                .forEach(parameter -> assertTrue(
                        yaml.get("things").toString().contains(parameter.group().replace("\"", "")),
                        parameter.group()));
    }

    private static Map<String, Object> yamlOf(Matcher item) {
        Map<String, Object> yaml = new TreeMap<>();
        Stream.of("type", "dimension", "label", "format", "icon").filter(key -> item.group(key) != null)
                .forEach(key -> yaml.put(key, item.group(key).strip()));
        Stream.of("groups", "tags").filter(key -> item.group(key) != null)
                .forEach(key -> yaml.put(key, List.of(item.group(key).replace("\"", "").split(", "))));
        if (item.group("metadata") != null) {
            Pattern.compile("(\\w+)=\"([^\"]*)\"").matcher(item.group("metadata")).results().forEach(entry -> {
                if ("expire".equals(entry.group(1))) {
                    yaml.put("metadata", Map.of("expire", Map.of("value", entry.group(2))));
                } else {
                    yaml.put(entry.group(1), entry.group(2));
                }
            });
        }
        return yaml;
    }

    @Test
    void thingsGetThePortAndAMainsSupply() throws IOException {
        assertEquals("Bridge a:b:c [ serialPort=\"COM3\", baudRate=1200 ] { Thing d e [ powerSupply=\"mains\" ] }",
                Example.things(
                        "Bridge a:b:c [ serialPort=\"/dev/x\", baudRate=1200 ] { Thing d e [ powerSupply=\"battery\" ] }",
                        "COM3"));
    }

    @Test
    void anyPortNameIsQuoted() throws IOException {
        assertEquals("[ serialPort=\"a\\\\b\\\"$1\", powerSupply=\"mains\" ]",
                Example.things("[ serialPort=\"x\", powerSupply=\"\" ]", "a\\b\"$1"));
    }

    @Test
    void thingsWithoutAPortAreRefused() {
        assertThrows(IOException.class, () -> Example.things("[ powerSupply=\"mains\" ]", "COM3"));
    }
}
