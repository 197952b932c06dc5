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

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;

/**
 * The value of a register as an image has it, which is one of these:
 * <ul>
 * <li>a decimal number, whose decimals the meter sends: 102.470, or 260131 for a date
 * <li>"now", "this-month" or "this-year" for the moment of the computer's clock or the beginning of its month or year,
 * in a unit of date or time
 * <li>a moment, 2016-06-30T14:48:55, in a unit that has date and time; +60 behind it are minutes of daylight saving
 * time
 * <li>a text in double quotes, which are doubled inside it; blanks fill it up
 * <li>bytes as they are sent, 0x01FF
 * </ul>
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ValueText {

    /** A text in quotes. */
    static final String QUOTED = "\"(?:[^\"]|\"\")*\"";

    private static final String QUOTE = "\"";
    private static final String BYTES = "0x";
    private static final Pattern MOMENT = Pattern.compile("(\\d+-\\d+-\\d+T[\\d:]+)(?:\\+(\\d{1,3}))?");
    private static final int CENTURY = 100;

    private static final Map<String, UnaryOperator<LocalDateTime>> BY_THE_CLOCK = Map.of( //
            "now", now -> now, //
            "this-month", now -> now.with(LocalTime.MIDNIGHT).withDayOfMonth(1), //
            "this-year", now -> now.with(LocalTime.MIDNIGHT).withDayOfYear(1));

    /** The units whose moments are numbers of digits. */
    private static final Map<Unit, DateTimeFormatter> DIGITS = Map.of( //
            Unit.DATE, digits("yyMMdd"), //
            Unit.LONG_DATE, digits("yyyyMMdd"), //
            Unit.YEARLESS_DATE, digits("MMdd"), //
            Unit.TIME, digits("HHmmss"));

    /** A moment with its minutes of daylight saving time. */
    private record Moment(LocalDateTime local, int dstMinutes) {
    }

    private ValueText() {
    }

    private static DateTimeFormatter digits(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    /**
     * Makes of a register what the meter sends.
     *
     * @throws IllegalArgumentException the value is none, or does not fit
     */
    static RegisterValue read(int id, RegisterImage.Register register, Clock clock) {
        String text = register.value();
        if (text.startsWith(QUOTE)) {
            return ofBytes(id, register, text(text, register.bytes()));
        } else if (text.startsWith(BYTES)) {
            return ofBytes(id, register, HexFormat.of().parseHex(text.substring(BYTES.length())));
        }
        UnaryOperator<LocalDateTime> byTheClock = BY_THE_CLOCK.get(text);
        Matcher moment = MOMENT.matcher(text);
        if (byTheClock != null && hasMoments(register.unit())) {
            LocalDateTime local = byTheClock.apply(LocalDateTime.now(clock));
            long dst = clock.getZone().getRules().getDaylightSavings(clock.instant()).toMinutes();
            return ofMoment(id, register, new Moment(local, Math.toIntExact(dst)));
        } else if (moment.matches()) {
            return ofMoment(id, register, moment(moment));
        }
        return RegisterValue.of(id, register.unit(), new BigDecimal(text), register.bytes());
    }

    /** Whether a register follows the computer's clock. */
    static boolean isByTheClock(RegisterImage.Register register) {
        return BY_THE_CLOCK.containsKey(register.value());
    }

    /** Whether a unit is one of date or time. */
    static boolean hasMoments(Unit unit) {
        return DIGITS.containsKey(unit) || unit == Unit.RTC || unit == Unit.DST_DATE_TIME;
    }

    private static RegisterValue ofBytes(int id, RegisterImage.Register register, byte[] bytes) {
        if (bytes.length != register.bytes()) {
            throw new IllegalArgumentException(register.value() + " does not fit into " + register.bytes() + " bytes");
        }
        return new RegisterValue(id, register.unit().code(), 0, ByteString.copyOf(bytes));
    }

    private static byte[] text(String quoted, int length) {
        if (!quoted.matches(QUOTED)) {
            throw new IllegalArgumentException("a quote is missing");
        }
        String text = quoted.substring(1, quoted.length() - 1).replace(QUOTE + QUOTE, QUOTE);
        byte[] bytes = (text + " ".repeat(Math.max(0, length - text.length()))).getBytes(StandardCharsets.US_ASCII);
        if (!text.equals(new String(bytes, StandardCharsets.US_ASCII).substring(0, text.length()))) {
            throw new IllegalArgumentException(quoted + " is not ASCII");
        }
        return bytes;
    }

    private static Moment moment(Matcher text) {
        try {
            String dst = text.group(2);
            return new Moment(LocalDateTime.parse(text.group(1)), dst == null ? 0 : Integer.parseInt(dst));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text.group() + " is no moment", e);
        }
    }

    private static RegisterValue ofMoment(int id, RegisterImage.Register register, Moment moment) {
        LocalDateTime local = moment.local();
        DateTimeFormatter digits = DIGITS.get(register.unit());
        if (digits != null) {
            return RegisterValue.of(id, register.unit(), new BigDecimal(digits.format(local)), register.bytes());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (register.unit() == Unit.RTC) {
            // nobody knows what the first byte says
            write(bytes, 0, local.getDayOfWeek().getValue(), local.getSecond(), local.getMinute(), local.getHour(),
                    local.getDayOfMonth(), local.getMonthValue(), local.getYear() % CENTURY);
        } else if (register.unit() == Unit.DST_DATE_TIME) {
            write(bytes, moment.dstMinutes(), local.getYear() % CENTURY, local.getMonthValue(), local.getDayOfMonth(),
                    local.getHour(), local.getMinute(), local.getSecond());
        } else {
            throw new IllegalArgumentException("a moment has no unit " + register.unit().symbol());
        }
        return ofBytes(id, register, bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream bytes, int... parts) {
        for (int part : parts) {
            bytes.write(part);
        }
    }

    /** A moment as it is written in an image. */
    static String moment(LocalDateTime local, Unit unit) {
        DateTimeFormatter digits = DIGITS.get(unit);
        return digits == null ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local) : digits.format(local);
    }
}
