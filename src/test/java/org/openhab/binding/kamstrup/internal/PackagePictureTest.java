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
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * The picture of the packages shows those that there are, and their imports. What it says is read from where its boxes
 * and arrows are, not from names that nobody sees.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PackagePictureTest {

    private static final String ROOT = "org.openhab.binding.kamstrup.internal";
    private static final double TOLERANCE = 2;

    private final Map<String, Box> boxes = new TreeMap<>();
    private final Map<String, Set<String>> arrows = new TreeMap<>();
    private final Map<String, Set<String>> imports = imports();

    PackagePictureTest() throws IOException {
        Element picture = ThingDescriptions.parse(Path.of("doc/packages.svg"));
        for (Element group : ThingDescriptions.below(picture, "g")) {
            if ("package".equals(group.getAttribute("class"))) {
                assertEquals(group.getAttribute("id"), ThingDescriptions.text(group, "text"));
                boxes.put(group.getAttribute("id"), Box.of(ThingDescriptions.below(group, "rect").get(0)));
            }
        }
        for (Element line : ThingDescriptions.below(picture, "line")) {
            arrows.computeIfAbsent(boxAt(number(line, "x1"), number(line, "y1")), from -> new TreeSet<>())
                    .add(boxAt(number(line, "x2"), number(line, "y2")));
        }
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private record Box(double left, double top, double right, double bottom) {

        static Box of(Element rect) {
            double left = number(rect, "x");
            double top = number(rect, "y");
            return new Box(left, top, left + number(rect, "width"), top + number(rect, "height"));
        }

        boolean hasOnItsBorder(double x, double y) {
            boolean inside = x > left + TOLERANCE && x < right - TOLERANCE && y > top + TOLERANCE
                    && y < bottom - TOLERANCE;
            return !inside && x >= left - TOLERANCE && x <= right + TOLERANCE && y >= top - TOLERANCE
                    && y <= bottom + TOLERANCE;
        }
    }

    private String boxAt(double x, double y) {
        List<String> found = boxes.keySet().stream().filter(name -> boxes.get(name).hasOnItsBorder(x, y)).toList();
        assertEquals(1, found.size(), "An arrow is at " + x + ", " + y + ", where there is " + found);
        return found.get(0);
    }

    /** What of the binding uses what of it: packages, and the classes that are in none. */
    private static Map<String, Set<String>> imports() {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (JavaClass each : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT)) {
            Set<String> used = imports.computeIfAbsent(part(each), part -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(ROOT)).map(PackagePictureTest::part)
                    .filter(target -> !target.equals(part(each))).forEach(used::add);
        }
        return imports;
    }

    private static String part(JavaClass each) {
        String name = each.getName().substring(ROOT.length() + 1);
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name.replaceFirst("\\$.*", "");
    }

    private Set<String> reachable(String from) {
        Set<String> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            arrows.getOrDefault(open.remove(), Set.of()).stream().filter(found::add).forEach(open::add);
        }
        return found;
    }

    @Test
    void itHasABoxForEachPackageAndNoOther() {
        assertEquals(imports.keySet(), boxes.keySet());
    }

    @Test
    void whatImportsSomethingHasArrowsThatLeadThere() {
        Map<String, Set<String>> against = new HashMap<>();
        imports.forEach((from, used) -> {
            Set<String> others = new TreeSet<>(used);
            others.removeAll(reachable(from));
            if (!others.isEmpty()) {
                against.put(from, others);
            }
        });
        assertEquals(Map.of(), against, "imports that the picture does not show");
    }

    @Test
    void whereAnArrowLeadsIsImported() {
        assertTrue(arrows.size() > 5, arrows.toString());
        arrows.forEach((from, to) -> assertTrue(imports.getOrDefault(from, Set.of()).containsAll(to),
                from + " -> " + to + ", but it imports " + imports.get(from)));
    }

    @Test
    void noArrowLeadsBack() {
        arrows.keySet().forEach(name -> assertTrue(!reachable(name).contains(name), name));
    }
}
