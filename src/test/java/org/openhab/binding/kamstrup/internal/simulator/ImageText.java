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
package org.openhab.binding.kamstrup.internal.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * An image as people write it. A line is "address 3F", "type 0004 F1", "serial 6543210" or a register: id, bytes of its
 * mantissa, value, unit. What follows a # is a comment, unless it is in quotes.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ImageText {

    private static final int DEFAULT_ADDRESS = 0x3F;
    private static final int HEX = 16;
    private static final String COMMENT = "#";
    private static final Pattern WORD = Pattern.compile(ValueText.QUOTED + "|#.*|[^\\s#]+");
    /** How many words the lines that are no registers have. */
    private static final Map<String, Integer> WORDS = Map.of("address", 2, "type", 3, "serial", 2);
    /** A register has an id, bytes and a value; its unit may have none, one or more words. */
    private static final int LEAST_WORDS = 3;

    private ImageText() {
    }

    static RegisterImage read(List<String> lines) {
        RegisterImage image = new RegisterImage(DEFAULT_ADDRESS, 0, new SoftwareRevision(0, 0), 0, Map.of());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            try {
                List<String> words = words(line);
                image = words.isEmpty() ? image : with(image, words);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(complaint(i, line, "a number is none"), e);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(complaint(i, line, String.valueOf(e.getMessage())), e);
            }
        }
        return image;
    }

    private static String complaint(int index, String line, String message) {
        return "Line " + (index + 1) + ", \"" + line + "\": " + message;
    }

    private static List<String> words(String line) {
        return WORD.matcher(line).results().map(MatchResult::group).filter(word -> !word.startsWith(COMMENT)).toList();
    }

    private static RegisterImage with(RegisterImage image, List<String> words) {
        int count = WORDS.getOrDefault(words.get(0), Math.max(words.size(), LEAST_WORDS));
        if (words.size() != count) {
            throw new IllegalArgumentException("there are " + words.size() + " words instead of " + count);
        }
        String word = words.get(1);
        return switch (words.get(0)) {
            case "address" -> new RegisterImage(Integer.parseInt(word, HEX), image.type(), image.software(),
                    image.serialNumber(), image.registers(), image.loggers());
            case "type" -> new RegisterImage(image.address(), Integer.parseInt(word, HEX), revision(words.get(2)),
                    image.serialNumber(), image.registers(), image.loggers());
            case "serial" -> image.withSerialNumber(Long.parseLong(word));
            case "logger" -> image.with(Period.valueOf(word.toUpperCase(Locale.ROOT)).logger(),
                    new RegisterImage.LoggerImage(Integer.parseInt(words.get(2)),
                            words.subList(LEAST_WORDS, words.size()).stream().map(Integer::valueOf).toList()));
            default -> {
                int id = Integer.parseInt(words.get(0));
                if (image.registers().containsKey(id)) {
                    throw new IllegalArgumentException("register " + id + " is there already");
                }
                yield image.with(id, new RegisterImage.Register(Integer.parseInt(word), words.get(2), unit(words)));
            }
        };
    }

    private static SoftwareRevision revision(String text) {
        if (!text.matches("[A-Z]\\d{1,3}")) {
            throw new IllegalArgumentException("a revision is a letter and a number, such as F1");
        }
        return new SoftwareRevision(text.charAt(0) - 'A' + 1, Integer.parseInt(text.substring(1)));
    }

    private static Unit unit(List<String> words) {
        String symbol = String.join(" ", words.subList(LEAST_WORDS, words.size()));
        return Arrays.stream(Unit.values()).filter(unit -> unit.symbol().equals(symbol)).findAny()
                .orElseThrow(() -> new IllegalArgumentException("unknown unit " + symbol));
    }
}
