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
package org.openhab.binding.kamstrup.internal.kmp;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The units of values. Codes up to 64 are from Kamstrup 5512-447 rev. M1 §5.1 and from lists of other readers; the
 * codes above come from newer meters. A value with another code is a number with an unknown unit.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Unit {
    NONE(0, ""),
    WH(1, "Wh"),
    KWH(2, "kWh"),
    MWH(3, "MWh"),
    GWH(4, "GWh"),
    J(5, "J"),
    KJ(6, "kJ"),
    MJ(7, "MJ"),
    GJ(8, "GJ"),
    CAL(9, "cal"),
    KCAL(10, "kcal"),
    MCAL(11, "Mcal"),
    GCAL(12, "Gcal"),
    VARH(13, "varh"),
    KVARH(14, "kvarh"),
    MVARH(15, "Mvarh"),
    GVARH(16, "Gvarh"),
    VAH(17, "VAh"),
    KVAH(18, "kVAh"),
    MVAH(19, "MVAh"),
    GVAH(20, "GVAh"),
    W(21, "W"),
    KW(22, "kW"),
    MW(23, "MW"),
    GW(24, "GW"),
    VAR(25, "var"),
    KVAR(26, "kvar"),
    MVAR(27, "Mvar"),
    GVAR(28, "Gvar"),
    VA(29, "VA"),
    KVA(30, "kVA"),
    MVA(31, "MVA"),
    GVA(32, "GVA"),
    V(33, "V"),
    A(34, "A"),
    KV(35, "kV"),
    KA(36, "kA"),
    CELSIUS(37, "°C"),
    KELVIN(38, "K"),
    L(39, "l"),
    M3(40, "m³"),
    L_PER_H(41, "l/h"),
    M3_PER_H(42, "m³/h"),
    M3_CELSIUS(43, "m³×°C"),
    TON(44, "ton"),
    TON_PER_H(45, "ton/h"),
    H(46, "h"),
    TIME(47, "hh:mm:ss", ValueFormat.TIME_OF_DAY),
    DATE(48, "yy:mm:dd", ValueFormat.DATE),
    LONG_DATE(49, "yyyy:mm:dd", ValueFormat.LONG_DATE),
    YEARLESS_DATE(50, "mm:dd", ValueFormat.YEARLESS_DATE),
    NUMBER(51, "number"),
    BAR(52, "bar"),
    RTC(53, "RTC", ValueFormat.RTC),
    ASCII(54, "ASCII", ValueFormat.TEXT),
    M3_TIMES_10(55, "m³×10"),
    TON_TIMES_10(56, "ton×10"),
    GJ_TIMES_10(57, "GJ×10"),
    MINUTES(58, "minutes"),
    BIT_FIELD(59, "bit field"),
    S(60, "s"),
    MS(61, "ms"),
    DAYS(62, "days"),
    RTC_Q(63, "RTC-Q", ValueFormat.OPAQUE),
    DATETIME(64, "datetime", ValueFormat.OPAQUE),
    IMP_PER_L(65, "imp/l"),
    L_PER_IMP(66, "l/imp"),
    HZ(67, "Hz"),
    DEGREE(68, "degree"),
    PERCENT(69, "percent"),
    US_GAL(70, "US gal"),
    US_GAL_PER_MIN(71, "US gal/min"),
    KAM_DATE_TIME(72, "KamDateTime", ValueFormat.OPAQUE),
    IPV4(73, "IPv4", ValueFormat.OPAQUE),
    IPV6(74, "IPv6", ValueFormat.OPAQUE),
    DST_DATE_TIME(79, "DST date-time", ValueFormat.DST_DATE_TIME),
    PERCENT_RH(85, "%RH"),
    PERCENT_O2(86, "%O2"),
    M_PER_S(87, "m/s"),
    KJ_PER_KG(88, "kJ/kg"),
    PH(89, "pH"),
    G_PER_KG(90, "g/kg");

    private static final Map<Integer, Unit> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toMap(Unit::code, Function.identity()));

    private final int code;
    private final String symbol;
    private final ValueFormat format;

    Unit(int code, String symbol) {
        this(code, symbol, ValueFormat.DECIMAL);
    }

    Unit(int code, String symbol, ValueFormat format) {
        this.code = code;
        this.symbol = symbol;
        this.format = format;
    }

    /**
     * Finds a unit.
     *
     * @param code the byte that a meter sends
     * @return empty if the code is unknown
     */
    public static Optional<Unit> ofCode(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** @return the byte that a meter sends, 0 to 255 */
    public int code() {
        return code;
    }

    /** @return the unit for people; for dates and times the pattern of their digits */
    public String symbol() {
        return symbol;
    }

    /** @return the format of values in the unit */
    ValueFormat format() {
        return format;
    }
}
