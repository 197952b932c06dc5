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
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * Asks a line whether there is a meter from before KMP at its end: MULTICAL 41, 66 or 401, which answer to two short
 * texts at 300 baud, the one at 300, the other at 1200 baud (IEC 1107). Both texts ask and set nothing.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OldMeterTrial {

    private static final int BAUD_RATE = 300;
    private static final int STOP_BITS = 2;
    private static final Duration LISTENING = Duration.ofMillis(2500);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int KEPT_BYTES = 128;

    /** A text, and the speed of the answer to it. */
    private record Question(String text, int answerBaudRate) {
    }

    private static final List<Question> QUESTIONS = List.of(new Question("/?!\r\n", BAUD_RATE),
            new Question("/#1", 1200));

    private static final RequestResult.Failed NOTHING_HEARD = new RequestResult.Failed(Finding.SILENT, "");

    private final PortOpener opener;
    private final LineSettings asSet;
    private final LineClock clock;
    private final Exchange.Listener listener;

    OldMeterTrial(PortOpener opener, LineSettings asSet, LineClock clock, Exchange.Listener listener) {
        this.opener = opener;
        this.asSet = asSet;
        this.clock = clock;
        this.listener = listener;
    }

    /** @return the settings with which is asked */
    static LineSettings settings(LineSettings asSet) {
        return asSet.with(BAUD_RATE, STOP_BITS);
    }

    /** @return what was heard, {@link Finding#SILENT} if it was no such meter, or why the port does not open so */
    RequestResult run() throws IOException {
        for (Question question : QUESTIONS) {
            RequestResult.Failed heard = ask(question);
            if (heard.finding() == Finding.OLD_METER || heard.finding().isOfPort()) {
                return heard;
            }
        }
        return NOTHING_HEARD;
    }

    private RequestResult.Failed ask(Question question) throws IOException {
        byte[] text = OldMeterText.encode(question.text());
        ByteString sent = ByteString.copyOf(text);
        LineSettings asking = settings(asSet);
        LineSettings listening = asSet.with(question.answerBaudRate(), STOP_BITS);
        Instant at = clock.instant();
        RequestResult.Failed asked = through(asking, port -> {
            port.write(text);
            // the text has to be out before the port is closed or opened at another speed
            clock.pause(asking.wireNanos(text.length));
            return listening.equals(asking) ? heard(at, sent, port) : NOTHING_HEARD;
        });
        return listening.equals(asking) || asked.finding().isOfPort() ? asked
                : through(listening, port -> heard(at, sent, port));
    }

    /** What is done with an open port. */
    private interface Use {
        RequestResult.Failed of(LinePort port) throws IOException;
    }

    private RequestResult.Failed through(LineSettings settings, Use use) throws IOException {
        if (!clock.pause(Duration.ZERO)) {
            // stopped: the port may be somebody else's by now
            return NOTHING_HEARD;
        }
        OpenResult opening = opener.open(settings);
        if (opening instanceof OpenResult.Opened opened) {
            try {
                return use.of(opened.port());
            } finally {
                opened.port().close();
            }
        }
        return opening instanceof OpenResult.NotOpened not ? new RequestResult.Failed(not.finding(), not.evidence())
                : NOTHING_HEARD;
    }

    private RequestResult.Failed heard(Instant at, ByteString sent, LinePort port) throws IOException {
        ByteString heard = withoutEcho(sent, listen(port));
        Finding finding = OldMeterText.isIn(heard) ? Finding.OLD_METER
                : heard.isEmpty() ? Finding.SILENT : Finding.NOISE;
        RequestResult.Failed outcome = new RequestResult.Failed(finding, heard.toString());
        listener.exchanged(new Exchange(at, 1, sent, heard, heard.size(), outcome, Optional.empty()));
        return outcome;
    }

    private ByteString listen(LinePort port) throws IOException {
        byte[] kept = new byte[KEPT_BYTES];
        int count = 0;
        byte[] buffer = new byte[KEPT_BYTES];
        long end = clock.nanos() + LISTENING.toNanos();
        do {
            int read = port.read(buffer);
            int fits = Math.min(read, KEPT_BYTES - count);
            System.arraycopy(buffer, 0, kept, count, fits);
            count += fits;
        } while (clock.nanos() < end && clock.pause(POLL));
        return ByteString.copyOf(kept, 0, count);
    }

    private static ByteString withoutEcho(ByteString sent, ByteString heard) {
        return heard.size() >= sent.size() && heard.slice(0, sent.size()).equals(sent)
                ? heard.slice(sent.size(), heard.size())
                : heard;
    }
}
