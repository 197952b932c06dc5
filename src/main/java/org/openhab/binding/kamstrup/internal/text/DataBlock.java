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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The data sets of a data block, such as {@code 6.8(00507.109*MWh)}. They have units and decimals, unlike lines.
 *
 * @param sets in the order of the block
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record DataBlock(List<DataSet> sets) {

    private static final String CUSTOMER_NUMBER = "0.0";
    /** The data sets of heat meters by their ids; a MULTICAL 41 has no energy. */
    private static final Map<String, Meaning> MEANINGS = Map.of( //
            "6.8",
            new Meaning(TextField.ENERGY, Map.of("kWh", Unit.KWH, "MWh", Unit.MWH, "GJ", Unit.GJ, "Gcal", Unit.GCAL)), //
            "6.26", new Meaning(TextField.VOLUME, Map.of("m3", Unit.M3)), //
            "6.31", new Meaning(TextField.OPERATING_HOURS, Map.of("h", Unit.H)));
    /** A MULTICAL 66-B has no line ends between the data sets. */
    private static final Pattern SET = Pattern
            .compile("([0-9.*]{1,16})\\(([^()*]{0,32})(?:\\*([^()*]{1,16}))?\\)(?:\r\n)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,11}(?:[.,]\\d{1,7})?");
    private static final String END = "!\r\n";
    private static final int MANTISSA_BYTES = 8;

    /**
     * A data set.
     *
     * @param id such as 6.8
     * @param value as it was sent, with its decimal point; may be empty
     * @param unit as it was sent; empty if there is none
     */
    public record DataSet(String id, String value, String unit) {
    }

    /** What a data set measures, and the units in which it may be. */
    private record Meaning(TextField field, Map<String, Unit> units) {

        /** @return the exact number; empty if it is none, or in another unit */
        Optional<RegisterValue> value(DataSet set) {
            Unit unit = units.get(set.unit());
            return unit == null || !NUMBER.matcher(set.value()).matches() ? Optional.empty()
                    : Optional.of(RegisterValue.of(field.register(), unit,
                            new BigDecimal(set.value().replace(',', '.')), MANTISSA_BYTES));
        }
    }

    /** The ids of the KMP registers with the same meaning as the data sets of heat meters. */
    static final Set<Integer> REGISTERS = Set
            .copyOf(MEANINGS.values().stream().map(meaning -> meaning.field().register()).toList());

    /** Makes a block. */
    public DataBlock {
        sets = List.copyOf(sets);
    }

    /**
     * Reads a block.
     *
     * @param block whose BCC is right
     * @return empty if it does not consist of data sets and the end of the block
     */
    public static Optional<DataBlock> read(TextItem.Block block) {
        if (!block.text().endsWith(END)) {
            return Optional.empty();
        }
        String text = block.text().substring(0, block.text().length() - END.length());
        List<DataSet> sets = new ArrayList<>();
        Matcher matcher = SET.matcher(text);
        while (matcher.lookingAt()) {
            String unit = matcher.group(3);
            sets.add(new DataSet(matcher.group(1), matcher.group(2), unit == null ? "" : unit));
            matcher.region(matcher.end(), text.length());
        }
        return matcher.regionStart() == text.length() && !sets.isEmpty() ? Optional.of(new DataBlock(sets))
                : Optional.empty();
    }

    /** @return the customer number with all its digits; empty if the block has none */
    public Optional<String> customerNumber() {
        return sets.stream().filter(set -> set.id().equals(CUSTOMER_NUMBER) && !set.value().isEmpty()).findFirst()
                .map(DataSet::value);
    }

    /** @return energy, volume and hours in the form of KMP; those without a number in a known unit are missing */
    public List<RegisterValue> values() {
        return MEANINGS.entrySet().stream().flatMap(entry -> value(entry.getKey(), entry.getValue()).stream()).toList();
    }

    private Optional<RegisterValue> value(String id, Meaning meaning) {
        return sets.stream().filter(set -> set.id().equals(id)).findFirst().flatMap(meaning::value);
    }
}
