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
package org.openhab.binding.kamstrup.internal.text;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The scales of the quantities that depend on the configuration of a meter. The answers with lines have digits only, so
 * their scales come from the code ABCCC of {@link TextRequest#CONFIGURATION} or, for energy and volume, from a data
 * block.
 *
 * @param scales by quantity; a quantity whose scale is not known is missing
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Scales(Map<TextQuantity, Scale> scales) {

    /**
     * What the digits of a field mean.
     *
     * @param unit of the value
     * @param decimals how many of the digits come after the decimal point; -1 if the digits count tens
     */
    public record Scale(Unit unit, int decimals) {

        /** @return the exact value of digits, in the unit */
        BigDecimal value(long digits) {
            return BigDecimal.valueOf(digits, decimals);
        }
    }

    /** Nothing is known. */
    public static final Scales NONE = new Scales(Map.of());

    /**
     * Decimals by CCC (Kamstrup 5511-634 §2.2.1; 827, 833 and 839 are from readers of the MULTICAL Compact). Columns:
     * kWh, MWh or Gcal, GJ, volume in m³, flow with its unit, power with its unit; - if the code has no such unit, and
     * -1 if the digits count tens. The last three lines are codes for tests of meters.
     */
    private static final String TABLE = """
            102 103 108 109 110 111 112 115 116 118 119 121 122 136 197 198 | 0 3  2  2 0 l/h  1 kW
            827 833 839                                                     | 0 3  2  2 0 l/h  1 kW
            104 105 106 113 114 120 137 151 178 179                         | - 2  1  1 0 l/h  1 kW
            158                                                             | - 1  0  0 2 m³/h 0 kW
            147 148 170 175 176 177 180 181                                 | - 1  0  0 2 m³/h 3 MW
            166 167 171 172 182                                             | - 0 -1 -1 1 m³/h 2 MW
            009                                                             | 0 3  2  2 2 m³/h 3 MW
            000 001                                                         | - 3  2  2 2 m³/h 3 MW
            002                                                             | - 3  2  2 1 m³/h 2 MW
            003 004                                                         | - 2  1  1 1 m³/h 2 MW
            005                                                             | - 1  0  0 1 m³/h 2 MW
            006                                                             | - 2  1  1 0 m³/h 1 MW
            007 008                                                         | - 1  0  0 0 m³/h 1 MW
            107 184 199                                                     | 1 -  3  3 - l/h  - kW
            138 183 185                                                     | 0 3  2  2 - l/h  - kW
            186 187 188 189                                                 | - 2  1  1 - l/h  - kW
            191 192 193                                                     | - 1  0  0 - l/h  - kW
            """;
    private static final Map<Integer, List<String>> COLUMNS = columns();
    /** By digit B: the unit, and the column of its decimals. */
    private static final Map<Integer, EnergyUnit> ENERGY_UNITS = Map.of(2, new EnergyUnit(Unit.GJ, 2), 3,
            new EnergyUnit(Unit.KWH, 0), 4, new EnergyUnit(Unit.MWH, 1), 5, new EnergyUnit(Unit.GCAL, 1));
    private static final Set<Integer> PLACES_OF_FLOW_SENSOR = Set.of(3, 4);
    private static final int DIGIT = 10;
    private static final int CCC = 1000;
    private static final Set<TextQuantity> CONFIGURED = EnumSet.of(TextQuantity.ENERGY, TextQuantity.VOLUME,
            TextQuantity.MASS, TextQuantity.FLOW, TextQuantity.POWER);
    private static final int VOLUME = 3;
    private static final int FLOW = 4;
    private static final int POWER = 6;
    private static final String UNKNOWN = "-";

    private record EnergyUnit(Unit unit, int column) {
    }

    /** Makes scales. */
    public Scales {
        scales = Map.copyOf(scales);
    }

    private static Map<Integer, List<String>> columns() {
        Map<Integer, List<String>> columns = new HashMap<>();
        TABLE.lines().map(line -> List.of(line.split("\\| "))).forEach(line -> Arrays.stream(line.get(0).split(" +"))
                .forEach(ccc -> columns.put(Integer.valueOf(ccc), List.of(line.get(1).split(" +")))));
        return columns;
    }

    /**
     * The scales of a configuration.
     *
     * @param code the digits ABCCC: A is 3 for a flow sensor in the flow pipe, 4 in the return pipe; B is the unit of
     *            energy, 2 GJ, 3 kWh, 4 MWh, 5 Gcal; CCC names the flow sensor and the decimals
     * @return without the quantities whose decimals no source tells, which are all of them if the code is unknown
     */
    public static Scales ofCode(int code) {
        List<String> columns = COLUMNS.get(code % CCC);
        EnergyUnit energy = ENERGY_UNITS.get(code / CCC % DIGIT);
        if (columns == null || energy == null || !PLACES_OF_FLOW_SENSOR.contains(code / CCC / DIGIT)) {
            return NONE;
        }
        Map<TextQuantity, Scale> scales = new EnumMap<>(TextQuantity.class);
        put(scales, TextQuantity.ENERGY, energy.unit(), columns.get(energy.column()));
        put(scales, TextQuantity.VOLUME, Unit.M3, columns.get(VOLUME));
        put(scales, TextQuantity.MASS, Unit.TON, columns.get(VOLUME));
        put(scales, TextQuantity.FLOW, unit(columns.get(FLOW + 1)), columns.get(FLOW));
        put(scales, TextQuantity.POWER, unit(columns.get(POWER + 1)), columns.get(POWER));
        return new Scales(scales);
    }

    private static Unit unit(String symbol) {
        return Arrays.stream(Unit.values()).filter(unit -> unit.symbol().equals(symbol)).findFirst().orElseThrow();
    }

    private static void put(Map<TextQuantity, Scale> scales, TextQuantity quantity, Unit unit, String decimals) {
        if (!UNKNOWN.equals(decimals)) {
            scales.put(quantity, new Scale(unit, Integer.parseInt(decimals)));
        }
    }

    /**
     * The scales of values that have them.
     *
     * @param values in the form of KMP, by the ids of the registers of {@link TextField}
     * @return the scales that depend on the configuration, of the fields with a value
     */
    public static Scales of(Collection<RegisterValue> values) {
        Map<TextQuantity, Scale> scales = new EnumMap<>(TextQuantity.class);
        for (RegisterValue value : values) {
            Arrays.stream(TextField.values())
                    .filter(field -> field.register() == value.id() && CONFIGURED.contains(field.quantity()))
                    .forEach(field -> value.unit()
                            .ifPresent(unit -> scales.put(field.quantity(), new Scale(unit, value.number().scale()))));
        }
        return new Scales(scales);
    }

    /** These scales, and those of others for the quantities that are missing here. */
    public Scales or(Scales others) {
        Map<TextQuantity, Scale> all = new HashMap<>(others.scales);
        all.putAll(scales);
        return new Scales(all);
    }

    /**
     * Finds the scale of a quantity.
     *
     * @return empty if it is not known, or if the quantity has none
     */
    public Optional<Scale> find(TextQuantity quantity) {
        return Optional.ofNullable(quantity.fixedScale()).or(() -> Optional.ofNullable(scales.get(quantity)));
    }
}
