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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.meter.LoggedValues;
import org.openhab.binding.kamstrup.internal.meter.LoggedValues.Range;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory.Status;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.polling.MeterHistory.Progress;

/**
 * Selects the next request for a logger, from what is wanted of it and what was read.
 *
 * @param address of the meter
 * @param zone where the meter hangs
 * @param logger which logger
 * @param wanted how many rows and which registers
 * @param known what was read of it
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record LoggerRequests(int address, ZoneId zone, MeterLogger logger, HistoryDemand.Rows wanted, LoggerHistory known) {

    /** The newest row is asked for so long after the end of its period: the clocks of meters drift. */
    private static final Duration DELAY = Duration.ofMinutes(10);
    private static final int DEFAULT_LENGTH = 8;
    /** Up to so many new rows are read with all registers in one request. */
    private static final int FEW_ROWS = 4;
    /** A request for registers has no more of them either. */
    private static final int MAX_REGISTERS = 8;
    /** Registers of a logger that are read, the time included. */
    private static final int MAX_COLUMNS = 12;

    /** @return how much was read. May be called on any thread. */
    Progress progress() {
        List<Integer> columns = columns();
        if (known.newestId() == 0 || columns.isEmpty()) {
            return new Progress(0, 0);
        }
        Range range = range(columns);
        return new Progress(columns.stream().mapToLong(id -> known.valuesOf(id).countIn(range)).sum(),
                range.size() * columns.size());
    }

    /** @return whether nothing is left to be asked for now. May be called on any thread. */
    boolean isRead(Instant now) {
        return switch (known.status()) {
            case UNKNOWN -> false;
            case ABSENT, CHANGED -> true;
            case READABLE -> !isDue(now) && (known.newestId() == 0 || progress().isComplete());
        };
    }

    private ChronoUnit unit() {
        return logger == MeterLogger.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    }

    /** @return since when the newest row should be there */
    private ZonedDateTime due(Instant now) {
        return now.atZone(zone).minus(DELAY).truncatedTo(unit()).plus(DELAY);
    }

    /** @return how long until the next row should be there */
    Duration untilDue(Instant now) {
        return Duration.between(now, due(now).plus(1, unit()).toInstant());
    }

    /** @return how often in a day a row should be there */
    int rowsPerDay() {
        return (int) unit().between(due(Instant.EPOCH), due(Instant.EPOCH).plusDays(1));
    }

    /** @return whether the newest row has still to be asked for */
    boolean isDue(Instant now) {
        return known.checkedAt().filter(checked -> !checked.isAfter(now) && !checked.isBefore(due(now).toInstant()))
                .isEmpty();
    }

    /**
     * The next request.
     *
     * @param now the moment
     * @param maxRows how many rows it may have at most
     * @return empty if everything is read that can be read now
     */
    Optional<Request> next(Instant now, int maxRows) {
        if (known.status() == Status.UNKNOWN) {
            return Optional.of(new GetLoggerConfiguration(address, logger.number()));
        }
        List<Integer> columns = columns();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        return isDue(now) ? Optional.of(newest(columns, now, maxRows)) : missing(columns, maxRows);
    }

    /** The registers to read: the time, then those that are wanted. */
    private List<Integer> columns() {
        Set<Integer> time = known.timeRegisters();
        return time.isEmpty() ? List.of()
                : Stream.concat(time.stream().sorted(), wanted.registers().stream()).filter(known.registers()::contains)
                        .distinct().limit(MAX_COLUMNS).toList();
    }

    /** A few new rows come with all registers, and the last row of before for comparison; else the time alone. */
    private Request newest(List<Integer> columns, Instant now, int maxRows) {
        long periods = known.checkedAt().map(checked -> unit().between(due(checked), due(now)) + 1).orElseGet(() -> 0L);
        long rows = known.newestId() > 0 && periods > 0 ? periods : Math.max(1, wanted.rows());
        List<Integer> registers = rows > FEW_ROWS || columns.size() > MAX_REGISTERS ? columns.subList(0, 1) : columns;
        return new GetLoggerRows(address, logger.number(), LoggerStart.OFFSET, 0, limited(rows, registers, maxRows),
                registers);
    }

    /** The newest page of each register first, then the oldest rows that are missing, which the meter overwrites. */
    private Optional<Request> missing(List<Integer> columns, int maxRows) {
        if (known.newestId() == 0) {
            return Optional.empty();
        }
        Range range = range(columns);
        Stream<Request> newest = columns.stream().filter(id -> !known.valuesOf(id).isDone(range.highest()))
                .map(id -> request(id, gapBelow(known.valuesOf(id), range), maxRows));
        Stream<Request> oldest = columns.stream()
                .flatMap(id -> known.valuesOf(id).missing(range).map(gap -> request(id, gap, maxRows)).stream());
        return Stream.of(newest, oldest).flatMap(requests -> requests).findFirst();
    }

    /** What was read once goes on without a gap, whatever number of rows is wanted. */
    private Range range(List<Integer> columns) {
        long newest = known.newestId();
        long lowest = newest - Math.min(wanted.rows(), logger.maxRows()) + 1;
        long read = columns.stream().flatMap(id -> known.valuesOf(id).done().stream()).mapToLong(Range::lowest).min()
                .orElse(newest);
        return new Range(Math.min(newest, Math.max(known.oldestId(), Math.min(lowest, read))), newest);
    }

    private static Range gapBelow(LoggedValues values, Range range) {
        long lowest = values.done().stream().mapToLong(Range::highest).filter(id -> id < range.highest()).max()
                .orElse(range.lowest() - 1);
        return new Range(Math.max(range.lowest(), lowest + 1), range.highest());
    }

    /** Asks for a gap, from its newest row on, and for the row below it, for comparison with what is known. */
    private Request request(int register, Range gap, int maxRows) {
        int overlap = known.valuesOf(register).find(gap.lowest() - 1).isPresent() ? 1 : 0;
        List<Integer> registers = List.of(register);
        return new GetLoggerRows(address, logger.number(), LoggerStart.LOG_ID, gap.highest(),
                limited(gap.size() + overlap, registers, maxRows), registers);
    }

    /** The number of rows whose values are not too long; the meter gives those that fit into its answer. */
    private int limited(long rows, List<Integer> registers, int maxRows) {
        int bytes = registers.stream().mapToInt(id -> known.valuesOf(id).segments().stream().findFirst()
                .map(segment -> segment.format().mantissa().size()).orElse(DEFAULT_LENGTH)).sum();
        return (int) Math.max(1, Math.min(Math.min(rows, maxRows), MeterHistory.MAX_VALUE_BYTES / Math.max(1, bytes)));
    }
}
