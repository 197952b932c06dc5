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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Direction;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.PlainFrames;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;

/**
 * Says whether an exchange came out as it must, from the bytes that were on the line and with nothing of the link in
 * it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ExchangeOracle {

    private static final int KEPT_BYTES = 512;
    private static final int EVIDENCE_BYTES = 64;

    private ExchangeOracle() {
    }

    /**
     * Judges.
     *
     * @param request what was asked
     * @param before the last other question
     * @param line all that was heard
     */
    static void assertRight(Exchange exchange, Request request, Optional<Request> before, ByteString line) {
        assertEquals(request.toFrame().toWire(), exchange.sent());
        assertEquals(first(line, KEPT_BYTES), exchange.received());
        assertEquals(line.size(), exchange.receivedBytes());
        List<Frame> frames = PlainFrames.in(line).stream().filter(frame -> frame.direction() == Direction.RESPONSE)
                .toList();
        Optional<Frame> answer = frames.stream().filter(frame -> isAnswer(request, frame)).findFirst();
        assertEquals(exchange.outcome() instanceof RequestResult.Answered, exchange.responseTime().isPresent());
        assertTrue(exchange.responseTime().filter(time -> time.isNegative()).isEmpty());
        if (exchange.outcome()instanceof RequestResult.Answered answered) {
            assertEquals(answer, Optional.of(answered.response().toFrame()));
        } else if (exchange.outcome()instanceof RequestResult.Failed failed) {
            assertEquals(Optional.empty(), answer, "a right answer is taken");
            assertEquals(first(line, EVIDENCE_BYTES).toString(),
                    failed.finding() == Finding.PORT_NOT_RAW ? failed.evidence().split(": ", 2)[1] : failed.evidence());
            assertRight(failed.finding(), request, before, line, frames);
        } else {
            throw new AssertionError(exchange);
        }
    }

    private static void assertRight(Finding finding, Request request, Optional<Request> before, ByteString line,
            List<Frame> frames) {
        boolean nothing = isZeros(line);
        switch (finding) {
            case OTHER_METER -> assertTrue(frames.stream().anyMatch(frame -> frame.address() != request.address()));
            case LATE_ANSWER -> assertTrue(
                    frames.stream().anyMatch(frame -> before.filter(earlier -> isAnswer(earlier, frame)).isPresent()));
            case OTHER_ANSWER -> assertTrue(frames.stream().anyMatch(frame -> frame.address() == request.address()
                    && before.filter(earlier -> isAnswer(earlier, frame)).isEmpty()));
            case ECHO_ONLY -> assertTrue(PlainFrames.in(line).stream().anyMatch(frame -> frame.equals(request.toFrame())
                    || before.filter(earlier -> frame.equals(earlier.toFrame())).isPresent()));
            case SILENT -> assertTrue(nothing);
            case DAMAGED -> assertTrue(hasStart(line) && frames.stream().allMatch(frame -> isOf(request, frame)),
                    "every frame that is whole has been judged as such");
            case CUT_SHORT -> assertTrue(hasStart(line) && frames.isEmpty());
            case PORT_NOT_RAW, ELECTRICITY_METER -> assertTrue(frames.stream().allMatch(frame -> isOf(request, frame)));
            case OLD_METER, NOISE -> assertTrue(frames.isEmpty());
            case ECHO_DAMAGED -> assertTrue(line.size() <= request.toFrame().toWire().size() + 2
                    && !PlainFrames.in(line).contains(request.toFrame()));
            default -> throw new AssertionError(finding);
        }
        assertTrue(finding == Finding.SILENT || !line.isEmpty());
    }

    private static boolean hasStart(ByteString line) {
        return IntStream.range(0, line.size()).anyMatch(i -> line.at(i) == Direction.RESPONSE.start());
    }

    private static boolean isOf(Request request, Frame frame) {
        return frame.address() == request.address() && frame.command() == request.toFrame().command();
    }

    private static boolean isZeros(ByteString line) {
        return line.equals(ByteString.copyOf(new byte[line.size()]));
    }

    private static ByteString first(ByteString line, int most) {
        return line.slice(0, Math.min(most, line.size()));
    }

    private static boolean isAnswer(Request request, Frame frame) {
        return isOf(request, frame)
                && (request instanceof GetRegisters question ? isAnswer(question.ids(), frame.data())
                        : frame.data().size() == 4);
    }

    /** Each register has its id, unit, length, exponent and as many bytes as the length says. */
    private static boolean isAnswer(List<Integer> asked, ByteString data) {
        List<Integer> open = new ArrayList<>(asked);
        int next = 0;
        while (next + 5 <= data.size() && open.remove(Integer.valueOf(data.at(next) << 8 | data.at(next + 1)))) {
            next += 5 + data.at(next + 3);
        }
        return next == data.size();
    }
}
