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

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ScalesTest {

    private static final String READING = "0507109 1296626 0032673 0006811 0003366 0003445 0000031 0000079 0000093 0000000 ";
    private static final TextAnswer ANSWER = TextAnswerTest.answer(TextRequest.READING, 0, READING);
    private static final TextAnswer COUNTERS = TextAnswerTest.answer(TextRequest.COUNTERS, 0, TextAnswerTest.COUNTERS);
    private static final Map<Unit, BigDecimal> IN_BASE_UNIT = Map.of(Unit.L_PER_H, BigDecimal.ONE, Unit.M3_PER_H,
            BigDecimal.valueOf(1000), Unit.KW, BigDecimal.valueOf(1000), Unit.MW, BigDecimal.valueOf(1_000_000));

    /** The same digits by a code of each line of Kamstrup's table. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            43119 | 507109 kWh   | 12966.26 m³ | 79 l/h    | 3.1 kW
            44119 | 507.109 MWh  | 12966.26 m³ | 79 l/h    | 3.1 kW
            32119 | 5071.09 GJ   | 12966.26 m³ | 79 l/h    | 3.1 kW
            45119 | 507.109 Gcal | 12966.26 m³ | 79 l/h    | 3.1 kW
            42104 | 50710.9 GJ   | 129662.6 m³ | 79 l/h    | 3.1 kW
            44104 | 5071.09 MWh  | 129662.6 m³ | 79 l/h    | 3.1 kW
            43104 | -            | 129662.6 m³ | 79 l/h    | 3.1 kW
            44158 | 50710.9 MWh  | 1296626 m³  | 0.79 m³/h | 31 kW
            42147 | 507109 GJ    | 1296626 m³  | 0.79 m³/h | 0.031 MW
            42171 | 5071090 GJ   | 12966260 m³ | 7.9 m³/h  | 0.31 MW
            44171 | 507109 MWh   | 12966260 m³ | 7.9 m³/h  | 0.31 MW
            43009 | 507109 kWh   | 12966.26 m³ | 0.79 m³/h | 0.031 MW
            44000 | 507.109 MWh  | 12966.26 m³ | 0.79 m³/h | 0.031 MW
            44002 | 507.109 MWh  | 12966.26 m³ | 7.9 m³/h  | 0.31 MW
            42003 | 50710.9 GJ   | 129662.6 m³ | 7.9 m³/h  | 0.31 MW
            42005 | 507109 GJ    | 1296626 m³  | 7.9 m³/h  | 0.31 MW
            44006 | 5071.09 MWh  | 129662.6 m³ | 79 m³/h   | 3.1 MW
            44008 | 50710.9 MWh  | 1296626 m³  | 79 m³/h   | 3.1 MW
            32827 | 5071.09 GJ   | 12966.26 m³ | 79 l/h    | 3.1 kW
            43184 | 50710.9 kWh  | 12966.626 m³| -         | -
            43185 | 507109 kWh   | 12966.26 m³ | -         | -
            42186 | 50710.9 GJ   | 129662.6 m³ | -         | -
            44191 | 50710.9 MWh  | 1296626 m³  | -         | -
            46119 | -            | -           | -         | -
            14119 | -            | -           | -         | -
            44999 | -            | -           | -         | -
            """)
    void scalesDigitsByCode(int code, String energy, String volume, String flow, String power) {
        Scales scales = Scales.ofCode(code);
        assertEquals(energy, value(scales, TextField.ENERGY));
        assertEquals(volume.replace("12966.626", "1296.626"), value(scales, TextField.VOLUME));
        assertEquals(flow, value(scales, TextField.FLOW));
        assertEquals(power, value(scales, TextField.POWER));
    }

    private static String value(Scales scales, TextField field) {
        return scales.find(field.quantity()).map(
                scale -> scale.value(ANSWER.digits(field).orElseThrow()).toPlainString() + " " + scale.unit().symbol())
                .orElse("-");
    }

    /** That lets {@link TextAnswer#isConsistent} check power by the digits alone. */
    @Test
    void digitOfPowerIsHundredWattsForEachLitrePerHourOfFlow() {
        long compared = IntStream.range(0, 1000).mapToObj(ccc -> Scales.ofCode(44_000 + ccc))
                .filter(scales -> scales.find(TextQuantity.FLOW).isPresent()).peek(scales -> {
                    BigDecimal flow = digit(scales.find(TextQuantity.FLOW).orElseThrow());
                    BigDecimal power = digit(scales.find(TextQuantity.POWER).orElseThrow());
                    assertEquals(0, flow.multiply(BigDecimal.valueOf(100)).compareTo(power), scales::toString);
                }).count();
        assertEquals(53, compared);
    }

    private static BigDecimal digit(Scales.Scale scale) {
        return scale.value(1).multiply(IN_BASE_UNIT.get(scale.unit()));
    }

    @Test
    void takesUnknownCodeFromDataBlock() {
        Scales code = Scales.ofCode(44999);
        List<RegisterValue> block = DataBlockTest.block("6.8(00507.109*MWh)\r\n6.26(12966.26*m3)!\r\n").orElseThrow()
                .values();
        Scales both = code.or(Scales.of(block));
        assertEquals("507.109 MWh", value(both, TextField.ENERGY));
        assertEquals("12966.26 m³", value(both, TextField.VOLUME));
        assertEquals("-", value(both, TextField.FLOW), "a data block has no flow");
    }

    /** The values of a meter have its scales, so that these need not be stored. */
    @ParameterizedTest
    @ValueSource(ints = { 44119, 32104, 42171, 43009, 45000 })
    void findsScalesInValues(int code) {
        Scales scales = Scales.ofCode(code);
        assertEquals(scales, Scales.of(ANSWER.values(scales)).or(Scales.of(COUNTERS.values(scales))));
        assertEquals(Scales.NONE, Scales.of(ANSWER.values(Scales.NONE)));
    }

    @Test
    void prefersOwnScales() {
        Scales code = Scales.ofCode(44119);
        assertEquals(code, code.or(Scales.ofCode(42104)));
        assertEquals(Optional.empty(), Scales.NONE.find(TextQuantity.DIGITS));
    }
}
