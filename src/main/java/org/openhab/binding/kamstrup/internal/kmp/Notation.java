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

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The ways in which people write bytes. The same text can be read in several of them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Notation {
    /** 40 3F 10 00, 403F1000, 0x40, x3f, 10h; a byte of one digit has a prefix: 0x4. */
    PAIRS("hexadecimal digits in pairs", Notation::pairs),
    /** 40 3F 10 0 44 28 4: what printing bytes without leading zeros gives. */
    SINGLE_DIGITS("hexadecimal numbers without leading zeros", Notation::singleDigits),
    /** 64, 63, 16, 0; and -128 for 80, as Java and C print signed bytes. */
    DECIMAL("decimal numbers", Notation::decimal),
    /** 100 077 020 000, as od -b prints. */
    OCTAL("octal numbers of three digits", Notation::octal),
    /** 01000000 00111111. */
    BINARY("binary numbers of eight digits", Notation::binary),
    /** 3f40 0010, as hexdump and od -x print words. */
    SWAPPED("words with the low byte first", Notation::swapped),
    /** 4 0 3 F 1 0, or lines that end between the digits of a byte. */
    DIGITS("hexadecimal digits one after the other", Notation::digits),
    /** "\x80?\x10", b'@?\r', "\200\77", "\u0080": strings of programming languages. */
    STRINGS("escaped strings in quotes", Notation::strings),
    /** The same within more quotes, as in JSON or a log: "\\x80\\x3f". */
    STRINGS_IN_STRINGS("escaped strings within strings", Notation::stringsInStrings),
    /** @?\x10\x00 without quotes around it. */
    BARE_STRING("an escaped string without quotes", Notation::bareString),
    /** %40%3F%10, or %80?%10 with what need not be encoded. */
    PERCENT("percent-encoding", Notation::percent);

    /**
     * A text that was read in a notation.
     *
     * @param bytes what the text says
     * @param ignored words that are no bytes in this notation
     * @param likely whether the text looks as if it was written so
     */
    record Reading(byte[] bytes, List<String> ignored, boolean likely) {
    }

    /** Reads a text in a notation. */
    private interface Reader {
        Reading read(String text);
    }

    /** Fewer numbers than that are no frame. */
    private static final int MIN_NUMBERS = 6;
    private static final int MIN_ESCAPES = 3;
    private static final Pattern GROUP = Pattern.compile("\\p{XDigit}{4}");
    /** What separates words; among it are the byte order mark and blanks that are not seen. */
    private static final Pattern WORD = Pattern
            .compile("[^\\s\\p{Z}\\p{Cf},;:|<>()\\[\\]{}\"'`=%$#&+/~^!\\p{Pd}\\p{Pi}\\p{Pf}„…←→⇐⇒]+");
    /** Before a byte: 0x3F, \\x3F, x3F, \\u003F. */
    private static final Pattern PREFIX = Pattern.compile("0[xX]|\\\\{1,4}(?:[xX]|u00)|^[xX]|^[hH](?=\\p{XDigit}{2}$)");
    /** In x40x3F each x begins a byte. */
    private static final Pattern CHAIN = Pattern.compile("[xX]");
    /** 40.3F.10, but no number with decimals and no address of a computer. */
    private static final Pattern DOTTED = Pattern.compile("\\p{XDigit}{2}(?:\\.\\p{XDigit}{2}){5,}+");
    private static final Pattern SUFFIXED = Pattern.compile("\\p{XDigit}{1,2}[hH]|0\\p{XDigit}{2}[hH]");

    private static final Pattern DECIMAL_NUMBER = number("-?(?:[1-9]?\\d|[0-2]\\d\\d)");
    private static final Pattern OCTAL_NUMBER = number("[0-3][0-7]{2}");
    private static final Pattern BINARY_NUMBER = number("[01]{8}");

    private static final Pattern STRING_ESCAPE = Pattern
            .compile("\\\\(?:[xX]\\{?(\\p{XDigit}{1,2})\\}?|u\\{?(?:00)?(\\p{XDigit}{2})\\}?|([0-3]?[0-7]{1,2})|(.))");
    private static final Pattern PERCENT_ESCAPE = Pattern.compile("%(\\p{XDigit}{2})");
    /** An escape that says the code of a byte, as hardly anything but bytes has it. */
    private static final Pattern CODE_ESCAPE = Pattern.compile("\\\\(?:[xX]\\{?\\p{XDigit}|u00|[0-7])");
    private static final Pattern NESTED_ESCAPE = Pattern.compile("\\\\\\\\(?:[xX]|u00|[0-7])");
    private static final String ESCAPED = "abtnvfreE";
    private static final String MEANT = "\u0007\b\t\n\u000B\f\r\u001B\u001B";

    private final String description;
    private final Reader reader;

    Notation(String description, Reader reader) {
        this.description = description;
        this.reader = reader;
    }

    /** @return the notation for people */
    String description() {
        return description;
    }

    /** @return what a text says in this notation */
    Reading read(String text) {
        return reader.read(text);
    }

    private static Reading pairs(String text) {
        Reading reading = hexadecimal(text, UnaryOperator.identity(), false);
        boolean strings = reading.ignored.stream().anyMatch(word -> CODE_ESCAPE.matcher(word).find());
        return new Reading(reading.bytes, reading.ignored, reading.bytes.length > 0 && !strings);
    }

    private static Reading singleDigits(String text) {
        Reading reading = hexadecimal(text, UnaryOperator.identity(), true);
        List<String> words = words(text);
        return new Reading(reading.bytes, reading.ignored,
                reading.bytes.length >= MIN_NUMBERS && words.stream().anyMatch(Notation::isDigit)
                        && words.stream().noneMatch(word -> word.length() == 2 && word.charAt(0) == '0'));
    }

    private static Reading decimal(String text) {
        return numbers(text, DECIMAL_NUMBER, 10);
    }

    private static Reading octal(String text) {
        return numbers(text, OCTAL_NUMBER, 8);
    }

    private static Reading binary(String text) {
        return numbers(text, BINARY_NUMBER, 2);
    }

    private static Reading swapped(String text) {
        Reading reading = hexadecimal(text, word -> GROUP.matcher(word).matches() //
                ? word.substring(2) + word.substring(0, 2)
                : word, false);
        return new Reading(reading.bytes, reading.ignored, reading.bytes.length >= MIN_NUMBERS
                && words(text).stream().allMatch(word -> GROUP.matcher(word).matches()));
    }

    private static Reading digits(String text) {
        List<String> ignored = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        for (String word : words(text)) {
            List<String> parts = parts(word);
            parts.forEach(digits::append);
            if (parts.isEmpty()) {
                ignored.add(word);
            }
        }
        boolean likely = ignored.isEmpty() && digits.length() >= 2 * MIN_NUMBERS && digits.length() % 2 == 0
                && words(text).stream().anyMatch(word -> word.length() % 2 != 0);
        digits.setLength(digits.length() / 2 * 2);
        return new Reading(HexFormat.of().parseHex(digits), ignored, likely);
    }

    private static Reading stringsInStrings(String text) {
        return span(text.replace("\\\\", "\\").replace("\\\"", "\""), STRING_ESCAPE,
                NESTED_ESCAPE.matcher(text).find());
    }

    private static Reading bareString(String text) {
        return span(text, STRING_ESCAPE, CODE_ESCAPE.matcher(text).find() && nextQuote(text, 0) == text.length());
    }

    private static Reading percent(String text) {
        return span(text, PERCENT_ESCAPE, PERCENT_ESCAPE.matcher(text).results().count() >= MIN_ESCAPES);
    }

    /** @return the words of a text, whether they are bytes or not */
    static List<String> words(String text) {
        return WORD.matcher(text).results().map(word -> trimmed(word.group())).filter(word -> !word.isEmpty())
                .flatMap(word -> DOTTED.matcher(word).matches() ? Stream.of(word.split("\\.")) : Stream.of(word))
                .toList();
    }

    private static boolean isDigit(String word) {
        return word.length() == 1 && HexFormat.isHexDigit(word.charAt(0));
    }

    /** A sentence ends with a stop. */
    private static String trimmed(String word) {
        int end = word.length();
        while (end > 0 && word.charAt(end - 1) == '.') {
            end--;
        }
        return word.substring(0, end);
    }

    /** @return the hexadecimal digits of a word, with a zero before each that has a prefix and is alone, or nothing */
    private static List<String> parts(String word) {
        if (SUFFIXED.matcher(word).matches()) {
            String digits = "0" + word.substring(0, word.length() - 1);
            return List.of(digits.substring(digits.length() - 2));
        }
        boolean chain = Character.toLowerCase(word.charAt(0)) == 'x';
        List<String> parts = new ArrayList<>();
        int begin = 0;
        boolean prefixed = false;
        Matcher prefix = (chain ? CHAIN : PREFIX).matcher(word);
        while (begin <= word.length()) {
            boolean found = prefix.find();
            String part = word.substring(begin, found ? prefix.start() : word.length());
            if (!part.chars().allMatch(HexFormat::isHexDigit) || part.isEmpty() && prefixed) {
                return List.of();
            }
            if (!part.isEmpty()) {
                parts.add(prefixed && part.length() == 1 ? "0" + part : part);
            }
            prefixed = true;
            begin = found ? prefix.end() : word.length() + 1;
        }
        return parts;
    }

    private static Reading hexadecimal(String text, UnaryOperator<String> order, boolean single) {
        List<String> ignored = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        for (String word : words(text)) {
            List<String> parts = parts(String.valueOf(order.apply(word)));
            if (!parts.isEmpty() && parts.stream().allMatch(part -> part.length() % 2 == 0)) {
                parts.forEach(digits::append);
            } else if (single && isDigit(word)) {
                digits.append('0').append(word);
            } else {
                ignored.add(word);
            }
        }
        return new Reading(HexFormat.of().parseHex(digits), ignored, true);
    }

    private static Pattern number(String form) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_.\\\\])" + form + "(?![\\p{L}\\p{N}_]|\\.\\d)");
    }

    private static Reading numbers(String text, Pattern form, int radix) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder rest = new StringBuilder();
        Matcher number = form.matcher(text);
        boolean inRange = true;
        while (number.find()) {
            number.appendReplacement(rest, " ");
            int byteValue = Integer.parseInt(number.group(), radix);
            inRange &= byteValue >= Byte.MIN_VALUE && byteValue < 1 << Byte.SIZE;
            bytes.write(byteValue);
        }
        List<String> ignored = words(number.appendTail(rest).toString());
        boolean likely = inRange && bytes.size() >= MIN_NUMBERS
                && ignored.stream().allMatch(word -> parts(word).isEmpty());
        return new Reading(bytes.size() >= MIN_NUMBERS ? bytes.toByteArray() : new byte[0], ignored, likely);
    }

    /** Reads what stands in quotes, if it has escapes; strings with nothing but blanks and commas between are one. */
    private static Reading strings(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder rest = new StringBuilder();
        StringBuilder string = new StringBuilder();
        int end = 0;
        for (int begin = nextQuote(text, 0); begin < text.length(); begin = nextQuote(text, end)) {
            int close = closingQuote(text, begin);
            String between = text.substring(end, begin);
            if (!between.chars().allMatch(character -> character == ',' || Character.isWhitespace(character))) {
                flush(string, bytes, rest);
            }
            rest.append(between).append(' ');
            string.append(text, begin + 1, close);
            end = Math.min(close + 1, text.length());
        }
        flush(string, bytes, rest);
        rest.append(text, end, text.length());
        return new Reading(bytes.toByteArray(), words(rest.toString()),
                bytes.size() > 0 && CODE_ESCAPE.matcher(text).find());
    }

    private static void flush(StringBuilder string, ByteArrayOutputStream bytes, StringBuilder rest) {
        if (string.indexOf("\\") >= 0) {
            bytes.writeBytes(unescape(string, STRING_ESCAPE));
        } else {
            rest.append(string).append(' ');
        }
        string.setLength(0);
    }

    private static int nextQuote(String text, int from) {
        return IntStream.range(from, text.length()).filter(i -> text.charAt(i) == '"' || text.charAt(i) == '\'')
                .findFirst().orElse(text.length());
    }

    private static int closingQuote(String text, int begin) {
        int i = begin + 1;
        while (i < text.length() && text.charAt(i) != text.charAt(begin)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, text.length());
    }

    /** Reads from the beginning of the word or string with the first escape to the last one. */
    private static Reading span(String text, Pattern escapes, boolean likely) {
        int first = -1;
        int last = 0;
        Matcher escape = escapes.matcher(text);
        while (escape.find()) {
            first = first < 0 ? escape.start() : first;
            last = escape.end();
        }
        while (first > 0 && " \t\n\"'".indexOf(text.charAt(first - 1)) < 0) {
            first--;
        }
        return first < 0 ? new Reading(new byte[0], List.of(), false)
                : new Reading(unescape(text.substring(first, last), escapes),
                        words(text.substring(0, first) + " " + text.substring(last)), likely);
    }

    private static byte[] unescape(CharSequence text, Pattern escapes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher escape = escapes.matcher(text);
        int end = 0;
        while (escape.find()) {
            text.subSequence(end, escape.start()).chars().forEach(bytes::write);
            bytes.write(meaning(escape));
            end = escape.end();
        }
        text.subSequence(end, text.length()).chars().forEach(bytes::write);
        return bytes.toByteArray();
    }

    private static int meaning(Matcher escape) {
        for (int group = 1; group <= Math.min(2, escape.groupCount()); group++) {
            if (escape.group(group) != null) {
                return HexFormat.fromHexDigits(escape.group(group));
            }
        }
        if (escape.group(3) != null) {
            return Integer.parseInt(escape.group(3), 8);
        }
        char character = escape.group(4).charAt(0);
        int index = ESCAPED.indexOf(character);
        return index < 0 ? character : MEANT.charAt(index);
    }
}
