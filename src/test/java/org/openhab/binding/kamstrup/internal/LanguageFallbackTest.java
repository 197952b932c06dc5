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
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.core.internal.i18n.LanguageResourceBundleManager;
import org.osgi.framework.Bundle;

/**
 * openHAB shows the English text where a language lacks one. Labels, descriptions, status texts and the binding's own
 * lookups all go through this class of openHAB.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LanguageFallbackTest {

    private static final String TEXTS = "kamstrup.properties";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({ "channel-type.kamstrup.volume.label, Volume", "thing-type.kamstrup.optical-head.label, Optical Head",
            "finding.good, The meter answers.", "info.none, Nothing to report", "action.read.result.label, Values",
            "console.none, ei ole" })
    void showsTheEnglishTextWhereTheLanguageLacksOne(String key, String text) throws IOException {
        Files.copy(ThingDescriptions.OH_INF.resolve("i18n").resolve(TEXTS), folder.resolve(TEXTS));
        Files.writeString(folder.resolve("kamstrup_fi.properties"), "console.none = ei ole\n");
        assertEquals(text, shown(key, "fi-FI"));
        assertEquals(text, shown(key, "fi"));
    }

    private @Nullable String shown(String key, String language) throws IOException {
        List<URL> files = List.of(folder.resolve(TEXTS).toUri().toURL(),
                folder.resolve("kamstrup_fi.properties").toUri().toURL());
        Bundle bundle = mock(Bundle.class);
        when(bundle.findEntries(anyString(), anyString(), anyBoolean()))
                .thenAnswer(call -> Collections.enumeration(files));
        return new LanguageResourceBundleManager(Locale::getDefault, bundle).getText(key,
                Locale.forLanguageTag(language));
    }
}
