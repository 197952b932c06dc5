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
package org.openhab.binding.kamstrup.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * Tests what the demonstration makes of the documentation's example.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ExampleTest {

    private static final Path FOLDER = Path.of("doc/example");

    @Test
    void itemsComeInTheOrderOfTheFileWithoutGroups() {
        assertEquals(List.of("Heat_Energy", "Clock", "Message"), Example.itemNames("""
                Group gHeat "Heat"
                // Number Old "Old"
                Number:Energy Heat_Energy "Heat energy [%.2f %unit%]" <energy> (gHeat) { channel="a:b:c:d" }
                  DateTime    Clock       "Clock [%1$tF]"
                Group:Number:AVG gMean "Mean"

                String Message "Message"
                """));
    }

    @Test
    void everyLinkedItemOfTheDocumentationIsFound() throws IOException {
        Example example = new Example(FOLDER);
        long linked = example.items().lines().filter(line -> line.contains("channel=")).count();
        assertTrue(linked > 20, "linked items: " + linked);
        assertTrue(example.itemNames().size() >= linked);
    }

    @Test
    void everyFileOfItemsIsRead() throws IOException {
        for (String file : new Example(FOLDER).files()) {
            if (file.endsWith(".items")) {
                assertTrue(new Example(FOLDER).items().contains(Files.readString(FOLDER.resolve(file))), file);
            }
        }
    }

    @Test
    void thingsGetThePortAndAMainsSupply() throws IOException {
        assertEquals("Bridge a:b:c [ serialPort=\"COM3\", baudRate=1200 ] { Thing d e [ powerSupply=\"mains\" ] }",
                Example.things(
                        "Bridge a:b:c [ serialPort=\"/dev/x\", baudRate=1200 ] { Thing d e [ powerSupply=\"battery\" ] }",
                        "COM3"));
    }

    @Test
    void anyPortNameIsQuoted() throws IOException {
        assertEquals("[ serialPort=\"a\\\\b\\\"$1\", powerSupply=\"mains\" ]",
                Example.things("[ serialPort=\"x\", powerSupply=\"\" ]", "a\\b\"$1"));
    }

    @Test
    void thingsWithoutAPortAreRefused() {
        assertThrows(IOException.class, () -> Example.things("[ powerSupply=\"mains\" ]", "COM3"));
    }
}
