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
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.IntPredicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.text.SevenBit;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * The wire between a port and a meter from before KMP: requests at 300 baud, answers at 1200 or 300 baud, with the time
 * that characters need. A port with another speed sends and receives other characters.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextWire implements MeterWire {

    /** A meter thinks for one to two seconds, some for less. */
    static final Duration RESPONSE_TIME = Duration.ofSeconds(1);
    /** Start bit, seven data bits, parity bit, two stop bits. */
    private static final int BITS = 11;
    private static final long LONGEST_GAP = Duration.ofMillis(100).toNanos();
    private static final int LONGEST_REQUEST = 16;
    private static final int PARITY = 0x80;

    private record TimedByte(long at, int value, int baudRate) {
    }

    private final SimulatedTextMeter meter;
    private final WireSettings settings;
    private final boolean withParity;
    private final Queue<TimedByte> toMeter = new ArrayDeque<>();
    private final Queue<TimedByte> toPort = new PriorityQueue<>(Comparator.comparingLong(TimedByte::at));
    private final StringBuilder heard = new StringBuilder();
    private long freeAt = Long.MIN_VALUE;
    private long answerEnds = Long.MIN_VALUE;
    private @Nullable Long lastHeard;

    /**
     * @param settings whose response time, echo and faults of answers count
     * @param withParity whether the port has eight data bits, so that bit 7 is the parity bit; otherwise the port has
     *            seven, and its driver makes and checks parity
     */
    TextWire(SimulatedTextMeter meter, WireSettings settings, boolean withParity) {
        this.meter = meter;
        this.settings = settings;
        this.withParity = withParity;
    }

    static long nanos(int characters, int baudRate) {
        return Duration.ofSeconds(characters).toNanos() * BITS / baudRate;
    }

    @Override
    public void send(long now, byte[] bytes, int length, IntPredicate hasBaudRate) {
        int baudRate = hasBaudRate.test(TextRequest.REQUEST_BAUD_RATE) ? TextRequest.REQUEST_BAUD_RATE
                : TextRequest.LINE_BAUD_RATE;
        for (int i = 0; i < length && toMeter.size() < Wire.BACKLOG; i++) {
            freeAt = Math.max(now, freeAt) + nanos(1, baudRate);
            toMeter.add(new TimedByte(freeAt, bytes[i] & 0xFF, baudRate));
            if (settings.echo()) {
                toPort.add(new TimedByte(freeAt, bytes[i] & 0xFF, baudRate));
            }
        }
    }

    @Override
    public OptionalLong nextEvent() {
        TimedByte request = toMeter.peek();
        TimedByte answer = toPort.peek();
        if (request == null || answer == null) {
            return request != null ? OptionalLong.of(request.at())
                    : answer != null ? OptionalLong.of(answer.at()) : OptionalLong.empty();
        }
        return OptionalLong.of(Math.min(request.at(), answer.at()));
    }

    @Override
    public byte[] receive(long now, IntPredicate hasBaudRate) {
        for (TimedByte next = toMeter.peek(); next != null && next.at() <= now; next = toMeter.peek()) {
            hear(toMeter.remove());
        }
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        for (TimedByte next = toPort.peek(); next != null && next.at() <= now; next = toPort.peek()) {
            TimedByte arrived = toPort.remove();
            received.write(hasBaudRate.test(arrived.baudRate()) ? arrived.value() : arrived.value() * 0x5B ^ 0xE7);
        }
        return received.toByteArray();
    }

    private void hear(TimedByte next) {
        Long last = lastHeard;
        if (last != null && next.at() - last > LONGEST_GAP + nanos(1, next.baudRate())) {
            heard.setLength(0);
        }
        lastHeard = next.at();
        boolean isEven = Integer.bitCount(next.value()) % 2 == 0;
        boolean understood = next.baudRate() == TextRequest.REQUEST_BAUD_RATE && next.at() > answerEnds
                && (withParity ? isEven : next.value() < PARITY);
        // a character that is not understood makes no request of what is around it
        heard.append(understood ? (char) (next.value() & ~PARITY) : '\uFFFD');
        heard.setLength(Math.min(heard.length(), LONGEST_REQUEST));
        Optional<TextRequest> request = meter.hear(next.at(), heard.toString());
        request.ifPresent(answered -> {
            heard.setLength(0);
            answer(answered, next.at());
        });
    }

    private void answer(TextRequest request, long heardAt) {
        ByteString bytes = SevenBit.encode(meter.answer(request), withParity);
        long at = heardAt + settings.responseTime().toNanos();
        for (int i = 0; i < bytes.size(); i++) {
            at += nanos(1, request.answerBaudRate());
            int[] arriving = { bytes.at(i) };
            for (Fault fault : settings.faults()) {
                at += fault.pauseNanos(Fault.Way.ANSWER, i);
                // one byte becomes none or one here: a fault that doubles bytes has no place on this wire
                arriving = arriving.length == 0 ? arriving : fault.arrives(Fault.Way.ANSWER, i, arriving[0]);
            }
            for (int value : arriving) {
                toPort.add(new TimedByte(at, value, request.answerBaudRate()));
            }
        }
        answerEnds = at;
    }
}
