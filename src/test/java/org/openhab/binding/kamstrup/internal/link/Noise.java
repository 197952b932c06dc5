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
package org.openhab.binding.kamstrup.internal.link;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.FrameDecoder;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.LineItem;
import org.openhab.binding.kamstrup.internal.simulator.Faults;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * Readings of eight registers over a line that damages bits, without real time: how many are good, and whether a wrong
 * value ever gets through.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Noise {

    private static final List<Double> RATES = List.of(1e-5, 1e-4, 1e-3, 1e-2);
    private static final int READINGS = 1_000_000;
    private static final long SEED = 20_261_123;
    private static final GetRegisters QUESTION = new GetRegisters(0x3F, List.of(60, 80, 86, 87, 89, 74, 68, 99));
    private static final double HUNDRED = 100;

    /**
     * What came of it.
     *
     * @param readings how many questions were asked
     * @param good how many were answered right in the end
     * @param wrong how many were answered wrong
     * @param attempts how often something was asked
     * @param goodAttempts how many attempts brought a right answer
     * @param chance how many damaged answers had a check sum that was right by chance
     * @param believable how many of those fitted the question, so that only hearing it a second time told the
     *            difference
     */
    record Result(long readings, long good, long wrong, long attempts, long goodAttempts, long chance,
            long believable) {
    }

    private final SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(RegisterImage.DEFAULT));
    private final Frame truth = meter.answer(QUESTION.toFrame()).orElseThrow();
    private long attempts;
    private long goodAttempts;
    private long chance;
    private long believable;

    private Noise() {
    }

    /**
     * @param arguments the number of readings at each rate; a million by default
     */
    public static void main(String[] arguments) throws IOException {
        int readings = Optional.of(arguments).filter(given -> given.length > 0).map(given -> Integer.valueOf(given[0]))
                .orElse(READINGS);
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        output.println(
                "bit errors   readings       good     single   wrong   attempts   right check sum by chance, of these believable");
        for (double rate : RATES) {
            Result result = over(rate, readings, SEED);
            output.printf(Locale.ROOT, "%10.0e %10d %9.4f%% %9.4f%% %7d %10d %10d %10d%n", rate, result.readings(),
                    HUNDRED * result.good() / result.readings(), HUNDRED * result.goodAttempts() / result.attempts(),
                    result.wrong(), result.attempts(), result.chance(), result.believable());
        }
    }

    /**
     * Reads over a line that damages bits.
     *
     * @param rate the probability of each bit, of request and answer, to arrive wrong
     * @param readings how many questions to ask
     * @param seed of chance
     */
    static Result over(double rate, int readings, long seed) throws IOException {
        return new Noise().read(rate, readings, seed);
    }

    private Result read(double rate, int readings, long seed) throws IOException {
        FakeClock clock = new FakeClock();
        WireSettings line = WireSettings.DEFAULT.with(Faults.bitErrors(rate, new Random(seed)));
        Conversation conversation = new Conversation(new WirePort(meter, line, clock),
                new LineSettings("port", 1200, 2), clock, this::exchanged);
        long good = 0;
        long wrong = 0;
        for (int reading = 0; reading < readings; reading++) {
            if (conversation.ask(QUESTION)instanceof Outcome.Answered answered) {
                boolean right = answered.response().toFrame().equals(truth);
                good += right ? 1 : 0;
                wrong += right ? 0 : 1;
            }
        }
        return new Result(readings, good, wrong, attempts, goodAttempts, chance, believable);
    }

    private void exchanged(Exchange exchange) {
        attempts++;
        FrameDecoder decoder = new FrameDecoder(item -> {
            if (item instanceof LineItem.Received received) {
                goodAttempts += received.frame().equals(truth) ? 1 : 0;
                chance += received.frame().equals(truth) ? 0 : 1;
            }
        });
        believable += exchange.outcome()instanceof Outcome.Answered answered
                && !answered.response().toFrame().equals(truth) ? 1 : 0;
        byte[] heard = exchange.heard().toByteArray();
        decoder.accept(heard, 0, heard.length);
        decoder.end();
    }
}
