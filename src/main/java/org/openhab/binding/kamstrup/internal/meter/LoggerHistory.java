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
package org.openhab.binding.kamstrup.internal.meter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.LoggerInfo;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * What is known of a logger of a meter.
 *
 * @param status whether it can be read
 * @param depth how many rows the meter keeps; 0 before its configuration is known
 * @param registers ids of the registers that it has
 * @param oldestId lowest log id that the meter still has, as far as that is known; at least 1
 * @param newestId highest log id; 0 if there is no row or none was asked for
 * @param info the bits that the meter has set in its answers
 * @param checkedAt when the newest row was asked for, by the clock of the host; empty before that
 * @param values the values that were read, by register
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record LoggerHistory(Status status, int depth, Set<Integer> registers, long oldestId, long newestId,
        Set<LoggerInfo> info, Optional<Instant> checkedAt, Map<Integer, LoggedValues> values) {

    /** Whether a logger can be read. */
    public enum Status {
        /** Its configuration has not been asked for. */
        UNKNOWN,
        /** The meter does not have it. */
        ABSENT,
        /** It can be read; it may have no rows yet. */
        READABLE,
        /** A row that was read before is another one now, so that nothing of it is read any more. */
        CHANGED
    }

    /** A meter's clock may be ahead of the host's, and in another zone. */
    private static final Duration AHEAD = Duration.ofHours(2);

    /** Copies the collections. */
    public LoggerHistory {
        registers = Set.copyOf(registers);
        info = Set.copyOf(info);
        values = Map.copyOf(values);
    }

    /** @return the history of a logger that nobody has asked for */
    public static LoggerHistory unknown() {
        return new LoggerHistory(Status.UNKNOWN, 0, Set.of(), 1, 0, Set.of(), Optional.empty(), Map.of());
    }

    /** @return the same with another status */
    public LoggerHistory with(Status newStatus) {
        return new LoggerHistory(newStatus, depth, registers, oldestId, newestId, info, checkedAt, values);
    }

    /** @return the same after its newest row was asked for */
    public LoggerHistory checked(Instant at) {
        return new LoggerHistory(status, depth, registers, oldestId, newestId, info, Optional.of(at), values);
    }

    /** @return the same without registers that it does not have after all */
    public LoggerHistory without(Set<Integer> unsupported) {
        return new LoggerHistory(status, depth,
                Set.copyOf(registers.stream().filter(id -> !unsupported.contains(id)).toList()), oldestId, newestId,
                info, checkedAt, values);
    }

    /**
     * The same with other log ids. What the meter has overwritten is dropped.
     *
     * @param oldest lowest log id that the meter has, as far as that is known
     * @param newest highest log id
     */
    public LoggerHistory withIds(long oldest, long newest) {
        long lowest = Math.max(Math.max(1, oldest), newest - depth + 1);
        Map<Integer, LoggedValues> kept = new HashMap<>(values);
        kept.replaceAll((id, known) -> known.from(newest - depth + 1));
        return new LoggerHistory(status, depth, registers, lowest, newest, info, checkedAt, kept);
    }

    /** @return the same with further bits of answers */
    public LoggerHistory with(Set<LoggerInfo> bits) {
        return new LoggerHistory(status, depth, registers, oldestId, newestId,
                Set.copyOf(Stream.concat(info.stream(), bits.stream()).distinct().toList()), checkedAt, values);
    }

    /** @return the same with the values of a register */
    public LoggerHistory with(int register, LoggedValues newValues) {
        Map<Integer, LoggedValues> all = new HashMap<>(values);
        all.put(register, newValues);
        return new LoggerHistory(status, depth, registers, oldestId, newestId, info, checkedAt, all);
    }

    /** @return the values of a register that were read */
    public LoggedValues valuesOf(int register) {
        return values.getOrDefault(register, LoggedValues.none());
    }

    /** @return the registers with the time of a row; empty if the logger has none */
    public Set<Integer> timeRegisters() {
        return registers.contains(RegisterIds.DATE_TIME) ? Set.of(RegisterIds.DATE_TIME)
                : Set.copyOf(Stream.of(RegisterIds.DATE, RegisterIds.CLOCK).filter(registers::contains).toList());
    }

    /**
     * The rows that were read, the oldest one first. A row is left out if it has no time, if its time is in the future,
     * or if it is not before the time of the row after it.
     *
     * @param now the time where the meter hangs
     */
    public List<LoggerRow> rows(LocalDateTime now) {
        List<LoggerRow> newestFirst = new ArrayList<>();
        Optional<LoggerRow> after = Optional.empty();
        long[] ids = timeRegisters().stream().flatMap(id -> valuesOf(id).done().stream())
                .flatMapToLong(range -> LongStream.rangeClosed(range.lowest(), range.highest())).distinct().sorted()
                .toArray();
        for (int i = ids.length - 1; i >= 0; i--) {
            Optional<LoggerRow> row = row(ids[i]).filter(found -> !found.at().isAfter(now.plus(AHEAD)));
            if (row.isPresent()) {
                LoggerRow found = row.get();
                if (after.filter(later -> !found.standardTime().isBefore(later.standardTime())).isEmpty()) {
                    newestFirst.add(found);
                }
                after = row;
            }
        }
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst);
    }

    private Optional<LoggerRow> row(long id) {
        Map<Integer, RegisterValue> found = new HashMap<>();
        values.forEach((register, known) -> known.find(id).ifPresent(value -> found.put(register, value)));
        return LoggerRow.of(id, found);
    }

    /** @return how many values the meter has not answered */
    public int leftOut() {
        return values.values().stream().mapToInt(known -> known.leftOut().size()).sum();
    }
}
