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
import static org.openhab.binding.kamstrup.internal.ThingDescriptions.below;
import static org.openhab.binding.kamstrup.internal.ThingDescriptions.text;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LineDiagnosis;
import org.openhab.binding.kamstrup.internal.meter.InfoCondition;
import org.openhab.binding.kamstrup.internal.meter.PlausibilityResult;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.w3c.dom.Element;

/**
 * What openHAB is told about the add-on: that its readers from 3.0 on take it, and that it fits the register catalogue
 * and the translations.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ThingDescriptionsTest {

    /** What the reader of openHAB 3.0 knows: one element more, and it drops the whole file. */
    private static final Set<String> KNOWN_TO_OPENHAB_3_0 = Set.of("thing:thing-descriptions", "bridge-type",
            "thing-type", "supported-bridge-type-refs", "bridge-type-ref", "label", "description", "category",
            "channels", "channel", "channel-groups", "channel-group", "channel-group-type", "kind", "event",
            "properties", "property", "representation-property", "config-description", "parameter-group", "parameter",
            "context", "required", "default", "options", "option", "limitToOptions", "advanced", "channel-type",
            "item-type", "tags", "tag", "state", "config-description-ref", "binding:binding", "name");
    /** openHAB 4.0 reads addon.xml in this order, and nothing else. */
    private static final List<String> ADDON_OF_OPENHAB_4_0 = List.of("type", "name", "description", "connection");

    private static final int MOST_PARAMETERS_WITHOUT_GROUPS = 6;

    /** The texts that are in no XML file. */
    private static final Pattern SAID_BY_CODE = Pattern
            .compile("(offline|online|unknown|finding|info|doubt|console|diagnosis|value|action|discovery)\\.");

    private static final Pattern KEY = Pattern.compile(
            "\"(?:@text/)?((?:offline|online|unknown|finding|info|doubt|console|diagnosis|value|action|discovery)(?:\\.[a-z0-9-]+)+)\"");
    private static final Pattern COMMAND = Pattern.compile("new Command\\(\"([a-z]+)\", \"");

    private static Properties english() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(ThingDescriptions.OH_INF.resolve("i18n/kamstrup.properties"),
                StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    static List<Path> files() throws IOException {
        return ThingDescriptions.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyVersionOfOpenHabKnowsTheElements(Path file) throws IOException {
        Element root = ThingDescriptions.parse(file);
        List<String> names = below(root, "*").stream().map(Element::getTagName).toList();
        if (file.endsWith("addon.xml")) {
            assertEquals(ADDON_OF_OPENHAB_4_0, names);
        } else {
            assertTrue(KNOWN_TO_OPENHAB_3_0.contains(root.getTagName()), root.getTagName());
            assertEquals(Set.of(),
                    names.stream().filter(name -> !KNOWN_TO_OPENHAB_3_0.contains(name)).collect(Collectors.toSet()));
        }
    }

    @Test
    void whatFollowsFromTheCatalogueIsUpToDate() throws IOException {
        for (Map.Entry<Path, String> file : CatalogueFiles.files().entrySet()) {
            assertEquals(file.getValue(), Files.readString(file.getKey()),
                    file.getKey() + " does not agree with the register catalogue: run openhab/generate");
        }
    }

    @Test
    void everyRegisterIsInAGroupOfTheMeter() throws IOException {
        Set<String> groups = new TreeSet<>();
        ThingDescriptions.elements("channel-group").forEach(group -> groups.add(group.getAttribute("id")));
        RegisterCatalogue.channels()
                .forEach(register -> assertTrue(groups.contains(register.group()), register.channel()));
    }

    @Test
    void noChannelTypeIsThereTwice() throws IOException {
        List<String> types = ThingDescriptions.elements("channel-type").stream().map(type -> type.getAttribute("id"))
                .toList();
        assertEquals(Set.copyOf(types).size(), types.size());
    }

    @Test
    void everyChannelIsReadOnly() throws IOException {
        for (Element type : ThingDescriptions.elements("channel-type")) {
            if (below(type, "kind").isEmpty()) {
                assertEquals("true", below(type, "state").get(0).getAttribute("readOnly"), type.getAttribute("id"));
            }
        }
    }

    /** Main UI takes tags for the semantic model only if it knows them; what it does not know is a loose word. */
    @Test
    void everyTagIsOneOfTheSemanticModelOfOpenHab30() throws IOException {
        Set<String> points = semanticTags("point");
        Set<String> properties = semanticTags("property");
        assertTrue(points.contains("Measurement") && properties.contains("Temperature"));
        for (Element type : ThingDescriptions.elements("channel-type")) {
            List<String> tags = below(type, "tag").stream().map(Element::getTextContent).toList();
            boolean hasState = below(type, "kind").isEmpty();
            assertEquals(hasState ? 1 : 0, tags.stream().filter(points::contains).count(), type.getAttribute("id"));
            assertTrue(tags.stream().filter(properties::contains).count() <= 1, type.getAttribute("id"));
            assertTrue(tags.stream().allMatch(tag -> points.contains(tag) || properties.contains(tag)), tags::toString);
        }
    }

    private static Set<String> semanticTags(String kind) throws IOException {
        Path bundles = Path.of(System.getProperty("openhab.home", ""), "runtime/system/org/openhab/core/bundles");
        Pattern tag = Pattern.compile("org/openhab/core/semantics/model/" + kind + "/(\\w+)\\.class");
        try (var jars = Files.walk(bundles.resolve("org.openhab.core.semantics"));
                JarFile jar = new JarFile(
                        jars.filter(file -> file.toString().endsWith(".jar")).findAny().orElseThrow().toFile())) {
            return jar.stream().map(entry -> tag.matcher(entry.getName())).filter(Matcher::matches)
                    .map(name -> name.group(1)).collect(Collectors.toSet());
        }
    }

    /** What a new item is proposed to show, from openHAB 4.2 on; otherwise it is the unit of openHAB's own. */
    @Test
    void everyQuantityHintsAtItsUnit() throws IOException {
        for (Element type : ThingDescriptions.elements("item-type")) {
            boolean quantity = type.getTextContent().startsWith("Number:");
            assertEquals(quantity, !type.getAttribute("unitHint").isEmpty(), type.getTextContent());
        }
    }

    @Test
    void aLongListOfParametersIsInGroups() throws IOException {
        for (String kind : List.of("bridge-type", "thing-type")) {
            for (Element thing : ThingDescriptions.elements(kind)) {
                List<String> groups = below(thing, "parameter").stream()
                        .map(parameter -> parameter.getAttribute("groupName")).toList();
                Set<String> declared = below(thing, "parameter-group").stream().map(group -> group.getAttribute("name"))
                        .collect(Collectors.toSet());
                assertEquals(groups.size() > MOST_PARAMETERS_WITHOUT_GROUPS ? declared : Set.of(""), Set.copyOf(groups),
                        thing.getAttribute("id"));
            }
        }
    }

    @Test
    void everyInfoConditionHasItsWords() throws IOException {
        for (InfoCondition condition : InfoCondition.values()) {
            assertTrue(english().containsKey("info." + condition.id()), condition.id());
        }
    }

    /** Main UI offers them where a rule is to begin with one. */
    @Test
    void everyChannelThatFiresSaysWithWhat() throws IOException {
        for (Element type : ThingDescriptions.elements("channel-type")) {
            List<String> events = below(type, "event").stream().flatMap(event -> below(event, "option").stream())
                    .map(option -> option.getAttribute("value")).toList();
            assertEquals(below(type, "kind").isEmpty(), events.isEmpty(), type.getAttribute("id"));
            assertEquals(Set.copyOf(events).size(), events.size(), type.getAttribute("id"));
        }
    }

    @Test
    void thePortIsNotLimitedToTheListOfKnownOnes() throws IOException {
        Element port = ThingDescriptions.elements("parameter").stream()
                .filter(parameter -> "serialPort".equals(parameter.getAttribute("name"))).findAny().orElseThrow();
        assertEquals("serial-port", text(port, "context"));
        assertEquals("false", text(port, "limitToOptions"));
        assertTrue(below(port, "default").isEmpty(), "no port is taken unasked");
    }

    @Test
    void everyTextHasItsKeyAndNoKeyIsAnOrphan() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        Element addon = ThingDescriptions.elements("name").get(0);
        for (String kind : List.of("addon", "binding")) {
            expected.put(kind + ".kamstrup.name", addon.getTextContent());
            expected.put(kind + ".kamstrup.description",
                    ThingDescriptions.elements("description").get(0).getTextContent().replaceAll("\\s+", " "));
        }
        for (String kind : List.of("bridge-type", "thing-type")) {
            for (Element type : ThingDescriptions.elements(kind)) {
                String id = "kamstrup." + type.getAttribute("id");
                put(expected, "thing-type." + id, type);
                putParameters(expected, "thing-type.config." + id, type);
                below(type, "channel-group").stream().filter(group -> !below(group, "label").isEmpty())
                        .forEach(group -> expected.put(
                                "thing-type." + id + ".group." + group.getAttribute("id") + ".label",
                                text(group, "label")));
            }
        }
        for (Element type : ThingDescriptions.elements("channel-group-type")) {
            put(expected, "channel-group-type.kamstrup." + type.getAttribute("id"), type);
        }
        for (Element type : ThingDescriptions.elements("channel-type")) {
            put(expected, "channel-type.kamstrup." + type.getAttribute("id"), type);
            putParameters(expected, "channel-type.config.kamstrup." + type.getAttribute("id"), type);
        }
        Map<String, String> actual = new TreeMap<>();
        english().forEach((key, value) -> actual.put((String) key, (String) value));
        actual.keySet().removeIf(key -> SAID_BY_CODE.matcher(key).lookingAt());
        // RuleTemplatesTest compares these with the templates
        actual.keySet().removeIf(key -> key.startsWith("rule-template."));
        assertEquals(expected, actual);
    }

    private static void putParameters(Map<String, String> texts, String prefix, Element type) {
        below(type, "parameter-group")
                .forEach(group -> put(texts, prefix + ".group." + group.getAttribute("name"), group));
        for (Element parameter : below(type, "parameter")) {
            String name = prefix + "." + parameter.getAttribute("name");
            put(texts, name, parameter);
            below(parameter, "option").forEach(
                    option -> texts.put(name + ".option." + option.getAttribute("value"), option.getTextContent()));
        }
    }

    private static void put(Map<String, String> texts, String prefix, Element element) {
        texts.put(prefix + ".label", text(element, "label"));
        texts.put(prefix + ".description", text(element, "description").replaceAll("\\s+", " "));
    }

    @Test
    void everyStatusTextIsUsedAndEveryUsedOneExists() throws IOException {
        Set<String> texts = new HashSet<>();
        english().keySet().forEach(key -> texts.add((String) key));
        texts.removeIf(key -> !SAID_BY_CODE.matcher(key).lookingAt());
        Set<String> used = new HashSet<>();
        for (Finding finding : Finding.values()) {
            used.add("finding." + finding.id());
        }
        // those that are worded for their port, as StatusTextTest holds
        used.addAll(Set.of("finding.port-missing.none", "finding.port-busy.network", "finding.port-lost.network",
                "finding.port-stuck.network"));
        for (InfoCondition condition : InfoCondition.values()) {
            used.add("info." + condition.id());
        }
        for (PlausibilityResult.Cause kind : PlausibilityResult.Cause.values()) {
            used.add("doubt." + kind.id());
        }
        for (PlausibilityResult.Status outcome : PlausibilityResult.Status.values()) {
            used.add("doubt." + outcome.id());
        }
        for (LineDiagnosis.Kind kind : LineDiagnosis.Kind.values()) {
            used.add("diagnosis." + kind.id());
        }
        Path sources = Path.of("src/main/java/org/openhab/binding/kamstrup/internal");
        for (String folder : List.of("handler", "console", "action")) {
            try (var files = Files.list(sources.resolve(folder))) {
                for (Path file : files.toList()) {
                    String source = Files.readString(file);
                    KEY.matcher(source).results().forEach(key -> used.add(key.group(1)));
                    COMMAND.matcher(source).results().forEach(name -> used.add("console.usage." + name.group(1)));
                }
            }
        }
        used.addAll(List.of("console.trace.on", "console.trace.off"));
        assertEquals(new TreeSet<>(used), new TreeSet<>(texts));
        assertFalse(used.isEmpty());
    }
}
