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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.text.DataBlock;
import org.openhab.binding.kamstrup.internal.text.TextAnswer;
import org.openhab.binding.kamstrup.internal.text.TextDecoder;
import org.openhab.binding.kamstrup.internal.text.TextItem;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * Sends requests to meters from before KMP and receives their answers, by the timing rules of Kamstrup 5511-634 §4. The
 * port changes its speed for each request and gets its configured speed back afterwards. Used by one thread.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextRequestExecutor {

    /** A request, or a repeated one, follows the one before not sooner. */
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(TextRequest.MIN_SECONDS_BETWEEN);
    /** The meter begins its answer within this time after the request. */
    private static final Duration RESPONSE_WITHIN = Duration.ofMillis(2000);
    /** The delay of USB adapters, network bridges and operating systems. */
    private static final Duration TRANSPORT_SLACK = Duration.ofMillis(400);
    /** So long after a request its last character is on the wire; a meter answers after 300 ms at the earliest. */
    private static final Duration UNTIL_SWITCH = Duration.ofMillis(90);
    /** Characters of an answer follow each other; network bridges bunch them. */
    private static final Duration LONGEST_GAP = Duration.ofMillis(400);
    private static final Duration POLL = Duration.ofMillis(4);
    private static final int ATTEMPTS = 3;
    private static final int BUFFER_BYTES = 256;
    private static final RequestResult SPEED_FIXED = new RequestResult.Failed(Finding.SPEED_FIXED, "");

    private final LinePort port;
    private final LineSettings settings;
    private final LineClock clock;
    private final Consumer<Exchange> listener;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long silentUntil;
    /** The speed that the port has now. */
    private LineSettings speed;

    /**
     * Creates an executor for an open port.
     *
     * @param port the open port
     * @param settings its settings, which it has between the requests
     * @param clock the clock of all waits
     * @param listener receives each exchange
     */
    TextRequestExecutor(LinePort port, LineSettings settings, LineClock clock, Consumer<Exchange> listener) {
        this.port = port;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        silentUntil = clock.nanos();
        speed = settings;
    }

    /**
     * Sends a request, and repeats it after a failure. Each attempt comes not sooner than
     * {@value TextRequest#MIN_SECONDS_BETWEEN} seconds after the one before.
     *
     * @return {@link RequestResult.TextAnswered}, or the failure of the last attempt
     * @throws IOException the port is lost
     */
    RequestResult ask(TextRequest request) throws IOException {
        RequestResult result = ask(request, 1);
        for (int attempt = 2; attempt <= ATTEMPTS && result instanceof RequestResult.Failed failed
                && failed.finding() != Finding.SPEED_FIXED; attempt++) {
            result = ask(request, attempt);
        }
        return result;
    }

    /**
     * Sends a request once. The data block of a meter that waits for it is requested after its identification.
     *
     * @return {@link RequestResult.TextAnswered}, or the failure; {@link Finding#SPEED_FIXED} if the port cannot change
     *         its speed, so that nothing was sent
     * @throws IOException the port is lost
     */
    RequestResult askOnce(TextRequest request) throws IOException {
        return ask(request, 1);
    }

    private RequestResult ask(TextRequest request, int attempt) throws IOException {
        if (!clock.pause(silentUntil - clock.nanos())) {
            return new RequestResult.Stopped();
        }
        dropLateBytes();
        Instant at = clock.instant();
        Reception reception = new Reception(request);
        RequestResult result = exchange(request, reception);
        if (reception.identified && reception.block.isEmpty() && result instanceof RequestResult.Failed) {
            result = exchange(TextRequest.DATA, reception);
        }
        setSpeed(settings);
        if (!(result instanceof RequestResult.Stopped || result.equals(SPEED_FIXED))) {
            listener.accept(new Exchange(at, attempt, request.toWire(true), reception.received(), reception.count,
                    result, reception.responseTime));
        }
        return result;
    }

    private boolean setSpeed(LineSettings wanted) throws IOException {
        boolean hasSpeed = speed.equals(wanted) || port.setSpeed(wanted.baudRate(), wanted.stopBits());
        speed = hasSpeed ? wanted : speed;
        return hasSpeed;
    }

    private RequestResult exchange(TextRequest request, Reception reception) throws IOException {
        LineSettings sending = settings.with(TextRequest.REQUEST_BAUD_RATE, TextRequest.STOP_BITS);
        LineSettings receiving = settings.with(request.answerBaudRate(), TextRequest.STOP_BITS);
        if (!setSpeed(sending)) {
            return SPEED_FIXED;
        }
        ByteString sent = request.toWire(true);
        port.write(sent.toByteArray());
        long requestEnds = clock.nanos() + sending.wireNanos(sent.size());
        silentUntil = requestEnds + BETWEEN_REQUESTS.toNanos();
        if (!receiving.equals(sending)) {
            if (!clock.pause(requestEnds + UNTIL_SWITCH.toNanos() - clock.nanos())) {
                return new RequestResult.Stopped();
            }
            // an echo has the speed of the request
            read(reception, requestEnds);
            if (!setSpeed(receiving)) {
                return SPEED_FIXED;
            }
        }
        return receive(request, reception, requestEnds, receiving);
    }

    private RequestResult receive(TextRequest request, Reception reception, long requestEnds, LineSettings receiving)
            throws IOException {
        long answerBegins = requestEnds + RESPONSE_WITHIN.plus(TRANSPORT_SLACK).toNanos();
        long answerEnds = answerBegins + receiving.wireNanos(TextDecoder.MAX_ITEM + request.answerBytes());
        long lastReceived = clock.nanos();
        while (true) {
            boolean hasRead = read(reception, requestEnds);
            long now = clock.nanos();
            lastReceived = hasRead ? now : lastReceived;
            if (reception.isComplete()) {
                return reception.answered();
            }
            if (!clock.pause(hasRead ? Duration.ZERO : POLL)) {
                return new RequestResult.Stopped();
            }
            // a data block follows the identification at once, or waits for the acknowledgement
            boolean waits = reception.identified && request == TextRequest.IDENTIFICATION;
            boolean isReceiving = now - lastReceived < LONGEST_GAP.toNanos();
            if (now > answerEnds || !isReceiving && (now > answerBegins || waits)) {
                reception.decoder.end();
                return RequestExecutor.ofPeer(reception.failed(), port);
            }
        }
    }

    private boolean read(Reception reception, long requestEnds) throws IOException {
        int count = port.read(buffer);
        if (count > 0) {
            reception.accept(buffer, count, clock.nanos() - requestEnds);
        }
        return count > 0;
    }

    /** Bytes that arrive before a request are late or noise. */
    private void dropLateBytes() throws IOException {
        long end = clock.nanos() + LONGEST_GAP.toNanos();
        while (port.read(buffer) > 0 && clock.nanos() < end) {
            // dropped
        }
    }

    /** What was received after a request. */
    private static final class Reception {

        private final TextRequest request;
        private final TextDecoder decoder = new TextDecoder(this::accept);
        private final List<TextAnswer> lines = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final ByteArrayOutputStream first = new ByteArrayOutputStream();
        private Optional<DataBlock> block = Optional.empty();
        private Optional<Duration> responseTime = Optional.empty();
        private boolean identified;
        private int count;

        Reception(TextRequest request) {
            this.request = request;
        }

        void accept(byte[] buffer, int length, long nanosAfterRequest) {
            count += length;
            first.write(buffer, 0, Math.min(length, BUFFER_BYTES - first.size()));
            boolean hadAnswer = !lines.isEmpty() || identified;
            decoder.accept(buffer, 0, length);
            if (!hadAnswer && (!lines.isEmpty() || identified)) {
                responseTime = Optional.of(Duration.ofNanos(Math.max(0, nanosAfterRequest)));
            }
        }

        private void accept(TextItem item, ByteString wire) {
            if (item instanceof TextItem.Line line && lines.size() < request.lines()) {
                Optional<TextAnswer> answer = TextAnswer.read(request, lines.size(), line);
                answer.filter(TextAnswer::isConsistent).ifPresentOrElse(lines::add,
                        () -> findings.add(answer.isPresent() ? Finding.DAMAGED : unfitting(line)));
            } else if (item instanceof TextItem.Block data && request.lines() == 0) {
                Optional<DataBlock> read = DataBlock.read(data);
                block = read.filter(known -> !known.values().isEmpty());
                if (read.isPresent()) {
                    // an electricity meter has a data block without these values
                    findings.clear();
                }
                findings.add(read.isPresent() ? Finding.OLD_METER : Finding.DAMAGED);
            } else if (item instanceof TextItem.Identification && request.lines() == 0) {
                identified = true;
                findings.add(Finding.CUT_SHORT);
            } else if (item instanceof TextItem.Echo) {
                findings.add(Finding.ECHO_ONLY);
            } else if (item instanceof TextItem.Rejected rejected) {
                findings.add(rejected.reason() == TextItem.Reason.TRUNCATED ? Finding.CUT_SHORT : Finding.DAMAGED);
            } else {
                findings.add(Finding.NOISE);
            }
        }

        /** @return why a line does not belong to the request */
        private static Finding unfitting(TextItem.Line line) {
            return Arrays.stream(TextRequest.values()).anyMatch(other -> TextAnswer.read(other, 0, line).isPresent())
                    ? Finding.OTHER_ANSWER
                    : Finding.CUT_SHORT;
        }

        boolean isComplete() {
            return request.lines() == 0 ? block.isPresent() : lines.size() == request.lines();
        }

        RequestResult answered() {
            return new RequestResult.TextAnswered(lines, block);
        }

        RequestResult.Failed failed() {
            if (lines.isEmpty() && ElectricityMeterAnswer.isIn(received())) {
                findings.add(Finding.ELECTRICITY_METER);
            }
            Finding finding = lines.isEmpty()
                    ? findings.stream().min(Comparator.comparingInt(Finding::rank)).orElseGet(() -> Finding.SILENT)
                    : Finding.CUT_SHORT;
            return new RequestResult.Failed(finding, received().toString());
        }

        ByteString received() {
            return ByteString.copyOf(first.toByteArray());
        }
    }
}
