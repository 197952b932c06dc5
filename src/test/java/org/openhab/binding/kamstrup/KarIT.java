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
package org.openhab.binding.kamstrup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.openhab.XmlReaders;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What is in the KAR that was built, without an openHAB around it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KarIT {

    private static final String BUNDLE = "org.openhab.binding.kamstrup";
    /** The oldest Karaf that has to read it is that of openHAB 3.0. */
    private static final Pattern NAMESPACE = Pattern
            .compile("http://karaf\\.apache\\.org/xmlns/features/v1\\.[3-6]\\.0");
    private static final Pattern MAVEN = Pattern.compile("mvn:([^/]+)/([^/]+)/([^/]+)");
    private static final Path OH_INF = Path.of("src/main/resources/OH-INF");

    private final Path file = Path.of(System.getProperty("kar"));
    private final String version = file.getFileName().toString().replaceFirst("^" + Pattern.quote(BUNDLE) + "-", "")
            .replaceFirst("\\.kar$", "");
    private final String folder = "repository/org/openhab/binding/kamstrup/" + BUNDLE + "/" + version + "/";

    private final Path temporary = Path.of("target/kar-it");
    private final Path bundle = temporary.resolve("bundle.jar").toAbsolutePath();

    @BeforeAll
    void unpackTheBundle() throws IOException {
        Files.createDirectories(temporary);
        try (JarFile kar = new JarFile(file.toFile());
                InputStream jar = kar.getInputStream(kar.getEntry(folder + BUNDLE + "-" + version + ".jar"))) {
            Files.copy(jar, bundle, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Set<String> entries(Path archive) throws IOException {
        try (JarFile jar = new JarFile(archive.toFile())) {
            return jar.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static byte[] content(Path archive, String name) throws IOException {
        try (JarFile jar = new JarFile(archive.toFile()); InputStream input = jar.getInputStream(jar.getEntry(name))) {
            return input.readAllBytes();
        }
    }

    private static Attributes manifest(Path archive) throws IOException {
        return new Manifest(new ByteArrayInputStream(content(archive, "META-INF/MANIFEST.MF"))).getMainAttributes();
    }

    private Element features() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(content(file, folder + BUNDLE + "-" + version + "-features.xml")));
        return document.getDocumentElement();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        return Stream.iterate(0, i -> i + 1).limit(nodes.getLength()).map(nodes::item).map(Element.class::cast)
                .toList();
    }

    /** No clock that is right is before that. */
    @Test
    void theBundleTellsWhenItWasBuilt() throws IOException {
        Instant built = Instant.parse(manifest(bundle).getValue("Kamstrup-Built"));
        assertTrue(built.isBefore(Instant.now()), built::toString);
    }

    /** The marketplace takes the id of the add-on from the file's name, as far as a version of three numbers. */
    @Test
    void theNameIsOneThatTheAddOnStoreReads() {
        assertTrue(version.matches("\\d+\\.\\d+\\.\\d+"), version);
        String name = file.toUri().toString().replaceFirst(".*/(.*?)-\\d+\\.\\d+\\.\\d+.*", "$1");
        assertEquals("kamstrup", name.substring(name.lastIndexOf('.') + 1));
    }

    @Test
    void theKarHoldsTwoBundlesTheirFeatureAndNothingElse() throws Exception {
        Set<String> expected = new TreeSet<>(Set.of(folder + BUNDLE + "-" + version + "-features.xml"));
        for (Element each : elements(features(), "bundle")) {
            assertEquals("80", each.getAttribute("start-level"));
            MatchResult name = MAVEN.matcher(each.getTextContent().strip()).results().findFirst().orElseThrow();
            expected.add("repository/" + name.group(1).replace('.', '/') + "/" + name.group(2) + "/" + name.group(3)
                    + "/" + name.group(2) + "-" + name.group(3) + ".jar");
        }
        Set<String> actual = entries(file);
        actual.removeIf(name -> name.startsWith("META-INF/"));
        assertEquals(expected, actual);
        assertEquals(List.of("jSerialComm", BUNDLE), actual.stream().filter(name -> name.endsWith(".jar"))
                .map(name -> name.replaceFirst(".*/", "").replaceFirst("-[0-9.]+jar$", "")).toList());
        assertNotEquals("false", manifest(file).getValue("Karaf-Feature-Start"));
    }

    @Test
    void theFeaturePinsNoVersionOfOpenHab() throws Exception {
        Element features = features();
        assertTrue(NAMESPACE.matcher(String.valueOf(features.getNamespaceURI())).matches(), features.getNamespaceURI());
        assertEquals(List.of(), elements(features, "repository"));
        List<Element> all = elements(features, "feature");
        // openHAB takes all that begins with openhab-binding- for its own
        assertEquals("kamstrup-binding", all.get(0).getAttribute("name"));
        assertEquals(version, all.get(0).getAttribute("version"));
        List<Element> needed = all.subList(1, all.size());
        assertEquals(List.of("openhab-runtime-base", "openhab-transport-serial"),
                needed.stream().map(feature -> feature.getTextContent().strip()).toList());
        needed.forEach(feature -> assertEquals("", feature.getAttribute("version")));
    }

    @Test
    void theJarHasWhatOpenHabReadsOfAnAddOn() throws Exception {
        Set<String> entries = entries(bundle);
        assertTrue(entries.containsAll(Set.of("OH-INF/addon/addon.xml", "OH-INF/binding/binding.xml")), "openHAB 3, 4");
        Set<String> expected = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(OH_INF)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String name = "OH-INF/" + OH_INF.relativize(source).toString().replace('\\', '/');
                expected.add(name);
                assertArrayEquals(Files.readAllBytes(source), content(bundle, name), name);
            }
        }
        entries.removeIf(name -> !name.startsWith("OH-INF/"));
        assertEquals(expected, entries);
    }

    @ParameterizedTest
    @ValueSource(strings = { "NOTICE", "LICENSE", "LICENSE-Apache-2.0" })
    void theJarSaysWhoMadeItAndUnderWhichLicence(String name) throws Exception {
        assertEquals(Files.readString(Path.of(name)),
                new String(content(bundle, "META-INF/" + name), StandardCharsets.UTF_8));
    }

    @Test
    void theBundleRunsInEachOpenHabFromThreeToFive() throws Exception {
        Attributes manifest = manifest(bundle);
        assertEquals(BUNDLE, manifest.getValue("Bundle-SymbolicName"));
        assertEquals(version, manifest.getValue("Bundle-Version"));
        assertNull(manifest.getValue("Export-Package"));
        List<String> imports = Pattern.compile("[^,\"]+(?:\"[^\"]*\"[^,\"]*)*")
                .matcher(manifest.getValue("Import-Package")).results().map(MatchResult::group).toList();
        List<String> core = imports.stream().filter(each -> each.startsWith("org.openhab.")).toList();
        assertTrue(core.size() > 5, core.toString());
        core.forEach(each -> assertTrue(each.contains("version=\"[3.0,6)\""), each));
        imports.stream().filter(each -> each.startsWith("com.fazecast."))
                .forEach(each -> assertTrue(each.contains("resolution:=optional"), each));
        String required = manifest.getValue("Require-Capability");
        assertTrue(required.contains("(&(osgi.ee=JavaSE)(version=17))"), required);
        // openHAB 3.0 has declarative services 1.4
        assertTrue(required.contains("(osgi.extender=osgi.component)(version>=1.4.0)"), required);
    }

    @Test
    void openHab30TakesEachXmlFile() throws Exception {
        try (XmlReaders readers = new XmlReaders(Path.of(System.getProperty("openhab.home")))) {
            int read = 0;
            for (XmlReaders.Kind kind : XmlReaders.Kind.values()) {
                String start = "OH-INF/" + kind.name().toLowerCase(Locale.ROOT) + "/";
                for (String name : entries(bundle)) {
                    if (name.startsWith(start)) {
                        assertEquals(Optional.empty(),
                                readers.complaint(kind, URI.create("jar:" + bundle.toUri() + "!/" + name).toURL()),
                                name);
                        read++;
                    }
                }
            }
            assertTrue(read > 5, "There are " + read + " files only");
        }
    }

    /** Elements of later versions, each of which would cost the whole file. */
    @ParameterizedTest
    @ValueSource(strings = { "<semantic-equipment-tag>Sensor</semantic-equipment-tag>", "<unknown/>" })
    void openHab30RefusesWhatItDoesNotKnow(String element) throws Exception {
        Path spoilt = temporary.resolve("spoilt.xml");
        Files.writeString(spoilt, Files.readString(OH_INF.resolve("thing/meter.xml")).replaceFirst("</description>",
                "</description>" + element));
        try (XmlReaders readers = new XmlReaders(Path.of(System.getProperty("openhab.home")))) {
            assertTrue(readers.complaint(XmlReaders.Kind.THING, spoilt.toUri().toURL()).isPresent());
        }
    }
}
