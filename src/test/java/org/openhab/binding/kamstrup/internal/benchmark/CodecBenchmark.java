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
package org.openhab.binding.kamstrup.internal.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.FrameDecoder;
import org.openhab.binding.kamstrup.internal.kmp.LineItem;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The time to read an answer of eight registers, to write the request for them, and to look for frames in noise.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

    /** How many bytes of noise there are. */
    static final int NOISE = 1 << 20;

    private static final long SEED = 20260901L;
    /** What a port gives at once. */
    private static final int CHUNK = 64;

    private final byte[] answer = PollBenchmark.simulatedMeter().answer(PollBenchmark.REQUEST.toFrame()).orElseThrow()
            .toWire().toByteArray();
    /** A list of its own, since the compiler would take the bytes of constant ids for constants. */
    private final List<Integer> ids = new ArrayList<>(PollBenchmark.REQUEST.ids());
    private final byte[] noise = new byte[NOISE];

    /** Makes the same noise every time. */
    public CodecBenchmark() {
        new Random(SEED).nextBytes(noise);
    }

    /** From bytes to numbers, with a decoder of its own as every exchange with a meter has. */
    @Benchmark
    public void decode(Blackhole numbers) {
        FrameDecoder decoder = new FrameDecoder(item -> {
            if (item instanceof LineItem.Received received
                    && Message.of(received.frame())instanceof RegisterValues values) {
                for (RegisterValue value : values.values()) {
                    numbers.consume(value.number());
                }
            }
        });
        decoder.accept(answer, 0, answer.length);
    }

    /** From ids to bytes. */
    @Benchmark
    public ByteString encode() {
        return new GetRegisters(PollBenchmark.REQUEST.address(), ids).toFrame().toWire();
    }

    /** Noise in one piece. */
    @Benchmark
    public void noise(Blackhole items) {
        FrameDecoder decoder = new FrameDecoder(items::consume);
        decoder.accept(noise, 0, NOISE);
        decoder.end();
    }

    /** Noise in pieces. */
    @Benchmark
    public void noiseInChunks(Blackhole items) {
        FrameDecoder decoder = new FrameDecoder(items::consume);
        for (int i = 0; i < NOISE; i += CHUNK) {
            decoder.accept(noise, i, CHUNK);
        }
        decoder.end();
    }
}
