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

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What openHAB 3.0.1, made for Java 11, has to be told to run on a newer Java. All of it is configuration of its Karaf,
 * nothing of openHAB itself is replaced.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class NewerJava {

    /** The Java that openHAB 3.0 was made for. */
    private static final int KNOWN = 11;

    private static final String ASM = "org.ow2.asm/";
    private static final String XBEAN = "org.apache.xbean/";

    /**
     * Bytecode tools that read Java's own classes and therefore must know their format. The upper bounds leave alone
     * the newer versions that other parts of openHAB ask for.
     */
    private static final List<Replacement> REPLACEMENTS = List.of( //
            new Replacement(ASM + "asm", "[7,8)", "9.7.1"), //
            new Replacement(ASM + "asm-util", "[7,8)", "9.7.1"), //
            new Replacement(ASM + "asm-tree", "[7,8)", "9.7.1"), //
            new Replacement(ASM + "asm-analysis", "[7,8)", "9.7.1"), //
            new Replacement(ASM + "asm-commons", "[7,8)", "9.7.1"), //
            new Replacement("org.apache.aries.spifly/org.apache.aries.spifly.dynamic.bundle", "[1,1.3)", "1.3.7"), //
            new Replacement(XBEAN + "xbean-finder", "[4,4.20)", "4.27"), //
            new Replacement(XBEAN + "xbean-bundleutils", "[4,4.20)", "4.27"));

    private NewerJava() {
    }

    /**
     * Adds a Java version to Karaf's {@code jre.properties}, which lists the packages that come with each Java.
     */
    static ConfigText addPackages(ConfigText jreProperties, int java) {
        return jreProperties.append("jre-" + java + " = ${jre-" + KNOWN + "}");
    }

    /**
     * Adds a Java version to Karaf's {@code config.properties}, which lists the execution environments that each Java
     * offers to bundles.
     *
     * @throws IOException when the file says nothing about Java 11
     */
    static ConfigText addExecutionEnvironments(ConfigText configProperties, int java) throws IOException {
        String known = configProperties.find("(?m)^eecap-" + KNOWN + "=" + ConfigText.VALUE).group();
        String newer = IntStream.rangeClosed(KNOWN + 1, java).mapToObj(version -> "," + version + ".0")
                .collect(Collectors.joining());
        return configProperties.append(
                known.replace("eecap-" + KNOWN, "eecap-" + java).replace(KNOWN + ".0\"", KNOWN + ".0" + newer + "\""));
    }

    /**
     * Adds the newer bytecode tools to Karaf's {@code org.apache.karaf.features.xml}.
     *
     * @throws IOException when the file is not a features processing instruction
     */
    static ConfigText replaceBytecodeTools(ConfigText featuresProcessing) throws IOException {
        String bundles = REPLACEMENTS.stream().map(Replacement::toXml).collect(Collectors.joining());
        return featuresProcessing.insertBefore("</featuresProcessing>",
                "    <bundleReplacements>\n" + bundles + "    </bundleReplacements>\n");
    }

    /**
     * A bundle that is taken in another version than its features ask for.
     *
     * @param bundle group and artifact with a slash between
     * @param range versions that are replaced
     * @param version the version that replaces them
     */
    private record Replacement(String bundle, String range, String version) {

        String toXml() {
            return "        <bundle originalUri=\"mvn:" + bundle + "/" + range + "\" replacement=\"mvn:" + bundle + "/"
                    + version + "\" mode=\"maven\"/>\n";
        }
    }
}
