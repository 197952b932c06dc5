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

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Direction;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.FrameDecoder;
import org.openhab.binding.kamstrup.internal.kmp.LineItem;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.RejectReason;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.text.SevenBit;

/**
 * Finds the response to a request among the received bytes, or says what they are instead: the own echo, another
 * response, damage. A response is matched by address, command and register ids, never by its position.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ResponseMatcher {

    /** Bytes shown as evidence: the echo and the first bytes after it. */
    private static final int EVIDENCE_BYTES = 64;
    /** Bytes kept: an echo and the longest response. */
    private static final int KEPT_BYTES = 512;

    /** A damaged echo has at most so many bytes more than the request. */
    private static final int ECHO_EXTRA_BYTES = 2;
    /** A damaged echo has at least so many of a hundred bytes of the request, in their order. */
    private static final int ECHO_MIN_PERCENT = 60;
    private static final int ALL_PERCENT = 100;
    private static final Set<Finding> FRAMES = EnumSet.of(Finding.OTHER_METER, Finding.LATE_ANSWER,
            Finding.OTHER_ANSWER);

    private final Request request;
    private final Frame requestFrame;
    private final ByteString sent;
    private final Optional<Request> requestBefore;
    private final FrameDecoder decoder = new FrameDecoder(this::classify);
    private final Set<Finding> findings = EnumSet.noneOf(Finding.class);
    private byte[] kept = new byte[EVIDENCE_BYTES];
    private int receivedBytes;
    private int responseBytes;
    private @Nullable Response response;

    /**
     * Creates a matcher for one request.
     *
     * @param request the request
     * @param requestBefore the last other request, whose response may arrive late
     */
    ResponseMatcher(Request request, Optional<Request> requestBefore) {
        this.request = request;
        this.requestBefore = requestBefore;
        requestFrame = request.toFrame();
        sent = requestFrame.toWire();
    }

    /** @return the bytes of the request */
    ByteString sent() {
        return sent;
    }

    /** Adds received bytes. */
    void accept(byte[] buffer, int length) {
        int end = Math.min(KEPT_BYTES, receivedBytes + length);
        if (end > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(KEPT_BYTES, Math.max(end, 2 * kept.length)));
        }
        if (end > receivedBytes) {
            System.arraycopy(buffer, 0, kept, receivedBytes, end - receivedBytes);
        }
        // stays at the highest number after an overflow
        receivedBytes = Math.max(receivedBytes, receivedBytes + length);
        decoder.accept(buffer, 0, length);
    }

    /** @return the received bytes, as far as they are kept */
    ByteString received() {
        return ByteString.copyOf(kept, 0, Math.min(receivedBytes, kept.length));
    }

    /** @return the number of received bytes */
    int receivedBytes() {
        return receivedBytes;
    }

    /** @return the number of bytes of the response; 0 without one */
    int responseBytes() {
        return responseBytes;
    }

    /** @return the response as soon as it is complete */
    Optional<Response> response() {
        return Optional.ofNullable(response);
    }

    /**
     * @return whether a damaged response arrived, so that no other follows. Bytes that are no longer than the request
     *         may
     *         be its echo, with a wrong bit that looks like the start of a response.
     */
    boolean hasDamagedResponse() {
        return findings.contains(Finding.DAMAGED) && receivedBytes > sent.size();
    }

    /** @return what is wrong, when the line has fallen silent or the time is over */
    RequestResult.Failed failure() {
        decoder.end();
        ByteString received = received();
        String evidence = received.slice(0, Math.min(received.size(), EVIDENCE_BYTES)).toString();
        if (Collections.disjoint(findings, FRAMES)) {
            Optional<TtyTransformation> change = TtyTransformation.find(sent, received,
                    frame -> Message.of(frame)instanceof Response parsed && answers(request, frame, parsed));
            if (change.isPresent()) {
                return new RequestResult.Failed(Finding.PORT_NOT_RAW, change.get().change() + ": " + evidence);
            }
            // without a frame, the bytes themselves are examined
            if (ElectricityMeterAnswer.isIn(received)) {
                findings.add(Finding.ELECTRICITY_METER);
            } else if (SevenBit.isText(withoutEcho(received))) {
                findings.add(Finding.OLD_METER);
            } else if (!findings.contains(Finding.ECHO_ONLY) && isDamagedEcho(received)) {
                findings.clear();
                findings.add(Finding.ECHO_DAMAGED);
            }
        }
        return new RequestResult.Failed(
                findings.stream().min(Comparator.comparingInt(Finding::rank)).orElseGet(() -> Finding.SILENT),
                evidence);
    }

    private ByteString withoutEcho(ByteString bytes) {
        return bytes.size() >= sent.size() && bytes.slice(0, sent.size()).equals(sent)
                ? bytes.slice(sent.size(), bytes.size())
                : bytes;
    }

    /** @return whether the bytes are the request and nothing else, with wrong, lost or doubled bytes */
    private boolean isDamagedEcho(ByteString bytes) {
        return bytes.size() <= sent.size() + ECHO_EXTRA_BYTES && !bytes.equals(sent)
                && commonBytes(sent, bytes) * ALL_PERCENT >= sent.size() * ECHO_MIN_PERCENT;
    }

    /** @return the length of the longest common subsequence */
    private static int commonBytes(ByteString one, ByteString other) {
        int[] before = new int[other.size() + 1];
        for (int i = 1; i <= one.size(); i++) {
            int[] now = new int[other.size() + 1];
            for (int j = 1; j <= other.size(); j++) {
                now[j] = one.at(i - 1) == other.at(j - 1) ? before[j - 1] + 1 : Math.max(before[j], now[j - 1]);
            }
            before = now;
        }
        return before[other.size()];
    }

    private void classify(LineItem item) {
        if (item instanceof LineItem.Received received) {
            classifyFrame(received.frame());
        } else if (item instanceof LineItem.Rejected rejected) {
            boolean ownEcho = rejected.wire().at(0) == Direction.REQUEST.start();
            findings.add(ownEcho ? Finding.NOISE
                    : rejected.reason() == RejectReason.MISSING_STOP ? Finding.CUT_SHORT : Finding.DAMAGED);
        } else if (!(item instanceof LineItem.Noise noise && isIdleMark(noise.wire()))) {
            findings.add(Finding.NOISE);
        }
    }

    /** A meter may send a single 00 unasked (Kamstrup 5512-447 rev. M1 §2.1). */
    private static boolean isIdleMark(ByteString bytes) {
        return bytes.size() == 1 && bytes.at(0) == 0;
    }

    private void classifyFrame(Frame frame) {
        if (frame.direction() == Direction.REQUEST) {
            boolean own = frame.equals(requestFrame)
                    || requestBefore.map(Request::toFrame).filter(frame::equals).isPresent();
            findings.add(own ? Finding.ECHO_ONLY : Finding.NOISE);
        } else if (frame.address() != request.address()) {
            findings.add(isLate(frame) ? Finding.LATE_ANSWER : Finding.OTHER_METER);
        } else if (!(Message.of(frame)instanceof Response parsed)) {
            findings.add(frame.command() == requestFrame.command() ? Finding.DAMAGED : Finding.OTHER_ANSWER);
        } else if (answers(request, frame, parsed)) {
            response = parsed;
            responseBytes = frame.toWire().size();
        } else {
            findings.add(isLate(frame) ? Finding.LATE_ANSWER : Finding.OTHER_ANSWER);
        }
    }

    private boolean isLate(Frame frame) {
        return Message.of(frame)instanceof Response parsed
                && requestBefore.filter(before -> answers(before, frame, parsed)).isPresent();
    }

    /**
     * A meter leaves out registers that it does not have, but sends no other ones and none twice. An answer about
     * another logger, or from another row on, belongs to another request.
     */
    private static boolean answers(Request request, Frame frame, Response response) {
        if (frame.address() != request.address() || frame.command() != request.toFrame().command()) {
            return false;
        }
        if (response instanceof RegisterValues values && request instanceof GetRegisters question) {
            Set<Integer> open = new HashSet<>(question.ids());
            return values.values().stream().map(RegisterValue::id).allMatch(open::remove);
        } else if (request instanceof GetLoggerRows question && response instanceof LoggerRows rows) {
            return rows.answers(question);
        } else if (request instanceof GetLoggerConfiguration question
                && response instanceof LoggerConfiguration configuration) {
            return configuration.logger() == question.logger();
        }
        return true;
    }
}
