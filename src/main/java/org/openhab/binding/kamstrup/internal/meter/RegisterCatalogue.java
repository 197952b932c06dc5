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

    private static final Pattern COLUMN = Pattern.compile("\\s*\\|\\s*");
    private static final int COLUMNS = 9;
    private static final Set<String> TRAITS = new TreeSet<>(Set.of("everyday", "rises"));
    private static final Pattern ID = Pattern.compile("\\d{1,5}");

    /** The registers of heat, cooling and water meters. */
    public static final RegisterCatalogue HEAT = new RegisterCatalogue("registers.table");
    /** The registers of electricity meters. */
    public static final RegisterCatalogue ELECTRICITY = new RegisterCatalogue("electricity.table");

    private final Map<Integer, Register> registers;

    private RegisterCatalogue(String table) {
        registers = parse(table, content(table));
    }

    /**
     * Finds the registers that a meter may have.
     *
     * @param protocol that it speaks
     * @param type the type number that it sends
     * @return {@link #HEAT}, unless it is the number of an electricity meter
     */
    public static RegisterCatalogue of(Protocol protocol, int type) {
        return MeterFamily.byType(protocol, type).filter(family -> family == MeterFamily.ELECTRICITY).isPresent()
                ? ELECTRICITY
                : HEAT;
    }

    /** @return the registers of all meters, each channel once; several may have the same id */
    public static List<Register> channels() {
        return Stream
                .of(HEAT, ELECTRICITY).flatMap(catalogue -> catalogue.registers.values().stream()).collect(Collectors
                        .toMap(Register::channel, register -> register, (first, same) -> first, LinkedHashMap::new))
                .values().stream().toList();
    }

    /** @return all registers, in the order of the table */
    public List<Register> registers() {
        return List.copyOf(registers.values());
    }

    /**
     * Finds a register.
     *
     * @param id its id
     */
    public Optional<Register> find(int id) {
        return Optional.ofNullable(registers.get(id));
    }

    /** @return answers in which plain numbers have the units of their registers; see {@link Register#understood} */
    Map<Integer, RegisterValue> understood(Map<Integer, RegisterValue> values) {
        return values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> find(entry.getKey())
                        .map(register -> register.understood(entry.getValue())).orElseGet(entry::getValue)));
    }

    /**
     * Reads a table of registers.
     *
     * @param file its name
     * @param table as {@code registers.table} describes it
     * @throws IllegalArgumentException that names the line, the mistake and what is possible
     */
    static Map<Integer, Register> parse(String file, String table) {
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
                    throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return registers;
    }

    private static String content(String file) {
        try (InputStream input = RegisterCatalogue.class.getResourceAsStream(file)) {
            if (input == null) {
                throw new IllegalStateException(file + " is missing in the bundle");
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
