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
package org.openhab.binding.kamstrup.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextRequestTest {

    /** These read the memory of the meter, some of them past its end. */
    private static final Set<String> NOT_SENT = Set.of("/#6", "/#7", "/#8", "/#9", "/#J");

    static List<TextVector> requests() {
        return TextVector.all().stream().filter(TextVector::isRequest).toList();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void encodesRequestWithAndWithoutParity(TextVector vector) {
        Optional<TextRequest> request = Arrays.stream(TextRequest.values())
                .filter(one -> one.text().equals(vector.text("text"))).findFirst();
        assertEquals(!NOT_SENT.contains(vector.text("text")), request.isPresent());
        request.ifPresent(sent -> {
            assertEquals(vector.stripped(), sent.toWire(false));
            assertEquals(vector.withParity(), sent.toWire(true));
            assertEquals(vector.json().get("baud").getAsInt(), TextRequest.REQUEST_BAUD_RATE);
        });
    }

    @Test
    void sendsNothingButReadingRequests() {
        // /MP1, the other commands of the programming mode and the acknowledgement with 1 at its end are not among them
        assertEquals(Set.of("/#1", "/#2", "/#3", "/#4", "/#5", "/#B", "/#C", "/#D", "/?!\r\n", "\u0006000\r\n"),
                Arrays.stream(TextRequest.values()).map(TextRequest::text).collect(Collectors.toSet()));
    }

    @Test
    void tellsLengthOfAnswers() {
        // Kamstrup 5511-634 §4; the months are those of a recording: 77 bytes and 30 lines of 65
        Map<TextRequest, Integer> lengths = Map.of(TextRequest.READING, 81, TextRequest.CONFIGURATION, 85,
                TextRequest.TARGET_DATE_READING, 77, TextRequest.SUMS, 74, TextRequest.MONTHS, 77 + 30 * 65,
                TextRequest.COUNTERS, 97, TextRequest.SENSORS, 65, TextRequest.CLOCK, 72, TextRequest.IDENTIFICATION,
                TextVector.of("66c-iec-resp").stripped().size(), TextRequest.DATA, 77);
        Arrays.stream(TextRequest.values())
                .forEach(request -> assertEquals(lengths.get(request), request.answerBytes(), request::name));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tellsSpeedOfAnswers(TextVector vector) {
        boolean isBlock = vector.text("id").contains("iec");
        assertEquals(vector.json().get("baud").getAsInt(),
                (isBlock ? TextRequest.IDENTIFICATION : TextRequest.READING).answerBaudRate());
    }

    static List<TextVector> answers() {
        return TextVector.all().stream().filter(vector -> !vector.isRequest()).toList();
    }

    @Test
    void requestsFitOneLayoutEach() {
        for (TextRequest request : TextRequest.values()) {
            for (TextRequest other : TextRequest.values()) {
                assertTrue(request == other || request.lines() == 0 || !lengths(request).equals(lengths(other))
                        || Set.of(request, other).equals(Set.of(TextRequest.TARGET_DATE_READING, TextRequest.MONTHS)));
            }
        }
    }

    private static List<Integer> lengths(TextRequest request) {
        return request.fields(0).stream().map(TextField::digits).toList();
    }
}
