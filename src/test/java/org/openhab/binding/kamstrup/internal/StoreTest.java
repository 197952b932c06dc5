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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * What the add-on store is given: the entry for the JSON add-on service, and the topic for the marketplace. Both are
 * read by programs that are strict about their form.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class StoreTest {

    private static final Path STORE = Path.of("openhab/store");
    private static final String URL = "https://example.org/v1.2.3";
    /** Bounds of three numbers each, with a semicolon between: any other form is read as "compatible with all". */
    private static final Pattern RANGE = Pattern.compile("\\[\\d+\\.\\d+\\.\\d+;\\d+\\.\\d+\\.\\d+[)\\]]");

    private static String text(String file) throws IOException {
        return Files.readString(STORE.resolve(file)).replace("@version@", "1.2.3").replace("@url@", URL)
                .replace("@readme@", URL + "/README.md");
    }

    private static JsonObject entry() throws IOException {
        JsonArray entries = JsonParser.parseString(text("addons.json")).getAsJsonArray();
        assertEquals(1, entries.size());
        return entries.get(0).getAsJsonObject();
    }

    @Test
    void theEntryHasWhatTheAddOnServiceNeeds() throws IOException {
        JsonObject entry = entry();
        for (String field : List.of("uid", "id", "type", "title", "description", "version", "author", "link", "url",
                "content_type", "image_url", "maturity", "connection", "compatible_versions")) {
            JsonElement value = entry.get(field);
            assertTrue(value != null && !value.getAsString().isBlank(), field);
        }
        assertEquals("kamstrup", entry.get("uid").getAsString());
        assertEquals("binding", entry.get("type").getAsString());
        // anything else is hidden
        assertEquals("stable", entry.get("maturity").getAsString());
        assertEquals("application/vnd.openhab.feature;type=karfile", entry.get("content_type").getAsString());
        assertEquals(URL + "/org.openhab.binding.kamstrup-1.2.3.kar", entry.get("url").getAsString());
        assertEquals("[\"org.openhab.binding.kamstrup\"]", entry.get("logger_packages").toString());
    }

    @Test
    void theRangeOfVersionsIsOneThatTheServicesRead() throws IOException {
        String range = entry().get("compatible_versions").getAsString();
        assertTrue(RANGE.matcher(range).matches(), range);
        // in the title of the topic, it is the last word
        assertTrue(text("topic.md").contains("Title: Kamstrup MULTICAL Binding " + range + "\n"));
    }

    @Test
    void theTopicHasOneLinkToAKarAndNoneToAJar() throws IOException {
        String post = text("topic.md").replaceAll("(?s)<!--.*?-->", "");
        assertEquals(1, Pattern.compile("\\.kar\\b").matcher(post).results().count());
        assertEquals(0, Pattern.compile("\\.jar\\b").matcher(post).results().count());
        assertTrue(post.strip().startsWith("![logo]("), "the first picture is the logo");
    }

    /** The type, the kind of file that is linked, how mature it is, and what makes it visible. */
    @Test
    void theTopicHasTheTagsByWhichTheMarketplaceTakesIt() throws IOException {
        Matcher tags = Pattern.compile("(?m)^ *Tags: +(.*)$").matcher(text("topic.md"));
        assertTrue(tags.find());
        Set<String> named = Set.of(tags.group(1).split("\\W+"));
        assertTrue(named.containsAll(Set.of("binding", "kar", "published")), named.toString());
        assertTrue(Stream.of("alpha", "beta", "mature", "stable").anyMatch(named::contains), named.toString());
    }
}
