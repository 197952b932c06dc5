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

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.LoggerInfo;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRefusal;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;

/**
 * The loggers of a meter that ages. No row is stored: each is computed from the counters that the meter was born with
 * and from what the household uses between then and the end of the period of the row, which agrees with what the meter
 * counts. Rows begin when the meter was put up, which its hours of operation tell.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Loggers {

    /** Bytes of data in an answer; not known of any meter, and chosen. */
    public static final int DEFAULT_ANSWER_BYTES = 512;

    private static final int UNKNOWN_LOGGER = 0xFF;
    private static final ByteString DATES = ByteString.fromHex("01 01 01 01 00 00 01 00 01 00");
    private static final int HEADER = 15;
    private static final int FORMAT = 5;
    private static final int OPERATING_HOURS = 1004;
    /** The age of a meter that does not count its hours. */
    private static final Duration DEFAULT_AGE = Duration.ofDays(5 * 365);
    /** A row is written so long after the end of its period. */
    private static final int WRITING_SECONDS = 4;
    private static final int MAX_REMEMBERED = 5000;
    private static final int DAY_SECONDS = 24 * 60 * 60;

    /** Until which row a register had another format. */
    private record FormatChange(Period period, long lastId, RegisterValue before) {
    }

    private final RegisterImage born;
    private final ZoneId zone;
    private final long birth;
    private final LocalDateTime installed;
    private final Function<LocalDateTime, Operation> household;
    private final MeterCalendar calendar;
    private final Map<Integer, Counter> counters;
    private final List<Quantity> quantities;
    /** What was counted from the birth to the beginning of a day of 24 hours after or before it. */
    private final TreeMap<Long, long[]> countsOfDays = new TreeMap<>();
    /** The same at the ends of the periods of rows, for the next register of the row. */
    private final Map<Long, long[]> countsOfRows = new HashMap<>();
    private final int answerBytes;
    private final List<FormatChange> formatChanges = new ArrayList<>();

    /**
     * @param image the meter when it was born
     * @param birth when that was
     * @param answerBytes how many bytes of data fit into an answer
     */
    Loggers(RegisterImage image, Clock birth, int answerBytes) {
        born = image;
        zone = birth.getZone();
        this.birth = birth.instant().getEpochSecond();
        this.answerBytes = answerBytes;
        calendar = new MeterCalendar(image, birth);
        household = Life.household(image);
        counters = Counter.of(image, birth).stream()
                .collect(Collectors.toMap(counter -> counter.born().id(), Function.identity()));
        quantities = counters.values().stream().map(Counter::quantity).distinct().toList();
        long age = image.value(OPERATING_HOURS, birth).map(hours -> Duration.ofHours(hours.number().longValue()))
                .orElse(DEFAULT_AGE).toSeconds();
        installed = calendar.at(this.birth - age);
        countsOfDays.put(0L, new long[quantities.size()]);
    }

    /** From now on, rows up to a log id have a register in another format. */
    synchronized void changeFormat(int logger, long lastId, RegisterValue before) {
        formatChanges.add(new FormatChange(period(logger).orElseThrow(), lastId, before));
    }

    private static Optional<Period> period(int logger) {
        return Stream.of(Period.values()).filter(period -> period.logger() == logger).findAny();
    }

    /** Answers a request for a logger at a moment; empty if the meter has none at all. */
    synchronized Optional<Response> answer(Request request, Instant now) {
        if (born.loggers().isEmpty()) {
            return Optional.empty();
        } else if (request instanceof GetLoggerConfiguration asked) {
            RegisterImage.LoggerImage logger = born.loggers().get(asked.logger());
            return Optional.of(logger == null ? refusal(asked)
                    : new LoggerConfiguration(born.address(), asked.logger(), DATES, logger.depth(),
                            logger.registers()));
        } else if (request instanceof GetLoggerRows asked) {
            RegisterImage.LoggerImage logger = born.loggers().get(asked.logger());
            return Optional.of(logger == null ? refusal(asked) : rows(asked, logger, now));
        }
        return Optional.empty();
    }

    private Response refusal(Request asked) {
        return new LoggerRefusal(born.address(), ByteString.of(asked.toFrame().data().at(0), UNKNOWN_LOGGER));
    }

    private Response rows(GetLoggerRows asked, RegisterImage.LoggerImage logger, Instant now) {
        Period period = period(asked.logger()).orElseThrow();
        long newest = newestId(period, now);
        long oldest = Math.max(1, newest - logger.depth() + 1);
        long from = asked.start() == LoggerStart.LOG_ID ? asked.from()
                : asked.from() == LoggerStart.OLDEST ? oldest : newest - asked.from();
        List<Integer> registers = asked.registers().stream().filter(logger.registers()::contains)
                .filter(born.registers()::containsKey).toList();
        if (newest < 1 || logger.depth() == 0) {
            List<RegisterValue> zeros = registers.stream().map(id -> value(period, 1, id))
                    .map(value -> new RegisterValue(value.id(), value.unitCode(), 0,
                            ByteString.copyOf(new byte[value.mantissa().size()])))
                    .toList();
            return new LoggerRows(born.address(), asked.start(), asked.logger(), 0, 0,
                    LoggerInfo.word(Set.of(LoggerInfo.EMPTY)), zeros.size(),
                    zeros.isEmpty() ? List.of() : List.of(zeros));
        }
        Set<LoggerInfo> info = EnumSet.noneOf(LoggerInfo.class);
        if (registers.size() < asked.registers().size()) {
            info.add(LoggerInfo.UNSUPPORTED_REGISTER);
        }
        if (from < oldest || from > newest) {
            info.add(LoggerInfo.OUT_OF_RANGE);
        }
        List<List<RegisterValue>> rows = registers.isEmpty() || info.contains(LoggerInfo.OUT_OF_RANGE) ? List.of()
                : page(period, from, (int) Math.min(asked.rows(), from - oldest + 1), registers, info);
        if (!rows.isEmpty() && from == newest) {
            info.add(LoggerInfo.NEWEST);
        }
        if (!rows.isEmpty() && from - rows.size() + 1 == oldest) {
            info.add(LoggerInfo.OLDEST);
        }
        return new LoggerRows(born.address(), asked.start(), asked.logger(), rows.isEmpty() ? 0 : from, newest,
                LoggerInfo.word(info), rows.isEmpty() ? 0 : registers.size(), rows);
    }

    /** The newest of some rows, until the answer is full or a format changes. */
    private List<List<RegisterValue>> page(Period period, long from, int count, List<Integer> registers,
            Set<LoggerInfo> info) {
        List<List<RegisterValue>> rows = new ArrayList<>();
        int left = answerBytes - HEADER - FORMAT * registers.size();
        for (long id = from; id > from - count; id--) {
            long row = id;
            List<RegisterValue> values = registers.stream().map(register -> value(period, row, register)).toList();
            left -= values.stream().mapToInt(value -> value.mantissa().size()).sum();
            if (left < 0) {
                info.add(LoggerInfo.ROWS_TRUNCATED);
                return rows;
            }
            rows.add(values);
            boolean changes = id > from - count + 1
                    && formatChanges.stream().anyMatch(change -> change.period() == period && change.lastId() == row - 1
                            && registers.contains(change.before().id()));
            if (changes) {
                info.add(LoggerInfo.FORMAT_CHANGED);
                return rows;
            }
        }
        return rows;
    }

    /** The log id of the newest row; below 1 if there is none yet. */
    long newestId(Period period, Instant now) {
        LocalDateTime written = calendar.at(now.getEpochSecond() - WRITING_SECONDS);
        return period == Period.HOUR ? hour(now.getEpochSecond() - WRITING_SECONDS) - hour(epochSecond(installed))
                : period.unit().between(period.beginning(installed), period.beginning(written));
    }

    private static long hour(long epochSecond) {
        return Math.floorDiv(epochSecond, Duration.ofHours(1).toSeconds());
    }

    private long epochSecond(LocalDateTime local) {
        return local.atZone(zone).toEpochSecond();
    }

    /** When a row is written. */
    private long writtenAt(Period period, long id) {
        return WRITING_SECONDS
                + (period == Period.HOUR ? (hour(epochSecond(installed)) + id) * Duration.ofHours(1).toSeconds()
                        : epochSecond(period.beginning(installed).plus(id, period.unit())));
    }

    private RegisterValue value(Period period, long id, int register) {
        long at = writtenAt(period, id);
        Counter counter = counters.get(register);
        if (counter == null) {
            // a date or a clock follows the clock, all else is as it always was
            return born.value(register, Clock.fixed(Instant.ofEpochSecond(at), zone)).orElseThrow();
        }
        BigDecimal number = counter.number(counts(at)[quantities.indexOf(counter.quantity())]).orElseThrow();
        RegisterValue value = like(counter.born(), number);
        return formatChanges.stream().filter(
                change -> change.period() == period && id <= change.lastId() && change.before().id() == register)
                .findAny()
                .flatMap(change -> counter.quantity().dimension().amount(value)
                        .flatMap(amount -> counter.quantity().dimension().like(change.before(), amount))
                        .map(old -> like(change.before(), old)))
                .orElse(value);
    }

    private static RegisterValue like(RegisterValue format, BigDecimal number) {
        return RegisterValue.of(format.id(), format.unit().orElseThrow(), number, format.mantissa().size());
    }

    /** What was counted from the birth to a moment; negative before the birth. */
    private long[] counts(long at) {
        long day = Math.floorDiv(at - birth, (long) DAY_SECONDS);
        if (countsOfRows.size() > MAX_REMEMBERED) {
            countsOfRows.clear();
        }
        return countsOfRows.computeIfAbsent(at, row -> {
            long[] counts = countsOfDays(day).clone();
            add(counts, counted(birth + day * DAY_SECONDS, row), 1);
            return counts;
        });
    }

    private long[] countsOfDays(long day) {
        for (long next = countsOfDays.lastKey(); next < day; next++) {
            extend(next, next + 1, birth + next * DAY_SECONDS, 1);
        }
        for (long next = countsOfDays.firstKey(); next > day; next--) {
            extend(next, next - 1, birth + (next - 1) * DAY_SECONDS, -1);
        }
        long @Nullable [] counts = countsOfDays.get(day);
        return counts == null ? new long[quantities.size()] : counts;
    }

    private void extend(long known, long next, long from, int sign) {
        long[] counts = countsOfDays.getOrDefault(known, new long[quantities.size()]).clone();
        add(counts, counted(from, from + DAY_SECONDS), sign);
        countsOfDays.put(next, counts);
    }

    private static void add(long[] counts, long[] more, int sign) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += sign * more[i];
        }
    }

    private long[] counted(long from, long to) {
        long[] counts = new long[quantities.size()];
        for (long at = from; at < to;) {
            Step step = Life.step(calendar.at(at), household, to - at);
            for (int i = 0; i < counts.length; i++) {
                counts[i] += quantities.get(i).in(step);
            }
            at += step.seconds();
        }
        return counts;
    }
}
