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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * Tests what openHAB's configuration is told about a newer Java.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NewerJavaTest {

    private static final String ENVIRONMENTS = """
            eecap-11= osgi.ee; osgi.ee="JavaSE"; version:List<Version>="1.8,10.0,11.0", \\
             osgi.ee; osgi.ee="JRE"; version:List<Version>="1.0,1.1", \\
             osgi.ee; osgi.ee="JavaSE/compact1"; version:List<Version>="1.8,11.0"
            eecap-10= osgi.ee; osgi.ee="JavaSE"; version:List<Version>="1.8,10.0"
            """;

    @Test
    void allVersionsUpToTheNewerOneAreOfferedInAllProfiles() throws IOException {
        String added = NewerJava.addExecutionEnvironments(new ConfigText(ENVIRONMENTS), 13).text()
                .substring(ENVIRONMENTS.length()).strip();
        assertEquals("""
                eecap-13= osgi.ee; osgi.ee="JavaSE"; version:List<Version>="1.8,10.0,11.0,12.0,13.0", \\
                 osgi.ee; osgi.ee="JRE"; version:List<Version>="1.0,1.1", \\
                 osgi.ee; osgi.ee="JavaSE/compact1"; version:List<Version>="1.8,11.0,12.0,13.0\"""", added);
    }

    @Test
    void whatWasThereStays() throws IOException {
        assertTrue(
                NewerJava.addExecutionEnvironments(new ConfigText(ENVIRONMENTS), 17).text().startsWith(ENVIRONMENTS));
    }

    @Test
    void withoutJava11ThereIsNothingToStartFrom() {
        assertThrows(IOException.class, () -> NewerJava.addExecutionEnvironments(new ConfigText("eecap-10= x"), 17));
    }

    @Test
    void thePackagesAreThoseOfJava11() {
        assertEquals("jre-17 = ${jre-11}", NewerJava.addPackages(new ConfigText(""), 17).text().strip());
    }

    @Test
    void theBytecodeToolsAreReplacedInsideTheDocument() throws IOException {
        String text = NewerJava.replaceBytecodeTools(new ConfigText("<featuresProcessing>\n</featuresProcessing>"))
                .text();
        assertTrue(text.contains("<bundle originalUri=\"mvn:org.ow2.asm/asm/[7,8)\""
                + " replacement=\"mvn:org.ow2.asm/asm/9.7.1\" mode=\"maven\"/>"));
        assertTrue(text.endsWith("</bundleReplacements>\n</featuresProcessing>"));
        assertFalse(text.contains("[8"));
    }
}
