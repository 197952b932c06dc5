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
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Response;

/**
 * Questions and answers over an open port, by the timing rules of Kamstrup 5512-447 rev. M1 §2.1. Whether the head
 * echoes the request is found out anew each time; there is no setting for it. Used by one thread.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RequestExecutor {

    /** A meter begins its answer at the latest so long after the request. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(1600);
    /** After no answer or a bad one, the line must be silent for so long. */
    private static final Duration SILENCE_AFTER_FAILURE = Duration.ofMillis(1650);
    /** A port that was just opened passes its settings on to a server first, and power to the head. */
    private static final Duration SETTLING = Duration.ofMillis(500);
    /** What USB adapters, network bridges and operating systems add. */
    private static final Duration TRANSPORT_SLACK = Duration.ofMillis(400);
    /** Bytes of a frame follow each other; network bridges bunch them. A longer gap ends the frame. */
    private static final Duration LONGEST_GAP = Duration.ofMillis(250);
    /** What a network has held back may still arrive so long after a question that seemed to have no answer. */
    private static final Duration LATEST_ANSWER = Duration.ofMinutes(1);
    /** The longest answer to eight registers, each byte of it stuffed. */
    private static final int LONGEST_ANSWER_BYTES = 2 * (4 + 8 * (5 + 16)) + 2;
    /** What a server that is none for ports looks like; its greeting may even look like an old meter. */
    private static final Set<Finding> OF_NO_METER = EnumSet.of(Finding.SILENT, Finding.NOISE, Finding.OLD_METER);
    private static final Duration POLL = Duration.ofMillis(4);
    private static final int ATTEMPTS = 3;
    /** After something arrived damaged, so many answers have to be confirmed by others. */
    private static final int ANSWERS_IN_DOUBT = 20;
    private static final int ATTEMPTS_IN_DOUBT = 6;
    private static final int BUFFER_BYTES = 256;

    private final LinePort port;
    private final LineSettings settings;
    private final LineClock clock;
    private final Exchange.Listener listener;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private Optional<Request> requestBefore = Optional.empty();
    private Optional<Request> lastRequest = Optional.empty();
    private int answersInDoubt;
    /** Before this moment nothing may be sent. */
    private long silentUntil;
    /** Whether the last exchange brought an answer that cannot be a late one to another question. */
    private boolean answeredLast = true;
    /** Until this moment the answer to a question that was given up may come. */
    private long lateUntil;

    /**
     * Begins a conversation.
     *
     * @param port open
     * @param settings its settings
     * @param clock waits on it
     * @param listener hears of each exchange
     */
    RequestExecutor(LinePort port, LineSettings settings, LineClock clock, Exchange.Listener listener) {
        this.port = port;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        silentUntil = clock.nanos() + SETTLING.toNanos();
        lateUntil = clock.nanos();
    }

    /**
     * Asks, and asks again after a failure, with the silence between that the meter wants. On a line that damages
     * bytes {@link ResponseVote} say what of several answers counts.
     *
     * @param request the question
     * @return the answer or, after the last attempt, what was wrong with it
     * @throws IOException the port is lost
     */
    RequestResult ask(Request request) throws IOException {
        ResponseVote vote = new ResponseVote();
        RequestResult outcome = new RequestResult.Stopped();
        for (int attempt = 1; attempt <= (vote.isEmpty() ? ATTEMPTS : ATTEMPTS_IN_DOUBT); attempt++) {
            outcome = ask(request, attempt);
            if (outcome instanceof RequestResult.Answered answered && (answersInDoubt > 0 || !answeredLast)) {
                // in noise, an answer whose CRC is right may be so by chance
                outcome = vote.hear(answered.response()).<RequestResult> map(RequestResult.Answered::new)
                        .orElseGet(() -> new RequestResult.Failed(Finding.DAMAGED,
                                answered.response().toFrame().toWire().toString()));
                if (outcome instanceof RequestResult.Answered) {
                    answersInDoubt = Math.max(0, answersInDoubt - 1);
                    if (!answeredLast) {
                        // the silence between the two has let everything late come in
                        lateUntil = clock.nanos();
                    }
                    break;
                }
            } else if (outcome instanceof RequestResult.Failed failed) {
                answersInDoubt = failed.finding().isDamage() ? ANSWERS_IN_DOUBT : answersInDoubt;
            } else {
                break;
            }
        }
        return outcome;
    }

    /**
     * Asks, and does not ask again.
     *
     * @param request the question
     * @return the answer, or what was wrong with it
     * @throws IOException the port is lost
     */
    RequestResult askOnce(Request request) throws IOException {
        return ask(request, 1);
    }

    private RequestResult ask(Request request, int attempt) throws IOException {
        if (!untilTheLineIsFree()) {
            return new RequestResult.Stopped();
        }
        if (lastRequest.filter(request::equals).isEmpty()) {
            requestBefore = lastRequest;
            lastRequest = Optional.of(request);
        }
        ResponseMatcher matcher = new ResponseMatcher(request, requestBefore);
        Instant at = clock.instant();
        port.write(matcher.sent().toByteArray());
        long requestEnds = clock.nanos() + settings.wireNanos(matcher.sent().size());
        RequestResult outcome = listen(matcher, requestEnds);
        boolean answered = outcome instanceof RequestResult.Answered;
        long now = clock.nanos();
        if (outcome instanceof RequestResult.Failed) {
            lateUntil = now + LATEST_ANSWER.toNanos();
        }
        answeredLast = outcome instanceof RequestResult.Answered right && !mayBeOfAnother(request, right.response());
        // one byte's time after an answer the meter listens again, and is still awake: that is the cheap moment
        silentUntil = now + (answeredLast ? 2 * settings.wireNanos(1) : SILENCE_AFTER_FAILURE.toNanos());
        if (!(outcome instanceof RequestResult.Stopped)) {
            Optional<Duration> responseTime = Optional.of(now - settings.wireNanos(matcher.answerBytes()))
                    .filter(answerBegan -> answered)
                    .map(answerBegan -> Duration.ofNanos(Math.max(0, answerBegan - requestEnds)));
            listener.exchanged(new Exchange(at, attempt, matcher.sent(), matcher.heard(), matcher.heardBytes(), outcome,
                    responseTime));
        }
        return outcome;
    }

    /**
     * What a meter does not have, it leaves out. So does the late answer to another question, which may have all
     * registers of this one that it gives, and has them if it gives none.
     */
    private boolean mayBeOfAnother(Request request, Response response) {
        return clock.nanos() - lateUntil < 0 && request instanceof GetRegisters question
                && response instanceof RegisterValues values && values.values().size() < question.ids().size();
    }

    /** @return whether the line may be used; not if it is stopped */
    private boolean untilTheLineIsFree() throws IOException {
        boolean goesOn = clock.pause(silentUntil - clock.nanos());
        if (goesOn && dropLateBytes() && !answeredLast) {
            // it was still in use: the silence begins with its end
            goesOn = clock.pause(SILENCE_AFTER_FAILURE);
            dropLateBytes();
        }
        return goesOn;
    }

    private RequestResult listen(ResponseMatcher matcher, long requestEnds) throws IOException {
        long answerBegins = requestEnds + ANSWER_WITHIN.plus(TRANSPORT_SLACK).toNanos();
        long answerEnds = answerBegins + settings.wireNanos(LONGEST_ANSWER_BYTES);
        long lastHeard = clock.nanos();
        while (true) {
            int count = port.read(buffer);
            long now = clock.nanos();
            if (count > 0) {
                lastHeard = now;
                matcher.accept(buffer, count);
                Optional<Response> answer = matcher.answer();
                if (answer.isPresent()) {
                    return new RequestResult.Answered(answer.get());
                }
            }
            if (!clock.pause(count > 0 ? Duration.ZERO : POLL)) {
                return new RequestResult.Stopped();
            }
            boolean inFullFlow = now - lastHeard < LONGEST_GAP.toNanos();
            if (now > answerEnds || now > answerBegins && !inFullFlow || matcher.answeredInVain() && !inFullFlow) {
                return concluded(matcher);
            }
        }
    }

    private RequestResult.Failed concluded(ResponseMatcher matcher) {
        RequestResult.Failed failed = matcher.conclude();
        return OF_NO_METER.contains(failed.finding()) ? port.foreignPeer()
                .map(said -> new RequestResult.Failed(Finding.PORT_NOT_NEGOTIATED, said)).orElseGet(() -> failed)
                : failed;
    }

    /** What arrives without a question is late or noise, and must not be taken for the answer to the next one. */
    private boolean dropLateBytes() throws IOException {
        long end = clock.nanos() + LONGEST_GAP.toNanos();
        boolean dropped = false;
        while (port.read(buffer) > 0 && clock.nanos() < end) {
            dropped = true;
        }
        return dropped;
    }
}
