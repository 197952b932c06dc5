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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The rule templates in the bundle are in the form that openHAB 3.0 to 5 reads.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RuleTemplatesTest {

    private static final Path TEMPLATES = ThingDescriptions.OH_INF.resolve("automation/templates");
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private static Stream<Path> templates() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.sorted().toList().stream();
        }
    }

    private static JsonObject parse(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<JsonObject> elements(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    private static Stream<JsonObject> parameters(JsonObject template) {
        return elements(template.getAsJsonArray("configDescriptions"));
    }

    private static String text(JsonObject object, String key) {
        return object.get(key).getAsString();
    }

    /** A colon would end a key in a file of texts. */
    @ParameterizedTest
    @MethodSource("templates")
    void uidIsTheNameOfTheFile(Path file) {
        assertEquals(file.getFileName().toString(), text(parse(file), "uid") + ".json");
        assertTrue(text(parse(file), "uid").matches("kamstrup-[a-z-]+"));
    }

    /** openHAB leaves a place without a value as it is, and the script does not compile. */
    @ParameterizedTest
    @MethodSource("templates")
    void everyPlaceIsAParameterThatHasAValueAndTheOtherWayRound(Path file) {
        JsonObject template = parse(file);
        Set<String> places = PLACE.matcher(template.get("triggers").toString() + template.get("actions")).results()
                .map(place -> place.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(parameters(template).map(parameter -> text(parameter, "name"))
                .collect(Collectors.toCollection(TreeSet::new)), places);
        parameters(template)
                .forEach(parameter -> assertTrue(parameter.get("required").getAsBoolean(), parameter::toString));
    }

    /** openHAB 3.0 knows a default by this name only, newer ones by both; it takes what begins with $ as a place. */
    @ParameterizedTest
    @MethodSource("templates")
    void everyVersionReadsIt(Path file) {
        JsonObject template = parse(file);
        parameters(template).forEach(parameter -> assertFalse(parameter.has("default"), parameter::toString));
        assertFalse(template.toString().contains("${"));
    }

    /** Between two looks at an item its state can become UNDEF, and what was tested is no longer so. */
    @ParameterizedTest
    @MethodSource("templates")
    void itsScriptLooksAtEachItemOnce(Path file) {
        List<String> states = Pattern.compile("\\{\\{\\w+}}\\.state").matcher(parse(file).get("actions").toString())
                .results().map(state -> state.group()).toList();
        assertFalse(states.isEmpty());
        assertEquals(states.stream().distinct().toList(), states);
    }

    /** The DSL is part of each openHAB, JavaScript is an add-on. */
    @ParameterizedTest
    @MethodSource("templates")
    void itsScriptIsInTheDsl(Path file) {
        elements(parse(file).getAsJsonArray("actions")).forEach(action -> {
            assertEquals("script.ScriptAction", text(action, "type"));
            assertEquals("application/vnd.openhab.dsl.rule", text(action.getAsJsonObject("configuration"), "type"));
        });
    }

    /** openHAB shows the text of a template if it finds none by its key: so a wrong key is not seen in English. */
    @Test
    void textsHaveTheKeysThatOpenHabLooksFor() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        templates().map(RuleTemplatesTest::parse).forEach(template -> {
            String uid = text(template, "uid");
            expected.put("rule-template." + uid + ".label", text(template, "label"));
            expected.put("rule-template." + uid + ".description", text(template, "description"));
            parameters(template).forEach(parameter -> {
                String key = "rule-template.config." + uid + ".name." + text(parameter, "name");
                expected.put(key + ".label", text(parameter, "label"));
                if (parameter.has("description")) {
                    expected.put(key + ".description", text(parameter, "description"));
                }
            });
        });
        Properties english = ThingDescriptions.texts("kamstrup.properties");
        assertTrue(expected.size() > 50);
        assertEquals(expected, english.stringPropertyNames().stream().filter(key -> key.startsWith("rule-template."))
                .collect(Collectors.toMap(key -> key, english::getProperty, (first, second) -> first, TreeMap::new)));
    }
}
