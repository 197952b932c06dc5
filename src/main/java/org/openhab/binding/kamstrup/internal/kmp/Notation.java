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
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The notations in which people write bytes. The same text can be read in several of them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Notation {
    /** 40 3F 10 00, 403F1000, 0x40, x3f, 10h; a byte of one digit has a prefix: 0x4. */
    PAIRS("hexadecimal digits in pairs",
            text -> byWords(text, Notation::pairs, (words, ignored) -> ignored.stream().noneMatch(Notation::hasCode))),
    /** 40 3F 10 0 44 28 4: what printing bytes without leading zeros gives. */
    SINGLE_DIGITS("hexadecimal numbers without leading zeros",
            text -> byWords(text, word -> pairs(isDigit(word) ? "0" + word : word),
                    (words, ignored) -> words.stream().anyMatch(Notation::isDigit)
                            && words.stream().noneMatch(word -> word.length() == 2 && word.charAt(0) == '0'))),
    /** 64, 63, 16, 0; and -128 for 80, as Java and C print signed bytes. */
    DECIMAL("decimal numbers", Notation::decimal),
    /** 100 077 020 000, as od -b prints. */
    OCTAL("octal numbers of three digits", text -> byNumbers(text, Notation.OCTAL_NUMBER, 8)),
    /** 01000000 00111111. */
    BINARY("binary numbers of eight digits", text -> byNumbers(text, Notation.BINARY_NUMBER, 2)),
    /** 3f40 0010, as hexdump and od -x print words. */
    SWAPPED("words with the low byte first",
            text -> byWords(text, Notation::swapped, (words, ignored) -> words.stream().allMatch(Notation::isGroup))),
    /** 4 0 3 F 1 0, or lines that end between the digits of a byte. */
    DIGITS("hexadecimal digits one after the other",
            text -> byWords(text, Notation::digits,
                    (words, ignored) -> ignored.isEmpty() && words.stream().anyMatch(word -> word.length() % 2 != 0))),
    /** "\x80?\x10", b'@?\r', "\200\77", "\u0080": strings of programming languages. */
    STRINGS("escaped strings in quotes", Notation::strings),
    /** The same within more quotes, as in JSON or a log: "\\x80\\x3f". */
    STRINGS_IN_STRINGS("escaped strings within strings", Notation::stringsInStrings),
    /** @?\x10\x00 without quotes around it. */
    BARE_STRING("an escaped string without quotes",
            text -> span(text, Notation.STRING_SPAN, Notation.STRING_ESCAPE,
                    hasCode(text) && !Notation.QUOTE.matcher(text).find())),
    /** %40%3F%10, or %80?%10 with what need not be encoded. */
    PERCENT("percent-encoding", Notation::percent);

    /**
     * A text that was read in a notation.
     *
     * @param bytes the bytes of the text
     * @param ignored words that are no bytes in this notation
     * @param likely whether the text looks as if it was written so
     */
    record Reading(ByteString bytes, List<String> ignored, boolean likely) {
    }

    /** Reads a text or a word. */
    private interface Reader<T> {
        T read(String text);
    }

    /** No frame has fewer bytes. */
    private static final int MIN_BYTES = 6;
    /** Characters that separate words; among them are the byte order mark and invisible blanks. */
    private static final String SEPARATORS = "\\s\\p{Z}\\p{Cf},;:|<>()\\[\\]{}\"'`=%$#&+/~^!\\p{Pd}\\p{Pi}\\p{Pf}„…←→⇐⇒";
    /** A stop at the end of a sentence separates as well. */
    private static final Pattern SEPARATOR = Pattern.compile("[" + SEPARATORS + "]|\\.(?![^" + SEPARATORS + ".])");
    /** 40.3F.10, but no number with decimals and no IP address. */
    private static final Pattern DOTTED = Pattern.compile("\\p{XDigit}{2}(?:\\.\\p{XDigit}{2}){5,}+");
    /** 10h. */
    private static final Pattern SUFFIXED = Pattern.compile("^0?(\\p{XDigit}{1,2})[hH]$");
    /** Before a byte: 0x3F, \\x3F, \\u003F, &H3F. */
    private static final Pattern PREFIX = Pattern.compile("0[xX]|\\\\{1,4}(?:[xX]|u00)|^[hH](?=\\p{XDigit}{2}$)");
    /** In x40x3F each x begins a byte. */
    private static final Pattern CHAIN = Pattern.compile("[xX]");
    /** What remains with a comma instead of each prefix, if the digits are in pairs or, behind a prefix, alone. */
    private static final Pattern IN_PAIRS = Pattern
            .compile("(?:\\p{XDigit}{2})*+(?:,(?:(?:\\p{XDigit}{2})++|\\p{XDigit}))*+");
    private static final Pattern IN_DIGITS = Pattern.compile("\\p{XDigit}*+(?:,\\p{XDigit}++)*+");
    private static final Pattern ALONE = Pattern.compile(",(?=\\p{XDigit}(?:,|$))");
    private static final Pattern GROUP = Pattern.compile("\\p{XDigit}{4}");
    /** Where a number ends before a character that separates no words, such as the escape in "64\\n". */
    private static final Pattern NUMBER_END = Pattern.compile("(?<=\\d)(?=[^\\w.])");
    private static final Pattern DECIMAL_NUMBER = Pattern.compile("[1-9]?\\d|[01]\\d\\d|2[0-4]\\d|25[0-5]");
    private static final Pattern OCTAL_NUMBER = Pattern.compile("[0-3][0-7]{2}");
    private static final Pattern BINARY_NUMBER = Pattern.compile("[01]{8}");
    private static final Pattern SIGNED = Pattern
            .compile("(?<![\\p{L}\\p{N}_.\\\\])-(?:1[01]\\d|12[0-8]|[1-9]?\\d)(?![\\p{L}\\p{N}_]|\\.\\d)");

    private static final Pattern STRING_ESCAPE = Pattern.compile(
            "\\\\(?:(?:[xX]\\{?|u\\{?(?:00)?(?=\\p{XDigit}{2}))(\\p{XDigit}{1,2})\\}?|([0-3]?[0-7]{1,2})|(.))");
    private static final Pattern PERCENT_ESCAPE = Pattern.compile("%(\\p{XDigit}{2})");
    private static final Pattern STRING_SPAN = spanOf(STRING_ESCAPE);
    private static final Pattern PERCENT_SPAN = spanOf(PERCENT_ESCAPE);
    /** An escape with the code of a byte, which hardly anything but bytes has. */
    private static final Pattern CODE_ESCAPE = Pattern.compile("\\\\(?:[xX]\\{?\\p{XDigit}|u00|[0-7])");
    private static final Pattern NESTED_ESCAPE = Pattern.compile("\\\\\\\\(?:[xX]|u00|[0-7])");
    private static final Pattern QUOTE = Pattern.compile("[\"']");
    /** A string in quotes; the last one of a text can be without its end. */
    private static final Pattern STRING = Pattern.compile("([\"'])((?s:\\\\.?|(?!\\1).)*+)(?:\\1|\\z)");
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[\\s,]*");
    private static final String ESCAPED = "abtnvfreE";
    private static final String MEANT = "\u0007\b\t\n\u000B\f\r\u001B\u001B";

    private final String description;
    private final Reader<Reading> reader;

    Notation(String description, Reader<Reading> reader) {
        this.description = description;
        this.reader = reader;
    }

    /** @return the notation for people */
    String description() {
        return description;
    }

    /** @return the bytes of a text in this notation */
    Reading read(String text) {
        return reader.read(text);
    }

    /** @return the words of a text, whether they are bytes or not */
    static List<String> words(String text) {
        return SEPARATOR.splitAsStream(text).filter(word -> !word.isEmpty())
                .flatMap(word -> DOTTED.matcher(word).matches() ? Stream.of(word.split("\\.")) : Stream.of(word))
                .toList();
    }

    /**
     * Reads a text word by word.
     *
     * @param digits the hexadecimal digits of a word, none if it is no byte
     * @param likely whether all words, and those among them that were ignored, look like the notation
     */
    private static Reading byWords(String text, Reader<String> digits, BiPredicate<List<String>, List<String>> likely) {
        List<String> words = words(text);
        List<String> ignored = new ArrayList<>();
        StringBuilder read = new StringBuilder();
        for (String word : words) {
            String found = digits.read(word);
            read.append(found);
            if (found.isEmpty()) {
                ignored.add(word);
            }
        }
        boolean whole = read.length() % 2 == 0;
        read.setLength(read.length() / 2 * 2);
        return new Reading(ByteString.copyOf(HexFormat.of().parseHex(read)), ignored,
                whole && read.length() >= 2 * MIN_BYTES && likely.test(words, ignored));
    }

    private static Reading decimal(String text) {
        return byNumbers(
                SIGNED.matcher(text).replaceAll(number -> String.valueOf(Integer.parseInt(number.group()) & 0xFF)),
                DECIMAL_NUMBER, 10);
    }

    /** Reads numbers of a form and a radix; the other words are no digits then. */
    private static Reading byNumbers(String text, Pattern form, int radix) {
        return byWords(NUMBER_END.matcher(text).replaceAll(" "),
                word -> form.matcher(word).matches() ? DecodedFields.hex(Integer.parseInt(word, radix)) : "",
                (words, ignored) -> ignored.stream().map(Notation::digits).allMatch(String::isEmpty));
    }

    private static boolean isDigit(String word) {
        return word.length() == 1 && HexFormat.isHexDigit(word.charAt(0));
    }

    private static String pairs(String word) {
        return digits(word, IN_PAIRS);
    }

    private static String digits(String word) {
        return digits(word, IN_DIGITS);
    }

    /** @return the digits of a word without its prefixes, with a zero before each that is alone behind one */
    private static String digits(String word, Pattern form) {
        if (form.matcher(word).matches()) {
            return word;
        }
        Pattern prefix = CHAIN.matcher(word).lookingAt() ? CHAIN : PREFIX;
        String marked = prefix.matcher(SUFFIXED.matcher(word).replaceFirst("0x$1")).replaceAll(",");
        return form.matcher(marked).matches() ? ALONE.matcher(marked).replaceAll("0").replace(",", "") : "";
    }

    private static boolean isGroup(String word) {
        return GROUP.matcher(word).matches();
    }

    private static String swapped(String word) {
        return pairs(isGroup(word) ? word.substring(2) + word.substring(0, 2) : word);
    }

    private static boolean hasCode(String text) {
        return CODE_ESCAPE.matcher(text).find();
    }

    /** Reads strings with escapes; strings with nothing but blanks and commas between them are one. */
    private static Reading strings(String text) {
        StringBuilder bytes = new StringBuilder();
        StringBuilder rest = new StringBuilder();
        StringBuilder string = new StringBuilder();
        int end = 0;
        Matcher part = STRING.matcher(text);
        while (part.find()) {
            String between = text.substring(end, part.start());
            if (!BETWEEN_PARTS.matcher(between).matches()) {
                flush(string, bytes, rest);
            }
            rest.append(between).append(' ');
            string.append(part.group(2));
            end = part.end();
        }
        flush(string, bytes, rest);
        return new Reading(bytesOf(bytes), words(rest.append(text, end, text.length()).toString()),
                bytes.length() > 0 && hasCode(text));
    }

    private static void flush(StringBuilder string, StringBuilder bytes, StringBuilder rest) {
        if (string.indexOf("\\") >= 0) {
            bytes.append(unescape(string, STRING_ESCAPE));
        } else {
            rest.append(string).append(' ');
        }
        string.setLength(0);
    }

    private static Reading stringsInStrings(String text) {
        return span(text.replace("\\\\", "\\").replace("\\\"", "\""), STRING_SPAN, STRING_ESCAPE,
                NESTED_ESCAPE.matcher(text).find());
    }

    private static Reading percent(String text) {
        return span(text, PERCENT_SPAN, PERCENT_ESCAPE, PERCENT_ESCAPE.matcher(text).results().limit(3).count() == 3);
    }

    private static Reading span(String text, Pattern form, Pattern escape, boolean likely) {
        Matcher span = form.matcher(text);
        return span.find()
                ? new Reading(bytesOf(unescape(span.group(), escape)),
                        words(text.substring(0, span.start()) + " " + text.substring(span.end())), likely)
                : new Reading(ByteString.EMPTY, List.of(), false);
    }

    /** @return the form of a text from the beginning of the word or string with the first escape to the last one */
    private static Pattern spanOf(Pattern escape) {
        return Pattern.compile("(?<![^ \\t\\n\"'])[^ \\t\\n\"']*?" + escape + "(?:(?s:.*)" + escape + ")?");
    }

    private static String unescape(CharSequence text, Pattern escapes) {
        return escapes.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(String.valueOf((char) meaning(escape))));
    }

    private static ByteString bytesOf(CharSequence characters) {
        return ByteString.of(characters.chars().toArray());
    }

    private static int meaning(MatchResult escape) {
        if (escape.group(1) != null) {
            return HexFormat.fromHexDigits(escape.group(1));
        } else if (escape.group(2) != null) {
            return Integer.parseInt(escape.group(2), 8);
        }
        char character = escape.group(3).charAt(0);
        int index = ESCAPED.indexOf(character);
        return index < 0 ? character : MEANT.charAt(index);
    }
}
