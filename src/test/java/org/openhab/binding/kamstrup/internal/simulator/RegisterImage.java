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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * What a simulated meter knows: address, type, serial number and registers, read from a text that people can read. A
 * line is "address 3F", "type 0004 F1", "serial 6543210" or a register: id, octets of its mantissa, value, unit. The
 * value "now" of a date or clock follows the computer's. What follows a # is a comment. Immutable.
 *
 * @param address KMP address
 * @param type type number
 * @param software revision
 * @param serialNumber serial number
 * @param registers registers by id
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record RegisterImage(int address, int type, SoftwareRevision software, long serialNumber,
        Map<Integer, Register> registers) {

    /** The reading that started it all. */
    public static final String DEFAULT = "multical-601";

    private static final String NOW = "now";
    private static final int HEX = 16;
    private static final long MAX_SERIAL_NUMBER = 0xFFFF_FFFFL;
    private static final int MAX_ID = 0xFFFF;
    private static final int MAX_TYPE = 0xFFFF;
    private static final int MAX_OCTET = 0xFF;
    /** How many words the lines that are no registers have. */
    private static final Map<String, Integer> WORDS = Map.of("address", 2, "type", 3, "serial", 2);
    /** A register has an id, octets and a value; its unit may have none, one or more words. */
    private static final int LEAST_WORDS = 3;
    private static final Map<Unit, DateTimeFormatter> CLOCKS = Map.of(Unit.DATE, digits("yyMMdd"), Unit.TIME,
            digits("HHmmss"));

    /**
     * A register in an image.
     *
     * @param octets length of the mantissa
     * @param value decimal number, or "now"
     * @param unit its unit
     */
    public record Register(int octets, String value, Unit unit) {

        public Register {
            requireInRange("number of octets", octets, MAX_OCTET);
        }

        RegisterValue at(int id, Clock clock) {
            DateTimeFormatter digits = CLOCKS.get(unit);
            String number = NOW.equals(value) && digits != null ? digits.format(LocalDateTime.now(clock)) : value;
            return RegisterValue.of(id, unit, new BigDecimal(number), octets);
        }
    }

    public RegisterImage {
        requireInRange("address", address, MAX_OCTET);
        requireInRange("type", type, MAX_TYPE);
        requireInRange("serial number", serialNumber, MAX_SERIAL_NUMBER);
        registers.keySet().forEach(id -> requireInRange("register", id, MAX_ID));
    }

    private static void requireInRange(String what, long number, long last) {
        if (number < 0 || number > last) {
            throw new IllegalArgumentException(what + " " + number + " is not one of 0 to " + last);
        }
    }

    private static DateTimeFormatter digits(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    /** One of the images that come with the simulator, such as "multical-601". */
    public static RegisterImage named(String name) {
        try (InputStream input = RegisterImage.class.getResourceAsStream("/simulator/" + name + ".meter")) {
            if (input == null) {
                throw new IllegalArgumentException("There is no image " + name);
            }
            return parse(new String(input.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image from a file. */
    public static RegisterImage load(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    /**
     * Reads an image.
     *
     * @throws IllegalArgumentException a line is wrong; the message names it
     */
    public static RegisterImage parse(List<String> lines) {
        RegisterImage image = new RegisterImage(0x3F, 0, new SoftwareRevision(0, 0), 0, Map.of());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            try {
                image = line.isEmpty() ? image : image.with(line.split("\\s+"));
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

    private RegisterImage with(String[] words) {
        int count = WORDS.getOrDefault(words[0], Math.max(words.length, LEAST_WORDS));
        if (words.length != count) {
            throw new IllegalArgumentException("there are " + words.length + " words instead of " + count);
        }
        return switch (words[0]) {
            case "address" -> new RegisterImage(Integer.parseInt(words[1], HEX), type, software, serialNumber,
                    registers);
            case "type" -> new RegisterImage(address, Integer.parseInt(words[1], HEX), revision(words[2]), serialNumber,
                    registers);
            case "serial" -> new RegisterImage(address, type, software, Long.parseLong(words[1]), registers);
            default -> {
                int id = Integer.parseInt(words[0]);
                if (registers.containsKey(id)) {
                    throw new IllegalArgumentException("register " + id + " is there already");
                }
                yield with(id, new Register(Integer.parseInt(words[1]), words[2], unit(words)));
            }
        };
    }

    private static SoftwareRevision revision(String text) {
        if (!text.matches("[A-Z]\\d{1,3}")) {
            throw new IllegalArgumentException("a revision is a letter and a number, such as F1");
        }
        return new SoftwareRevision(text.charAt(0) - 'A' + 1, Integer.parseInt(text.substring(1)));
    }

    private static Unit unit(String[] words) {
        String symbol = String.join(" ", List.of(words).subList(3, words.length));
        return Arrays.stream(Unit.values()).filter(unit -> unit.symbol().equals(symbol)).findAny()
                .orElseThrow(() -> new IllegalArgumentException("unknown unit " + symbol));
    }

    private RegisterImage with(int id, Register register) {
        register.at(id, Clock.systemDefaultZone());
        Map<Integer, Register> more = new HashMap<>(registers);
        more.put(id, register);
        return new RegisterImage(address, type, software, serialNumber, Map.copyOf(more));
    }

    /** The same with another value in a register that it has. */
    public RegisterImage with(int id, String value) {
        Register old = registers.get(id);
        if (old == null) {
            throw new IllegalArgumentException("There is no register " + id);
        }
        return with(id, new Register(old.octets(), value, old.unit()));
    }

    /** The same with another serial number. */
    public RegisterImage withSerialNumber(long number) {
        return new RegisterImage(address, type, software, number, registers);
    }

    /** A register as the meter answers it now, if it has it. */
    public Optional<RegisterValue> value(int id, Clock clock) {
        return Optional.ofNullable(registers.get(id)).map(register -> register.at(id, clock));
    }
}
