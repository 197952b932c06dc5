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
package org.openhab.binding.kamstrup.openhab;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the tests know of openHAB's versions.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DistributionTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home", ""));
    private static final String FILES = "etc/config.properties etc/jre.properties etc/org.apache.karaf.features.xml "
            + "etc/org.openhab.core.automation.module.script.internal.provider.ScriptModuleTypeProvider.config";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({ "3.0.1, " + FILES + ", 20 ㎥, false", "3.4.5, '', 20 m³, false", "4.3.11, '', 20 m³, true",
            "5.1.4, '', 20 m³, true", "5.2.1, cache-refresh-lock, 20 m³, true" })
    void versionDecidesConfigurationAndStates(String version, String files, String state, boolean keepsUnit)
            throws IOException {
        Distribution distribution = Distribution.of(unpacked(version), JAVA);
        assertEquals(files.isEmpty() ? Set.of() : Set.of(files.split(" ")), distribution.configuration().keySet());
        assertEquals(state, distribution.state("20 m³"));
        assertEquals("20 GJ", distribution.state("20 GJ"));
        assertEquals(keepsUnit, distribution.keepsUnitOfItem());
        assertEquals(JAVA.toAbsolutePath(), distribution.java());
    }

    @ParameterizedTest
    @CsvSource({ "3.0.1, package = minimal, 0", "3.4.5, package = minimal, 0", "4.3.11, suggestionFinderUsb = false, 5",
            "5.2.1, suggestionFinderUpnp = false, 5" })
    void nothingIsDownloadedOrLookedForInTheNetwork(String version, String line, int finders) throws IOException {
        List<String> addons = Distribution.of(unpacked(version), JAVA).addons().lines().toList();
        assertTrue(addons.containsAll(List.of("remote = false", line)), addons.toString());
        assertEquals(finders, addons.stream().filter(each -> each.startsWith("suggestionFinder")).count());
    }

    @ParameterizedTest
    @CsvSource({ "3.0.1, false, false", "3.2.0, false, false", "3.3.0, true, false", "3.4.5, true, false",
            "4.0.0, true, true", "5.2.1, true, true" })
    void newerVersionsCheckWhatAThingIsConfiguredWith(String version, boolean parameters, boolean bridge)
            throws IOException {
        Distribution distribution = Distribution.of(unpacked(version), JAVA);
        assertEquals(parameters, distribution.checks("baudRate"));
        assertEquals(bridge, distribution.checks("bridge"));
    }

    /** The lines are those of openHAB's ModelRepositoryImpl. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = { "3.0.1, Loading model 'kamstrup.things'",
            "5.0.3, Loading model 'kamstrup.things'", "5.1.0, Loading DSL model 'kamstrup.things'",
            "5.2.1, Loading DSL model 'kamstrup.things'" })
    void theLogNamesAFileThatIsRead(String version, String line) throws IOException {
        assertEquals(line, Distribution.of(unpacked(version), JAVA).loading("kamstrup.things"));
    }

    @Test
    void openHab30GetsThisJavaAsAnExecutionEnvironment() throws IOException {
        String java = Integer.toString(Runtime.version().feature());
        var files = Distribution.of(unpacked("3.0.1"), JAVA).configuration();
        assertTrue(files.get("etc/jre.properties").contains("jre-" + java + " = ${jre-11}"));
        assertTrue(files.get("etc/config.properties").contains("eecap-" + java));
    }

    @ParameterizedTest
    @ValueSource(strings = { "kamstrup.read", "kamstrup.read#42c25be3" })
    void actionIsFoundWithAndWithoutHash(String type) throws IOException {
        Distribution distribution = Distribution.of(unpacked("5.2.1"), JAVA);
        assertEquals(type, distribution.actionType("kamstrup.read", List.of("kamstrup.readAll#1", type)));
        assertThrows(OpenHabException.class,
                () -> distribution.actionType("kamstrup.read", List.of("kamstrup.readAll#1")));
    }

    @Test
    void whatIsNoOpenHabOrNoJavaIsSaid() throws IOException {
        Path unpacked = unpacked("5.2.1");
        assertEquals("There is no unpacked openHAB in " + folder.resolve("conf"),
                message(folder.resolve("conf"), JAVA));
        assertEquals("There is no Java in " + folder, message(unpacked, folder));
        Path cache = Files.createDirectory(unpacked.resolve("userdata/cache"));
        assertEquals("The openHAB in " + folder + " has been started before. Unpack it anew", message(unpacked, JAVA));
        Files.delete(cache);
        Files.writeString(unpacked.resolve("userdata/etc/version.properties"), "karaf : 4.4.11\n");
        assertTrue(message(unpacked, JAVA).endsWith(" does not tell the version of openHAB"));
    }

    private static String message(Path openHab, Path java) {
        return String.valueOf(assertThrows(OpenHabException.class, () -> Distribution.of(openHab, java)).getMessage());
    }

    private Path unpacked(String version) throws IOException {
        Path etc = Files.createDirectories(folder.resolve("userdata/etc"));
        Files.createDirectories(folder.resolve("runtime"));
        Files.writeString(etc.resolve("version.properties"), """
                openHAB Distribution Version Information
                Repository        Version
                openhab-distro  : %s
                openhab-core    : 1.2.3
                """.formatted(version));
        Files.writeString(etc.resolve("jre.properties"), "jre-11 = ${jre-base}\n");
        Files.writeString(etc.resolve("config.properties"), "eecap-11=osgi.ee;version:List<Version>=\"11.0\"\n");
        Files.writeString(etc.resolve("org.apache.karaf.features.xml"), "<featuresProcessing></featuresProcessing>");
        return folder;
    }
}
