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
package org.openhab.binding.kamstrup.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * What the documentation names exists: files, sections, commands and their options, tests, classes and the version.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DocumentationTest {

    /** What has no built files below it. */
    private static final List<String> FOLDERS = List.of("README.md", ".github", "doc", "openhab/store", "src");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^\\s*```.*?^\\s*```$");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^ *|`)(openhab/[\\w./-]*\\w)((?: +[^\\s`#|]+)*)");
    private static final Pattern CONSOLE = Pattern.compile("openhab:kamstrup ([a-z]+)");
    private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]*");
    private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test='?(?!none)(\\w+)");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]?(?:[A-Z][a-z0-9]+){2,}|[A-Z]\\w*(?:Test|IT))`");
    private static final Pattern FILE_NAME = Pattern
            .compile("org\\.openhab\\.binding\\.kamstrup-(\\d[\\d.]*\\d)\\.[jk]ar");
    private static final Pattern GENERATED = Pattern
            .compile("(?s)<!-- [\\w ]+, written by openhab/generate -->.*?<!-- end of [\\w ]+ -->");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s|\\n|\\||--+");
    /** What is not longer may be the same: a heading, a label, a command. */
    private static final int LONGEST_PHRASE = 45;
    /** Names that look like classes of this project. */
    private static final Set<String> FOREIGN = Set.of("QuantityType", "BigDecimal");

    private static List<Path> files(String... ends) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> found = Files.walk(Path.of(folder))) {
                found.filter(file -> Stream.of(ends).anyMatch(file.toString()::endsWith)).sorted().forEach(files::add);
            }
        }
        return files;
    }

    /** Everything that people read, the forms of GitHub too; what goes to the store has its own test. */
    private static List<Path> pages() throws IOException {
        List<Path> pages = files(".md", ".yml").stream().filter(file -> !file.startsWith(Path.of("openhab"))).toList();
        assertTrue(pages.containsAll(List.of(Path.of("README.md"), Path.of(".github/CONTRIBUTING.md"))), "the pages");
        return pages;
    }

    /** Whatever is named somewhere, as "where: what", if there is no such thing. */
    private static List<String> missing(Pattern pattern, Function<Matcher, Boolean> exists) throws IOException {
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path page : pages()) {
            Matcher matcher = pattern.matcher(Files.readString(page));
            while (matcher.find()) {
                found++;
                if (!exists.apply(matcher)) {
                    missing.add(page + ": " + matcher.group().strip());
                }
            }
        }
        assertTrue(found > 0, "The pattern finds nothing: " + pattern);
        return missing;
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(BLOCK.matcher(Files.readString(page)).replaceAll(""));
            while (link.find()) {
                if (!link.group(1).startsWith("https://") && !leadsSomewhere(page, link.group(1))) {
                    missing.add(page + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyPageIsLinkedFromReadme() throws IOException {
        Set<String> linked = LINK.matcher(Files.readString(Path.of("README.md"))).results()
                .map(link -> link.group(1).split("#")[0]).collect(Collectors.toSet());
        assertEquals(List.of(), files(".md").stream().map(Path::toString)
                .filter(page -> page.startsWith("doc/") && !linked.contains(page)).toList());
    }

    /** Code is left out, and so is what comes from the register catalogue. */
    @Test
    void noSentenceIsWrittenTwice() throws IOException {
        Map<String, Path> seen = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (Path page : files(".md")) {
            String prose = GENERATED.matcher(BLOCK.matcher(Files.readString(page)).replaceAll("")).replaceAll("");
            for (String sentence : SENTENCE_END.split(prose)) {
                if (sentence.strip().length() > LONGEST_PHRASE) {
                    Path first = seen.putIfAbsent(sentence.strip(), page);
                    if (first != null) {
                        twice.add(first + ", " + page + ": " + sentence.strip());
                    }
                }
            }
        }
        assertTrue(seen.size() > 300, "sentences: " + seen.size());
        assertEquals(List.of(), twice);
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || sections(target).contains(parts[1]));
    }

    /** The names of sections as GitHub makes them. */
    private static Set<String> sections(Path page) throws IOException {
        return HEADING.matcher(BLOCK.matcher(Files.readString(page)).replaceAll("")).results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void everyCommandAndEveryOptionExists() throws IOException {
        assertEquals(List.of(), missing(COMMAND, command -> {
            Path file = Path.of(command.group(1));
            boolean isCommand = file.getNameCount() == 2 && !command.group(1).contains(".");
            if (!Files.exists(file) || isCommand && Files.isRegularFile(file) && !Files.isExecutable(file)) {
                return false;
            }
            return OPTION.matcher(command.group(2)).results().allMatch(option -> knows(file, option.group()));
        }));
    }

    /** The script has its options in its usage, or its program has. */
    private static boolean knows(Path script, String option) {
        try {
            String text = Files.readString(script);
            Matcher program = Pattern.compile("org\\.openhab\\.binding\\.kamstrup\\.([\\w.]+)").matcher(text);
            if (program.find()) {
                text += Files.readString(Path.of("src/test/java/org/openhab/binding/kamstrup",
                        program.group(1).replace('.', '/') + ".java"));
            }
            return text.contains(option);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void everyConsoleCommandExists() throws IOException {
        String texts = Files.readString(Path.of("src/main/resources/OH-INF/i18n/kamstrup.properties"));
        assertEquals(List.of(),
                missing(CONSOLE, command -> texts.contains("console.usage." + command.group(1) + " =")));
    }

    @Test
    void everyTestAndEveryClassExists() throws IOException {
        Set<String> classes = files(".java").stream().map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(List.of(), missing(TEST, test -> classes.contains(test.group(1))));
        assertEquals(List.of(),
                missing(CLASS, name -> FOREIGN.contains(name.group(1)) || classes.contains(name.group(1))));
    }

    @Test
    void theVersionIsTheSameEverywhere() throws IOException {
        Pattern version = Pattern.compile("<artifactId>org\\.openhab\\.binding\\.kamstrup[.a-z]*</artifactId>\\s*"
                + "<version>([^<]+)</version>");
        Set<String> versions = new TreeSet<>();
        for (String pom : List.of("pom.xml", "openhab/pom.xml", "openhab/distribution/pom.xml")) {
            Matcher matcher = version.matcher(Files.readString(Path.of(pom)));
            assertTrue(matcher.find(), pom);
            versions.add(matcher.group(1));
        }
        assertEquals(1, versions.size(), versions.toString());
        assertEquals(List.of(), missing(FILE_NAME, name -> versions.contains(name.group(1))));
    }

    /** The example of how a frame is contributed is a line of the file that it explains. */
    @Test
    void theExampleOfAFrameIsOneOfTheTests() throws IOException {
        Matcher example = Pattern.compile("(?s)```json\n(.*?)\n```")
                .matcher(Files.readString(Path.of(".github/CONTRIBUTING.md")));
        assertTrue(example.find());
        assertTrue(Files.readAllLines(Path.of("src/test/resources/kmp/vectors.jsonl")).contains(example.group(1)));
    }
}
