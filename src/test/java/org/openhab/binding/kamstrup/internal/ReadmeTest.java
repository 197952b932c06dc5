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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Decode;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.w3c.dom.Element;

/**
 * The README says what the code does.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReadmeTest {

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    /** The rows of a table as cells, by their first cell. */
    private static Map<String, String[]> rows(String heading) throws IOException {
        String section = readme().split("\n" + Pattern.quote(heading) + "\n", 2)[1].split("\n#", 2)[0];
        Map<String, String[]> rows = new TreeMap<>();
        section.lines().filter(line -> line.startsWith("|")).skip(2).forEach(line -> {
            String[] cells = Stream.of(line.substring(1).split("\\|")).map(String::strip).toArray(String[]::new);
            rows.put(cells[0], cells);
        });
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = { "things/kamstrup.things", "items/kamstrup.items", "sitemaps/kamstrup.sitemap",
            "rules/kamstrup.rules" })
    void theExampleIsTheOneThatTheTestsLoad(String file) throws IOException {
        Matcher block = Pattern.compile("`" + Pattern.quote(file) + "`\n\n```\\w+\n(.*?)\n```", Pattern.DOTALL)
                .matcher(readme());
        assertTrue(block.find(), file);
        assertEquals(Files.readString(Path.of("doc/example").resolve(file)).stripTrailing(), block.group(1));
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
                rows("### `" + thing.getAttribute("id") + "` Thing Configuration").forEach(
                        (name, cells) -> actual.put(name, String.join(" ", cells[1], cells[3], cells[4], cells[5])));
                assertEquals(expected, actual);
            }
        }
    }

    @Test
    void everythingThatCanBeTheMatterHasItsRow() throws IOException {
        Set<String> named = new TreeSet<>();
        rows("## Troubleshooting").values().forEach(cells -> Pattern.compile("`([a-z-]+)`").matcher(cells[1]).results()
                .forEach(id -> named.add(id.group(1))));
        Set<String> findings = Stream.of(Finding.values())
                .filter(finding -> finding != Finding.GOOD && finding != Finding.NOTHING_ASKED).map(Finding::id)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(findings, named);
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
        rows("### Channels of an `optical-head`").forEach((id, cells) -> actual.put(id, cells[1]));
        assertEquals(expected, actual);
    }

    @Test
    void theFramesOfTheProtocolPageSayWhatItSays() throws IOException {
        Matcher frame = Pattern.compile("(?m)^40 3F .*$").matcher(Files.readString(Path.of("doc/protocol.md")));
        assertTrue(frame.find());
        String decoded = Decode.json(frame.group());
        assertTrue(decoded.contains("216.34") && decoded.contains("GJ"), decoded);
    }
}
