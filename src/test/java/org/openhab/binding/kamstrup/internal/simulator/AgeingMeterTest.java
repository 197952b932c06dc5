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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AgeingMeterTest {

    @SuppressWarnings("unused") // a field source
    private static final List<String> NAMES = RegisterImage.NAMES;

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final BigDecimal HEAT_COEFFICIENT = new BigDecimal("1.16");
    private static final Set<Integer> COUNTERS = Set.of(1, 13, 60, 61, 62, 68, 69, 72, 73, 84, 85, 94, 97, 110, 178,
            364, 1004);
    /** What registers of high resolution counts too. */
    private static final Map<Integer, Integer> HIGH_RESOLUTION = Map.of(155, 60, 266, 60, 223, 68, 239, 68);

    /** A clock that is set. */
    private static class SetClock extends Clock {
        private Instant now;
        private final ZoneId zone;

        SetClock(String start, ZoneId zone) {
            this.zone = zone;
            now = LocalDateTime.parse(start).atZone(zone).toInstant();
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        void set(String local) {
            now = LocalDateTime.parse(local).atZone(zone).toInstant();
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return Clock.fixed(now, other);
        }
    }

    private final SetClock clock = new SetClock("2026-01-20T10:00:00", ZoneId.of("Europe/Copenhagen"));

    private AgeingMeter meter(String name) {
        return new AgeingMeter(RegisterImage.named(name), clock);
    }

    private RegisterValue value(SimulatedMeter meter, int id) {
        return meter.image().value(id, clock).orElseThrow(() -> new AssertionError("register " + id));
    }

    private BigDecimal number(SimulatedMeter meter, int id) {
        return value(meter, id).number();
    }

    private String text(SimulatedMeter meter, int id) {
        return value(meter, id).content().text();
    }

    /** What is told of all registers that are numbers of the kind that counts. */
    private Map<Integer, BigDecimal> counters(SimulatedMeter meter) {
        RegisterImage image = meter.image();
        return COUNTERS.stream().flatMap(id -> image.value(id, clock).stream())
                .collect(Collectors.toMap(RegisterValue::id, RegisterValue::number));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    @Tag("slow")
    void noCounterFallsInTwoMonths(String name) {
        AgeingMeter meter = meter(name);
        Map<Integer, BigDecimal> first = counters(meter);
        Map<Integer, BigDecimal> before = first;
        for (Duration age = Duration.ZERO; age.toDays() < 60; age = age.plus(QUARTER)) {
            clock.pass(QUARTER);
            Map<Integer, BigDecimal> now = counters(meter);
            before.forEach((id, old) -> assertTrue(now.getOrDefault(id, BigDecimal.ZERO).compareTo(old) >= 0,
                    () -> name + " " + id + ": " + old + " became " + now.get(id)));
            before = now;
        }
        // m³, or kWh of an electricity meter
        int counter = before.containsKey(RegisterIds.VOLUME) ? RegisterIds.VOLUME : RegisterIds.ACTIVE_ENERGY_IMPORT;
        BigDecimal used = before.getOrDefault(counter, BigDecimal.ZERO)
                .subtract(first.getOrDefault(counter, BigDecimal.ZERO));
        int least = counter == RegisterIds.VOLUME ? 10 : 1000;
        int most = counter == RegisterIds.VOLUME ? 400 : 2000;
        assertTrue(used.intValue() > least && used.intValue() < most, () -> name + " counted " + used);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    @Tag("slow")
    void everyModelLivesForAYear(String name) {
        RegisterImage born = RegisterImage.named(name);
        AgeingMeter meter = new AgeingMeter(born, clock);
        Map<Integer, RegisterValue> before = new HashMap<>();
        born.registers().keySet().forEach(id -> before.put(id, born.value(id, clock).orElseThrow()));
        for (int hours = 0; hours < 366 * 24; hours += 31) {
            clock.pass(Duration.ofHours(31));
            RegisterImage image = meter.image();
            assertEquals(before.keySet(), image.registers().keySet());
            before.forEach((id, old) -> {
                RegisterValue now = image.value(id, clock).orElseThrow();
                assertFalse(now.content() instanceof Content.Impossible, () -> name + " " + id + " " + now.content());
                assertEquals(old.unitCode(), now.unitCode(), () -> name + " " + id);
                assertEquals(old.mantissa().size(), now.mantissa().size(), () -> name + " " + id);
                assertEquals(old.number().scale(), now.number().scale(), () -> name + " " + id);
            });
            assertOrder(image, name);
        }
        assertEquals(born.serialNumber(), number(meter, 1001).longValueExact());
    }

    private void assertOrder(RegisterImage image, String name) {
        for (int[] pair : new int[][] { { 126, 141 }, { 141, 74 }, { 74, 139 }, { 139, 124 }, { 130, 145 }, { 145, 80 },
                { 80, 143 }, { 143, 128 } }) {
            if (image.registers().keySet().containsAll(Set.of(pair[0], pair[1]))) {
                assertTrue(
                        image.value(pair[0], clock).orElseThrow().number()
                                .compareTo(image.value(pair[1], clock).orElseThrow().number()) <= 0,
                        () -> name + ": " + pair[0] + " is more than " + pair[1]);
            }
        }
    }

    @Test
    void energyIsVolumeTimesDifference() {
        AgeingMeter meter = meter("multical-303");
        BigDecimal born = number(meter, 266);
        BigDecimal sum = BigDecimal.ZERO;
        for (Duration age = Duration.ZERO; age.toHours() < 48; age = age.plusMinutes(5)) {
            BigDecimal volume = number(meter, 239);
            BigDecimal difference = number(meter, 89);
            clock.pass(Duration.ofMinutes(5));
            sum = sum.add(number(meter, 239).subtract(volume).multiply(difference).multiply(HEAT_COEFFICIENT));
        }
        BigDecimal energy = number(meter, 266).subtract(born);
        assertTrue(energy.intValue() > 48 * 1000 && energy.intValue() < 48 * 8000, energy::toString);
        // 0.01 l × 34 K × 1.16 Wh/(l×K) are 0.4 Wh, and 1 Wh of the energy
        assertTrue(energy.subtract(sum).abs().compareTo(new BigDecimal("1.4")) <= 0, energy + " and " + sum);
    }

    @ParameterizedTest
    @CsvSource({ "multical-601, 0.0036", "multical-402, 0.0036", "multical-602, 0.001", "multical-403, 0.001",
            "multical-302, 1", "multical-303, 1", "multical-603, 0.000859845" })
    void energyIsTheDifferenceOfVolumesTimesTemperature(String name, BigDecimal kilowattHour) {
        AgeingMeter meter = meter(name);
        BigDecimal energy = number(meter, 60);
        BigDecimal inlet = number(meter, 97);
        BigDecimal outlet = number(meter, 110);
        clock.pass(Duration.ofDays(60));
        BigDecimal told = number(meter, 60).subtract(energy);
        BigDecimal heat = number(meter, 97).subtract(inlet).subtract(number(meter, 110).subtract(outlet))
                .multiply(HEAT_COEFFICIENT).multiply(kilowattHour);
        BigDecimal resolution = HEAT_COEFFICIENT.multiply(kilowattHour).add(told.ulp());
        assertTrue(told.subtract(heat).abs().compareTo(resolution) <= 0, told + " and " + heat);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void whatHasHighResolutionIsTheSame(String name) {
        AgeingMeter meter = meter(name);
        RegisterImage born = meter.image();
        clock.pass(Duration.ofDays(3));
        RegisterImage now = meter.image();
        HIGH_RESOLUTION.forEach((fine, coarse) -> now.value(fine, clock).ifPresent(value -> {
            Dimension dimension = coarse == 60 ? Dimension.ENERGY : Dimension.VOLUME;
            BigDecimal finely = dimension.amount(value).orElseThrow().subtract(amount(dimension, born, fine));
            BigDecimal coarsely = amount(dimension, now, coarse).subtract(amount(dimension, born, coarse));
            RegisterValue told = now.value(coarse, clock).orElseThrow();
            BigDecimal resolution = dimension
                    .amount(RegisterValue.of(coarse, told.unit().orElseThrow(), told.number().ulp(), 4)).orElseThrow();
            assertTrue(finely.subtract(coarsely).abs().compareTo(resolution) <= 0,
                    () -> name + " " + fine + ": " + finely + " and " + coarsely);
        }));
    }

    private BigDecimal amount(Dimension dimension, RegisterImage image, int id) {
        return dimension.amount(image.value(id, clock).orElseThrow()).orElseThrow();
    }

    @Test
    void aRegisterOfHighResolutionBeginsAgainWhenItsDigitsAreFull() {
        AgeingMeter meter = meter("multical-403");
        meter.become(meter.image().with(266, "99999900"));
        BigDecimal energy = number(meter, 60);
        clock.pass(Duration.ofHours(6));
        BigDecimal more = number(meter, 60).subtract(energy).movePointRight(6);
        assertTrue(number(meter, 266).subtract(more.subtract(new BigDecimal(100))).abs().intValue() <= 1000,
                () -> more + " Wh made it " + number(meter, 266));
    }

    @Test
    void theMonthTurns() {
        AgeingMeter meter = meter("multical-603");
        clock.set("2026-01-31T23:59:59");
        meter.image();
        BigDecimal yearsHighest = number(meter, 128);
        BigDecimal yearsLowest = number(meter, 130);
        String yearsDate = text(meter, 127) + text(meter, 385);
        BigDecimal monthsHighest = number(meter, 143);
        clock.set("2026-02-01T00:00:00");
        assertEquals(number(meter, 80), number(meter, 143));
        assertEquals(number(meter, 80), number(meter, 145));
        assertEquals(number(meter, 74), number(meter, 139));
        assertEquals("2026-02-01", text(meter, 142));
        assertEquals("00:00:00", text(meter, 389));
        assertTrue(number(meter, 143).compareTo(monthsHighest) < 0);
        clock.set("2026-02-01T23:00:00");
        assertTrue(number(meter, 143).compareTo(number(meter, 145)) > 0);
        assertEquals("2026-02-01", text(meter, 142));
        assertEquals("07:00:00", text(meter, 389), "most is taken at seven in the morning");
        assertEquals(yearsHighest, number(meter, 128));
        assertEquals(yearsLowest, number(meter, 130));
        assertEquals(yearsDate, text(meter, 127) + text(meter, 385));
    }

    @Test
    void theYearTurns() {
        AgeingMeter meter = meter("multical-403");
        clock.set("2027-01-01T00:00:00");
        for (int register : new int[] { 128, 130, 143, 145 }) {
            assertEquals(number(meter, 80), number(meter, register), "register " + register);
        }
        for (int register : new int[] { 123, 125, 127, 129, 138, 140, 142, 144 }) {
            assertEquals("2027-01-01", text(meter, register), "register " + register);
        }
        assertEquals(number(meter, 86), number(meter, 146));
        assertEquals(number(meter, 87), number(meter, 150));
    }

    @Test
    void averagesAreBetweenTheExtremes() {
        AgeingMeter meter = meter("multical-403");
        clock.set("2026-02-01T00:00:00");
        meter.image();
        BigDecimal lowest = number(meter, 86);
        BigDecimal highest = lowest;
        for (int hour = 0; hour < 24 * 20; hour++) {
            clock.pass(Duration.ofHours(1));
            lowest = lowest.min(number(meter, 86));
            highest = highest.max(number(meter, 86));
        }
        BigDecimal average = number(meter, 149);
        assertTrue(lowest.compareTo(average) < 0 && average.compareTo(highest) < 0, average::toString);
    }

    @Test
    void whoAsksOftenHearsTheSame() {
        AgeingMeter often = meter("multical-603");
        AgeingMeter seldom = meter("multical-603");
        for (int i = 0; i < 2000; i++) {
            clock.pass(Duration.ofSeconds(1297));
            often.image();
        }
        assertEquals(often.image(), seldom.image());
        clock.pass(Duration.ofSeconds(1));
        assertEquals(often.image(), seldom.image());
    }

    @Test
    @Tag("slow")
    void aClockMayLeap() {
        AgeingMeter meter = meter("multical-403");
        BigDecimal hoursAtBirth = number(meter, 1004);
        clock.pass(Duration.ofDays(40));
        BigDecimal energy = number(meter, 60);
        clock.pass(Duration.ofDays(-300));
        assertEquals(energy, number(meter, 60), "nobody gets younger");
        clock.pass(Duration.ofDays(100_000));
        assertTrue(number(meter, 60).compareTo(energy) > 0);
        // so that no leap takes long
        assertEquals(BigDecimal.valueOf(Duration.ofDays(20 * 365).toHours()),
                number(meter, 1004).subtract(hoursAtBirth), "nobody gets older than twenty years");
    }

    @Test
    void aDayHasItsCourse() {
        AgeingMeter meter = meter("multical-303");
        clock.set("2026-01-21T03:00:00");
        BigDecimal night = number(meter, 80);
        BigDecimal nightFlow = number(meter, 74);
        clock.set("2026-01-21T07:00:00");
        BigDecimal morning = number(meter, 80);
        assertTrue(number(meter, 74).compareTo(nightFlow) > 0);
        clock.set("2026-01-21T13:00:00");
        BigDecimal noon = number(meter, 80);
        assertTrue(night.compareTo(noon) < 0 && noon.compareTo(morning) < 0, night + " " + noon + " " + morning);
        clock.set("2026-07-21T07:00:00");
        assertTrue(number(meter, 80).compareTo(morning) < 0, "less in summer");
    }

    @Test
    void aHomeTakesBetweenOneAndEightKilowatts() {
        for (LocalDateTime time = LocalDateTime.parse("2026-01-01T00:00:00"); time.getYear() == 2026; time = time
                .plusMinutes(35)) {
            Operation operation = Household.heating(time);
            BigDecimal watts = Operation.HEAT.multiply(BigDecimal.valueOf(operation.power()));
            assertTrue(watts.intValue() >= 1000 && watts.intValue() <= 8000, time + ": " + watts + " W");
            assertTrue(operation.outlet() > 3000 && operation.difference() > 3000 && operation.inlet() < 8000);
        }
    }

    @Test
    void coldWaterHasVolumeAndFlowOnly() {
        AgeingMeter meter = meter("multical-21");
        RegisterImage born = RegisterImage.named("multical-21");
        clock.set("2026-01-21T07:00:00");
        RegisterImage image = meter.image();
        Set<Integer> changed = image.registers().keySet().stream()
                .filter(id -> !image.registers().get(id).equals(born.registers().get(id))).collect(Collectors.toSet());
        assertEquals(Set.of(68, 74), changed);
        assertEquals(new BigDecimal("36"), number(meter, 74));
    }

    @Test
    void whatIsNotConnectedStaysAtNought() {
        AgeingMeter meter = meter("multical-601");
        clock.pass(Duration.ofDays(30));
        for (int register : new int[] { 62, 63, 69, 73, 75, 94, 95, 96 }) {
            assertEquals(0, number(meter, register).signum(), "register " + register);
        }
        assertTrue(number(meter, 84).compareTo(new BigDecimal("96.41")) > 0);
    }

    @Test
    void aClockThatIsWrongGoesOnFromThere() {
        AgeingMeter meter = meter("multical-402");
        assertEquals("2026-01-24 19:15:00", text(meter, 1003) + " " + text(meter, 1002));
        clock.pass(Duration.ofDays(8).plusSeconds(7));
        assertEquals("2026-02-01 19:15:07", text(meter, 1003) + " " + text(meter, 1002));
        assertEquals("2026-02-01", text(meter, 142), "its month has turned");
        assertEquals("2026-01-09", text(meter, 127));
    }

    @Test
    void theHoursAndTheBatteryCount() {
        AgeingMeter meter = meter("multical-303");
        clock.pass(Duration.ofDays(10).plusMinutes(59));
        assertEquals(new BigDecimal(6120 + 240), number(meter, 1004));
        assertEquals(new BigDecimal(4380 - 10), number(meter, 582));
    }

    @Test
    void whatBecomesOfItGoesOn() {
        AgeingMeter meter = meter("multical-403");
        clock.pass(Duration.ofDays(2));
        BigDecimal volume = number(meter, 68);
        meter.become(meter.image().with(99, "4000").with(60, "1.000"));
        assertEquals(volume, number(meter, 68));
        assertEquals(new BigDecimal("1.000"), number(meter, 60));
        clock.pass(Duration.ofDays(1));
        assertEquals(new BigDecimal("4000"), number(meter, 99));
        assertTrue(number(meter, 60).compareTo(new BigDecimal("1.020")) > 0);
    }

    @Test
    void aFastClockIsRightAtFirst() {
        Clock fast = new FastClock(clock, 43200);
        Instant start = clock.instant();
        assertEquals(start, fast.instant());
        assertEquals(ZoneOffset.UTC, fast.withZone(ZoneOffset.UTC).getZone());
        clock.pass(Duration.ofMinutes(1));
        assertEquals(start.plus(Duration.ofDays(30)), fast.instant());
        assertThrows(IllegalArgumentException.class, () -> new FastClock(clock, 0));
    }
}
