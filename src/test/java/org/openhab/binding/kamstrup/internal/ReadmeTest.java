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
package org.openhab.binding.kamstrup.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Decode;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.w3c.dom.Element;

/**
 * README and the pages in doc say what the code does.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReadmeTest {

    private static final int LONGEST_README = 260;
    private static final Path README = Path.of("README.md");
    private static final Path CHANNELS = Path.of("doc/channels.md");
    private static final Path HISTORY = Path.of("doc/history.md");
    private static final Path TROUBLESHOOTING = Path.of("doc/troubleshooting.md");

    /** The rows of the tables of a section as cells, by their first cell. */
    private static Map<String, String[]> rows(Path page, String heading) throws IOException {
        String section = Files.readString(page).split("\n" + Pattern.quote(heading) + "\n", 2)[1].split("\n#", 2)[0];
        Map<String, String[]> rows = new TreeMap<>();
        section.lines().filter(line -> line.startsWith("|")).skip(2).forEach(line -> {
            String[] cells = Stream.of(line.substring(1).split("\\|")).map(String::strip).toArray(String[]::new);
            rows.put(cells[0], cells);
        });
        return rows;
    }

    @Test
    void readmeIsShortAndBeginsWithBothCommands() throws IOException {
        List<String> lines = Files.readAllLines(README);
        assertTrue(lines.size() <= LONGEST_README, "lines of README: " + lines.size());
        String firstScreen = String.join("\n", lines.subList(0, 25));
        assertTrue(firstScreen.contains("\nopenhab/demo ") && firstScreen.contains("\nmvn verify "), firstScreen);
    }

    @ParameterizedTest
    @CsvSource({ "README.md, things/kamstrup.things", "README.md, items/kamstrup.items",
            "README.md, sitemaps/kamstrup.sitemap", "README.md, rules/kamstrup.rules",
            "doc/rules.md, rules/kamstrup_more.rules", "doc/bill.md, items/bill.items",
            "doc/bill.md, rules/bill.rules" })
    void exampleOnThePageEqualsTheLoadedFile(Path page, String file) throws IOException {
        Matcher block = Pattern.compile("`" + Pattern.quote(file) + "`\n\n```\\w+\n(.*?)\n```", Pattern.DOTALL)
                .matcher(Files.readString(page));
        assertTrue(block.find(), file);
        assertEquals(Files.readString(Path.of("doc/example").resolve(file)).stripTrailing(), block.group(1));
    }

    @Test
    void everyRuleHasItsRowInTheTableOfRules() throws IOException {
        Set<String> rules = Pattern.compile("(?m)^rule \"(.*)\"$")
                .matcher(Files.readString(Path.of("doc/example/rules/kamstrup_more.rules"))).results()
                .map(rule -> rule.group(1)).collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = rows(Path.of("doc/rules.md"), "## What They Do").keySet().stream()
                .flatMap(cell -> Stream.of(cell.split("; "))).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rules, named);
    }

    @Test
    void theParametersAreThoseOfTheThings() throws IOException {
        for (String type : List.of("bridge-type", "thing-type")) {
            for (Element thing : ThingDescriptions.elements(type)) {
                Map<String, String> expected = new TreeMap<>();
                for (Element parameter : ThingDescriptions.below(thing, "parameter")) {
                    String fallback = ThingDescriptions.below(parameter, "default").isEmpty() ? "N/A"
                            : ThingDescriptions.text(parameter, "default");
                    boolean advanced = !ThingDescriptions.below(parameter, "advanced").isEmpty();
                    boolean required = "true".equals(parameter.getAttribute("required"));
                    expected.put(parameter.getAttribute("name"), String.join(" ", parameter.getAttribute("type"),
                            fallback, required ? "yes" : "no", advanced ? "yes" : "no"));
                }
                Map<String, String> actual = new TreeMap<>();
                rows(README, "### `" + thing.getAttribute("id") + "` Thing Configuration").forEach(
                        (name, cells) -> actual.put(name, String.join(" ", cells[1], cells[3], cells[4], cells[5])));
                assertEquals(expected, actual);
            }
        }
    }

    @Test
    void everyFindingHasARowWithARemedy() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String section : List.of("## The Port", "## The Line")) {
            rows(TROUBLESHOOTING, section).values().forEach(cells -> {
                assertFalse(cells[2].isBlank(), cells[0]);
                Pattern.compile("`([a-z-]+)`").matcher(cells[1]).results().forEach(id -> named.add(id.group(1)));
            });
        }
        Set<String> findings = Stream.of(Finding.values())
                .filter(finding -> finding != Finding.GOOD && finding != Finding.NOTHING_ASKED).map(Finding::id)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(findings, named);
    }

    /** So that a search for the words of a status finds the row. */
    @Test
    void rowOfAFindingHasTheWordsOfItsStatus() throws IOException {
        Properties texts = ThingDescriptions.texts("kamstrup.properties");
        List<String> otherWords = new ArrayList<>();
        for (String section : List.of("## The Port", "## The Line")) {
            rows(TROUBLESHOOTING, section).values().forEach(cells -> {
                String statuses = texts.stringPropertyNames().stream()
                        .filter(key -> key.startsWith("finding.") && cells[1].contains("`" + key.split("\\.")[1] + "`"))
                        .map(texts::getProperty).collect(Collectors.joining("\n")).toLowerCase(Locale.ROOT);
                Stream.of(cells[0].toLowerCase(Locale.ROOT).split("[…/]")).map(String::strip)
                        .filter(words -> !statuses.contains(words)).forEach(otherWords::add);
            });
        }
        assertEquals(List.of(), otherWords);
    }

    @Test
    void everyChannelOfAHeadHasItsRow() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        Element head = ThingDescriptions.elements("bridge-type").get(0);
        for (Element channel : ThingDescriptions.below(head, "channel")) {
            Element type = ThingDescriptions.elements("channel-type").stream()
                    .filter(each -> channel.getAttribute("typeId").equals(each.getAttribute("id"))).findAny()
                    .orElseThrow();
            expected.put(channel.getAttribute("id"),
                    ThingDescriptions.below(type, "kind").isEmpty() ? ThingDescriptions.text(type, "item-type")
                            : "Trigger");
        }
        Map<String, String> actual = new TreeMap<>();
        rows(CHANNELS, "## Channels of an `optical-head`").forEach((id, cells) -> actual.put(id, cells[1]));
        assertEquals(expected, actual);
    }

    /** Those of registers have a table that is compared with the catalogue. */
    @ParameterizedTest
    @ValueSource(strings = { "channel-types.xml", "period-channels.xml", "history-channels.xml" })
    void everyCalculatedChannelIsInATable(String file) throws IOException {
        String tables = (Files.readString(README) + Files.readString(CHANNELS) + Files.readString(HISTORY)).lines()
                .filter(line -> line.startsWith("|")).collect(Collectors.joining("\n"));
        List<Element> types = ThingDescriptions.below(
                ThingDescriptions.parse(ThingDescriptions.OH_INF.resolve("thing").resolve(file)), "channel-type");
        assertFalse(types.isEmpty());
        assertEquals(List.of(), types.stream()
                .map(type -> type.getAttribute("id").replaceFirst("^(today|month|year|billing)-", "")
                        .replaceFirst("^(history|(last-)?season)-", "$1#"))
                .filter(id -> !Pattern
                        .compile("(today#|…#|energy#|water#|instantaneous#|status#|`|(?=history#|(last-)?season#))" + id
                                + "[ `,]")
                        .matcher(tables).find())
                .toList());
    }

    @Test
    void theFramesOfTheProtocolPageSayWhatItSays() throws IOException {
        Matcher frame = Pattern.compile("(?m)^40 3F .*$").matcher(Files.readString(Path.of("doc/protocol.md")));
        assertTrue(frame.find());
        String decoded = Decode.json(frame.group());
        assertTrue(decoded.contains("216.34") && decoded.contains("GJ"), decoded);
    }
}
