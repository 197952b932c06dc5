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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * What a simulated meter knows: address, type, serial number and registers. Immutable. {@link ImageText} tells how it
 * is written.
 *
 * @param address KMP address
 * @param type type number
 * @param software revision
 * @param serialNumber serial number
 * @param registers registers by id
 * @param loggers by their numbers
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record RegisterImage(int address, int type, SoftwareRevision software, long serialNumber,
        Map<Integer, Register> registers, Map<Integer, LoggerImage> loggers) {

    /** The reading that started it all. */
    public static final String DEFAULT = "multical-601";

    /** The images that come with the simulator. */
    public static final List<String> NAMES = List.of(DEFAULT, "multical-602", "multical-402", "multical-302",
            "multical-303", "multical-403", "multical-603", "multical-21", "382j");

    private static final long MAX_SERIAL_NUMBER = 0xFFFF_FFFFL;
    private static final int MAX_ID = 0xFFFF;
    private static final int MAX_TYPE = 0xFFFF;
    private static final int MAX_BYTE = 0xFF;

    /**
     * A register in an image.
     *
     * @param bytes length of the mantissa
     * @param value as {@link ValueText} explains it
     * @param unit its unit
     */
    public record Register(int bytes, String value, Unit unit) {

        public Register {
            requireInRange("number of bytes", bytes, MAX_BYTE);
        }

        RegisterValue at(int id, Clock clock) {
            return ValueText.read(id, this, clock);
        }
    }

    /**
     * A logger in an image.
     *
     * @param depth how many rows it keeps
     * @param registers the registers that it keeps
     */
    public record LoggerImage(int depth, List<Integer> registers) {
    }

    /** A meter without loggers. */
    public RegisterImage(int address, int type, SoftwareRevision software, long serialNumber,
            Map<Integer, Register> registers) {
        this(address, type, software, serialNumber, registers, Map.of());
    }

    public RegisterImage {
        requireInRange("address", address, MAX_BYTE);
        requireInRange("type", type, MAX_TYPE);
        requireInRange("serial number", serialNumber, MAX_SERIAL_NUMBER);
        registers.keySet().forEach(id -> requireInRange("register", id, MAX_ID));
    }

    private static void requireInRange(String what, long number, long last) {
        if (number < 0 || number > last) {
            throw new IllegalArgumentException(what + " " + number + " is not one of 0 to " + last);
        }
    }

    /** One of the images that come with the simulator, such as "multical-601". */
    public static RegisterImage named(String name) {
        try (InputStream input = RegisterImage.class.getResourceAsStream("/simulator/" + name + ".meter")) {
            if (input == null) {
                throw new IllegalArgumentException(
                        "There is no image " + name + "; there are " + String.join(", ", NAMES));
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
        return ImageText.read(lines);
    }

    RegisterImage with(int id, Register register) {
        register.at(id, Clock.systemDefaultZone());
        Map<Integer, Register> more = new HashMap<>(registers);
        more.put(id, register);
        return withRegisters(more);
    }

    RegisterImage with(int number, LoggerImage logger) {
        Map<Integer, LoggerImage> more = new HashMap<>(loggers);
        more.put(number, logger);
        return new RegisterImage(address, type, software, serialNumber, registers, Map.copyOf(more));
    }

    private RegisterImage withRegisters(Map<Integer, Register> others) {
        return new RegisterImage(address, type, software, serialNumber, Map.copyOf(others), loggers);
    }

    /** The same with another value in a register that it has. */
    public RegisterImage with(int id, String value) {
        Register old = registers.get(id);
        if (old == null) {
            throw new IllegalArgumentException("There is no register " + id);
        }
        return with(id, new Register(old.bytes(), value, old.unit()));
    }

    /** The same with other values in those of the registers that it has. */
    RegisterImage withValues(Map<Integer, String> values) {
        Map<Integer, Register> changed = new HashMap<>(registers);
        values.forEach((id, value) -> changed.computeIfPresent(id,
                (key, old) -> new Register(old.bytes(), value, old.unit())));
        return withRegisters(changed);
    }

    /** The same with another serial number. */
    public RegisterImage withSerialNumber(long number) {
        return new RegisterImage(address, type, software, number, registers, loggers);
    }

    /** A register as the meter answers it now, if it has it. */
    public Optional<RegisterValue> value(int id, Clock clock) {
        return Optional.ofNullable(registers.get(id)).map(register -> register.at(id, clock));
    }

    /** What a register says now, if the meter has it and it says something of a kind. */
    <T extends Content> Optional<T> content(int id, Clock clock, Class<T> kind) {
        return value(id, clock).map(RegisterValue::content).filter(kind::isInstance).map(kind::cast);
    }
}
