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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Timeout;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Conversations over a line on which anything comes at any time.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Timeout(10)
class RequestExecutorFuzzTest {

    private static final int HEADER = 3;
    private static final int ATTEMPTS = 3;
    /** If there was an answer that has to be confirmed. */
    private static final int ATTEMPTS_IN_DOUBT = 6;
    private static final long MILLI = 1_000_000L;
    private static final long SILENCE_AFTER_FAILURE = 1600 * MILLI;
    /**
     * The longest that a request may take until it is sent: the silence before it with its reserve of 50 ms, and what
     * is dropped of what came without a question, both once more if something came.
     */
    private static final long LONGEST_BEFORE = 2 * (1650 * MILLI + 250 * MILLI);
    /** Until the answer begins, with what adapters, bridges and systems add, and two pauses of 4 ms at the end. */
    private static final long LONGEST_WAIT = 1600 * MILLI + 400 * MILLI + 2 * 4 * MILLI;
    /** The longest answer: eight registers of 16 bytes, address, command and CRC, each byte escaped. */
    private static final int LONGEST_ANSWER = 2 + 2 * (4 + 8 * (5 + 16));
    private static final int[] BAUD_RATES = { 1200, 2400, 300, 9600 };
    /** Energy, volume, temperatures and so on, and ids of bytes that have to be escaped. */
    private static final List<Integer> IDS = List.of(60, 68, 74, 80, 86, 87, 89, 155, 64, 128, 13, 0x1B06, 27, 6,
            0x8040, 0xFFFF);

    /**
     * The input is a byte of the port's settings (2 bits each: speed; one stop bit or two, and whether to ask only
     * once; how many more questions than one), one of how many bytes the port gives at once, one of the tenths of
     * milliseconds that this takes, one for each question and what {@link FuzzedPort} makes of the rest.
     */
    @FuzzTest
    void requestExecutor(byte[] input) {
        if (input.length >= HEADER) {
            ByteBuffer script = ByteBuffer.wrap(input);
            new Talk(script.get() & 0xFF, script.get() & 0xFF, script.get() & 0xFF, script).run();
        }
    }

    private static Request question(int byteValue) {
        int address = (byteValue & 0x80) == 0 ? 0x3F : 0x7F;
        int count = byteValue >> 4 & 7;
        int first = byteValue & 0x0F;
        if (count == 0) {
            return first % 2 == 0 ? new GetType(address) : new GetSerialNumber(address);
        }
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            ids.add(IDS.get((first + i) % IDS.size()));
        }
        return new GetRegisters(address, count == 1 ? ids.subList(0, 1) : ids);
    }

    /** One conversation, and what has to hold all the time. */
    private static final class Talk implements Consumer<Exchange> {

        private final FakeClock clock = new FakeClock();
        private final List<Response> answers = new ArrayList<>();
        private final List<Request> questions = new ArrayList<>();
        private final LineSettings settings;
        private final boolean once;
        private final long readNanos;
        private final FuzzedPort port;
        private final RequestExecutor requestExecutor;
        private Request question = new GetType(0x3F);
        private Optional<Request> last = Optional.empty();
        private Optional<Request> before = Optional.empty();
        private Optional<RequestResult> outcome = Optional.empty();
        private long outcomeAt;
        private int attempts;

        Talk(int how, int mostAtOnce, int readTenths, ByteBuffer script) {
            settings = new LineSettings("fuzzed", BAUD_RATES[how & 3], 1 + (how >> 2 & 1));
            once = (how >> 3 & 1) != 0;
            for (int i = how >> 4 & 3; i >= 0; i--) {
                questions.add(question(script.hasRemaining() ? script.get() & 0xFF : 0));
            }
            readNanos = readTenths * MILLI / 10;
            port = new FuzzedPort(clock, settings, script, 1 + mostAtOnce, readNanos);
            requestExecutor = new RequestExecutor(port, settings, clock, this);
        }

        void run() {
            for (Request next : questions) {
                question = next;
                attempts = 0;
                answers.clear();
                long began = clock.nanos();
                boolean goOn = ask();
                assertTrue(clock.nanos() - began <= mostAttempts() * longestAttempt(),
                        () -> (clock.nanos() - began) / MILLI + " ms");
                if (!goOn) {
                    return;
                }
            }
        }

        private boolean ask() {
            RequestResult result;
            try {
                result = once ? requestExecutor.askOnce(question) : requestExecutor.ask(question);
            } catch (IOException e) {
                assertTrue(port.isLost());
                return false;
            }
            if (result instanceof RequestResult.Stopped) {
                assertTrue(port.isToStop());
                return false;
            }
            if (result instanceof RequestResult.Answered answered) {
                assertTrue(answers.contains(answered.response()) || isMixed(answered.response()));
            } else {
                // an answer that nothing confirms is as good as damaged
                assertTrue(outcome.equals(Optional.of(result)) || !once && !answers.isEmpty()
                        && result instanceof RequestResult.Failed failed && failed.finding() == Finding.DAMAGED);
                assertEquals(mostAttempts(), attempts);
            }
            return true;
        }

        /** Each register is one that was heard, though not all of them in one answer. */
        private boolean isMixed(Response response) {
            return answers.size() > 2 && response instanceof RegisterValues mixed
                    && mixed.values().stream().allMatch(value -> answers.stream().anyMatch(
                            heard -> heard instanceof RegisterValues values && values.values().contains(value)));
        }

        private int mostAttempts() {
            return once ? 1 : answers.isEmpty() ? ATTEMPTS : ATTEMPTS_IN_DOUBT;
        }

        private long longestAttempt() {
            return LONGEST_BEFORE + settings.wireNanos(question.toFrame().toWire().size()) + LONGEST_WAIT
                    + settings.wireNanos(LONGEST_ANSWER) + 4 * readNanos;
        }

        @Override
        public void accept(Exchange exchange) {
            attempts++;
            assertEquals(attempts, exchange.attempt());
            assertTrue(attempts <= mostAttempts());
            long silence = port.writtenAt() - outcomeAt;
            assertTrue(silence >= outcome
                    .map(any -> any instanceof RequestResult.Answered ? settings.wireNanos(1) : SILENCE_AFTER_FAILURE)
                    .orElse(0L));
            if (last.filter(question::equals).isEmpty()) {
                before = last;
                last = Optional.of(question);
            }
            ExchangeOracle.assertRight(exchange, question, before, port.heard());
            outcome = Optional.of(exchange.outcome());
            if (exchange.outcome()instanceof RequestResult.Answered answered) {
                answers.add(answered.response());
            }
            outcomeAt = clock.nanos();
        }
    }
}
