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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;

/**
 * The values of one register that were read from a logger, by log id.
 *
 * @param segments in falling order of their log ids, without an overlap
 * @param leftOut log ids that the meter does not answer
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record LoggedValues(List<Segment> segments, Set<Long> leftOut) {

    /** Copies list and set. */
    public LoggedValues {
        segments = List.copyOf(segments);
        leftOut = Set.copyOf(leftOut);
    }

    /**
     * Log ids from the lowest to the highest one, both included.
     *
     * @param lowest at least 1
     * @param highest at least the lowest
     */
    public record Range(long lowest, long highest) {

        /** @return how many log ids there are */
        public long size() {
            return highest - lowest + 1;
        }
    }

    /**
     * Values with consecutive log ids in one unit and format, which needs a few bytes for each value.
     *
     * @param newestId log id of the first value; each further value has the next lower one
     * @param format unit, sign, exponent and length of all values, with the first value
     * @param mantissas of all values, one after the other
     */
    public record Segment(long newestId, RegisterValue format, ByteString mantissas) {

        /** @return one value */
        public static Segment of(long id, RegisterValue value) {
            return new Segment(id, value, value.mantissa());
        }

        /** @return how many values there are; a value without bytes stands alone */
        int size() {
            return length() == 0 ? 1 : mantissas.size() / length();
        }

        private int length() {
            return format.mantissa().size();
        }

        /** @return the lowest log id */
        long oldestId() {
            return newestId - size() + 1;
        }

        boolean has(long id) {
            return id <= newestId && id >= oldestId();
        }

        RegisterValue value(long id) {
            int from = Math.toIntExact(newestId - id) * length();
            return new RegisterValue(format.id(), format.unitCode(), format.signExponent(),
                    mantissas.slice(from, from + length()));
        }

        private boolean continuesWith(Segment older) {
            return older.newestId == oldestId() - 1 && length() > 0 && older.length() == length()
                    && older.format.unitCode() == format.unitCode()
                    && older.format.signExponent() == format.signExponent();
        }

        private Segment and(Segment older) {
            return new Segment(newestId, format, ByteString.join(List.of(mantissas, older.mantissas)));
        }

        /** @return the values from a log id on */
        private Segment from(long lowest) {
            int size = Math.toIntExact(newestId - lowest + 1);
            return size >= size() ? this : new Segment(newestId, format, mantissas.slice(0, size * length()));
        }
    }

    /** @return no values */
    public static LoggedValues none() {
        return new LoggedValues(List.of(), Set.of());
    }

    /** @return the value with a log id; empty if it was not read */
    public Optional<RegisterValue> find(long id) {
        return segments.stream().filter(segment -> segment.has(id)).findAny().map(segment -> segment.value(id));
    }

    /** @return whether a log id was read or is left out */
    public boolean isDone(long id) {
        return leftOut.contains(id) || segments.stream().anyMatch(segment -> segment.has(id));
    }

    /**
     * These and further values.
     *
     * @param newestId log id of the first value
     * @param values in falling order of their log ids; those that are known already are dropped
     */
    public LoggedValues with(long newestId, List<RegisterValue> values) {
        List<Segment> all = new ArrayList<>(segments);
        for (int i = 0; i < values.size(); i++) {
            long id = newestId - i;
            if (find(id).isEmpty()) {
                all.add(Segment.of(id, values.get(i)));
            }
        }
        return new LoggedValues(merged(all), leftOut);
    }

    private static List<Segment> merged(List<Segment> segments) {
        List<Segment> merged = new ArrayList<>();
        segments.stream().sorted(Comparator.comparing(Segment::newestId).reversed()).forEach(segment -> {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).continuesWith(segment)) {
                merged.set(last, merged.get(last).and(segment));
            } else {
                merged.add(segment);
            }
        });
        return merged;
    }

    /** @return these without a log id that the meter does not answer */
    public LoggedValues without(long id) {
        return new LoggedValues(segments, Set.copyOf(Stream.concat(leftOut.stream(), Stream.of(id)).toList()));
    }

    /** @return these without what the meter has overwritten: the log ids below the lowest one */
    public LoggedValues from(long lowest) {
        return new LoggedValues(segments.stream().filter(segment -> segment.newestId() >= lowest)
                .map(segment -> segment.from(lowest)).toList(),
                Set.copyOf(leftOut.stream().filter(id -> id >= lowest).toList()));
    }

    /** @return the log ids that are done, without a gap inside a range; in rising order */
    public List<Range> done() {
        Set<Long> ids = new TreeSet<>(leftOut);
        List<Range> single = new ArrayList<>();
        segments.forEach(segment -> single.add(new Range(segment.oldestId(), segment.newestId())));
        ids.forEach(id -> single.add(new Range(id, id)));
        single.sort(Comparator.comparing(Range::lowest));
        List<Range> ranges = new ArrayList<>();
        for (Range range : single) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).highest() >= range.lowest() - 1) {
                ranges.set(last,
                        new Range(ranges.get(last).lowest(), Math.max(ranges.get(last).highest(), range.highest())));
            } else {
                ranges.add(range);
            }
        }
        return ranges;
    }

    /** @return how many log ids of a range are done */
    public long countIn(Range range) {
        return done().stream().mapToLong(part -> Math.max(0,
                Math.min(part.highest(), range.highest()) - Math.max(part.lowest(), range.lowest()) + 1)).sum();
    }

    /**
     * The oldest gap.
     *
     * @param wanted the log ids that should be done
     * @return empty if all of them are
     */
    public Optional<Range> missing(Range wanted) {
        long lowest = wanted.lowest();
        for (Range range : done()) {
            if (lowest < range.lowest()) {
                return Optional.of(new Range(lowest, Math.min(range.lowest() - 1, wanted.highest())))
                        .filter(gap -> gap.lowest() <= gap.highest());
            }
            lowest = Math.max(lowest, range.highest() + 1);
        }
        return lowest <= wanted.highest() ? Optional.of(new Range(lowest, wanted.highest())) : Optional.empty();
    }
}
