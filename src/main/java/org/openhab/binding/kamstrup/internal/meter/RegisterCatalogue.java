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
package org.openhab.binding.kamstrup.internal.meter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * Every register that is known, from the table {@code registers.table} beside this class.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class RegisterCatalogue {

    private static final String TABLE = "registers.table";
    private static final Pattern COLUMN = Pattern.compile("\\s*\\|\\s*");
    private static final Map<Integer, Register> REGISTERS = load();

    private RegisterCatalogue() {
    }

    /** @return all registers, in the order of the table */
    public static List<Register> registers() {
        return List.copyOf(REGISTERS.values());
    }

    /**
     * Finds a register.
     *
     * @param id its id
     */
    public static Optional<Register> find(int id) {
        return Optional.ofNullable(REGISTERS.get(id));
    }

    /** @return answers in which plain numbers have the units of their registers; see {@link Register#understood} */
    static Map<Integer, RegisterValue> understood(Map<Integer, RegisterValue> values) {
        return values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> find(entry.getKey())
                        .map(register -> register.understood(entry.getValue())).orElseGet(entry::getValue)));
    }

    private static Map<Integer, Register> load() {
        Map<Integer, Register> registers = new LinkedHashMap<>();
        table().lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> register(COLUMN.split(line))).forEach(register -> registers.put(register.id(), register));
        return registers;
    }

    private static String table() {
        try (InputStream input = RegisterCatalogue.class.getResourceAsStream(TABLE)) {
            if (input == null) {
                throw new IllegalStateException(TABLE + " is missing in the bundle");
            }
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Register register(String[] columns) {
        String[] kind = columns[3].split("[@=]");
        Quantity quantity = Quantity.valueOf(kind[0]);
        OptionalInt dateRegister = columns[3].contains("@") ? OptionalInt.of(Integer.parseInt(kind[1]))
                : OptionalInt.empty();
        Optional<Unit> unit = columns[3].contains("=") ? Optional.of(Unit.valueOf(kind[1])) : quantity.onlyUnit();
        Set<String> traits = Set.of(columns[5].split(" "));
        return new Register(Integer.parseInt(columns[0]), columns[1], columns[2], quantity, dateRegister,
                unit, Pace.valueOf(columns[4].toUpperCase(Locale.ROOT)), traits.contains("everyday"),
                traits.contains("rises"), Set.of(columns[6].split(" ")), columns[7], columns[8]);
    }
}
