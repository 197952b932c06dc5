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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;

/**
 * Texts arrive whole in the user's language.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture
@Order(8)
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
        Properties texts = new Properties();
        try (Reader reader = Files
                .newBufferedReader(Path.of("src/main/resources/OH-INF/i18n/kamstrup_" + language + ".properties"))) {
            texts.load(reader);
        }
        OpenHabRest abroad = fixture.rest().inLanguage(accepted);
        String type = abroad.get("thing-types/kamstrup:meter").getAsJsonObject().get("description").getAsString();
        assertEquals(texts.getProperty("thing-type.kamstrup.meter.description"), type);
        String status = abroad.thing("kamstrup:optical-head:none").orElseThrow().description();
        assertEquals(texts.getProperty("offline.conf-error.no-port"), status);
        assertTrue((type + status).contains(some), type + status);
    }
}
