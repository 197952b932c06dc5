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
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * All known registers, from the table {@code registers.table} beside this class.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class RegisterCatalogue {

    private static final String TABLE = "registers.table";
    private static final Pattern COLUMN = Pattern.compile("\\s*\\|\\s*");
    private static final int COLUMNS = 9;
    private static final Set<String> TRAITS = new TreeSet<>(Set.of("everyday", "rises"));
    private static final Pattern ID = Pattern.compile("\\d{1,5}");
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

    /** @return the kind of a register; {@link RegisterKind#NUMBER} if it is not in the catalogue */
    static RegisterKind kind(int id) {
        return find(id).map(Register::kind).orElseGet(() -> RegisterKind.NUMBER);
    }

    /** @return answers in which plain numbers have the units of their registers; see {@link Register#understood} */
    static Map<Integer, RegisterValue> understood(Map<Integer, RegisterValue> values) {
        return values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> find(entry.getKey())
                        .map(register -> register.understood(entry.getValue())).orElseGet(entry::getValue)));
    }

    private static Map<Integer, Register> load() {
        return parse(table());
    }

    /**
     * Reads a table of registers.
     *
     * @param table as {@code registers.table} describes it
     * @throws IllegalArgumentException that names the line, the mistake and what is possible
     */
    static Map<Integer, Register> parse(String table) {
        Map<Integer, Register> registers = new LinkedHashMap<>();
        List<String> lines = table.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    Register register = register(COLUMN.split(line));
                    if (registers.put(register.id(), register) != null) {
                        throw new IllegalArgumentException("register " + register.id() + " is there twice");
                    }
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(TABLE + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
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
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("there are " + columns.length + " columns instead of " + COLUMNS);
        }
        String[] kindAndDetail = columns[3].split("(?=[@=])", 2);
        RegisterKind kind = constant("kind", RegisterKind.class, kindAndDetail[0]);
        String detail = kindAndDetail.length > 1 ? kindAndDetail[1] : "";
        OptionalInt dateRegister = detail.startsWith("@") ? OptionalInt.of(number(detail.substring(1)))
                : OptionalInt.empty();
        Optional<Unit> unit = detail.startsWith("=") ? Optional.of(constant("unit", Unit.class, detail.substring(1)))
                : kind.onlyUnit();
        Set<String> traits = words(columns[5]);
        if (!TRAITS.containsAll(traits)) {
            throw new IllegalArgumentException("the traits are " + traits + "; possible are " + TRAITS);
        }
        return new Register(number(columns[0]), columns[1], columns[2], kind, dateRegister, unit,
                constant("poll class", PollClass.class, columns[4]), traits.contains("everyday"),
                traits.contains("rises"), words(columns[6]), columns[7], columns[8]);
    }

    private static Set<String> words(String column) {
        return Stream.of(column.split(" +")).filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T extends Enum<T>> T constant(String kind, Class<T> type, String name) {
        return EnumSet.allOf(type).stream().filter(constant -> constant.name().equalsIgnoreCase(name)).findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + kind + " " + name + "; possible are "
                        + EnumSet.allOf(type).toString().toLowerCase(Locale.ROOT)));
    }

    private static int number(String text) {
        if (!ID.matcher(text).matches() || Integer.parseInt(text) > GetRegisters.MAX_ID) {
            throw new IllegalArgumentException(text + " is no register id; possible are 0 to 65535");
        }
        return Integer.parseInt(text);
    }
}
