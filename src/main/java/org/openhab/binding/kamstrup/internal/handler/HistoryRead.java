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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.LoggerRow;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;

/**
 * Reads loggers of a meter on demand, while the caller waits, and makes texts of them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HistoryRead {

    private static final String COMMA = ",";

    /**
     * Which rows.
     *
     * @param logger the logger
     * @param from first day
     * @param to last day
     */
    public record Query(MeterLogger logger, LocalDate from, LocalDate to) {

        private static final int WORDS = 3;

        /**
         * Reads words.
         *
         * @param words year, month, day or hour; then the first and the last day such as 2026-03-01; without a day, or
         *            with an empty word, as far as the meter has rows
         * @return empty if they are not valid, or if the last day is before the first
         */
        public static Optional<Query> of(List<String> words) {
            if (words.isEmpty() || words.size() > WORDS) {
                return Optional.empty();
            }
            try {
                LocalDate from = day(words, 1).orElseGet(() -> LocalDate.EPOCH);
                LocalDate to = day(words, 2).orElseGet(() -> LocalDate.MAX);
                return MeterLogger.ofId(words.get(0)).filter(logger -> !to.isBefore(from))
                        .map(logger -> new Query(logger, from, to));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        private static Optional<LocalDate> day(List<String> words, int index) {
            return words.stream().skip(index).findFirst().filter(word -> !word.isEmpty()).map(LocalDate::parse);
        }

        /** The rows from the first day until now; one more for the consumption before it. */
        private int rows(Instant now, ZoneId zone) {
            long periods = logger.period().between(from.atStartOfDay(zone), now.atZone(zone)) + 2;
            return (int) Math.max(1, Math.min(periods, logger.maxRows()));
        }

        private boolean has(LoggerRow row) {
            LocalDate day = row.at().toLocalDate();
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /** A meter whose loggers are read on demand. */
    public interface Source {
        /** @return reads rows of loggers at once; empty if the meter is not configured */
        Optional<HistoryRead> historyRead();
    }

    private final HistoryChannels channels;
    private final BooleanSupplier begin;
    private final Optional<OnDemandRead> line;
    private final Localizer texts;

    /**
     * Makes a reader.
     *
     * @param channels of the meter
     * @param begin lets the meter be asked now; returns false if its head is not online
     * @param line reads single rows; empty if the head is not configured
     * @param texts in the user's language
     */
    HistoryRead(HistoryChannels channels, BooleanSupplier begin, Optional<OnDemandRead> line, Localizer texts) {
        this.channels = channels;
        this.begin = begin;
        this.line = line;
        this.texts = texts;
    }

    /**
     * Reads the counters of rows that are not known yet, and prints all rows as comma-separated values with their units
     * in the head. A value in another unit than in the head has its own.
     *
     * @param read reads the meter; empty if its thing is not configured
     * @param query which rows
     * @param texts the texts in the user's language
     * @param progress receives how much was read
     * @param failures receives what has failed
     * @return the head and a line for each row, the oldest one first; empty if there are none
     */
    public static List<String> table(Optional<HistoryRead> read, Query query, Localizer texts,
            Consumer<String> progress, Consumer<String> failures) {
        return read.map(found -> found.table(query, progress, failures)).orElseGet(() -> {
            failures.accept(texts.text("console.not-online"));
            return List.of();
        });
    }

    private List<String> table(Query query, Consumer<String> progress, Consumer<String> failures) {
        MeterLogger logger = query.logger();
        read(Map.of(logger, query.rows(channels.now(), channels.zone())), false, progress, failures);
        List<LoggerRow> rows = channels.history().rows(logger, channels.now()).stream().filter(query::has).toList();
        if (rows.isEmpty()) {
            failures.accept(texts.text("console.history.no-rows", logger.id()));
            return List.of();
        }
        Map<Integer, Unit> units = new HashMap<>();
        rows.forEach(row -> row.values().values()
                .forEach(value -> value.unit().ifPresent(unit -> units.put(value.id(), unit))));
        List<Integer> columns = channels.registers().stream()
                .filter(id -> rows.stream().anyMatch(row -> row.find(id).isPresent())).toList();
        List<String> lines = new ArrayList<>(List.of(Stream
                .concat(Stream.of("time"), columns.stream().map(id -> head(id, Optional.ofNullable(units.get(id)))))
                .collect(Collectors.joining(COMMA))));
        rows.forEach(
                row -> lines.add(Stream
                        .concat(Stream.of(row.at().toString()),
                                columns.stream()
                                        .map(id -> row.find(id).map(value -> cell(value, units)).orElseGet(() -> "")))
                        .collect(Collectors.joining(COMMA))));
        return lines;
    }

    private String head(int id, Optional<Unit> unit) {
        return RegisterCatalogue.HEAT.find(id).map(texts::label).orElseGet(() -> Integer.toString(id))
                + unit.map(known -> " [" + known.symbol() + "]").orElseGet(() -> "");
    }

    private static String cell(RegisterValue value, Map<Integer, Unit> units) {
        String text = value.content() instanceof Content.Decimal ? value.number().toPlainString()
                : value.content().text();
        return value.unit().filter(unit -> unit != units.get(value.id())).map(unit -> text + " " + unit.symbol())
                .orElseGet(() -> text);
    }

    /** @return whether the meter has such loggers */
    private boolean read(Map<MeterLogger, Integer> rows, boolean isAgain, Consumer<String> progress,
            Consumer<String> failures) {
        boolean isRead = channels.read(rows, isAgain, begin,
                now -> Optional.of(now).filter(read -> read.wanted() > 0).map(read -> texts
                        .text("console.history.progress", Long.toString(read.read()), Long.toString(read.wanted())))
                        .ifPresent(progress));
        boolean isAbsent = channels.isWithout(rows.keySet());
        if (isAbsent || !isRead) {
            failures.accept(texts.text(isAbsent ? "console.history.absent" : "console.history.incomplete"));
        }
        return !isAbsent;
    }

    /**
     * Reads which loggers the meter has, and prints a line for each: it is what the issue form asks for.
     *
     * @param read reads the meter; empty if its thing is not configured
     * @param texts the texts in the user's language
     * @param output receives progress, failures and the lines
     */
    public static void report(Optional<HistoryRead> read, Localizer texts, Consumer<String> output) {
        read.ifPresentOrElse(found -> found.report(output), () -> output.accept(texts.text("console.not-online")));
    }

    private void report(Consumer<String> output) {
        Map<MeterLogger, Integer> newest = Stream.of(MeterLogger.values())
                .collect(Collectors.toUnmodifiableMap(logger -> logger, logger -> 1));
        if (read(newest, true, output, output)) {
            Stream.of(MeterLogger.values()).map(this::report).forEach(output);
        }
    }

    private String report(MeterLogger logger) {
        LoggerHistory known = channels.history().loggers().map(all -> all.of(logger)).orElseGet(LoggerHistory::unknown);
        List<LoggerRow> rows = channels.history().rows(logger, channels.now());
        Optional<LoggerRow> oldest = rows.isEmpty() ? Optional.empty()
                : line.flatMap(read -> read.oldestRow(logger, known.timeRegisters()));
        return logger.id() + " " + known.status() + " depth " + known.depth() + ", registers "
                + joined(known.registers().stream().sorted()) + ", oldest " + text(oldest) + ", newest "
                + text(rows.stream().reduce((before, last) -> last)) + ", info "
                + joined(known.info().stream().sorted()) + ", left out " + known.leftOut();
    }

    /** The time of a row, and its log id. */
    private static String text(Optional<LoggerRow> row) {
        return row.map(found -> found.at() + " (log id " + found.logId() + ")").orElseGet(() -> "-");
    }

    private static String joined(Stream<?> values) {
        String text = values.map(Object::toString).collect(Collectors.joining(" "));
        return text.isEmpty() ? "-" : text;
    }
}
