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
package org.openhab.binding.kamstrup.internal.line;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.FrameDecoder;
import org.openhab.binding.kamstrup.internal.kmp.LineItem;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.meter.PipeLimits;
import org.openhab.binding.kamstrup.internal.meter.Plausibility;
import org.openhab.binding.kamstrup.internal.meter.PlausibilityResult;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.TimedValue;
import org.openhab.binding.kamstrup.internal.simulator.Fault;
import org.openhab.binding.kamstrup.internal.simulator.Faults;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * Readings of eight registers over a line that damages bytes, without real time: how many are good, and whether a
 * wrong value ever gets through. One of them is the clock of the meter, which goes on all the while.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class NoiseSimulation {

    private static final int READINGS = 1_000_000;
    private static final long SEED = 20_261_123;
    private static final GetRegisters QUESTION = new GetRegisters(0x3F, List.of(60, 80, 86, 87, 74, 68, 99, 1002));
    private static final double HUNDRED = 100;

    private static final List<Double> BIT_ERRORS = List.of(1e-5, 1e-4, 1e-3, 1e-2);
    private static final List<Double> FLASHES = List.of(0.01, 0.2);
    private static final int LEAST_FLASH = 4;
    private static final int MOST_FLASH = 10;

    /** What came of it, counted. */
    static final class Result {
        /** Questions that were asked. */
        long readings;
        /** Those that were answered right in the end. */
        long good;
        /** Those that were answered wrong. */
        long wrong;
        /** How often something was asked. */
        long attempts;
        /** Attempts that brought a right answer. */
        long goodAttempts;
        /** Damaged answers whose CRC was right by chance. */
        long chance;
        /** Those of them that did not fit the question: address, command, form, registers. */
        long unfit;
        /** Those that fitted, with a unit that the register cannot have. */
        long impossibleUnit;
        /** Those in which nothing was to be seen. */
        long believable;
        /** Those of them of which each wrong value is held back for what the meter said before. */
        long implausible;

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%9d %9.4f%% %9.4f%% %6d %10d %8d %6d %5d %11d %12d", readings,
                    HUNDRED * good / readings, HUNDRED * goodAttempts / attempts, wrong, attempts, chance, unfit,
                    impossibleUnit, believable, implausible);
        }
    }

    /** The meter, with what it said to the present question. */
    private static final class Witnessed extends SimulatedMeter {

        private final Map<Integer, List<RegisterValue>> said = new HashMap<>();
        private Optional<Frame> last = Optional.empty();

        Witnessed(FakeClock clock) {
            super(RegisterImage.named(RegisterImage.DEFAULT), clock.asClock());
        }

        @Override
        public Optional<Frame> answer(Frame frame) {
            Optional<Frame> answer = super.answer(frame);
            if (frame.equals(QUESTION.toFrame())
                    && answer.map(Message::of).orElseThrow()instanceof RegisterValues now) {
                now.values().forEach(value -> said.computeIfAbsent(value.id(), id -> new ArrayList<>()).add(value));
                last = answer;
            }
            return answer;
        }

        boolean said(RegisterValue value) {
            return said.getOrDefault(value.id(), List.of()).contains(value);
        }

        /** Whether all was said that was asked for, and just so. */
        boolean said(Response response) {
            return response instanceof RegisterValues values && values.values().size() == QUESTION.ids().size()
                    && values.values().stream().allMatch(this::said);
        }
    }

    private final FakeClock clock = new FakeClock();
    private final Witnessed meter = new Witnessed(clock);
    private final Result result = new Result();

    private NoiseSimulation() {
    }

    /**
     * @param arguments the number of readings of each kind; a million by default
     */
    public static void main(String[] arguments) throws IOException {
        int readings = Optional.of(arguments).filter(given -> given.length > 0).map(given -> Integer.valueOf(given[0]))
                .orElse(READINGS);
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        output.printf("%17s%9s %10s %10s %6s %10s %8s %6s %5s %11s %12s%n", "", "readings", "good", "single", "wrong",
                "attempts", "chance", "unfit", "unit", "believable", "implausible");
        for (double rate : BIT_ERRORS) {
            output.printf(Locale.ROOT, "bit errors %5.0e %s%n", rate, overBitErrors(rate, readings, SEED));
        }
        for (double share : FLASHES) {
            output.printf(Locale.ROOT, "flashes    %5.2f %s%n", share,
                    over(random -> Faults.flashes(share, LEAST_FLASH, MOST_FLASH, random), readings, SEED));
        }
    }

    /**
     * Reads over a line on which each bit, of request and answer, arrives wrong with a probability.
     *
     * @param rate the probability
     * @param readings how many questions to ask
     * @param seed of chance
     */
    static Result overBitErrors(double rate, int readings, long seed) throws IOException {
        return over(random -> Faults.bitErrors(rate, random), readings, seed);
    }

    private static Result over(Function<Random, Fault> fault, int readings, long seed) throws IOException {
        return new NoiseSimulation().read(fault.apply(new Random(seed)), readings);
    }

    private Result read(Fault fault, int readings) throws IOException {
        RequestExecutor requestExecutor = new RequestExecutor(
                new WirePort(meter, WireSettings.DEFAULT.with(fault), clock), new LineSettings("port", 1200, 2), clock,
                this::exchanged);
        for (int reading = 0; reading < readings; reading++) {
            meter.said.clear();
            if (requestExecutor.ask(QUESTION)instanceof RequestResult.Answered answered) {
                boolean right = meter.said(answered.response());
                result.good += right ? 1 : 0;
                result.wrong += right ? 0 : 1;
            }
        }
        result.readings = readings;
        return result;
    }

    private void exchanged(Exchange exchange) {
        result.attempts++;
        if (exchange.outcome()instanceof RequestResult.Answered answered && meter.said(answered.response())) {
            result.goodAttempts++;
        } else {
            FrameDecoder decoder = new FrameDecoder(item -> {
                if (item instanceof LineItem.Received received && !meter.last.equals(Optional.of(received.frame()))) {
                    result.chance++;
                    judge(exchange.outcome());
                }
            });
            byte[] heard = exchange.received().toByteArray();
            decoder.accept(heard, 0, heard.length);
            decoder.end();
        }
        meter.last = Optional.empty();
    }

    private void judge(RequestResult outcome) {
        if (!(outcome instanceof RequestResult.Answered answered)) {
            result.unfit++;
            return;
        }
        List<RegisterValue> wrong = ((RegisterValues) answered.response()).values().stream()
                .filter(value -> !meter.said(value)).toList();
        if (wrong.stream().anyMatch(value -> !isPossible(value))) {
            result.impossibleUnit++;
        } else {
            result.believable++;
            result.implausible += wrong.stream().allMatch(this::isImplausible) ? 1 : 0;
        }
    }

    private static Register register(RegisterValue value) {
        return RegisterCatalogue.HEAT.find(value.id()).orElseThrow();
    }

    private static boolean isPossible(RegisterValue value) {
        return value.unit().filter(register(value).kind()::isMeasuredIn).isPresent();
    }

    /** With nothing known of the size of the meter. */
    private boolean isImplausible(RegisterValue value) {
        Register register = register(value);
        Map<Integer, TimedValue> before = new HashMap<>();
        meter.said.getOrDefault(value.id(), List.of()).stream().findFirst().flatMap(register.kind()::measure)
                .filter(measure -> register.rises())
                .ifPresent(measure -> before.put(value.id(), new TimedValue(measure, clock.instant())));
        return new Plausibility(PipeLimits.of(Optional.empty(), Optional.empty()), before, Map.of())
                .check(register, value, Optional.empty(), clock.instant())
                .filter(result -> result.status() == PlausibilityResult.Status.PENDING).isPresent();
    }
}
