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
package org.openhab.binding.kamstrup.internal.polling;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.LoggedValues;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.LoggerRow;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.text.Scales;
import org.openhab.binding.kamstrup.internal.text.TextAnswer;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * The months in the memory of a meter with the text protocol, in the form of the logger of the months. The number of a
 * month since the year 0 is the log id of its row.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class TextMonths {

    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("yyMMdd");
    private static final int MANTISSA_BYTES = 4;

    private TextMonths() {
    }

    /** @return whether the meter should have another month than those that were read; each day if it has none */
    static boolean hasNext(LoggerHistory known, LocalDateTime now) {
        List<LoggerRow> rows = known.rows(now);
        return rows.isEmpty() || !rows.get(rows.size() - 1).at().plusMonths(1).isAfter(now);
    }

    /**
     * Reads the months. A line has no check sum, so all lines count only if their dates and counters fall from line to
     * line.
     *
     * @param profile the meter
     * @param result of {@link TextRequest#MONTHS}
     * @param now the moment
     * @return empty if the meter has not answered, or the lines contradict each other
     */
    static Optional<LoggerHistory> of(MeterProfile profile, RequestResult result, Instant now) {
        return result instanceof RequestResult.TextAnswered answered ? of(profile, answered.lines(), now)
                : Optional.empty();
    }

    private static Optional<LoggerHistory> of(MeterProfile profile, List<TextAnswer> lines, Instant now) {
        Scales scales = Scales.of(profile.registers().values());
        TreeMap<Long, List<RegisterValue>> months = new TreeMap<>();
        Map<Integer, RegisterValue> later = new HashMap<>();
        for (TextAnswer line : lines) {
            Optional<LocalDate> date = line.readingDate();
            if (date.isPresent()) {
                long month = date.get().getLong(ChronoField.PROLEPTIC_MONTH);
                List<RegisterValue> values = new ArrayList<>(line.values(scales));
                if (!months.isEmpty() && month >= months.firstKey()
                        || values.stream().anyMatch(value -> isHigher(value, later.put(value.id(), value)))) {
                    return Optional.empty();
                }
                values.add(time(date.get()));
                months.put(month, values);
            }
        }
        return Optional.of(history(months, now));
    }

    private static boolean isHigher(RegisterValue value, @Nullable RegisterValue later) {
        return later != null && value.number().compareTo(later.number()) > 0;
    }

    /** The counters are those of the end of the day: a meter with the target date 1 June has them with 31 May. */
    private static RegisterValue time(LocalDate date) {
        return RegisterValue.of(RegisterIds.DATE, Unit.DATE, new BigDecimal(DIGITS.format(date.plusDays(1))),
                MANTISSA_BYTES);
    }

    private static LoggerHistory history(TreeMap<Long, List<RegisterValue>> months, Instant now) {
        Map<Integer, LoggedValues> values = new HashMap<>();
        months.forEach((month, row) -> row.forEach(value -> values.merge(value.id(),
                LoggedValues.none().with(month, List.of(value)), (known, one) -> known.with(month, List.of(value)))));
        long oldest = months.isEmpty() ? 1 : months.firstKey();
        long newest = months.isEmpty() ? 0 : months.lastKey();
        for (long month = oldest; month <= newest; month++) {
            long id = month;
            values.replaceAll((register, known) -> known.isDone(id) ? known : known.without(id));
        }
        return new LoggerHistory(LoggerHistory.Status.READABLE, TextRequest.MONTHS.lines(), Set.copyOf(values.keySet()),
                oldest, newest, Set.of(), Optional.of(now), values);
    }
}
