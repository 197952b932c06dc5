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
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;

/**
 * Sends requests and receives their responses, by the timing rules of Kamstrup 5512-447 rev. M1 §2.1. It detects the
 * echo of the head at each request; there is no setting for it. Used by one thread.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RequestExecutor {

    /** The meter begins its response within this time after the request. */
    private static final Duration RESPONSE_WITHIN = Duration.ofMillis(1600);
    /** The silence on the line after a request without a valid response. */
    private static final Duration SILENCE_AFTER_FAILURE = Duration.ofMillis(1650);
    /** A port that was just opened passes its settings to a server, and power to the head. */
    private static final Duration SETTLING = Duration.ofMillis(500);
    /** The delay of USB adapters, network bridges and operating systems. */
    private static final Duration TRANSPORT_SLACK = Duration.ofMillis(400);
    /** Bytes of a frame follow each other; network bridges bunch them. A longer gap ends the frame. */
    private static final Duration LONGEST_GAP = Duration.ofMillis(250);
    /** A network may deliver a response so long after a request that seemed to have none. */
    private static final Duration LATEST_RESPONSE = Duration.ofMinutes(1);
    /** The longest response with eight registers, each byte of it stuffed. */
    private static final int LONGEST_RESPONSE_BYTES = 2 * (4 + 8 * (5 + 16)) + 2;
    /** The longest response with rows of a logger: nobody asks for more than half a kilobyte of values. */
    private static final int LONGEST_LOGGER_RESPONSE_BYTES = 2 * 1024 + 2;
    /**
     * A server that does not use the protocol of the port looks like this. Its greeting may look like an old meter. The
     * protocol changes bytes with the value FF.
     */
    private static final Set<Finding> OF_OTHER_SERVER = EnumSet.of(Finding.SILENT, Finding.NOISE, Finding.OLD_METER,
            Finding.DAMAGED, Finding.CUT_SHORT);
    private static final Duration POLL = Duration.ofMillis(4);
    /** Within a frame, the port is read so often around the moment at which the next byte is due. */
    private static final Duration BYTE_POLL = Duration.ofNanos(250_000);
    private static final int BYTE_POLLS_BEFORE = 2;
    private static final int BYTE_POLLS_AFTER = 8;
    private static final int ATTEMPTS = 3;
    /** After damaged bytes, so many responses have to be confirmed by a second one. */
    private static final int RESPONSES_TO_CONFIRM = 20;
    private static final int ATTEMPTS_TO_CONFIRM = 6;
    private static final int BUFFER_BYTES = 256;

    private final LinePort port;
    private final LineSettings settings;
    private final LineClock clock;
    private final Consumer<Exchange> listener;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private Optional<Request> requestBefore = Optional.empty();
    private Optional<Request> lastRequest = Optional.empty();
    private int responsesToConfirm;
    private Optional<Request> attempted = Optional.empty();
    private ResponseVote attemptVote = new ResponseVote();
    /** Nothing may be sent before this moment. */
    private long silentUntil;
    /** Whether the last exchange brought a response that cannot be a late one to another request. */
    private boolean answeredLast = true;
    /** Until this moment the response to an earlier request may arrive. */
    private long lateUntil;

    /**
     * Creates an executor for a port that was just opened.
     *
     * @param port the open port
     * @param settings its settings
     * @param clock the clock of all waits
     * @param listener receives each exchange
     */
    RequestExecutor(LinePort port, LineSettings settings, LineClock clock, Consumer<Exchange> listener) {
        this.port = port;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        silentUntil = clock.nanos() + (port.hasFixedSettings() ? Duration.ZERO : SETTLING).toNanos();
        lateUntil = clock.nanos();
    }

    /**
     * Sends a request, and repeats it after a failure and the silence that the meter needs. On a line that damages
     * bytes {@link ResponseVote} decides which of several responses is right.
     *
     * @return the response, or the failure of the last attempt
     * @throws IOException the port is lost
     */
    RequestResult ask(Request request) throws IOException {
        ResponseVote vote = new ResponseVote();
        RequestResult outcome = new RequestResult.Stopped();
        for (int attempt = 1; attempt <= (vote.isEmpty() ? ATTEMPTS : ATTEMPTS_TO_CONFIRM); attempt++) {
            outcome = confirmed(ask(request, attempt), vote);
            if (!(outcome instanceof RequestResult.Failed)) {
                break;
            }
        }
        return outcome;
    }

    /**
     * Sends a request once, for a caller that repeats it after others have had the line. On a line that damages bytes a
     * response is a failure until a second attempt has confirmed it.
     *
     * @return the response, or the failure
     * @throws IOException the port is lost
     */
    RequestResult attempt(Request request) throws IOException {
        if (attempted.filter(request::equals).isEmpty()) {
            attempted = Optional.of(request);
            attemptVote = new ResponseVote();
        }
        RequestResult outcome = confirmed(ask(request, 1), attemptVote);
        if (outcome instanceof RequestResult.Answered) {
            attempted = Optional.empty();
        }
        return outcome;
    }

    /** In noise, the CRC of a response may be right by chance. */
    private RequestResult confirmed(RequestResult outcome, ResponseVote vote) {
        if (outcome instanceof RequestResult.Failed failed) {
            responsesToConfirm = failed.finding().isDamage() ? RESPONSES_TO_CONFIRM : responsesToConfirm;
        }
        if (!(outcome instanceof RequestResult.Answered answered) || responsesToConfirm == 0 && answeredLast) {
            return outcome;
        }
        Optional<Response> confirmed = vote.add(answered.response());
        if (confirmed.isEmpty()) {
            return new RequestResult.Failed(Finding.DAMAGED, answered.response().toFrame().toWire().toString());
        }
        responsesToConfirm = Math.max(0, responsesToConfirm - 1);
        if (!answeredLast) {
            // all late bytes have arrived in the silence between the two
            lateUntil = clock.nanos();
        }
        return new RequestResult.Answered(confirmed.get());
    }

    /**
     * Sends a request once.
     *
     * @return the response, or the failure
     * @throws IOException the port is lost
     */
    RequestResult askOnce(Request request) throws IOException {
        return ask(request, 1);
    }

    private RequestResult ask(Request request, int attempt) throws IOException {
        if (!awaitSilence()) {
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
        RequestResult outcome = receive(matcher, requestEnds, longestResponseBytes(request));
        long now = clock.nanos();
        if (outcome instanceof RequestResult.Failed) {
            lateUntil = now + LATEST_RESPONSE.toNanos();
        }
        answeredLast = outcome instanceof RequestResult.Answered right && !mayBeLate(request, right.response());
        // the meter receives again one byte time after its response, and is still awake
        silentUntil = now + (answeredLast ? settings.wireNanos(1) : SILENCE_AFTER_FAILURE.toNanos());
        if (!(outcome instanceof RequestResult.Stopped)) {
            Optional<Duration> responseTime = outcome instanceof RequestResult.Answered
                    ? Optional.of(Duration
                            .ofNanos(Math.max(0, now - settings.wireNanos(matcher.responseBytes()) - requestEnds)))
                    : Optional.empty();
            listener.accept(new Exchange(at, attempt, matcher.sent(), matcher.received(), matcher.receivedBytes(),
                    outcome, responseTime));
        }
        return outcome;
    }

    /**
     * A meter leaves out registers that it does not have. So a late response to another request looks valid if all its
     * registers are in this request, or if it has none.
     */
    private boolean mayBeLate(Request request, Response response) {
        return clock.nanos() - lateUntil < 0 && request instanceof GetRegisters asked
                && response instanceof RegisterValues values && values.values().size() < asked.ids().size();
    }

    /** @return false if the line is stopped */
    private boolean awaitSilence() throws IOException {
        boolean goesOn = clock.pause(silentUntil - clock.nanos());
        if (goesOn && dropLateBytes() && !answeredLast) {
            // the silence begins with the end of the late bytes
            goesOn = clock.pause(SILENCE_AFTER_FAILURE);
            dropLateBytes();
        }
        return goesOn;
    }

    private static int longestResponseBytes(Request request) {
        return request instanceof GetLoggerRows || request instanceof GetLoggerConfiguration
                ? LONGEST_LOGGER_RESPONSE_BYTES
                : LONGEST_RESPONSE_BYTES;
    }

    private RequestResult receive(ResponseMatcher matcher, long requestEnds, int longestResponse) throws IOException {
        long responseBegins = requestEnds + RESPONSE_WITHIN.plus(TRANSPORT_SLACK).toNanos();
        long responseEnds = responseBegins + settings.wireNanos(longestResponse);
        long lastReceived = clock.nanos();
        while (true) {
            int count = port.read(buffer);
            long now = clock.nanos();
            if (count > 0) {
                lastReceived = now;
                matcher.accept(buffer, count);
                Optional<Response> response = matcher.response();
                if (response.isPresent()) {
                    return new RequestResult.Answered(response.get());
                }
            }
            // a full buffer may not be all that there is
            if (!clock.pause(count == buffer.length ? 0 : untilNextRead(matcher, now - lastReceived))) {
                return new RequestResult.Stopped();
            }
            boolean receiving = now - lastReceived < LONGEST_GAP.toNanos();
            if (now > responseEnds || now > responseBegins && !receiving
                    || matcher.hasDamagedResponse() && !receiving) {
                return failure(matcher);
            }
        }
    }

    /** @return nanoseconds from a read of the port to the next one */
    private long untilNextRead(ResponseMatcher matcher, long sinceLastByte) {
        long byteNanos = settings.wireNanos(1);
        long bytePoll = BYTE_POLL.toNanos();
        if (matcher.receivedBytes() == 0 || sinceLastByte > byteNanos + BYTE_POLLS_AFTER * bytePoll) {
            return POLL.toNanos();
        }
        return Math.max(bytePoll, byteNanos - BYTE_POLLS_BEFORE * bytePoll - sinceLastByte);
    }

    private RequestResult.Failed failure(ResponseMatcher matcher) {
        return ofPeer(matcher.failure(), port);
    }

    /** @return the failure, or what the other end of a network port has sent in its place */
    static RequestResult.Failed ofPeer(RequestResult.Failed failed, LinePort port) {
        return OF_OTHER_SERVER.contains(failed.finding()) ? port.foreignPeer().orElseGet(() -> failed) : failed;
    }

    /** Bytes that arrive before a request are late or noise, and must not be taken for its response. */
    private boolean dropLateBytes() throws IOException {
        long end = clock.nanos() + LONGEST_GAP.toNanos();
        boolean dropped = false;
        while (port.read(buffer) > 0 && clock.nanos() < end) {
            dropped = true;
        }
        return dropped;
    }
}
