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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The images that come with the simulator: what is peculiar to each model, and that each is one meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ModelImagesTest {

    @SuppressWarnings("unused") // a field source
    private static final List<String> NAMES = RegisterImage.NAMES;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
    private static final int LONGEST_QUESTION = 8;

    private static Set<Integer> ids(String text) {
        return Stream.of(text.split(" ")).map(Integer::valueOf).collect(Collectors.toSet());
    }

    private static RegisterValue value(RegisterImage image, int id) {
        return image.value(id, CLOCK).orElseThrow(() -> new AssertionError("register " + id));
    }

    @ParameterizedTest
    @CsvSource({ "multical-601, 71, 60 69 75 88 91 92 122 155 175 234 1005 1010, 223 229 239 266 369",
            "multical-602, 70, 60 73 75 88 91 92 122 155 175 234 1005 1010, 69 223 229 239 266 369",
            "multical-402, 56, 64 84 126 155 223 229 1010, 61 69 88 175 239 266 369",
            "multical-302, 42, 63 98 124 139 184 185 239 266 267, 64 84 125 126 130 141 155 369",
            "multical-303, 119, 84 239 266 348 369 383 398 404 582 675 721 1032, 69 73 75 88 98 122 146 155 180 258 477 505",
            "multical-403, 37, 60 113 126 146 150 266, 61 69 84 98 154 155 239 348 369 1005",
            "multical-603, 130, 69 73 88 180 239 258 266 348 369 477 505 721 1032, 75 98 122 146 155 582 675",
            "multical-21, 6, 68 74 99 1001 1002 1003, 60 86 1004",
            "382j, 37, 1 2 13 1023 1054 1076 1080 1126, 60 68 74 80 99" })
    void aModelHasItsRegistersAndNoOthers(String name, int count, String present, String absent) {
        Set<Integer> ids = RegisterImage.named(name).registers().keySet();
        assertEquals(count, ids.size());
        assertTrue(ids.containsAll(ids(present)), () -> name + " " + new TreeSet<>(ids));
        assertTrue(ids(absent).stream().noneMatch(ids::contains), () -> name + " " + new TreeSet<>(ids));
    }

    @ParameterizedTest
    @CsvSource({ "multical-601, 4", "multical-602, 2 4", "multical-402, 2 4 10", "multical-302, 1 2 4",
            "multical-303, 1 2 4 7 8 10 12", "multical-403, 2 4", "multical-603, 1 2 4 7 8 10 12", "multical-21, 2 4",
            "382j, 2 4 8 10 13" })
    void aModelHasItsLengths(String name, String lengths) {
        assertEquals(ids(lengths), RegisterImage.named(name).registers().values().stream()
                .map(RegisterImage.Register::bytes).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({ "multical-601, GJ, KW", "multical-602, MWH, KW", "multical-402, GJ, KW", "multical-302, KWH, KW",
            "multical-303, KWH, W", "multical-403, MWH, KW", "multical-603, GCAL, KW" })
    void aModelHasItsUnits(String name, Unit energy, Unit power) {
        RegisterImage image = RegisterImage.named(name);
        assertEquals(energy, value(image, 60).unit().orElseThrow());
        assertEquals(power, value(image, 80).unit().orElseThrow());
    }

    @Test
    void aLeakHasDigitsAndABit() {
        RegisterImage image = RegisterImage.named("multical-603");
        assertEquals(new BigDecimal("80"), value(image, 99).number(), "displayed as 00000080");
        assertEquals(new BigDecimal("4096"), value(image, 369).number());
        assertEquals(Unit.BIT_FIELD, value(image, 369).unit().orElseThrow());
    }

    @Test
    void everyMeterIsAnother() {
        List<RegisterImage> images = RegisterImage.NAMES.stream().map(RegisterImage::named).toList();
        assertEquals(images.size(), images.stream().map(RegisterImage::type).distinct().count());
        assertEquals(images.size(), images.stream().map(RegisterImage::serialNumber).distinct().count());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyValueSaysSomething(String name) {
        RegisterImage image = RegisterImage.named(name);
        for (int id : image.registers().keySet()) {
            Content content = value(image, id).content();
            assertFalse(content instanceof Content.Impossible, () -> name + " " + id + " " + content);
        }
        assertEquals(image.serialNumber(), value(image, 1001).number().longValueExact());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyRegisterIsAnswered(String name) {
        RegisterImage image = RegisterImage.named(name);
        SimulatedMeter meter = new SimulatedMeter(image, CLOCK);
        List<Integer> ids = new ArrayList<>(new TreeSet<>(image.registers().keySet()));
        List<Integer> answered = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += LONGEST_QUESTION) {
            List<Integer> question = ids.subList(i, Math.min(ids.size(), i + LONGEST_QUESTION));
            Message answer = Message
                    .of(meter.answer(new GetRegisters(image.address(), question).toFrame()).orElseThrow());
            ((RegisterValues) answer).values().forEach(value -> answered.add(value.id()));
        }
        assertEquals(ids, answered);
    }

    /** E1 = (E8 - E9) × 1.16 kWh/(m³×K), E8 and E9 are mean temperatures, and no maximum is below its minimum. */
    @ParameterizedTest
    @ValueSource(strings = { "multical-601", "multical-602", "multical-402", "multical-302", "multical-303",
            "multical-403", "multical-603" })
    void theValuesAreThoseOfOneMeter(String name) {
        RegisterImage image = RegisterImage.named(name);
        BigDecimal kilowattHours = value(image, 97).number().subtract(value(image, 110).number())
                .multiply(new BigDecimal("1.16"));
        BigDecimal energy = Dimension.ENERGY.amount(value(image, 60)).orElseThrow().divide(new BigDecimal("3600000"),
                MathContext.DECIMAL64);
        assertEquals(1.0, energy.doubleValue() / kilowattHours.doubleValue(), 0.001, name);
        BigDecimal inlet = value(image, 97).number().divide(value(image, 68).number(), MathContext.DECIMAL64);
        assertTrue(inlet.intValue() > 40 && inlet.intValue() < 80, () -> name + " " + inlet);
        assertEquals(value(image, 86).number().subtract(value(image, 87).number()), value(image, 89).number());
        for (int[] pair : new int[][] { { 126, 124 }, { 130, 128 }, { 141, 139 }, { 145, 143 }, { 139, 124 },
                { 143, 128 }, { 126, 141 }, { 130, 145 }, { 141, 74 }, { 74, 139 }, { 145, 80 }, { 80, 143 } }) {
            if (image.registers().keySet().containsAll(Set.of(pair[0], pair[1]))) {
                assertTrue(value(image, pair[0]).number().compareTo(value(image, pair[1]).number()) <= 0,
                        () -> name + ": " + pair[0] + " is more than " + pair[1]);
            }
        }
    }
}
