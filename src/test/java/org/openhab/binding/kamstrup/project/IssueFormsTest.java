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
package org.openhab.binding.kamstrup.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The forms for issues are such as GitHub takes, and each asks for what helps to answer. GitHub leaves a form with a
 * fault out, and tells only who looks at the file.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class IssueFormsTest {

    private static final Path FOLDER = Path.of(".github/ISSUE_TEMPLATE");
    private static final String CONFIGURATION = "config.yml";
    private static final Set<String> KEYS = Set.of("name", "description", "title", "labels", "assignees", "projects",
            "type", "body");
    /** The attributes that each kind of element may have. */
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of( //
            "markdown", Set.of("value"), //
            "textarea", Set.of("label", "description", "placeholder", "value", "render"), //
            "input", Set.of("label", "description", "placeholder", "value"), //
            "dropdown", Set.of("label", "description", "multiple", "options", "default"), //
            "checkboxes", Set.of("label", "description", "options"));

    static List<Path> forms() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> !file.endsWith(CONFIGURATION)).sorted().toList();
        }
    }

    private static Map<?, ?> parse(Path file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return map(new Yaml(new SafeConstructor(strict)).load(Files.readString(file)));
    }

    private static Map<?, ?> map(Object object) {
        assertTrue(object instanceof Map, object + " has no keys");
        return (Map<?, ?>) object;
    }

    private static String text(Map<?, ?> map, String key) {
        Object text = map.get(key);
        assertTrue(text instanceof String && !((String) text).isBlank(), key + " of " + map);
        return (String) text;
    }

    @Test
    void thereAreFormsAndTheirConfiguration() throws IOException {
        assertTrue(forms().size() >= 2, forms().toString());
        assertEquals(Set.of("blank_issues_enabled"), parse(FOLDER.resolve(CONFIGURATION)).keySet());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void gitHubTakesTheForm(Path file) throws IOException {
        assertTrue(file.toString().endsWith(".yml"), "GitHub looks for .yml");
        Map<?, ?> form = parse(file);
        assertTrue(KEYS.containsAll(form.keySet()), form.keySet().toString());
        text(form, "name");
        text(form, "description");
        Set<String> ids = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (Object each : (List<?>) form.get("body")) {
            Map<?, ?> element = map(each);
            String type = text(element, "type");
            Map<?, ?> attributes = map(element.get("attributes"));
            assertTrue(ATTRIBUTES.getOrDefault(type, Set.of()).containsAll(attributes.keySet()), element.toString());
            if ("markdown".equals(type)) {
                assertEquals(Set.of("type", "attributes"), element.keySet());
                text(attributes, "value");
            } else {
                assertTrue(Set.of("type", "id", "attributes", "validations").containsAll(element.keySet()));
                assertTrue(text(element, "id").matches("[A-Za-z0-9_-]+"), element.toString());
                assertTrue(ids.add(text(element, "id")), "twice: " + element);
                assertTrue(labels.add(text(attributes, "label")), "twice: " + element);
            }
            if (element.containsKey("validations")) {
                assertEquals(Set.of("required"), map(element.get("validations")).keySet());
                assertTrue(map(element.get("validations")).get("required") instanceof Boolean);
            }
        }
        assertFalse(ids.isEmpty(), "a form needs something to fill in");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theFormAsksForTheTraceDump(Path file) throws IOException {
        Map<?, ?> trace = ((List<?>) parse(file).get("body")).stream().map(IssueFormsTest::map)
                .filter(element -> "trace".equals(element.get("id"))).findAny().orElseThrow();
        String description = text(map(trace.get("attributes")), "description");
        assertTrue(description.contains("`openhab:kamstrup trace kamstrup:optical-head:cellar dump`"), description);
        // it is known without a meter too what somebody wishes
        assertEquals(!file.endsWith("wish.yml"), map(trace.get("validations")).get("required"));
    }
}
