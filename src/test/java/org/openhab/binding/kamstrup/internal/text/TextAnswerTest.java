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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * Answers of a MULTICAL 66-C with CCC 119 in MWh, recorded in October 2017.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextAnswerTest {

    /** Recorded with those of the vectors. */
    static final String SUMS = "0507109 0640641 0000000 1296626 0000000 0000490 0000000 0000000 0000000  ";
    static final String COUNTERS = "0507110 0000000 1296628 0000000 1286876 0000000 0000000 0000000 0000000 0000000 "
            + "0966037 0526447 ";
    static final String FIRST_MONTH = "00000060017 0170930 0505084 1291487 0000000 0000000 0000000 0000000 0000069 ";
    static final String SECOND_MONTH = "0170831 0504130 1288590 0000000 0000000 0000000 0000000 0000028 ";

    static final Scales SCALES = Scales.ofCode(44119);

    static TextAnswer answer(TextRequest request, int line, String text) {
        return TextAnswer.read(request, line, TextItems.line(text)).orElseThrow();
    }

    static TextAnswer recorded(TextRequest request, String id) {
        return answer(request, 0, TextVector.of(id).text("text").replace("\r", ""));
    }

    static String values(List<RegisterValue> values) {
        Map<Integer, String> texts = new TreeMap<>(values.stream().collect(Collectors.toMap(RegisterValue::id,
                value -> value.number().toPlainString() + " " + value.unit().map(Unit::symbol).orElse("?"))));
        return texts.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    static Stream<Arguments> recordings() {
        return Stream.of(
                Arguments.of(recorded(TextRequest.READING, "66c-1-resp"),
                        "60=507.109 MWh, 68=12966.26 m³, 74=79 l/h, 80=3.1 kW, 86=68.11 °C, 87=33.66 °C, 89=34.45 K, "
                                + "99=0 number, 128=9.3 kW, 1004=32673 h"),
                Arguments.of(recorded(TextRequest.CONFIGURATION, "66c-2-resp"), "1003=171028 yy:mm:dd"),
                Arguments.of(recorded(TextRequest.TARGET_DATE_READING, "66c-3-resp"), "60=503.689 MWh, 68=12847.69 m³"),
                Arguments.of(answer(TextRequest.SUMS, 0, SUMS), "60=507.109 MWh, 68=12966.26 m³, 69=0.00 m³"),
                Arguments.of(answer(TextRequest.MONTHS, 0, FIRST_MONTH), "60=505.084 MWh, 68=12914.87 m³"),
                Arguments.of(answer(TextRequest.MONTHS, 1, SECOND_MONTH), "60=504.130 MWh, 68=12885.90 m³"),
                Arguments.of(answer(TextRequest.COUNTERS, 0, COUNTERS),
                        "60=507.110 MWh, 63=0.000 MWh, 68=12966.28 m³, 69=0.00 m³, 72=12868.76 ton, 73=0.00 ton, "
                                + "97=966037 m³×°C, 110=526447 m³×°C"),
                Arguments.of(recorded(TextRequest.SENSORS, "66c-c-resp"),
                        "74=79 l/h, 75=0 l/h, 80=3.1 kW, 86=68.12 °C, 87=33.76 °C, 88=218.75 °C"),
                Arguments.of(recorded(TextRequest.CLOCK, "66c-d-resp"),
                        "98=601 mm:dd, 175=1 h, 1002=180419 hh:mm:ss, 1003=171028 yy:mm:dd, 1004=32674 h"));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void decodesRecordedAnswer(TextAnswer answer, String expected) {
        assertEquals(expected, values(answer.values(SCALES)));
        assertTrue(answer.isConsistent());
    }

    @Test
    void decodesOnlyWhatHasFixedScaleWithoutConfiguration() {
        assertEquals("86=68.11 °C, 87=33.66 °C, 89=34.45 K, 99=0 number, 1004=32673 h",
                values(recorded(TextRequest.READING, "66c-1-resp").values(Scales.NONE)));
    }

    /** @return an answer with some of its fields changed */
    private static TextAnswer changed(TextAnswer answer, String fields) {
        Map<TextField, Long> all = new EnumMap<>(answer.fields());
        for (String field : fields.split(" +")) {
            String[] parts = field.split("=");
            all.put(TextField.valueOf(parts[0]), Long.valueOf(parts[1]));
        }
        return new TextAnswer(answer.request(), all);
    }

    /** The answer to /#1 with 68.11 - 33.66 = 34.45 K, 79 l/h and 3.1 kW before. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENERGY=107109                                                                  | true
            FLOW_TEMPERATURE=6911                                                          | false
            RETURN_TEMPERATURE=3367                                                        | false
            TEMPERATURE_DIFFERENCE=3446                                                    | false
            TEMPERATURE_DIFFERENCE=0                                                       | false
            FLOW_TEMPERATURE=3366 TEMPERATURE_DIFFERENCE=0 POWER=0                         | true
            FLOW_TEMPERATURE=3300 TEMPERATURE_DIFFERENCE=0 POWER=0                         | true
            FLOW_TEMPERATURE=3300 TEMPERATURE_DIFFERENCE=66 POWER=1                        | true
            FLOW_TEMPERATURE=3300 TEMPERATURE_DIFFERENCE=67 POWER=1                        | false
            FLOW_TEMPERATURE=18500 TEMPERATURE_DIFFERENCE=0 POWER=0 INFO_CODE=8            | true
            RETURN_TEMPERATURE=0 TEMPERATURE_DIFFERENCE=0 POWER=0 INFO_CODE=5              | true
            FLOW_TEMPERATURE=18500 TEMPERATURE_DIFFERENCE=0 POWER=0 INFO_CODE=1            | false
            POWER=32                                                                       | true
            POWER=26                                                                       | true
            POWER=41                                                                       | true
            POWER=81                                                                       | false
            POWER=11                                                                       | false
            POWER=0                                                                        | false
            FLOW=779                                                                       | false
            FLOW=0                                                                         | false
            FLOW=0 POWER=0                                                                 | true
            FLOW=3 POWER=0                                                                 | true
            FLOW=1234 POWER=493                                                            | true
            FLOW=9999999 TEMPERATURE_DIFFERENCE=9999999 FLOW_TEMPERATURE=9999999 RETURN_TEMPERATURE=0 | false
            """)
    void comparesTemperaturesFlowAndPower(String fields, boolean isConsistent) {
        assertEquals(isConsistent, changed(recorded(TextRequest.READING, "66c-1-resp"), fields).isConsistent());
    }

    @Test
    void comparesPowerOfSensorsWithTheirTemperatures() {
        assertFalse(changed(recorded(TextRequest.SENSORS, "66c-c-resp"), "FLOW_TEMPERATURE=3812").isConsistent());
    }

    @Test
    void readsCustomerNumberAndCode() {
        TextAnswer configuration = recorded(TextRequest.CONFIGURATION, "66c-2-resp");
        TextAnswer clock = recorded(TextRequest.CLOCK, "66c-d-resp");
        assertEquals(Optional.of("00000060017"), configuration.customerNumber());
        assertEquals(Optional.of("00000060017"), clock.customerNumber());
        assertEquals(OptionalInt.of(44119), configuration.code());
        assertEquals(configuration.code(), clock.code());
        TextAnswer month = answer(TextRequest.MONTHS, 1, SECOND_MONTH);
        assertEquals(Optional.empty(), month.customerNumber());
        assertEquals(OptionalInt.empty(), month.code());
    }

    @ParameterizedTest
    @CsvSource({ "0170831, 2017-08-31", "0160229, 2016-02-29", "0000000,", "0170229,", "0171331,", "9999999," })
    void readsDateOfMonth(String digits, @Nullable LocalDate expected) {
        assertEquals(Optional.ofNullable(expected),
                answer(TextRequest.MONTHS, 1, SECOND_MONTH.replace("0170831", digits)).readingDate());
    }

    static Stream<Arguments> otherLines() {
        String reading = TextVector.of("66c-1-resp").text("text").replace("\r", "");
        return Stream.of(Arguments.of("end of a line", reading.substring(8)),
                Arguments.of("line cut inside a field", reading.substring(3)),
                Arguments.of("two fields run into each other", reading.replace(" 00326", "000326")),
                Arguments.of("a blank too many", reading.replace(" 00326", "  00326")),
                Arguments.of("a digit too many", "0" + reading), Arguments.of("a field too many", reading + "0000000 "),
                Arguments.of("no blank at the end", reading.stripTrailing()),
                Arguments.of("answer to another request", TextVector.of("66c-2-resp").text("text").replace("\r", "")),
                Arguments.of("blanks", " ".repeat(80)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherLines")
    void refusesLineWithOtherFields(String name, String text) {
        assertEquals(Optional.empty(), TextAnswer.read(TextRequest.READING, 0, TextItems.line(text)));
    }

    @Test
    void refusesLinesOfDataBlock() {
        assertEquals(Optional.empty(), TextAnswer.read(TextRequest.IDENTIFICATION, 0, new TextItem.Line("")));
    }

    @Test
    void refusesSecondLineAsFirst() {
        assertEquals(Optional.empty(), TextAnswer.read(TextRequest.MONTHS, 0, TextItems.line(SECOND_MONTH)));
        assertTrue(TextAnswer.read(TextRequest.MONTHS, 30, TextItems.line(SECOND_MONTH)).isPresent());
    }
}
