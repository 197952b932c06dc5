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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.LoggerInfo;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;

/**
 * The faults of a line. Whatever a meter says wrongly, it says with a CRC that is right.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Faults {

    private static final int BITS = 8;
    private static final int SEED = 603;
    /** A flash begins in one of so many bytes, which an answer to eight registers has. */
    private static final int FLASHED_BYTES = 76;

    /** The faults by the names under which the simulator knows them. */
    private static final Map<String, Supplier<Fault>> BY_NAME = new LinkedHashMap<>();
    static {
        BY_NAME.put("bit-errors", () -> bitErrors(0.001, new Random(SEED)));
        BY_NAME.put("lost-bytes", () -> lost(0.02, new Random(SEED)));
        BY_NAME.put("doubled-bytes", () -> doubled(0.02, new Random(SEED)));
        BY_NAME.put("flashes", () -> flashes(0.2, 4, 10, new Random(SEED)));
        BY_NAME.put("gap", () -> gap(Duration.ofMillis(600)));
        BY_NAME.put("echo-damaged", Faults::damagedEcho);
        BY_NAME.put("echo-late", () -> lateEcho(Duration.ofMillis(150)));
        BY_NAME.put("silent", () -> silentFor(Integer.MAX_VALUE));
        BY_NAME.put("sleeping", () -> asleepAfter(Duration.ofSeconds(30), 3));
        BY_NAME.put("other-address", Faults::otherAddress);
        BY_NAME.put("other-command", Faults::otherCommand);
        BY_NAME.put("fewer-registers", Faults::fewerRegisters);
        BY_NAME.put("more-registers", Faults::moreRegisters);
        BY_NAME.put("answer-of-the-request-before", Faults::answerBefore);
        BY_NAME.put("cut-short", Faults::cutShort);
        BY_NAME.put("no-loggers", Faults::noLoggers);
        BY_NAME.put("empty-loggers", Faults::emptyLoggers);
        BY_NAME.put("cr-to-lf", () -> port(byteValue -> byteValue == 0x0D ? new int[] { 0x0A } : same(byteValue)));
        BY_NAME.put("cr-lost", () -> port(byteValue -> byteValue == 0x0D ? new int[0] : same(byteValue)));
        BY_NAME.put("lf-to-cr", () -> port(byteValue -> byteValue == 0x0A ? new int[] { 0x0D } : same(byteValue)));
        BY_NAME.put("lf-to-cr-lf",
                () -> port(byteValue -> byteValue == 0x0A ? new int[] { 0x0D, 0x0A } : same(byteValue)));
        BY_NAME.put("xon-xoff-lost",
                () -> port(byteValue -> byteValue == 0x11 || byteValue == 0x13 ? new int[0] : same(byteValue)));
        BY_NAME.put("seven-bits", () -> port(byteValue -> same(byteValue & 0x7F)));
        BY_NAME.put("carets",
                () -> port(byteValue -> byteValue < 0x20 ? new int[] { '^', byteValue + '@' } : same(byteValue)));
    }

    private Faults() {
    }

    /** The names of the faults. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * A new fault.
     *
     * @throws IllegalArgumentException there is none of that name
     */
    public static Fault named(String name) {
        @Nullable
        Supplier<Fault> fault = BY_NAME.get(name);
        if (fault == null) {
            throw new IllegalArgumentException(
                    "There is no fault " + name + "; there are " + String.join(", ", BY_NAME.keySet()));
        }
        return fault.get();
    }

    /** Each bit arrives wrong with a probability, on all ways. */
    public static Fault bitErrors(double rate, Random random) {
        return new Fault() {
            private long bitsUntilNext = next();

            private long next() {
                return (long) (Math.log(1 - random.nextDouble()) / Math.log1p(-rate));
            }

            @Override
            public int[] arrives(Way way, int index, int byteValue) {
                int arrived = byteValue;
                while (bitsUntilNext < BITS) {
                    arrived ^= 1 << bitsUntilNext;
                    bitsUntilNext += 1 + next();
                }
                bitsUntilNext -= BITS;
                return new int[] { arrived };
            }
        };
    }

    /** Each byte gets lost with a probability, on all ways. */
    public static Fault lost(double rate, Random random) {
        return bytes((way, index, byteValue) -> random.nextDouble() < rate ? new int[0] : new int[] { byteValue });
    }

    /** Each byte arrives twice with a probability, on all ways. */
    public static Fault doubled(double rate, Random random) {
        return bytes((way, index, byteValue) -> random.nextDouble() < rate ? new int[] { byteValue, byteValue }
                : new int[] { byteValue });
    }

    /**
     * Light falls on the head during a share of the answers: some bytes after each other arrive as any others.
     *
     * @param share of the answers
     * @param least bytes of a flash
     * @param most bytes of a flash
     */
    public static Fault flashes(double share, int least, int most, Random random) {
        return new Fault() {
            private int from = Integer.MAX_VALUE;
            private int end;

            @Override
            public int[] arrives(Way way, int index, int byteValue) {
                if (way == Way.ANSWER && index == 0) {
                    from = random.nextDouble() < share ? random.nextInt(FLASHED_BYTES) : Integer.MAX_VALUE;
                    end = from == Integer.MAX_VALUE ? from : from + least + random.nextInt(most - least + 1);
                }
                return new int[] {
                        way == Way.ANSWER && index >= from && index < end ? random.nextInt(1 << BITS) : byteValue };
            }
        };
    }

    /** Every answer is interrupted in its middle. */
    public static Fault gap(Duration length) {
        return new Fault() {
            @Override
            public long pauseNanos(Way way, int index) {
                return way == Way.ANSWER && index == 5 ? length.toNanos() : 0;
            }
        };
    }

    /** One bit of every echo is wrong. */
    public static Fault damagedEcho() {
        return bytes((way, index,
                byteValue) -> new int[] { way == Fault.Way.ECHO && index == 2 ? byteValue ^ 4 : byteValue });
    }

    /** The echo comes some time after it was sent. */
    public static Fault lateEcho(Duration delay) {
        return new Fault() {
            @Override
            public long pauseNanos(Way way, int index) {
                return way == Way.ECHO && index == 0 ? delay.toNanos() : 0;
            }
        };
    }

    /** The meter does not answer a request for a logger. */
    public static Fault noLoggers() {
        return new Fault() {
            @Override
            public Optional<Frame> answer(long at, Frame request, Optional<Frame> answer) {
                return answer.filter(frame -> !isLogger(request));
            }
        };
    }

    private static boolean isLogger(Frame request) {
        Message asked = Message.of(request);
        return asked instanceof GetLoggerConfiguration || asked instanceof GetLoggerRows;
    }

    /** The loggers of the meter have no row: each answer has one row of zeros, as a 603 sends it. */
    public static Fault emptyLoggers() {
        return frames((request,
                answer) -> Message.of(answer)instanceof LoggerRows rows
                        ? new LoggerRows(rows.address(), rows.start(), rows.logger(), 0, 0,
                                LoggerInfo.word(Set.of(LoggerInfo.EMPTY)), rows.registers(),
                                rows.rows().stream().limit(1).map(row -> row.stream().map(Faults::zero).toList())
                                        .toList()).toFrame()
                        : answer);
    }

    private static RegisterValue zero(RegisterValue value) {
        return new RegisterValue(value.id(), value.unitCode(), 0, ByteString.copyOf(new byte[value.mantissa().size()]));
    }

    /** Every answer ends in its middle. */
    public static Fault cutShort() {
        return bytes((way, index, byteValue) -> way == Fault.Way.ANSWER && index >= 6 ? new int[0]
                : new int[] { byteValue });
    }

    /** The meter answers none of the next requests. */
    public static Fault silentFor(int requests) {
        return new Fault() {
            private int left = requests;

            @Override
            public Optional<Frame> answer(long at, Frame request, Optional<Frame> answer) {
                return left-- > 0 ? Optional.empty() : answer;
            }
        };
    }

    /** The meter falls asleep after a time without a request, and some requests are needed to wake it. */
    public static Fault asleepAfter(Duration silence, int requestsToWake) {
        return new Fault() {
            private long last = Long.MIN_VALUE / 2;
            private int missing = requestsToWake;

            @Override
            public Optional<Frame> answer(long at, Frame request, Optional<Frame> answer) {
                missing = at - last > silence.toNanos() ? requestsToWake : missing;
                last = at;
                missing--;
                return missing >= 0 ? Optional.empty() : answer;
            }
        };
    }

    /** What is answered comes from another address. */
    public static Fault otherAddress() {
        return frames((request, answer) -> new Frame(answer.direction(), 0x3A, answer.command(), answer.data()));
    }

    /** What is answered belongs to another command: the type of a meter. */
    public static Fault otherCommand() {
        return frames((request, answer) -> new Frame(answer.direction(), answer.address(), 0x01,
                ByteString.fromHex("00 04 1B F9")));
    }

    /** The last register of each answer is left out. */
    public static Fault fewerRegisters() {
        return registers(values -> values.subList(0, Math.max(0, values.size() - 1)));
    }

    /** Each answer has a register for which nobody asked. */
    public static Fault moreRegisters() {
        return registers(values -> {
            List<RegisterValue> more = new ArrayList<>(values);
            more.add(new RegisterValue(4711, 4, 0, ByteString.of(0, 0, 0, 99)));
            return more;
        });
    }

    /** Each request for registers is answered as the one before it. */
    public static Fault answerBefore() {
        return new Fault() {
            private Optional<Frame> before = Optional.empty();

            @Override
            public Optional<Frame> answer(long at, Frame request, Optional<Frame> answer) {
                Optional<Frame> late = before;
                before = answer;
                return late.isPresent() && Message.of(request) instanceof GetRegisters ? late : answer;
            }
        };
    }

    /** A port that is not raw changes whatever arrives at it. */
    private static Fault port(IntFunction<int[]> change) {
        return bytes((way, index, byteValue) -> way == Fault.Way.TO_METER ? same(byteValue) : change.apply(byteValue));
    }

    private static int[] same(int byteValue) {
        return new int[] { byteValue };
    }

    /** What becomes of bytes. */
    private interface ByteFault {
        int[] arrives(Fault.Way way, int index, int byteValue);
    }

    private static Fault bytes(ByteFault what) {
        return new Fault() {
            @Override
            public int[] arrives(Way way, int index, int byteValue) {
                return what.arrives(way, index, byteValue);
            }
        };
    }

    /** What becomes of an answer. */
    private interface FrameFault {
        Frame answer(Frame request, Frame answer);
    }

    private static Fault frames(FrameFault what) {
        return new Fault() {
            @Override
            public Optional<Frame> answer(long at, Frame request, Optional<Frame> answer) {
                return answer.map(frame -> what.answer(request, frame));
            }
        };
    }

    /** What becomes of registers. */
    private interface RegisterFault {
        List<RegisterValue> values(List<RegisterValue> values);
    }

    private static Fault registers(RegisterFault what) {
        return frames((request, answer) -> Message.of(answer)instanceof RegisterValues registers
                ? new RegisterValues(registers.address(), what.values(registers.values())).toFrame()
                : answer);
    }
}
