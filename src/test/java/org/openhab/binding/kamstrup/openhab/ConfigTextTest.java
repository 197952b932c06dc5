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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * Tests the edits of configuration files.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConfigTextTest {

    @Test
    void aSettingGetsItsNewValue() throws IOException {
        assertEquals("# port = 1\nport = 9\nportal = 2\n",
                new ConfigText("# port = 1\nport = 8101\nportal = 2\n").set("port", "9").text());
    }

    @Test
    void continuationLinesGoWithTheValue() throws IOException {
        assertEquals("repositories=\nnext=1\n",
                new ConfigText("repositories= \\\n  https://one, \\\n  https://two\nnext=1\n").set("repositories", "")
                        .text().replace("= ", "="));
    }

    @Test
    void valuesAreTakenLiterally() throws IOException {
        assertEquals("path=${home}\\x", new ConfigText("path=old").set("path", "${home}\\x").text());
    }

    @Test
    void anEditThatFindsNothingFails() {
        assertThrows(IOException.class, () -> new ConfigText("# port = 1").set("port", "2"));
        assertThrows(IOException.class, () -> new ConfigText("<a/>").insertBefore("</b>", "x"));
    }

    @Test
    void anInsertionStandsBeforeItsPlace() throws IOException {
        assertEquals("<a><b/></a>", new ConfigText("<a></a>").insertBefore("</a>", "<b/>").text());
    }
}
