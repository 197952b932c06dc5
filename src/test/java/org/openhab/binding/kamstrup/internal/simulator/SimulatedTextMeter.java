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
package org.openhab.binding.kamstrup.internal.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * A meter from before KMP: it answers the requests of its image, but none sooner than five seconds after the one before
 * (Kamstrup 5511-634 §4). All times are given from outside, in nanoseconds. Its answers may be changed while it runs.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SimulatedTextMeter {

    private static final long BETWEEN_REQUESTS = Duration.ofSeconds(TextRequest.MIN_SECONDS_BETWEEN).toNanos();
    /** So long a meter waits for the acknowledgement of its identification. */
    private static final long ACKNOWLEDGEMENT = Duration.ofSeconds(10).toNanos();

    private volatile TextImage image;
    private @Nullable Long answered;
    private @Nullable Long identified;

    public SimulatedTextMeter(TextImage image) {
        this.image = image;
    }

    /** Its answers now. */
    public TextImage image() {
        return image;
    }

    /** Changes the meter from the next request on. */
    public void become(TextImage newImage) {
        image = newImage;
    }

    /**
     * Answers a request.
     *
     * @param now when its last character was received
     * @param text all characters since the last gap
     * @return empty if the meter stays silent
     */
    Optional<TextRequest> hear(long now, String text) {
        Optional<TextRequest> request = Arrays.stream(TextRequest.values()).filter(one -> one.text().equals(text))
                .findFirst().filter(one -> image.answer(one).isPresent()).filter(one -> isReady(one, now));
        request.ifPresent(one -> {
            answered = now;
            identified = one == TextRequest.IDENTIFICATION ? Long.valueOf(now) : null;
        });
        return request;
    }

    private boolean isReady(TextRequest request, long now) {
        Long before = request == TextRequest.DATA ? identified : answered;
        return request == TextRequest.DATA ? before != null && now - before < ACKNOWLEDGEMENT
                : before == null || now - before >= BETWEEN_REQUESTS;
    }

    /** @return what the meter sends, without parity */
    String answer(TextRequest request) {
        return image.answer(request).orElseThrow();
    }
}
