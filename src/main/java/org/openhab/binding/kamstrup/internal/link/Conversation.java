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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Response;

/**
 * Questions and answers over an open port, by the timing rules of Kamstrup 5512-447 rev. M1 §2.1. Whether the head
 * echoes the request is found out anew each time; there is no setting for it. Used by one thread.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Conversation {

    /** A meter begins its answer at the latest so long after the request. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(1600);
    /** After no answer or a bad one, the line must be silent for so long. */
    private static final Duration SILENCE_AFTER_FAILURE = Duration.ofMillis(1650);
    /** A port that was just opened passes its settings on to a server first, and power to the head. */
    private static final Duration SETTLING = Duration.ofMillis(500);
    /** What USB adapters, network bridges and operating systems add. */
    private static final Duration TRANSPORT_SLACK = Duration.ofMillis(400);
    /** Octets of a frame follow each other; network bridges bunch them. A longer gap ends the frame. */
    private static final Duration LONGEST_GAP = Duration.ofMillis(250);
    /** The longest answer to eight registers, each octet of it stuffed. */
    private static final int LONGEST_ANSWER_OCTETS = 2 * (4 + 8 * (5 + 16)) + 2;
    private static final Duration POLL = Duration.ofMillis(4);
    private static final int ATTEMPTS = 3;
    /** After something arrived damaged, so many answers have to be confirmed by others. */
    private static final int ANSWERS_IN_DOUBT = 20;
    private static final int ATTEMPTS_IN_DOUBT = 6;
    private static final int BUFFER_OCTETS = 256;

    private final LinePort port;
    private final LineSettings settings;
    private final LineClock clock;
    private final Exchange.Listener listener;
    private final byte[] buffer = new byte[BUFFER_OCTETS];
    private Optional<Request> requestBefore = Optional.empty();
    private int answersInDoubt;
    /** Before this moment nothing may be sent. */
    private long silentUntil;

    /**
     * Begins a conversation.
     *
     * @param port open
     * @param settings its settings
     * @param clock waits on it
     * @param listener hears of each exchange
     */
    Conversation(LinePort port, LineSettings settings, LineClock clock, Exchange.Listener listener) {
        this.port = port;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.silentUntil = clock.nanos() + SETTLING.toNanos();
    }

    /**
     * Asks, and asks again after a failure, with the silence between that the meter wants. On a line that damages
     * octets {@link Witnesses} say what of several answers counts.
     *
     * @param request the question
     * @return the answer or, after the last attempt, what was wrong with it
     * @throws IOException the port is lost
     */
    Outcome ask(Request request) throws IOException {
        Witnesses witnesses = new Witnesses();
        Outcome outcome = new Outcome.Stopped();
        for (int attempt = 1; attempt <= (witnesses.isEmpty() ? ATTEMPTS : ATTEMPTS_IN_DOUBT); attempt++) {
            outcome = ask(request, attempt);
            if (outcome instanceof Outcome.Answered answered && answersInDoubt > 0) {
                // in noise, an answer whose check sum is right may be so by chance
                outcome = witnesses.hear(answered.response()).<Outcome> map(Outcome.Answered::new).orElseGet(
                        () -> new Outcome.Failed(Finding.DAMAGED, answered.response().toFrame().toWire().toString()));
                if (outcome instanceof Outcome.Answered) {
                    answersInDoubt--;
                    break;
                }
            } else if (outcome instanceof Outcome.Failed failed) {
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
    Outcome askOnce(Request request) throws IOException {
        return ask(request, 1);
    }

    private Outcome ask(Request request, int attempt) throws IOException {
        if (!clock.pause(silentUntil - clock.nanos())) {
            return new Outcome.Stopped();
        }
        dropLateOctets();
        Hearing hearing = new Hearing(request, requestBefore);
        requestBefore = Optional.of(request);
        Instant at = clock.instant();
        port.write(hearing.sent().toByteArray());
        long requestEnds = clock.nanos() + settings.wireNanos(hearing.sent().size());
        Outcome outcome = listen(hearing, requestEnds);
        boolean answered = outcome instanceof Outcome.Answered;
        long now = clock.nanos();
        // one octet's time after an answer the meter listens again, and is still awake: that is the cheap moment
        silentUntil = now + (answered ? 2 * settings.wireNanos(1) : SILENCE_AFTER_FAILURE.toNanos());
        if (!(outcome instanceof Outcome.Stopped)) {
            Optional<Duration> responseTime = Optional.of(now - settings.wireNanos(hearing.answerOctets()))
                    .filter(answerBegan -> answered)
                    .map(answerBegan -> Duration.ofNanos(Math.max(0, answerBegan - requestEnds)));
            listener.exchanged(new Exchange(at, attempt, hearing.sent(), hearing.heard(), hearing.heardOctets(),
                    outcome, responseTime));
        }
        return outcome;
    }

    private Outcome listen(Hearing hearing, long requestEnds) throws IOException {
        long answerBegins = requestEnds + ANSWER_WITHIN.plus(TRANSPORT_SLACK).toNanos();
        long answerEnds = answerBegins + settings.wireNanos(LONGEST_ANSWER_OCTETS);
        long lastHeard = clock.nanos();
        while (true) {
            int count = port.read(buffer);
            long now = clock.nanos();
            if (count > 0) {
                lastHeard = now;
                hearing.accept(buffer, count);
                Optional<Response> answer = hearing.answer();
                if (answer.isPresent()) {
                    return new Outcome.Answered(answer.get());
                }
            } else if (!clock.pause(POLL)) {
                return new Outcome.Stopped();
            }
            boolean inFullFlow = now - lastHeard < LONGEST_GAP.toNanos();
            if (now > answerEnds || now > answerBegins && !inFullFlow || hearing.answeredInVain() && !inFullFlow) {
                return hearing.conclude();
            }
        }
    }

    /** What arrives without a question is late or noise, and must not be taken for the answer to the next one. */
    private void dropLateOctets() throws IOException {
        long end = clock.nanos() + LONGEST_GAP.toNanos();
        while (port.read(buffer) > 0 && clock.nanos() < end) {
            // dropped
        }
    }
}
