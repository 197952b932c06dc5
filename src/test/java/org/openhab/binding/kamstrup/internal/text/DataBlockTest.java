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

import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DataBlockTest {

    static Optional<DataBlock> block(String text) {
        return DataBlock.read(new TextItem.Block(text));
    }

    private static DataBlock recorded(String id) {
        List<TextItem> items = TextItems.of(TextVector.of(id).withParity()).items();
        return DataBlock.read((TextItem.Block) items.get(items.size() - 1)).orElseThrow();
    }

    @Test
    void decodesBlockOfMultical66() {
        DataBlock block = recorded("66c-iec-resp");
        assertEquals("60=0.00 MWh, 68=0.0 m³, 1004=53189 h", TextAnswerTest.values(block.values()));
        assertEquals(Optional.of("00000000040"), block.customerNumber());
    }

    @Test
    void decodesBlockOfWaterMeterWithoutEnergy() {
        DataBlock block = recorded("41-iec-resp");
        assertEquals("68=123.456 m³, 1004=4711 h", TextAnswerTest.values(block.values()));
        assertEquals(Optional.of("00000012345"), block.customerNumber());
    }

    @Test
    void takesNothingOfElectricityMeterForHeat() {
        DataBlock block = recorded("382a-iec-resp");
        assertEquals(8, block.sets().size());
        assertEquals(new DataBlock.DataSet("1.6", "000018,3", "kW"), block.sets().get(6));
        assertEquals(List.of(), block.values());
    }

    /** As a MULTICAL 66-B sends it. */
    @Test
    void decodesBlockWithoutLineEnds() {
        assertEquals("60=507.109 MWh, 68=12966.26 m³, 1004=32673 h",
                TextAnswerTest.values(block("0.0(00000060017)6.8(00507.109*MWh)6.26(12966.26*m3)6.31(0032673*h)!\r\n")
                        .orElseThrow().values()));
    }

    @Test
    void leavesOutNumbersInUnknownUnits() {
        DataBlock block = block("6.8(00507.109*MW)6.26(12966.26)6.31(a*h)!\r\n").orElseThrow();
        assertEquals(List.of(), block.values());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "!\r\n", "6.8(00507.109*MWh)", "6.8(00507.109*MWh)!", "6.8(00507.109*MWh!\r\n",
            "6.8 00507.109*MWh)!\r\n", "6.8(00507.109*MWh)x!\r\n", "(00507.109*MWh)!\r\n", "6.8((1)*h)!\r\n" })
    void refusesTextThatIsNoDataBlock(String text) {
        assertEquals(Optional.empty(), block(text));
    }
}
