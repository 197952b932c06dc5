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

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The content of a value, which its unit determines.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface Content {

    DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);
    DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** @return the content for people, without a unit; empty for bytes, no content and an invalid value */
    default String text() {
        return "";
    }

    /** @return the fields besides the plain value and the text */
    default DecodedFields fields() {
        return DecodedFields.NONE;
    }

    /**
     * A number.
     *
     * @param value exact, with all the decimals that the meter sent
     */
    record Decimal(BigDecimal value) implements Content {

        @Override
        public String text() {
            return value.toPlainString();
        }
    }

    /**
     * A date.
     *
     * @param value the date by the meter's calendar
     */
    record Date(LocalDate value) implements Content {

        @Override
        public String text() {
            return value.toString();
        }
    }

    /**
     * A day of every year.
     *
     * @param value month and day
     */
    record YearlessDate(MonthDay value) implements Content {

        @Override
        public String text() {
            return MONTH_DAY.format(value);
        }
    }

    /**
     * A time of day.
     *
     * @param value the time by the meter's clock
     */
    record TimeOfDay(LocalTime value) implements Content {

        @Override
        public String text() {
            return CLOCK.format(value);
        }
    }

    /**
     * A moment of the meter's real-time clock.
     *
     * @param value date and time by the meter's clock
     * @param weekday 1 for Monday to 7 for Sunday, as the meter sends it; 0 if it is not set
     * @param info a byte whose meaning has not been published
     */
    record RtcStamp(LocalDateTime value, int weekday, int info) implements Content {

        @Override
        public String text() {
            return MOMENT.format(value);
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("weekday", weekday).and("info", DecodedFields.hex(info));
        }
    }

    /**
     * A moment with daylight saving time.
     *
     * @param value date and time by the meter's clock, the daylight saving time already in it
     * @param dstMinutes how many minutes of daylight saving time that is
     */
    record DateTime(LocalDateTime value, int dstMinutes) implements Content {

        @Override
        public String text() {
            return MOMENT.format(value);
        }

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("dst", dstMinutes);
        }
    }

    /**
     * A text.
     *
     * @param value printable ASCII, never empty, without the filling at its end
     */
    record Text(String value) implements Content {

        @Override
        public String text() {
            return value;
        }
    }

    /**
     * Bytes whose meaning is not known.
     *
     * @param bytes as they came
     */
    record Opaque(ByteString bytes) implements Content {
    }

    /**
     * No content: the date of an extreme that has not happened yet, a value without bytes, or a text of blanks.
     */
    record None() implements Content {
    }

    /**
     * An invalid value, such as a thirteenth month.
     *
     * @param why the reason
     */
    record Impossible(String why) implements Content {

        @Override
        public DecodedFields fields() {
            return DecodedFields.of("error", why);
        }
    }
}
