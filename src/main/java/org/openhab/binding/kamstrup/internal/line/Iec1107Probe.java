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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * Detects a meter from before KMP: MULTICAL 41, 66 and 401 answer two short texts at 300 baud, one with 300, the other
 * with 1200 baud (IEC 1107). Both texts are requests and set nothing. Characters have seven bits and an even parity
 * bit, which a port with eight data bits receives as the highest bit.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Iec1107Probe {

    private static final int BAUD_RATE = 300;
    private static final int STOP_BITS = 2;
    private static final Duration RESPONSE_TIME = Duration.ofMillis(2500);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int KEPT_BYTES = 128;

    /** Fewer bytes may be noise: one random byte in five looks like a character. */
    private static final int MIN_TEXT_BYTES = 8;
    private static final int MIN_TEXT_PERCENT = 90;
    private static final int ALL_PERCENT = 100;
    private static final int SEVEN_BITS = 0x7F;
    private static final int PARITY_BIT = 0x80;
    private static final int FIRST_PRINTABLE = ' ';
    private static final int LAST_PRINTABLE = '~';
    /** Start and end of text, line feed, carriage return. */
    private static final String CONTROLS = "\u0002\u0003\n\r";

    /** A request, and the speed of the response to it. */
    private record Question(String text, int responseBaudRate) {
    }

    private static final List<Question> QUESTIONS = List.of(new Question("/?!\r\n", BAUD_RATE),
            new Question("/#1", 1200));

    private static final RequestResult NOTHING_RECEIVED = new RequestResult.Failed(Finding.SILENT, "");

    private final PortOpener opener;
    private final LineSettings configured;
    private final LineClock clock;
    private final Consumer<Exchange> listener;

    Iec1107Probe(PortOpener opener, LineSettings configured, LineClock clock, Consumer<Exchange> listener) {
        this.opener = opener;
        this.configured = configured;
        this.clock = clock;
        this.listener = listener;
    }

    /** @return the settings of the requests */
    static LineSettings settings(LineSettings configured) {
        return configured.with(BAUD_RATE, STOP_BITS);
    }

    /** @return whether received bytes are the text of such a meter, with or without the echo of the request */
    static boolean isResponse(ByteString sent, ByteString received) {
        return isText(withoutEcho(sent, received));
    }

    private static ByteString withoutEcho(ByteString sent, ByteString received) {
        return received.size() >= sent.size() && received.slice(0, sent.size()).equals(sent)
                ? received.slice(sent.size(), received.size())
                : received;
    }

    private static boolean isText(ByteString bytes) {
        int characters = 0;
        for (int i = 0; i < bytes.size(); i++) {
            characters += isCharacter(bytes.at(i)) ? 1 : 0;
        }
        return bytes.size() >= MIN_TEXT_BYTES && characters * ALL_PERCENT >= bytes.size() * MIN_TEXT_PERCENT;
    }

    private static boolean isCharacter(int byteValue) {
        int character = byteValue & SEVEN_BITS;
        return Integer.bitCount(byteValue) % 2 == 0
                && (character >= FIRST_PRINTABLE && character <= LAST_PRINTABLE || CONTROLS.indexOf(character) >= 0);
    }

    private static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] |= (byte) (Integer.bitCount(bytes[i]) % 2 == 0 ? 0 : PARITY_BIT);
        }
        return bytes;
    }

    /** @return {@link Finding#OLD_METER}, {@link Finding#SILENT} without such a meter, or why the port does not open */
    RequestResult run() throws IOException {
        for (Question question : QUESTIONS) {
            if (ask(question)instanceof RequestResult.Failed result
                    && (result.finding() == Finding.OLD_METER || result.finding().isOfPort())) {
                return result;
            }
        }
        return NOTHING_RECEIVED;
    }

    private RequestResult ask(Question question) throws IOException {
        byte[] text = encode(question.text());
        ByteString sent = ByteString.copyOf(text);
        LineSettings sending = settings(configured);
        LineSettings receiving = configured.with(question.responseBaudRate(), STOP_BITS);
        Instant at = clock.instant();
        RequestResult result = withPort(sending, port -> {
            port.write(text);
            // the text has to be out before the port is closed or opened at another speed
            clock.pause(sending.wireNanos(text.length));
            return receiving.equals(sending) ? receive(at, sent, port) : NOTHING_RECEIVED;
        });
        return receiving.equals(sending) || !result.equals(NOTHING_RECEIVED) ? result
                : withPort(receiving, port -> receive(at, sent, port));
    }

    private RequestResult withPort(LineSettings settings, PortOpener.PortUse use) throws IOException {
        // after a stop another line may own the port
        return clock.pause(Duration.ZERO) ? opener.withPort(settings, use) : NOTHING_RECEIVED;
    }

    private RequestResult receive(Instant at, ByteString sent, LinePort port) throws IOException {
        ByteString received = withoutEcho(sent, read(port));
        Finding finding = isText(received) ? Finding.OLD_METER : received.isEmpty() ? Finding.SILENT : Finding.NOISE;
        RequestResult result = new RequestResult.Failed(finding, received.toString());
        listener.accept(new Exchange(at, 1, sent, received, received.size(), result, Optional.empty()));
        return result;
    }

    private ByteString read(LinePort port) throws IOException {
        byte[] kept = new byte[KEPT_BYTES];
        int count = 0;
        byte[] buffer = new byte[KEPT_BYTES];
        long end = clock.nanos() + RESPONSE_TIME.toNanos();
        do {
            int read = port.read(buffer);
            int fits = Math.min(read, KEPT_BYTES - count);
            System.arraycopy(buffer, 0, kept, count, fits);
            count += fits;
        } while (clock.nanos() < end && clock.pause(POLL));
        return ByteString.copyOf(kept, 0, count);
    }
}
