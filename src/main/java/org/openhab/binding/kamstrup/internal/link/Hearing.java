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

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.Direction;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.FrameDecoder;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.LineItem;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.Octets;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.RejectReason;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Response;

/**
 * Listens to a line after a request and judges what it hears: the own echo, the answer, or what else it was. An answer
 * is matched by address, command and register ids, never by its position on the line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Hearing {

    /** Octets kept as evidence: enough for the echo and the beginning of whatever followed. */
    private static final int EVIDENCE_OCTETS = 64;

    private final Request request;
    private final Frame requestFrame;
    private final int requestOctets;
    private final FrameDecoder decoder = new FrameDecoder(this::judge);
    private final Set<Finding> findings = EnumSet.noneOf(Finding.class);
    private final byte[] evidence = new byte[EVIDENCE_OCTETS];
    private int heard;
    private @Nullable Response answer;

    Hearing(Request request, Frame requestFrame) {
        this.request = request;
        this.requestFrame = requestFrame;
        requestOctets = requestFrame.toWire().size();
    }

    /** Takes octets as they come. */
    void accept(byte[] buffer, int length) {
        int room = Math.max(0, Math.min(length, EVIDENCE_OCTETS - heard));
        if (room > 0) {
            System.arraycopy(buffer, 0, evidence, heard, room);
        }
        heard = Math.min(EVIDENCE_OCTETS, heard + length);
        decoder.accept(buffer, 0, length);
    }

    /** @return the answer as soon as it is complete */
    Optional<Response> answer() {
        return Optional.ofNullable(answer);
    }

    /**
     * @return whether an answer came that is no use, so that no other will follow; what is no longer than the request
     *         may be its echo, with an octet that a wrong bit made the start of an answer
     */
    boolean answeredInVain() {
        return findings.contains(Finding.DAMAGED) && heard > requestOctets;
    }

    /** The line fell silent, or time is up: says what is wrong. */
    Outcome.Failed conclude() {
        decoder.end();
        // an EnumSet iterates in the order of the enum: the most telling finding first
        Finding finding = findings.isEmpty() ? Finding.SILENT : findings.iterator().next();
        return new Outcome.Failed(finding, Octets.copyOf(evidence, 0, heard).toString());
    }

    private void judge(LineItem item) {
        if (item instanceof LineItem.Received received) {
            judgeFrame(received.frame());
        } else if (item instanceof LineItem.Rejected rejected) {
            boolean ownEcho = rejected.wire().at(0) == Direction.REQUEST.start();
            findings.add(ownEcho ? Finding.NOISE
                    : rejected.reason() == RejectReason.MISSING_STOP ? Finding.CUT_SHORT : Finding.DAMAGED);
        } else if (!(item instanceof LineItem.Noise noise && isIdleMark(noise.wire()))) {
            findings.add(Finding.NOISE);
        }
    }

    /** A meter may send a single 00 unasked (Kamstrup 5512-447 rev. M1 §2.1). */
    private static boolean isIdleMark(Octets octets) {
        return octets.size() == 1 && octets.at(0) == 0;
    }

    private void judgeFrame(Frame frame) {
        if (frame.direction() == Direction.REQUEST) {
            findings.add(frame.equals(requestFrame) ? Finding.ECHO_ONLY : Finding.NOISE);
        } else if (frame.address() != request.address()) {
            findings.add(Finding.OTHER_METER);
        } else if (frame.command() != requestFrame.command()) {
            findings.add(Finding.OTHER_ANSWER);
        } else if (!(Message.of(frame)instanceof Response response)) {
            findings.add(Finding.DAMAGED);
        } else if (!answersTheQuestion(response)) {
            findings.add(Finding.OTHER_ANSWER);
        } else {
            answer = response;
        }
    }

    /** A meter leaves out registers that it does not have, but gives no other ones and none twice. */
    private boolean answersTheQuestion(Response response) {
        if (response instanceof RegisterValues values && request instanceof GetRegisters question) {
            Set<Integer> open = new HashSet<>(question.ids());
            return values.values().stream().map(RegisterValue::id).allMatch(open::remove);
        }
        return true;
    }
}
