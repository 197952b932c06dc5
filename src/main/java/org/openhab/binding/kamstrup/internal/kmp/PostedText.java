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
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A text with recorded bytes among other things: time stamps, labels of a log, offsets and characters of a dump.
 *
 * @param text the text without those
 * @param removed what was taken away
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record PostedText(String text, List<String> removed) {

    private static final String TIME = "\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d{1,9}|:\\d{3})?(?:Z| ?[+-]\\d\\d:?\\d\\d)?";
    private static final String DATE = "(?:\\d{4}([-/.])\\d\\d\\1\\d\\d|\\d{1,2}([-/.])\\d{1,2}\\2\\d{4})";
    private static final String END = "(?![\\w]|[-/:]\\w)";
    /** Numbers that are no bytes wherever they stand, and comments. */
    private static final Pattern NO_BYTES = Pattern.compile(String.join("|", //
            "(?:" + DATE + "[T ])?(?<![\\w:])" + TIME + END, //
            "(?<![\\w:])" + DATE + "T" + TIME + END, //
            "(?<![\\w:])" + DATE + END, //
            "\\[ {0,9}\\d{1,9}\\.\\d{1,9}\\]", //
            "\\u001B?\\[\\d{1,3}(?:;\\d{1,3}){0,4}m", //
            "(?<!\\w)(?:from|to) ?= ?\\d{1,9}" + END, //
            "(?<!\\w)(?:len|length|size|count|attempt) ?[=: ] ?\\d{1,9}" + END, //
            "(?<!\\w)\\d{1,9} ?(?:bytes?|bytes|ms|baud|Bd)(?!\\w)", //
            "//.*", "/\\*.{0,200}?\\*/"));
    /** What our own trace says of the bytes above it. */
    private static final Pattern OWN_WORDS = Pattern.compile("[=!] .*");
    /** The name of what follows, before the first byte of a line. */
    private static final Pattern LABEL = Pattern.compile(
            "(.*?(?:[:>\\])=]\\s+|[:=]\\s*[\\[{(\"']{1,3}\\s*))(?:(?:0[xX]|\\\\?[xX])?\\p{XDigit}{1,2}(?!\\w)|\\p{XDigit}{4}).*");
    private static final Pattern ROW = Pattern.compile("(\\p{XDigit}{4,8})(:?)(?:\\s+(.*))?");
    private static final Pattern GAP = Pattern.compile("\\s{2,}|\\s*\\|");
    private static final int MAX_ROW = 256;
    private static final int[] RADICES = { 16, 8, 10 };

    /**
     * The texts in which bytes are to be looked for, the best guess first.
     *
     * @param posted anything
     */
    static List<PostedText> candidates(String posted) {
        PostedText plain = new PostedText(posted.strip(), List.of());
        PostedText clean = plain.withoutWords();
        PostedText best = plain.withoutColumns().orElseGet(() -> clean);
        return Stream.of(best, best.withoutLabels(), clean, plain).distinct().toList();
    }

    private PostedText withoutWords() {
        List<String> words = new ArrayList<>();
        String rest = lines(text).stream().map(line -> {
            if (OWN_WORDS.matcher(line).matches()) {
                return "";
            }
            StringBuilder kept = new StringBuilder();
            Matcher word = NO_BYTES.matcher(line);
            while (word.find()) {
                words.add(word.group());
                word.appendReplacement(kept, " ");
            }
            return word.appendTail(kept).toString();
        }).collect(Collectors.joining("\n"));
        return new PostedText(rest, words);
    }

    private PostedText withoutLabels() {
        List<String> labels = new ArrayList<>(removed);
        String rest = lines(text).stream().map(line -> {
            Matcher label = LABEL.matcher(line);
            if (!label.matches() || !label.group(1).matches(".*[g-zG-Z].*")) {
                return line;
            }
            labels.addAll(Notation.words(label.group(1)));
            return line.substring(label.end(1));
        }).collect(Collectors.joining("\n"));
        return new PostedText(rest, labels);
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).toList();
    }

    /** @return the bytes of a dump, if each line begins with the offset that follows from the line before */
    private Optional<PostedText> withoutColumns() {
        StringBuilder rows = new StringBuilder();
        String expected = "";
        int bytes = 0;
        List<String> lines = lines(text);
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            if (line.length() > MAX_ROW || !row.matches()) {
                return Optional.empty();
            }
            String offset = row.group(1);
            String columns = row.group(3) == null ? "" : row.group(3);
            String hex = withoutCharacters(columns);
            if (!(expected.isEmpty() ? isBeginning(row, hex.length() < columns.length(), lines.size())
                    : follows(expected, offset, bytes))) {
                return Optional.empty();
            }
            expected = offset;
            bytes = sizeOf(hex);
            rows.append(hex).append('\n');
        }
        return Optional.of(new PostedText(rows.toString(), List.of()));
    }

    /** Whether a row looks like the first one of a dump; four digits alone can be bytes as well. */
    private static boolean isBeginning(Matcher row, boolean hasCharacters, int rows) {
        String offset = row.group(1);
        return rows > 1 || hasCharacters || !row.group(2).isEmpty() || offset.length() > 6 && offset.matches("0+");
    }

    /** Of the last word of a dump in words one byte can be missing. */
    private static boolean follows(String before, String offset, int bytes) {
        for (int radix : RADICES) {
            try {
                int step = Integer.parseUnsignedInt(offset, radix) - Integer.parseUnsignedInt(before, radix);
                if (step > 0 && (step == bytes || step == bytes - 1)) {
                    return true;
                }
            } catch (NumberFormatException e) {
                // not an offset in this radix
            }
        }
        return false;
    }

    private static int sizeOf(String hex) {
        Notation.Reading reading = Notation.PAIRS.read(hex);
        return reading.ignored().isEmpty() ? reading.bytes().length
                : Math.max(Notation.OCTAL.read(hex).bytes().length, Notation.words(hex).size());
    }

    /** Takes away the column in which the bytes are shown as characters, if it shows them. */
    private static String withoutCharacters(String columns) {
        Matcher gap = GAP.matcher(columns);
        while (gap.find()) {
            String hex = columns.substring(0, gap.start());
            String characters = columns.substring(gap.end());
            Notation.Reading reading = Notation.PAIRS.read(hex);
            if (!hex.isBlank() && !characters.isEmpty() && reading.ignored().isEmpty()
                    && shows(characters, reading.bytes())) {
                return hex;
            }
        }
        return columns;
    }

    private static boolean shows(String characters, byte[] bytes) {
        String shown = characters.endsWith("|") ? characters.substring(0, characters.length() - 1) : characters;
        if (shown.isEmpty() || shown.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < shown.length(); i++) {
            if (shown.charAt(i) != '.' && shown.charAt(i) != (bytes[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }
}
