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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.Direction;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.FrameDecoder;
import org.openhab.binding.kamstrup.internal.kmp.LineItem;

/**
 * The wire between a port and a meter, with the time that bytes need on it and the timing rules of Kamstrup 5512-447
 * rev. M1 §2.1 by which a meter listens. All times are given from outside, in nanoseconds; nothing here waits.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Wire implements MeterWire {

    /** A gap inside a request ends it: 27 ms by the book; the rest is for an operating system that had no time. */
    static final Duration LONGEST_GAP = Duration.ofMillis(27 + 23);
    /** After a request that is none, whatever follows is thrown away for so long. */
    static final Duration DEAF_AFTER_FAULT = Duration.ofMillis(1600);

    /** What the port of a real line holds of what is sent faster than the wire takes it; what is more gets lost. */
    static final int BACKLOG = 4096;

    private record TimedByte(long at, int value) {
    }

    private final SimulatedMeter meter;
    private final WireSettings settings;
    private final FrameDecoder decoder = new FrameDecoder(this::heard);
    /** On their way to the meter, and to the port, with the time at which they are there completely. */
    private final Deque<TimedByte> toMeter = new ArrayDeque<>();
    private final Deque<TimedByte> echo = new ArrayDeque<>();
    private final Deque<TimedByte> answer = new ArrayDeque<>();
    private long freeAt = Long.MIN_VALUE;
    private long echoLate;
    private int sentBytes;
    private long hearing;
    private boolean understood = true;
    private @Nullable Long lastHeard;
    private long deafUntil = Long.MIN_VALUE;

    Wire(SimulatedMeter meter, WireSettings settings) {
        this.meter = meter;
        this.settings = settings;
    }

    /** The echo is the port's own light and comes back as it was at any speed. */
    @Override
    public void send(long now, byte[] bytes, int length, IntPredicate hasBaudRate) {
        understood = hasBaudRate.test(settings.baudRate());
        if (freeAt < now) {
            sentBytes = 0;
            echoLate = 0;
        }
        for (int i = 0; i < length && toMeter.size() < BACKLOG; i++) {
            freeAt = Math.max(now, freeAt) + settings.nanos(1);
            int byteValue = bytes[i] & 0xFF;
            arrive(Fault.Way.TO_METER, sentBytes, freeAt, onArrival(byteValue), toMeter);
            if (settings.echo()) {
                echoLate += pauseNanos(Fault.Way.ECHO, sentBytes);
                arrive(Fault.Way.ECHO, sentBytes, freeAt + echoLate, byteValue, echo);
            }
            sentBytes++;
        }
    }

    /** Puts on its way what is left of a byte. */
    private void arrive(Fault.Way way, int index, long at, int byteValue, Deque<TimedByte> bytes) {
        arrive(way, index, at, byteValue, bytes, settings.faults());
    }

    private static void arrive(Fault.Way way, int index, long at, int byteValue, Deque<TimedByte> bytes,
            List<Fault> faults) {
        if (faults.isEmpty()) {
            bytes.add(new TimedByte(at, byteValue));
        } else {
            for (int one : faults.get(0).arrives(way, index, byteValue)) {
                arrive(way, index, at, one, bytes, faults.subList(1, faults.size()));
            }
        }
    }

    private long pauseNanos(Fault.Way way, int index) {
        long pause = 0;
        for (Fault fault : settings.faults()) {
            pause += fault.pauseNanos(way, index);
        }
        return pause;
    }

    private int onArrival(int byteValue) {
        return (understood ? byteValue : byteValue * 0x5B ^ 0xE7) & 0xFF;
    }

    @Override
    public OptionalLong nextEvent() {
        return Stream.of(toMeter.peek(), echo.peek(), answer.peek()).flatMap(Stream::ofNullable)
                .mapToLong(TimedByte::at).min();
    }

    @Override
    public byte[] receive(long now, IntPredicate hasBaudRate) {
        for (TimedByte next = toMeter.peek(); next != null && next.at() <= now; next = toMeter.peek()) {
            hear(toMeter.remove());
        }
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        for (Deque<TimedByte> source = earlier(); !source.isEmpty()
                && source.element().at() <= now; source = earlier()) {
            received.write(source.remove().value());
        }
        return received.toByteArray();
    }

    private Deque<TimedByte> earlier() {
        TimedByte first = echo.peek();
        TimedByte second = answer.peek();
        return second == null || first != null && first.at() <= second.at() ? echo : answer;
    }

    private void hear(TimedByte byteValue) {
        Long last = lastHeard;
        if (last != null && byteValue.at() - settings.nanos(1) - last > LONGEST_GAP.toNanos()) {
            decoder.end();
        }
        lastHeard = byteValue.at();
        hearing = byteValue.at();
        boolean sending = !answer.isEmpty();
        if (!sending && byteValue.at() > deafUntil) {
            decoder.accept(byteValue.value());
        }
    }

    private void heard(LineItem item) {
        if (item instanceof LineItem.Received received && received.frame().direction() == Direction.REQUEST) {
            Optional<Frame> said = meter.answer(received.frame());
            for (Fault fault : settings.faults()) {
                said = fault.answer(hearing, received.frame(), said);
            }
            said.ifPresent(this::say);
        } else {
            deafUntil = hearing + DEAF_AFTER_FAULT.toNanos();
        }
    }

    private void say(Frame frame) {
        long at = hearing + settings.responseTime().toNanos();
        byte[] bytes = frame.toWire().toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            at += settings.nanos(1) + pauseNanos(Fault.Way.ANSWER, i);
            arrive(Fault.Way.ANSWER, i, at, onArrival(bytes[i]), answer);
        }
    }
}
