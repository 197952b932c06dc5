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

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.LoggedValues.Range;

/**
 * Values by log id: pages are joined, and gaps are found.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LoggedValuesTest {

    private static RegisterValue value(Unit unit, long id) {
        return new RegisterValue(60, unit.code(), 0x42, ByteString.of((int) id >> 8, (int) id));
    }

    private static List<RegisterValue> page(Unit unit, int newest, int count) {
        return IntStream.range(0, count).mapToObj(i -> value(unit, newest - i)).toList();
    }

    private static LoggedValues values(int newest, int count) {
        return LoggedValues.none().with(newest, page(Unit.KWH, newest, count));
    }

    @Test
    void joinsPagesInAnyOrderIntoOneSegment() {
        LoggedValues values = values(30, 5).with(20, page(Unit.KWH, 20, 5)).with(25, page(Unit.KWH, 25, 5));
        assertEquals(1, values.segments().size());
        assertEquals(values(30, 15), values);
        assertEquals(Optional.of(value(Unit.KWH, 17)), values.find(17));
        assertEquals(Optional.empty(), values.find(15));
        assertEquals(Optional.empty(), values.find(31));
    }

    @Test
    void keepsTheValueThatWasReadFirst() {
        LoggedValues values = values(30, 5).with(28, page(Unit.GJ, 28, 3));
        assertEquals(values(30, 5), values);
    }

    @Test
    void keepsAnotherUnitInASegmentOfItsOwn() {
        LoggedValues values = values(30, 5).with(25, page(Unit.GJ, 25, 5));
        assertEquals(2, values.segments().size());
        assertEquals(Optional.of(value(Unit.KWH, 26)), values.find(26));
        assertEquals(Optional.of(value(Unit.GJ, 25)), values.find(25));
        assertEquals(List.of(new Range(21, 30)), values.done());
    }

    @Test
    void findsTheOldestGap() {
        LoggedValues values = values(30, 5).with(20, page(Unit.KWH, 20, 5)).without(14);
        assertEquals(List.of(new Range(14, 14), new Range(16, 20), new Range(26, 30)), values.done());
        assertEquals(Optional.of(new Range(1, 13)), values.missing(new Range(1, 30)));
        assertEquals(Optional.of(new Range(15, 15)), values.missing(new Range(14, 30)));
        assertEquals(Optional.of(new Range(21, 25)), values.missing(new Range(16, 30)));
        assertEquals(Optional.of(new Range(21, 23)), values.missing(new Range(16, 23)));
        assertEquals(Optional.empty(), values.missing(new Range(26, 30)));
        assertEquals(Optional.of(new Range(31, 35)), values.missing(new Range(26, 35)));
        assertEquals(Optional.empty(), values.missing(new Range(16, 20)));
    }

    @Test
    void dropsWhatTheMeterHasOverwritten() {
        LoggedValues values = values(30, 10).without(5).from(25);
        assertEquals(values(30, 6), values);
        assertEquals(Set.of(), values.leftOut());
        assertEquals(LoggedValues.none(), values.from(31));
    }

    @Test
    void keepsValuesWithoutBytesOneByOne() {
        RegisterValue nothing = new RegisterValue(338, Unit.NUMBER.code(), 0, ByteString.EMPTY);
        LoggedValues values = LoggedValues.none().with(9, List.of(nothing, nothing, nothing));
        assertEquals(List.of(new Range(7, 9)), values.done());
        assertEquals(Optional.of(nothing), values.find(8));
        assertEquals(List.of(new Range(8, 9)), values.from(8).done());
    }
}
