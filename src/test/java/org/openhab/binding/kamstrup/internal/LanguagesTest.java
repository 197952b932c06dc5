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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Translations have only known texts, with the placeholders of the English ones. A missing text is listed.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LanguagesTest {

    private static final Path TEXTS = ThingDescriptions.OH_INF.resolve("i18n");
    private static final List<String> LANGUAGES = List.of("da", "de", "fi", "fr", "nl", "no", "pl", "sv");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");
    private static final Pattern CHANNEL_LABEL = Pattern.compile("channel-type\\.kamstrup\\.[a-z0-9-]+\\.label");
    private static final Pattern FIGURE_OF_SPEECH = Pattern
            .compile("(?i)complain|lives on|feeds? on|reckon|, finer|in the period|what adds up|rubbish|what they say|"
                    + "values can be|(could not|cannot) be(\\W*$| \\(|,| and)|values that cannot be|does not always take");
    /** UTF-8 that was read as ISO 8859-1, or the other way round. */
    private static final Pattern WRONG_ENCODING = Pattern.compile("[\\x{C2}\\x{C3}][\\x{80}-\\x{BF}]|\\x{FFFD}");
    private static final Path MISSING = Path.of("target/missing-translations.txt");
    private static final Object[] ARGUMENTS = { "first", "second", "third", "fourth", "fifth" };

    private static Map<String, String> texts(String file) throws IOException {
        Properties properties = ThingDescriptions.texts(file);
        List<String> twice = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String line : Files.readAllLines(TEXTS.resolve(file), StandardCharsets.UTF_8)) {
            if (line.contains(" = ") && !line.startsWith("#") && !seen.add(line.substring(0, line.indexOf(" = ")))) {
                twice.add(line);
            }
        }
        assertEquals(List.of(), twice);
        Map<String, String> texts = new TreeMap<>();
        properties.forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }

    private static List<String> without(Set<String> keys, Set<String> others) {
        return keys.stream().filter(key -> !others.contains(key)).toList();
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> missing(String language, Map<String, String> english, Map<String, String> translated) {
        return without(english.keySet(), translated.keySet()).stream()
                .map(key -> language + ": " + key + " = " + english.get(key)).toList();
    }

    /** A missing text is no error. The list is for those who speak the language. */
    @Test
    void listsTextsThatALanguageLacks() throws IOException {
        Map<String, String> english = texts("kamstrup.properties");
        List<String> missing = new ArrayList<>();
        for (String language : LANGUAGES) {
            Map<String, String> translated = texts("kamstrup_" + language + ".properties");
            missing.addAll(missing(language, english, translated));
        }
        Files.write(MISSING, missing);
        PrintStream output = System.out;
        output.println(missing.size() + " texts are shown in English, see " + MISSING);
        missing.forEach(output::println);

        Map<String, String> shorter = new TreeMap<>(english);
        shorter.remove("finding.good");
        assertEquals(List.of("xx: finding.good = The meter answers."), missing("xx", english, shorter));
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyTranslatedTextIsOneOfEnglish(String language) throws IOException {
        assertEquals(List.of(),
                without(texts("kamstrup_" + language + ".properties").keySet(), texts("kamstrup.properties").keySet()));
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void aTranslationNamesWhatTheEnglishTextNames(String language) throws IOException {
        Map<String, String> english = texts("kamstrup.properties");
        texts("kamstrup_" + language + ".properties").forEach((key, text) -> {
            assertFalse(text.isBlank(), key);
            assertFalse(WRONG_ENCODING.matcher(text).find(), key);
            assertEquals(placeholders(english.getOrDefault(key, text)), placeholders(text), key);
            // an apostrophe would take itself and the placeholders after it away
            assertFalse(text.contains("'"), key);
            assertFalse(new MessageFormat(text).format(ARGUMENTS).contains("{"), key);
        });
    }

    static Stream<Path> readByUsers() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("doc"))) {
            List<Path> pages = files
                    .filter(file -> file.toString().matches(".*\\.(md|yaml|items|rules|things|sitemap)")).toList();
            assertTrue(pages.size() > 15, pages::toString);
            return Stream.concat(Stream.of(Path.of("README.md"), TEXTS.resolve("kamstrup.properties")), pages.stream());
        }
    }

    /** Figures of speech that users had to guess at. */
    @ParameterizedTest
    @MethodSource("readByUsers")
    void whatUsersReadSaysPlainFacts(Path file) throws IOException {
        assertEquals(List.of(),
                Files.readAllLines(file).stream().filter(line -> FIGURE_OF_SPEECH.matcher(line).find()).toList());
    }

    /** Terms that the glossary has replaced. */
    @ParameterizedTest
    @CsvSource({ "'', 'held back|good answers|own request|\\bpace\\b|came back'",
            "_da, holdes? tilbage|holdt tilbage|gode svar", "_de, zurückgehalten|Gute Antworten|hineinreichen",
            "_fi, pidätet|hyvät vastaukset", "_fr, mises? en attente|bonnes réponses",
            "_nl, vastgehouden|goede antwoorden", "_no, tilbakehold|holdt tilbake|gode svar",
            "_pl, wstrzyma|dobre odpowiedzi", "_sv, tillbakahåll|håll\\S* tillbaka|bra svar" })
    void textsUseTheTermsOfTheTrade(String language, String formerTerms) throws IOException {
        Pattern former = Pattern
                .compile("(?iu)check sum|" + formerTerms + (language.equals("_fr") ? "" : "|octet|oktett"));
        assertEquals(List.of(), texts("kamstrup" + language + ".properties").values().stream()
                .filter(text -> former.matcher(text).find()).toList());
    }

    /** Main UI names a new item after the label, and links a channel to an item of that name if there is one. */
    @ParameterizedTest
    @ValueSource(strings = { "", "_da", "_de", "_fi", "_fr", "_nl", "_no", "_pl", "_sv" })
    void noTwoChannelTypesGiveAnItemTheSameName(String language) throws IOException {
        Properties shown = ThingDescriptions.shownTexts("kamstrup" + language + ".properties");
        Map<String, List<String>> types = shown.stringPropertyNames().stream()
                .filter(key -> CHANNEL_LABEL.matcher(key).matches())
                .collect(Collectors.groupingBy(key -> ThingDescriptions.itemName(shown.getProperty(key))));
        assertEquals(List.of(), types.values().stream().filter(same -> same.size() > 1).toList());
    }

    @Test
    void theCardNamesItemsAsMainUiDoes() throws IOException {
        Set<String> names = texts("kamstrup.properties").entrySet().stream()
                .filter(text -> CHANNEL_LABEL.matcher(text.getKey()).matches())
                .map(text -> ThingDescriptions.itemName(text.getValue())).collect(Collectors.toSet());
        List<String> used = Pattern.compile("'_(\\w+)'")
                .matcher(Files.readString(Path.of("doc/ui/heat-meter-widget.yaml"))).results()
                .map(name -> name.group(1)).distinct().toList();
        assertEquals(12, used.size());
        assertEquals(List.of(), used.stream().filter(name -> !names.contains(name)).toList());
    }

    @Test
    void thereIsNoLanguageOfWhichNobodyKnows() throws IOException {
        try (var files = Files.list(TEXTS)) {
            assertEquals(9, files.count());
        }
    }
}
