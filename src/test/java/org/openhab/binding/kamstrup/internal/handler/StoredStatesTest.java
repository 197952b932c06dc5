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
package org.openhab.binding.kamstrup.internal.handler;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.openhab.binding.kamstrup.internal.ThingDescriptions.below;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openhab.binding.kamstrup.demo.Example;
import org.openhab.binding.kamstrup.internal.ThingDescriptions;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterKind;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.internal.items.ItemStateConverterImpl;
import org.openhab.core.library.items.NumberItem;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;
import org.openhab.core.types.StateDescriptionFragmentBuilder;

/**
 * Follows a state through openHAB into an item. openHAB converts the state to the unit in the pattern of its channel
 * type, sends it over the event bus as a text, and stores it in the item.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class StoredStatesTest {

    private static final List<String> NUMBERS = List.of("103", "118", "102.47", "3141.59", "0", "0.000001",
            "0.0000000");

    /**
     * A longer number is a quotient, for example by 60, and openHAB 5 multiplies it by a rounded factor.
     */
    private static final int LONGEST_TEXT = 20;

    /** openHAB's own units of the dimensions, by the end of the item's type. */
    private static final Map<String, Unit<?>> SYSTEM_UNITS = Map.ofEntries(entry("Energy", Units.KILOWATT_HOUR),
            entry("Power", Units.WATT), entry("VolumetricFlowRate", Units.LITRE_PER_MINUTE),
            entry("Volume", SIUnits.CUBIC_METRE), entry("Mass", SIUnits.KILOGRAM),
            entry("Temperature", SIUnits.CELSIUS), entry("Pressure", MetricPrefix.HECTO(SIUnits.PASCAL)),
            entry("Time", Units.SECOND), entry("Dimensionless", Units.ONE), entry("ElectricPotential", Units.VOLT),
            entry("ElectricCurrent", Units.AMPERE), entry("Frequency", Units.HERTZ));

    private final MeterStates states = new MeterStates(ZoneOffset.UTC);

    private State stateOf(org.openhab.binding.kamstrup.internal.kmp.Unit unit, String number) {
        return states.quantity(RegisterValue.of(1, unit, new BigDecimal(number), 4)).orElseThrow();
    }

    static Stream<Arguments> unitsOfOpenHab() {
        MeterStates states = new MeterStates(ZoneOffset.UTC);
        return Arrays.stream(org.openhab.binding.kamstrup.internal.kmp.Unit.values())
                .filter(unit -> states.quantity(RegisterValue.of(1, unit, BigDecimal.ONE, 4))
                        .filter(QuantityType.class::isInstance).isPresent())
                .flatMap(unit -> NUMBERS.stream().map(number -> Arguments.of(unit, number)));
    }

    @ParameterizedTest
    @MethodSource("unitsOfOpenHab")
    void stateIsReadBackFromItsText(org.openhab.binding.kamstrup.internal.kmp.Unit unit, String number) {
        QuantityType<?> sent = assertInstanceOf(QuantityType.class, stateOf(unit, number));
        assertFalse(sent.toFullString().split(" ")[0].contains("E"), sent::toFullString);
        assertSame(sent, QuantityType.valueOf(sent.toFullString()));
    }

    static Stream<Arguments> quantitiesOfTheCatalogue() {
        return Arrays.stream(RegisterKind.values()).filter(kind -> kind.itemType().startsWith("Number:"))
                .filter(kind -> kind != RegisterKind.SHARE && kind != RegisterKind.POWER_FACTOR)
                .flatMap(kind -> Arrays.stream(org.openhab.binding.kamstrup.internal.kmp.Unit.values())
                        .filter(kind::isMeasuredIn)
                        .flatMap(unit -> NUMBERS.stream().map(number -> Arguments.of(kind, unit, number))));
    }

    @ParameterizedTest
    @MethodSource("quantitiesOfTheCatalogue")
    void itemStoresDigitsOfMeter(RegisterKind kind, org.openhab.binding.kamstrup.internal.kmp.Unit unit, String number)
            throws IOException {
        String dimension = kind.itemType().substring("Number:".length());
        UnitProvider units = mock(UnitProvider.class);
        when(units.getUnit(any())).thenAnswer(asked -> SYSTEM_UNITS.get(dimension));
        NumberItem item = new NumberItem(kind.itemType(), "item");
        item.setUnitProvider(units);
        for (String pattern : patterns(kind)) {
            if (kind == RegisterKind.DURATION && !pattern.endsWith(" " + stateUnit(unit))) {
                // no known meter sends a duration in another unit than that of its channel type
                continue;
            }
            item.setStateDescriptionService((name, locale) -> StateDescriptionFragmentBuilder.create()
                    .withPattern(pattern).build().toStateDescription());
            QuantityType<?> sent = assertInstanceOf(QuantityType.class, stateOf(unit, number));
            String event = new ItemStateConverterImpl(units).convertToAcceptedState(sent, item).toFullString();
            assertTrue(event.length() <= LONGEST_TEXT, event);
            item.setState(QuantityType.valueOf(event));
            QuantityType<?> stored = assertInstanceOf(QuantityType.class, item.getState());
            assertSame(sent, stored.toUnit(sent.getUnit()));
        }
    }

    @Test
    void flowPatternOfExampleHasUnit() throws IOException {
        List<String> flows = new Example(Path.of("doc/example")).items().lines()
                .filter(line -> line.startsWith("Number:VolumetricFlowRate")).toList();
        assertFalse(flows.isEmpty());
        flows.forEach(line -> assertTrue(line.contains("l/h]"), line));
    }

    private String stateUnit(org.openhab.binding.kamstrup.internal.kmp.Unit unit) {
        return assertInstanceOf(QuantityType.class, stateOf(unit, "1")).getUnit().toString();
    }

    private static List<String> patterns(RegisterKind kind) throws IOException {
        List<String> ids = RegisterCatalogue.channels().stream().filter(register -> register.kind() == kind)
                .map(Register::channel).toList();
        List<String> patterns = ThingDescriptions.elements("channel-type").stream()
                .filter(type -> ids.contains(type.getAttribute("id")))
                .map(type -> below(type, "state").get(0).getAttribute("pattern")).distinct()
                .collect(Collectors.toList());
        assertFalse(patterns.isEmpty(), kind::toString);
        return patterns;
    }

    private static void assertSame(QuantityType<?> sent, QuantityType<?> back) {
        assertEquals(sent.getUnit(), back.getUnit(), back::toFullString);
        assertEquals(0, sent.toBigDecimal().compareTo(back.toBigDecimal()),
                () -> sent.toFullString() + " is stored as " + back.toFullString());
    }
}
