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
package org.openhab.binding.kamstrup.internal.kmp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A text with recorded bytes, as people post it, without the parts that are no bytes: time stamps, labels of a log,
 * offsets and characters of a dump.
 *
 * @param text the rest of the text
 * @param removed the words that were removed
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record PostedText(String text, List<String> removed) {

    private static final String TIME = "\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d{1,9}|:\\d{3})?(?:Z| ?[+-]\\d\\d:?\\d\\d)?";
    private static final String DATE = "(?:\\d{4}([-/.])\\d\\d\\1\\d\\d|\\d{1,2}([-/.])\\d{1,2}\\2\\d{4})";
    private static final String END = "(?![\\w]|[-/:]\\w)";
    /** Numbers and comments that are no bytes in any notation. */
    private static final Pattern NO_BYTES = Pattern.compile(String.join("|", //
            "(?:" + DATE + "[T ])?(?<![\\w:])" + TIME + END, //
            "(?<![\\w:])" + DATE + "T" + TIME + END, //
            "(?<![\\w:])" + DATE + END, //
            "\\[ {0,9}\\d{1,9}\\.\\d{1,9}\\]", //
            "\\u001B?\\[\\d{1,3}(?:;\\d{1,3}){0,4}m", //
            "(?<!\\w)(?:from|to) ?= ?\\d{1,9}" + END, //
            "(?<!\\w)(?:len|length|size|count|attempt) ?[=: ] ?\\d{1,9}" + END, //
            "(?<!\\w)\\d{1,9} ?(?:bytes?|octets?|ms|baud|Bd)(?!\\w)", //
            "//.*", "/\\*.{0,200}?\\*/"));
    /** The decoding and the result that the trace of this add-on prints below the bytes. */
    private static final Pattern TRACE_RESULT = Pattern.compile("[=!] .*");
    /** Words with a letter that is no hexadecimal digit, before the first byte of a line. */
    private static final Pattern LABEL = Pattern.compile(
            "(.*?(?:[:>\\])=]\\s+|[:=]\\s*[\\[{(\"']{1,3}\\s*))(?:(?:0[xX]|\\\\?[xX])?\\p{XDigit}{1,2}(?!\\w)|\\p{XDigit}{4}).*");
    private static final Pattern LETTER = Pattern.compile("[g-zG-Z]");
    /** Offset, colon, and the columns of a row of a dump. */
    private static final Pattern ROW = Pattern.compile("(\\p{XDigit}{4,8})(:?)(?:\\s+(.*))?");
    private static final Pattern GAP = Pattern.compile("\\s{2,}|\\s*\\|");
    private static final int MAX_ROW = 256;

    /**
     * Decodes a text in the notation that gives the most right frames.
     *
     * @param posted bytes in any notation, among anything else
     * @return the decoded bytes, or that the notation is unclear
     */
    static DecodedFields decode(String posted) {
        List<PostedText> candidates = candidates(posted);
        Map<ByteString, List<LineItem>> known = new HashMap<>();
        Map<Notation, DecodedBytes> likely = new EnumMap<>(Notation.class);
        DecodedBytes plain = candidates.get(0).decode(Notation.PAIRS.read(candidates.get(0).text), known);
        DecodedBytes best = plain;
        for (PostedText candidate : candidates) {
            for (Notation notation : Notation.values()) {
                if (best.isCertain()) {
                    return best.fields();
                }
                Notation.Reading reading = notation.read(candidate.text);
                DecodedBytes decoded = candidate.decode(reading, known);
                if (reading.likely() && candidate.equals(candidates.get(0))) {
                    likely.put(notation, decoded);
                }
                best = decoded.isBetterThan(best) ? decoded : best;
            }
        }
        if (best.proved() == 0 && likely.values().stream().map(DecodedBytes::rejected).distinct().count() > 1) {
            return unclear(likely);
        }
        DecodedBytes first = likely.isEmpty() ? plain : likely.values().iterator().next();
        return (best.proved() > 0 || best.rejected().equals(first.rejected()) ? best : first).fields();
    }

    /** Many notations give the same bytes, which are decoded once. */
    private DecodedBytes decode(Notation.Reading reading, Map<ByteString, List<LineItem>> known) {
        known.computeIfAbsent(reading.bytes(), DecodedBytes::itemsOf);
        return new DecodedBytes(known.getOrDefault(reading.bytes(), List.of()),
                Stream.concat(removed.stream(), reading.ignored().stream()).toList());
    }

    private static DecodedFields unclear(Map<Notation, DecodedBytes> likely) {
        List<DecodedFields> readings = new ArrayList<>();
        likely.forEach((notation, decoded) -> readings
                .add(DecodedFields.of("notation", notation.description()).and(decoded.fields())));
        return DecodedBytes.of(ByteString.EMPTY).fields()
                .and("error", "the notation is unclear, and in none that is likely there is a right frame")
                .and("readings", readings);
    }

    /** @return the text without different parts, the best guess first */
    private static List<PostedText> candidates(String posted) {
        PostedText plain = new PostedText(posted.strip(), List.of());
        PostedText clean = plain.withoutWords();
        PostedText best = plain.withoutColumns().orElseGet(() -> clean);
        return Stream.of(best, best.withoutLabels(), clean, plain).distinct().toList();
    }

    private PostedText withoutWords() {
        List<String> words = new ArrayList<>();
        String rest = lines().filter(line -> !TRACE_RESULT.matcher(line).matches())
                .map(line -> NO_BYTES.matcher(line).replaceAll(word -> {
                    words.add(word.group());
                    return " ";
                })).collect(Collectors.joining("\n"));
        return new PostedText(rest, words);
    }

    private PostedText withoutLabels() {
        List<String> labels = new ArrayList<>(removed);
        String rest = lines().map(line -> {
            Matcher label = LABEL.matcher(line);
            if (!label.matches() || !LETTER.matcher(label.group(1)).find()) {
                return line;
            }
            labels.addAll(Notation.words(label.group(1)));
            return line.substring(label.end(1));
        }).collect(Collectors.joining("\n"));
        return new PostedText(rest, labels);
    }

    private Stream<String> lines() {
        return text.lines().map(String::strip);
    }

    /** @return the bytes of a dump, if each line begins with the offset that follows from the line before */
    private Optional<PostedText> withoutColumns() {
        List<String> rows = new ArrayList<>();
        List<String> lines = lines().toList();
        String before = "";
        int bytes = 0;
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            if (line.length() > MAX_ROW || !row.matches()) {
                return Optional.empty();
            }
            String offset = row.group(1);
            String columns = row.group(3) == null ? "" : row.group(3);
            String hex = withoutCharacters(columns);
            // one row of four digits alone can be bytes as well
            boolean isRow = before.isEmpty()
                    ? lines.size() > 1 || !hex.equals(columns) || !row.group(2).isEmpty() || offset.matches("0{7,8}")
                    : follows(before, offset, bytes);
            if (!isRow) {
                return Optional.empty();
            }
            before = offset;
            Notation.Reading reading = Notation.PAIRS.read(hex);
            bytes = reading.ignored().isEmpty() ? reading.bytes().size() : Notation.words(hex).size();
            rows.add(hex);
        }
        return Optional.of(new PostedText(String.join("\n", rows), List.of()));
    }

    /** Offsets are hexadecimal, octal or decimal. Of the last word in a dump of words one byte can be missing. */
    private static boolean follows(String before, String offset, int bytes) {
        return IntStream.of(16, 8, 10).map(radix -> number(offset, radix) - number(before, radix))
                .anyMatch(step -> step > 0 && (step == bytes || step == bytes - 1));
    }

    private static int number(String digits, int radix) {
        return digits.chars().reduce(0, (number, digit) -> number * radix + Character.digit(digit, 16));
    }

    /** Removes the column in which the bytes are shown as characters, if it shows them. */
    private static String withoutCharacters(String columns) {
        Matcher gap = GAP.matcher(columns);
        while (gap.find()) {
            String hex = columns.substring(0, gap.start());
            Notation.Reading reading = Notation.PAIRS.read(hex);
            if (reading.ignored().isEmpty() && shows(columns.substring(gap.end()), reading.bytes())) {
                return hex;
            }
        }
        return columns;
    }

    private static boolean shows(String column, ByteString bytes) {
        String shown = column.endsWith("|") ? column.substring(0, column.length() - 1) : column;
        return !shown.isEmpty() && shown.length() <= bytes.size() && IntStream.range(0, shown.length())
                .allMatch(i -> shown.charAt(i) == '.' || shown.charAt(i) == bytes.at(i));
    }
}
