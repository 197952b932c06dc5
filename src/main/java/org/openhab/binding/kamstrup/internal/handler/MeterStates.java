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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Makes openHAB states of what a meter said, in the meter's own unit and with all its digits. What the meter did not
 * say, or what cannot be, is UNDEF.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeterStates {

    /** How openHAB tells a unit of the meter: as so many of a unit of its own. */
    private record Measure(BigDecimal factor, javax.measure.Unit<?> unit) {

        static Measure of(javax.measure.Unit<?> unit) {
            return new Measure(BigDecimal.ONE, unit);
        }

        static Measure of(String factor, javax.measure.Unit<?> unit) {
            return new Measure(new BigDecimal(factor), unit);
        }
    }

    // Calories are those of the international table, 4.1868 J; openHAB has had them since 4.0 only.
    private static final Map<Unit, Measure> MEASURES = Map.ofEntries( //
            entry(Unit.WH, Measure.of(Units.WATT_HOUR)), //
            entry(Unit.KWH, Measure.of(Units.KILOWATT_HOUR)), //
            entry(Unit.MWH, Measure.of(Units.MEGAWATT_HOUR)), //
            entry(Unit.GWH, Measure.of(MetricPrefix.GIGA(Units.WATT_HOUR))), //
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
            entry(Unit.CELSIUS, Measure.of(SIUnits.CELSIUS)), //
            entry(Unit.KELVIN, Measure.of(Units.KELVIN)), //
            entry(Unit.L, Measure.of(Units.LITRE)), //
            entry(Unit.M3, Measure.of(SIUnits.CUBIC_METRE)), //
            entry(Unit.M3_TIMES_10, Measure.of("10", SIUnits.CUBIC_METRE)), //
            entry(Unit.L_PER_H, Measure.of(Units.LITRE.divide(Units.HOUR))), //
            entry(Unit.M3_PER_H, Measure.of(Units.CUBICMETRE_PER_HOUR)), //
            entry(Unit.S, Measure.of(Units.SECOND)), //
            entry(Unit.MINUTES, Measure.of(Units.MINUTE)), //
            entry(Unit.H, Measure.of(Units.HOUR)), //
            entry(Unit.DAYS, Measure.of(Units.DAY)));

    private final TimeZoneProvider timeZoneProvider;

    MeterStates(TimeZoneProvider timeZoneProvider) {
        this.timeZoneProvider = timeZoneProvider;
    }

    /**
     * The state of a register's channel.
     *
     * @param register which register
     * @param values the answer of the meter
     */
    State stateOf(Register register, RegisterValues values) {
        return values.find(register.id())
                .filter(value -> value.unit().filter(register.quantity()::isMeasuredIn).isPresent())
                .map(value -> stateOf(value, values)).orElseGet(() -> UnDefType.UNDEF);
    }

    private State stateOf(RegisterValue value, RegisterValues values) {
        Content content = value.content();
        if (content instanceof Content.Decimal decimal) {
            return value.unit().map(MEASURES::get).<State> map(measure -> quantity(decimal.value(), measure))
                    .orElseGet(() -> new DecimalType(decimal.value().toPlainString()));
        } else if (content instanceof Content.Date date) {
            return moment(date.value(), LocalTime.MIDNIGHT);
        } else if (content instanceof Content.TimeOfDay time) {
            return dateOfClock(values)instanceof Content.Date date ? moment(date.value(), time.value())
                    : UnDefType.UNDEF;
        }
        return UnDefType.UNDEF;
    }

    private static Content dateOfClock(RegisterValues values) {
        return values.find(RegisterCatalogue.DATE_OF_CLOCK).map(RegisterValue::content).orElseGet(Content.None::new);
    }

    private static State quantity(BigDecimal number, Measure measure) {
        BigDecimal value = measure.factor().equals(BigDecimal.ONE) ? number : number.multiply(measure.factor());
        // 2E+5 kWh would be no plain number
        return new QuantityType<>(value.scale() < 0 ? value.setScale(0) : value, measure.unit());
    }

    private State moment(LocalDate date, LocalTime time) {
        return new DateTimeType(LocalDateTime.of(date, time).atZone(timeZoneProvider.getTimeZone()));
    }
}
