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
package org.openhab.binding.kamstrup.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.MessageFormat;
import java.util.Properties;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.ThingDescriptions;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;

import com.google.gson.JsonObject;

/**
 * Texts are shown in the user's language, or in English where it lacks them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture({ "none", "stop" })
@Order(2)
class LanguagesIT {

    private final OpenHabFixture fixture;

    LanguagesIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    @ParameterizedTest
    @CsvSource({ "da, da, måler", "de, de, Wärme", "fi, fi, mittari", "fr, fr, Aucun port série", "nl, nl, seriële",
            "no, no, kjøle", "nb, no, vannmåler", "nb-NO, no, vannmåler", "pl, pl, głowicą", "sv, sv, mätare",
            "de-AT, de, Lesekopf" })
    void whatIsSaidArrivesInTheUsersLanguage(String accepted, String language, String some) throws Exception {
        Properties texts = ThingDescriptions.texts("kamstrup_" + language + ".properties");
        OpenHabRest abroad = fixture.rest().inLanguage(accepted);
        String type = abroad.get("thing-types/kamstrup:meter").getAsJsonObject().get("description").getAsString();
        assertEquals(texts.getProperty("thing-type.kamstrup.meter.description"), type);
        String status = abroad.thing("kamstrup:optical-head:none").orElseThrow().description();
        assertEquals(texts.getProperty("offline.conf-error.no-port"), status);
        assertTrue((type + status).contains(some), type + status);
    }

    /** These two are left out in Finnish. */
    @Test
    void showsEnglishWhereALanguageLacksAText() throws Exception {
        Properties english = ThingDescriptions.texts("kamstrup.properties");
        Properties finnish = ThingDescriptions.texts("kamstrup_fi.properties");
        String label = "channel-type.kamstrup.register-515.label";
        String description = "channel-type.kamstrup.register-515.description";
        String status = "offline.conf-error.stop-bits";
        assertFalse(finnish.containsKey(description) || finnish.containsKey(status));

        OpenHabRest abroad = fixture.rest().inLanguage("fi");
        JsonObject type = abroad.get("channel-types/kamstrup:register-515").getAsJsonObject();
        assertEquals(finnish.getProperty(label), type.get("label").getAsString());
        assertEquals(english.getProperty(description), type.get("description").getAsString());
        // newer versions of openHAB refuse the configuration in their own words
        if (!fixture.openHab().home().distribution().checks("stopBits")) {
            assertEquals(MessageFormat.format(english.getProperty(status), "3"),
                    abroad.thing("kamstrup:optical-head:stop").orElseThrow().description());
        }
    }
}
