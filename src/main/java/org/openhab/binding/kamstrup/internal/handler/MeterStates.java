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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.PhysicalQuantity;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.meter.RegisterKind;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Converts values of a meter to states of openHAB: exactly, and in the meter's unit where openHAB has it.
 * <p>
 * A value without content is {@link UnDefType#UNDEF}: a register that the meter left out, the date of an extreme that
 * has not happened yet, a thirteenth month.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterStates {

    /** A unit of the meter as a multiple of a unit of openHAB. */
    private record Measure(BigDecimal factor, javax.measure.Unit<?> unit) {

        static Measure of(javax.measure.Unit<?> unit) {
            return new Measure(BigDecimal.ONE, unit);
        }

        static Measure of(String factor, javax.measure.Unit<?> unit) {
            return new Measure(new BigDecimal(factor), unit);
        }
    }

    /** A zero with more decimals has a text with an exponent. */
    private static final int MOST_DECIMALS_OF_ZERO = 6;

    // Calories are those of the international table, 4.1868 J; openHAB has had them since 4.0 only.
    private static final Map<Unit, Measure> MEASURES = Map.ofEntries( //
            entry(Unit.WH, Measure.of(Units.WATT_HOUR)), //
            entry(Unit.KWH, Measure.of(Units.KILOWATT_HOUR)), //
            entry(Unit.MWH, Measure.of(Units.MEGAWATT_HOUR)), //
            // openHAB cannot read a GWh back from its own text
            entry(Unit.GWH, Measure.of("1000", Units.MEGAWATT_HOUR)), //
            entry(Unit.J, Measure.of(Units.JOULE)), //
            entry(Unit.KJ, Measure.of(MetricPrefix.KILO(Units.JOULE))), //
            entry(Unit.MJ, Measure.of(MetricPrefix.MEGA(Units.JOULE))), //
            entry(Unit.GJ, Measure.of(MetricPrefix.GIGA(Units.JOULE))), //
            entry(Unit.GJ_TIMES_10, Measure.of("10", MetricPrefix.GIGA(Units.JOULE))), //
            entry(Unit.CAL, Measure.of("4.1868", Units.JOULE)), //
            entry(Unit.KCAL, Measure.of("4.1868", MetricPrefix.KILO(Units.JOULE))), //
            entry(Unit.MCAL, Measure.of("4.1868", MetricPrefix.MEGA(Units.JOULE))), //
            entry(Unit.GCAL, Measure.of("4.1868", MetricPrefix.GIGA(Units.JOULE))), //
            entry(Unit.W, Measure.of(Units.WATT)), //
            entry(Unit.KW, Measure.of(MetricPrefix.KILO(Units.WATT))), //
            entry(Unit.MW, Measure.of(MetricPrefix.MEGA(Units.WATT))), //
            entry(Unit.GW, Measure.of(MetricPrefix.GIGA(Units.WATT))), //
            entry(Unit.VARH, Measure.of(Units.VAR_HOUR)), //
            entry(Unit.KVARH, Measure.of(Units.KILOVAR_HOUR)), //
            entry(Unit.MVARH, Measure.of("1000", Units.KILOVAR_HOUR)), //
            entry(Unit.GVARH, Measure.of("1000000", Units.KILOVAR_HOUR)), //
            entry(Unit.VAR, Measure.of(Units.VAR)), //
            entry(Unit.KVAR, Measure.of(Units.KILOVAR)), //
            entry(Unit.MVAR, Measure.of("1000", Units.KILOVAR)), //
            entry(Unit.GVAR, Measure.of("1000000", Units.KILOVAR)), //
            entry(Unit.CELSIUS, Measure.of(SIUnits.CELSIUS)), //
            entry(Unit.KELVIN, Measure.of(Units.KELVIN)), //
            entry(Unit.L, Measure.of(Units.LITRE)), //
            entry(Unit.M3, Measure.of(SIUnits.CUBIC_METRE)), //
            entry(Unit.M3_TIMES_10, Measure.of("10", SIUnits.CUBIC_METRE)), //
            entry(Unit.L_PER_H, Measure.of(Units.LITRE.divide(Units.HOUR))), //
            entry(Unit.M3_PER_H, Measure.of(Units.CUBICMETRE_PER_HOUR)), //
            entry(Unit.TON, Measure.of("1000", SIUnits.KILOGRAM)), //
            entry(Unit.TON_TIMES_10, Measure.of("10000", SIUnits.KILOGRAM)), //
            entry(Unit.BAR, Measure.of(Units.BAR)), //
            entry(Unit.MS, Measure.of(MetricPrefix.MILLI(Units.SECOND))), //
            entry(Unit.S, Measure.of(Units.SECOND)), //
            entry(Unit.MINUTES, Measure.of(Units.MINUTE)), //
            entry(Unit.H, Measure.of(Units.HOUR)), //
            entry(Unit.DAYS, Measure.of(Units.DAY)), //
            entry(Unit.PERCENT, Measure.of(Units.PERCENT)), //
            entry(Unit.V, Measure.of(Units.VOLT)), //
            entry(Unit.KV, Measure.of(MetricPrefix.KILO(Units.VOLT))), //
            entry(Unit.A, Measure.of(Units.AMPERE)), //
            entry(Unit.KA, Measure.of(MetricPrefix.KILO(Units.AMPERE))), //
            entry(Unit.HZ, Measure.of(Units.HERTZ)));

    private final ZoneId zone;

    /**
     * Makes a converter.
     *
     * @param zone the zone of the meter
     */
    MeterStates(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * The state of a register's channel.
     *
     * @param register the register
     * @param reading the answers of the meter
     */
    State stateOf(Register register, Reading reading) {
        return reading.find(register.id())
                .filter(value -> value.unit().filter(register.kind()::isMeasuredIn).isPresent())
                .flatMap(value -> stateOf(register.kind(), value, reading)).orElseGet(() -> UnDefType.UNDEF);
    }

    /**
     * The state of any register: by its kind if it is in the catalogue, otherwise by the unit that the meter sends.
     *
     * @param id of the register
     * @param reading the answers of the meter
     */
    State stateOf(int id, Reading reading) {
        return reading.catalogue().find(id).map(register -> stateOf(register, reading))
                .filter(state -> state != UnDefType.UNDEF)
                .or(() -> reading.find(id).filter(value -> !(value.content() instanceof Content.None))
                        .flatMap(value -> quantity(value).or(() -> moment(value, reading)).or(() -> text(value))))
                .orElseGet(() -> UnDefType.UNDEF);
    }

    private Optional<State> stateOf(RegisterKind kind, RegisterValue value, Reading reading) {
        return switch (kind) {
            // a difference is in kelvin, even if the meter sends °C: 5 °C would become 278 K
            case DIFFERENCE -> number(value).map(number -> state(number, Measure.of(Units.KELVIN)));
            case POWER_FACTOR -> number(value).map(number -> state(number, Measure.of(Units.ONE)));
            case NUMBER, VOLUME_TEMPERATURE -> plainNumber(value);
            case NUMERAL, TEXT, YEARLESS_DATE -> text(value);
            case DATE, TIME, MOMENT -> moment(value, reading);
            default -> quantity(value);
        };
    }

    /** @return a register as a number without its unit; empty if it is none */
    Optional<State> plainNumber(RegisterValue value) {
        return number(value).map(number -> new DecimalType(number.toPlainString()));
    }

    /** @return a register in the unit of the meter, or as a number if openHAB does not have it; empty if it is none */
    Optional<State> quantity(RegisterValue value) {
        return number(value).flatMap(number -> value.unit().map(MEASURES::get).map(measure -> state(number, measure)))
                .or(() -> plainNumber(value));
    }

    /** @return a register as a text; empty if it has no content or an invalid value */
    Optional<State> text(RegisterValue value) {
        Content content = value.content();
        String text = content instanceof Content.Opaque opaque ? opaque.bytes().toString() : content.text();
        return text.isEmpty() ? Optional.empty() : Optional.of(new StringType(text));
    }

    /**
     * A register as a moment.
     *
     * @param value a date, a time of day, or both
     * @param reading the answers, with the date of a time of day
     * @return empty if it is none
     */
    Optional<State> moment(RegisterValue value, Reading reading) {
        Content content = value.content();
        if (content instanceof Content.Date date) {
            return Optional.of(moment(date.value().atStartOfDay()));
        } else if (content instanceof Content.RtcStamp stamp) {
            return Optional.of(moment(stamp.value()));
        } else if (content instanceof Content.DateTime dateTime) {
            return Optional.of(moment(dateTime));
        } else if (content instanceof Content.TimeOfDay time) {
            return dateOf(value, reading).map(date -> moment(LocalDateTime.of(date, time.value())));
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> dateOf(RegisterValue time, Reading reading) {
        return reading.catalogue().find(time.id()).map(Register::dateRegister).filter(id -> id.isPresent())
                .flatMap(id -> reading.find(id.getAsInt())).map(RegisterValue::content)
                .map(content -> content instanceof Content.Date date ? date.value() : null);
    }

    /**
     * The clock of the meter less the clock of the host in seconds. A meter may keep standard time all year.
     *
     * @param reading the date and the time of the meter, in one register or in two
     * @return UNDEF without them; empty if the date and the time are of different answers around midnight
     */
    Optional<State> clockDrift(Reading reading) {
        List<RegisterValue> clocks = Stream.of(RegisterIds.DATE_TIME, RegisterIds.CLOCK)
                .flatMap(id -> reading.find(id).stream()).toList();
        Optional<LocalDateTime> meter = clocks.stream().flatMap(clock -> local(clock, reading).stream()).findFirst();
        Optional<Instant> host = reading.at(clocks.stream().map(RegisterValue::id).toList());
        if (meter.filter(time -> isAroundMidnight(time.toLocalTime())).isPresent()
                && reading.find(RegisterIds.DATE_TIME).isEmpty()
                && !host.equals(reading.at(Set.of(RegisterIds.DATE)))) {
            return Optional.empty();
        }
        return Optional
                .of(meter
                        .flatMap(time -> host.map(
                                now -> Stream.of(zone.getRules().getOffset(now), zone.getRules().getStandardOffset(now))
                                        .map(offset -> Duration.between(now.atOffset(offset).toLocalDateTime(), time)
                                                .toSeconds())
                                        .min(Comparator.comparingLong(Math::abs)).orElseThrow()))
                        .map(seconds -> of(new PhysicalQuantity(BigDecimal.valueOf(seconds), Unit.S)))
                        .orElseGet(() -> UnDefType.UNDEF));
    }

    private static boolean isAroundMidnight(LocalTime time) {
        return Math.abs(time.minusHours(12).toSecondOfDay() - Duration.ofHours(12).toSeconds()) < 60;
    }

    private static Optional<LocalDateTime> local(RegisterValue clock, Reading reading) {
        return clock.content()instanceof Content.DateTime moment ? Optional.of(moment.value())
                : clock.content()instanceof Content.TimeOfDay time
                        ? dateOf(clock, reading).map(date -> LocalDateTime.of(date, time.value()))
                        : Optional.empty();
    }

    /** @return the state of a calculated value */
    State of(PhysicalQuantity amount) {
        return state(amount.number(), MEASURES.getOrDefault(amount.unit(), Measure.of(Units.ONE)));
    }

    /** @return a moment, to the second */
    State of(Instant moment) {
        return new DateTimeType(moment.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    private static Optional<BigDecimal> number(RegisterValue value) {
        return value.content()instanceof Content.Decimal decimal ? Optional.of(decimal.value()) : Optional.empty();
    }

    private static State state(BigDecimal number, Measure measure) {
        BigDecimal value = measure.factor().equals(BigDecimal.ONE) ? number : number.multiply(measure.factor());
        // 2E+5 kWh and 0E-7 GJ would be no plain numbers
        int scale = Math.max(value.scale(), 0);
        return new QuantityType<>(value.setScale(value.signum() == 0 ? Math.min(scale, MOST_DECIMALS_OF_ZERO) : scale),
                measure.unit());
    }

    /**
     * One hour comes twice when daylight saving time ends. The minutes of daylight saving time select one of the two.
     */
    private State moment(Content.DateTime moment) {
        ZonedDateTime time = moment.value().atZone(zone);
        return new DateTimeType(
                moment.dstMinutes() > 0 ? time.withEarlierOffsetAtOverlap() : time.withLaterOffsetAtOverlap());
    }

    /** @return the beginning of a day */
    State of(LocalDate day) {
        return moment(day.atStartOfDay());
    }

    private State moment(LocalDateTime moment) {
        return new DateTimeType(moment.atZone(zone));
    }
}
